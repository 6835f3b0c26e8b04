"""fupin fill: the county's own form with figures from the ledgers."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


def fill(
    form: Annotated[
        Path,
        typer.Argument(
            metavar="县月报.xlsx", help="县里的表；格里写 {{指标名}}、{{指标名@村}} 或 {{指标名|万元}}。"
        ),
    ],
    output: Annotated[
        Optional[Path],  # noqa: UP045  Typer reads it
        typer.Option("--output", "-o", metavar="文件", help="填好的表写到这个 xlsx，原表不动。"),
    ] = None,
    suggest: Annotated[
        bool,
        typer.Option("--suggest", help="不填表，只按行列标题提出每一格该填哪个指标，供放进 fupin.toml。"),
    ] = False,
    with_sources: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--with-sources", metavar="文件", help="另写底稿 xlsx：每个数从哪来、背后是哪些户哪些人。"
        ),
    ] = None,
    town: options.TownOption = None,
    village: Annotated[Optional[str], typer.Option("--village", metavar="村", help="填一个村的数。")] = None,  # noqa: UP045
    period: options.PeriodOption = None,
    format: options.FormatOption = options.Format.text,
    workspace: options.WorkspaceOption = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> int:
    """填表：把台账里算出的数填进县里的表，格式、公式、合并格都不动，算不出的留空并列出。"""
    from msgspec.structs import asdict

    from fupin_cli.cli import screen, work
    from fupin_cli.cli.private import hand_over
    from fupin_cli.cli.telling import tell
    from fupin_cli.counting import Figures
    from fupin_cli.errors import FupinError
    from fupin_cli.office import filling
    from fupin_cli.office.sheets import workbook
    from fupin_cli.session import Session

    if suggest:
        from fupin_cli.office.suggesting import as_toml
        from fupin_cli.office.suggesting import suggest as guess

        session = Session.open(workspace, needed=True)
        guesses = guess(form, session.catalogue, session.home.town(town).villages)
        if not guesses:
            raise FupinError(
                f"“{form}”的行列标题里没有认出指标。",
                "请在格里直接写 {{指标名}}；运行 fupin indicators 看指标。",
            )
        if format is options.Format.json:
            tell({"form": str(form), "cells": [asdict(guess) for guess in guesses]})
        else:
            typer.echo(as_toml(form, guesses))
        screen.say(f"认出{len(guesses)}格。请逐行核对后，放进工作区的 fupin.toml。", quiet=quiet)
        return 0
    if output is None:
        raise FupinError("没有说明填好的表写到哪里。", "请加 -o，例如 -o 县月报-已填.xlsx。")
    if output.resolve() == form.resolve():
        raise FupinError("填好的表不能覆盖原表。", "请给 -o 另写一个文件名。")
    session, _, scope = work.scope(
        workspace, town, village, period, as_of=options.day(as_of), password=password, quiet=quiet
    )
    figures = Figures(scope, session.catalogue)
    filled = filling.fill(form, figures, filling.mapped_cells(session.home.config.form, form))
    pages = filling.source_pages(filled, figures, scope.village or scope.town) if with_sources else []
    hand_over(output, filled.content, quiet=quiet, whole_numbers=False)
    if with_sources is not None:
        hand_over(with_sources, workbook(pages), quiet=quiet)
    if format is options.Format.json:
        told = {"output": str(output), "sources": str(with_sources) if with_sources else None}
        tell({**told, **filling.as_record(filled)})
        return 0
    typer.echo(f"填了{len(filled.puts) - len(filled.blank)}格，留空{len(filled.blank)}格。")
    for put in filled.blank:
        typer.echo(f"  {put.sheet}!{put.address} {put.wanted.name}：{put.because}")
    return 0
