"""fupin init: a new workspace."""

from pathlib import Path
from typing import Annotated

import typer

from fupin_cli.cli import options


def init(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="工作区放在哪里，例如 芦庙镇。")],
    town: Annotated[str, typer.Option("--town", metavar="乡镇", help="乡镇名，例如 芦庙镇。")],
    county: Annotated[
        str, typer.Option("--county", metavar="县区", help="县（市、区）名，例如 谯城区。")
    ] = "",
    village: Annotated[
        list[str] | None,
        typer.Option("--village", metavar="村", help="村名，可写几次，也可用逗号隔开。"),
    ] = None,
    province: Annotated[
        str, typer.Option("--province", metavar="省", help="省名，政策标准按省按年取。")
    ] = "",
    city: Annotated[str, typer.Option("--city", metavar="市", help="市名。")] = "",
    period: Annotated[str, typer.Option("--period", metavar="时期", help="现在做的时期，例如 2023。")] = "",
    ledger: Annotated[
        list[str] | None,
        typer.Option("--ledger", metavar="台账", help="村里要填哪些台账（缺省：常用的十几种）。"),
    ] = None,
    quiet: options.Quiet = False,
) -> None:
    """新建工作区：配置文件、台账文件夹、各村的空白台账和一页说明。"""
    from fupin_cli.cli import starting
    from fupin_cli.cli.screen import say

    villages = list(options.codes(village))
    made = starting.new_workspace(
        folder,
        starting.Place(province, city, county, town, tuple(villages)),
        period=period,
        ledgers=options.codes(ledger),
    )
    for line in made:
        say(line, quiet=quiet)
