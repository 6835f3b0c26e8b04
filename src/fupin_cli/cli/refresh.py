"""fupin refresh: a document that people have edited, with the ledgers' present figures."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


def refresh(
    document: Annotated[Path, typer.Argument(metavar="领导改后.docx", help="已经改过的材料。")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="文件", help="更新后的材料写到这个 .docx，原文件不动。")
    ],
    town: options.TownOption = None,
    village: Annotated[str | None, typer.Option("--village", metavar="村", help="这是一个村的材料。")] = None,
    county: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--county", metavar="县", help="这是全县的材料。"),
    ] = None,
    period: options.PeriodOption = None,
    format: options.FormatOption = options.Format.text,
    workspace: options.WorkspaceOption = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> int:
    """更新数字：台账变了以后，只改材料里跟着变的数，一个字、一处格式都不动，改了什么逐条列出。"""
    from fupin_cli.cli import work
    from fupin_cli.cli.private import hand_over
    from fupin_cli.counting import Figures
    from fupin_cli.errors import FupinError
    from fupin_cli.office import refreshing

    if output.resolve() == document.resolve():
        raise FupinError("更新后的材料不能覆盖原文件。", "请给 -o 另写一个文件名。")
    session, _, scope = work.scope(
        workspace,
        town,
        village,
        period,
        county=county,
        as_of=options.day(as_of),
        password=password,
        quiet=quiet,
    )
    places = scope.towns or session.home.town(town).villages
    done = refreshing.refresh(document, Figures(scope, session.catalogue), places)
    hand_over(output, done.content, quiet=quiet, whole_numbers=False)
    typer.echo(refreshing.as_json(done) if format is options.Format.json else refreshing.as_text(done))
    return 0
