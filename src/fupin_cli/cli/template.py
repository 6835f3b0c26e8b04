"""fupin template: blank ledgers to be filled in, and the shipped texts of documents to be edited."""

from pathlib import Path
from typing import Annotated, Optional

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
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--output",
            "-o",
            metavar="文件",
            help="写到这个文件（缺省 空白台账.xlsx；--report 时是 种类.j2）；已有的文件不覆盖。",
        ),
    ] = None,
    brief: Annotated[bool, typer.Option("--brief", help="只留主要的列。")] = False,
    kind: Annotated[
        str,
        typer.Option(
            "--report",
            metavar="种类",
            help="不写台账，写出这种材料的模板（种类同 report --kind），改好后用于 report --template。",
        ),
    ] = "",
    town: options.TownOption = None,
    village: Annotated[
        str | None,
        typer.Option("--village", metavar="村", help="填报单位写上这个村。"),
    ] = None,
    workspace: options.WorkspaceOption = None,
    quiet: options.Quiet = False,
) -> None:
    """空白台账：带下拉框、文本型号码列和填写说明；照着填，校验就能通过。--report 写出材料的模板。"""
    from fupin_cli.cli import starting
    from fupin_cli.cli.screen import say
    from fupin_cli.errors import FupinError
    from fupin_cli.session import Session

    if kind:
        if names or brief:
            raise FupinError("--report 写的是材料的模板，没有台账名和 --brief。", "请分两次运行。")
        target = output or Path(f"{kind}.j2")
        command = starting.write_report_template(target, kind)
        say(f"“{kind}”的模板已写入 {target}，改好后运行 {command}。", quiet=quiet)
        return
    target = output or Path("空白台账.xlsx")
    home = Session.open(workspace, needed=False).workspace
    place = starting.place_of(home, town, village)
    chosen = starting.chosen_ledgers(names or [])
    starting.write_blank(target, chosen, place, brief=brief)
    say(f"空白台账（{len(chosen)}张）已写入 {target}，填写前请看第一页“填写说明”。", quiet=quiet)
