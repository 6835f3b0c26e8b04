"""fupin trace: from a figure to its files, sheets and rows."""

from enum import StrEnum
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


class Format(StrEnum):
    """Output formats of trace."""

    text = "text"
    json = "json"
    html = "html"


def trace(
    name: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(
            metavar="指标",
            help="指标名，例如 脱贫户户数；运行 fupin indicators 看全部。",
            show_default=False,
        ),
    ] = None,
    all: Annotated[bool, typer.Option("--all", help="全部指标，不只一个。")] = False,
    period: options.PeriodOption = None,
    town: options.TownOption = None,
    village: Annotated[Optional[str], typer.Option("--village", metavar="村", help="只看一个村。")] = None,  # noqa: UP045
    format: Annotated[
        Format,
        typer.Option(
            "--format", "-f", metavar="text|json|html", help="输出格式；html 是全部指标的网页，要加 --all。"
        ),
    ] = Format.text,
    output: options.Output = None,
    workspace: options.WorkspaceOption = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    memory: options.Memory = "",
    quiet: options.Quiet = False,
) -> int:
    """追溯：一个数是从哪些文件、哪张表、哪几行数出来的。"""
    from fupin_cli.cli import work
    from fupin_cli.counting import Figures
    from fupin_cli.errors import FupinError
    from fupin_cli.outputs import figures as shown
    from fupin_cli.outputs.files import deliver

    if (name is None) != all:
        raise FupinError(
            "没有说清追溯哪个数。", "请写一个指标名，例如 fupin trace 脱贫户户数；或者只写 --all。"
        )
    if format is Format.html and not all:
        raise FupinError("网页是全部指标的。", "请写 fupin trace --all -f html -o 数字和出处.html。")
    session, _, scope = work.scope(
        workspace, town, village, period, as_of=options.day(as_of), password=password, quiet=quiet
    )
    figures = Figures(scope, session.catalogue)
    if format is Format.html:
        from fupin_cli.pages.figures import as_html

        deliver(as_html(figures, session.home.town(town).villages), output)
    elif name is None:
        deliver(shown.figures_json(figures) if format is Format.json else shown.figures_text(figures), output)
    else:
        figure = figures.find(name)
        places = session.home.town(town).villages
        told = (
            shown.trace_json(figure) if format is Format.json else shown.trace_text(figure, figures, places)
        )
        deliver(told, output)
    return 0
