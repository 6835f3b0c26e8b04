"""fupin trace: from a figure to its files, sheets and rows."""

from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


def trace(
    name: Annotated[
        str, typer.Argument(metavar="指标", help="指标名，例如 脱贫户户数；运行 fupin indicators 看全部。")
    ],
    period: options.PeriodOption = None,
    town: options.TownOption = None,
    village: Annotated[Optional[str], typer.Option("--village", metavar="村", help="只看一个村。")] = None,  # noqa: UP045
    format: Annotated[str, typer.Option("--format", "-f", metavar="text|json", help="输出格式。")] = "text",
    workspace: options.WorkspaceOption = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    quiet: options.Quiet = False,
) -> int:
    """追溯：一个数是从哪些文件、哪张表、哪几行数出来的。"""
    from fupin_cli.cli import work
    from fupin_cli.counting import Figures
    from fupin_cli.outputs import figures as shown

    session, _, scope = work.scope(
        workspace, town, village, period, as_of=options.day(as_of), password=password, quiet=quiet
    )
    figures = Figures(scope, session.catalogue)
    figure = figures.find(name)
    typer.echo(shown.trace_json(figure) if format == "json" else shown.trace_text(figure, figures))
    return 0
