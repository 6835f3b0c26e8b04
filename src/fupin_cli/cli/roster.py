"""fupin roster: the list behind a figure."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


def roster(
    name: Annotated[
        str, typer.Argument(metavar="指标", help="哪个数的花名册，例如 监测户、雨露计划学生数。")
    ],
    columns: Annotated[
        str, typer.Option("--columns", metavar="列名", help="要哪些列，用顿号或逗号分开（缺省：常用的列）。")
    ] = "",
    risk: Annotated[
        str, typer.Option("--risk", metavar="未消除|已消除", help="监测户只列风险未消除的或已消除的。")
    ] = "",
    town: options.TownOption = None,
    village: options.VillageOption = None,
    period: options.PeriodOption = None,
    format: options.FormatOption = options.Format.text,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="文件", help="写到这个 xlsx（含完整证件号码）。"),
    ] = None,
    workspace: options.WorkspaceOption = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> int:
    """花名册：任何一个数背后是哪些户、哪些人，列可以挑。"""
    import re

    from fupin_cli.cli import work
    from fupin_cli.cli.private import hand_over
    from fupin_cli.cli.telling import tell
    from fupin_cli.counting import Figures
    from fupin_cli.office.rosters import roster as listed
    from fupin_cli.office.sheets import workbook
    from fupin_cli.outputs.table import table

    session, _, scope = work.scope(
        workspace, town, village, period, as_of=options.day(as_of), password=password, quiet=quiet
    )
    wanted = [part for part in re.split(r"[,，、\s]+", columns) if part]
    result = listed(Figures(scope, session.catalogue), name, wanted, risk)
    place = scope.village or scope.town
    if output is not None:
        title = f"{place}{scope.period.name}{result.name}花名册"
        hand_over(output, workbook([result.page("花名册", title)]), quiet=quiet)
        return 0
    if format is options.Format.json:
        rows = [dict(zip(result.header, row, strict=True)) for row in result.masked()]
        document = {"name": result.name, "says": result.says, "count": len(rows), "rows": rows}
        tell(document)
    else:
        typer.echo(f"{place}{scope.period.name}{result.name}：{result.says}，共{len(result.rows)}条")
        typer.echo("\n".join(table(result.header, result.masked())))
    return 0
