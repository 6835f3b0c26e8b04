"""fupin template: blank ledgers to be filled in."""

from pathlib import Path
from typing import Annotated

import typer

from fupin_cli.cli import options


def template(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="台账...", help="台账名，例如 家庭成员 雨露计划；不写就是全部。", show_default=False
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="文件", help="写到这个 xlsx 文件；已有的文件不覆盖。")
    ] = Path("空白台账.xlsx"),
    brief: Annotated[bool, typer.Option("--brief", help="只留主要的列。")] = False,
    town: options.TownOption = None,
    village: Annotated[
        str | None,
        typer.Option("--village", metavar="村", help="填报单位写上这个村。"),
    ] = None,
    workspace: options.WorkspaceOption = None,
    quiet: options.Quiet = False,
) -> None:
    """空白台账：带下拉框、文本型号码列和填写说明；照着填，校验就能通过。"""
    from fupin_cli.cli import starting
    from fupin_cli.cli.screen import say
    from fupin_cli.session import Session

    home = Session.open(workspace, needed=False).workspace
    place = starting.place_of(home, town, village)
    chosen = starting.chosen_ledgers(names or [])
    starting.write_blank(output, chosen, place, brief=brief)
    say(f"空白台账（{len(chosen)}张）已写入 {output}，填写前请看第一页“填写说明”。", quiet=quiet)
