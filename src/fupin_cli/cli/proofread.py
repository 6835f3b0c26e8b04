"""fupin proofread: a written document's own figures, gaps, numbering, dates, terms and form."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


class Format(StrEnum):
    """Output formats of proofread."""

    text = "text"
    json = "json"
    html = "html"


class Level(StrEnum):
    """Lowest severity shown."""

    error = "error"
    warning = "warning"
    info = "info"


def proofread(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="文件...",
            help="要校核的 .docx、.txt、.md、.html；- 表示从标准输入读文字。",
            show_default=False,
        ),
    ],
    severity: Annotated[
        Level,
        typer.Option(
            metavar="error|warning|info", help="显示到哪一级：error 错误，warning 疑点，info 提示。"
        ),
    ] = Level.info,
    select: options.Select = None,
    ignore: options.Ignore = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", metavar="text|json|html", help="输出格式。")
    ] = Format.text,
    output: options.Output = None,
    annotate: Annotated[
        Optional[Path],  # noqa: UP045  Typer reads it
        typer.Option(
            metavar="文件", help="另存一份 Word，在有问题的文字上加批注（一次一个 .docx，原文件不动）。"
        ),
    ] = None,
    town: options.TownOption = None,
    period: options.PeriodOption = None,
    workspace: options.WorkspaceOption = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    quiet: options.Quiet = False,
) -> int:
    """校核材料：数字对不对得上，有没有空缺、跳号、错日期、旧用语、格式毛病；写上 --town 或 --period，还同台账里的数比对。"""
    import os
    import sys

    from fupin_cli.errors import FupinError
    from fupin_cli.outputs.files import deliver, write_whole
    from fupin_cli.proofreading import proofread as check
    from fupin_cli.proofreading import read
    from fupin_cli.proofreading.rendering import render
    from fupin_cli.proofreading.selection import filtered

    if annotate and len(files) != 1:
        raise FupinError("--annotate 一次只能用于一个文件。", "请分别校核，各写一个批注副本的文件名。")
    if annotate and annotate.resolve() == Path(files[0]).resolve():
        raise FupinError("批注副本不能覆盖原文件。", "请给 --annotate 另写一个文件名。")
    chosen, left_out = options.codes(select), options.codes(ignore)
    documents = [read(file) for file in files]
    against = None
    if town or period or workspace:
        from fupin_cli.cli import work
        from fupin_cli.counting import Figures
        from fupin_cli.outputs.figures import ledger_figures

        session, _, scope = work.scope(
            workspace, town, None, period, as_of=options.day(as_of), password=password, quiet=quiet
        )
        against = ledger_figures(Figures(scope, session.catalogue))
    results = [filtered(check(document, against), severity.value, chosen, left_out) for document in documents]
    if annotate:
        from fupin_cli.proofreading.rendering.annotate import annotated

        write_whole(annotate, annotated(results[0]))
    colour = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    deliver(render(results, format.value, colour), output)
    return int(any(finding.severity == "error" for result in results for finding in result.findings))
