"""fupin slip: a 核实单 for every village."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


def slip(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="文件夹", help="核实单写到这个文件夹，每村一份。")
    ],
    doubts: Annotated[
        Optional[list[Path]],  # noqa: UP045  Typer reads it
        typer.Option("--with", metavar="疑点.xlsx", help="一并写进 fupin match -o 写出的疑点，可以写几次。"),
    ] = None,
    town: options.TownOption = None,
    village: options.VillageOption = None,
    period: options.PeriodOption = None,
    format: options.FormatOption = options.Format.text,
    workspace: options.WorkspaceOption = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> int:
    """核实单：把校验、核对和比对发现的问题按村写成核实单（Word 和 Excel），编号每轮不变。"""
    from fupin_cli.cli import screen, work
    from fupin_cli.cli.telling import tell
    from fupin_cli.errors import FupinError
    from fupin_cli.office import slips
    from fupin_cli.office.asking import questions
    from fupin_cli.office.questions import of_doubts
    from fupin_cli.office.register import Entry, Register
    from fupin_cli.outputs.files import write_whole

    if output.exists() and not output.is_dir():
        raise FupinError(f"“{output}”不是文件夹。", "请在 -o 后面写文件夹的名字。")
    session, gathered, scope = work.scope(
        workspace, town, village, period, as_of=options.day(as_of), password=password, quiet=quiet
    )
    asked = questions(session, gathered, scope)
    asked += [question for path in doubts or () for question in of_doubts(path)]
    if village:
        asked = [question for question in asked if question.village == village]
    register = Register(session.home.root, scope.town)
    entries = register.enter(asked, scope.day.isoformat())
    if not entries:
        screen.say("没有需要核实的问题，没有写核实单。", quiet=quiet)
        if format is options.Format.json:
            tell({"folder": None, "register": str(register.path), "questions": 0, "villages": {}})
        return 0
    output.mkdir(parents=True, exist_ok=True)
    by_village: dict[str, list[Entry]] = {}
    for entry in entries:
        by_village.setdefault(entry.question.village or "镇", []).append(entry)
    day = scope.day.isoformat()
    for name, items in by_village.items():
        write_whole(output / f"{name}核实单.docx", slips.as_docx(name, scope.town, day, items))
        write_whole(output / f"{name}核实单.xlsx", slips.as_xlsx(name, scope.town, day, items))
        if format is options.Format.text:
            typer.echo(f"{name}：{len(items)}条")
    register.save()
    if format is options.Format.json:
        counts = {name: len(items) for name, items in by_village.items()}
        told = {"folder": str(output), "register": str(register.path), "questions": len(entries)}
        tell({**told, "villages": counts})
    screen.say(f"核实单已写到 {output}；编号记在 {register.path}，请不要删。", quiet=quiet)
    return 0
