"""fupin receive: returned slips into a 销号表."""

from pathlib import Path
from typing import Annotated

import typer

from fupin_cli.cli import options


def receive(
    replies: Annotated[
        list[Path], typer.Argument(metavar="回复文件夹...", help="各村交回的核实单（Word、Excel 都行）。")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="文件", help="销号表写到这个 xlsx。")],
    town: options.TownOption = None,
    period: options.PeriodOption = None,
    format: options.FormatOption = options.Format.text,
    workspace: options.WorkspaceOption = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> int:
    """收核实单：读回各村的答复，与现在的台账对照，写成销号表。"""
    from collections import Counter

    from fupin_cli.cli import work
    from fupin_cli.cli.private import hand_over
    from fupin_cli.cli.telling import tell
    from fupin_cli.errors import FupinError
    from fupin_cli.office.asking import questions
    from fupin_cli.office.register import Register
    from fupin_cli.office.replies import read_replies
    from fupin_cli.office.settling import STATES, as_workbook, settle
    from fupin_cli.privacy import mask_text

    read = read_replies(replies, password)
    session, gathered, scope = work.scope(
        workspace, town, None, period, as_of=options.day(as_of), password=password, quiet=quiet
    )
    register = Register(session.home.root, scope.town)
    if not register.entries:
        raise FupinError(
            f"还没有{scope.town}的登记册，不知道问过什么。", "先用 fupin slip -o 核实单 发出核实单。"
        )
    now = {question.digest for question in questions(session, gathered, scope)}
    items = settle(list(register.entries.values()), read, now)
    hand_over(output, as_workbook(items, read, scope.town), quiet=quiet, whole_numbers=False)
    counts = Counter(item.state for item in items)
    if format is options.Format.json:
        records = [
            {
                "number": item.entry.number,
                "village": item.entry.question.village or None,
                "state": item.state,
                "because": mask_text(item.because),
                "answer": mask_text(item.reply.result) if item.reply else None,
            }
            for item in items
        ]
        summary = {state: counts[state] for state in STATES}
        unknown = sorted(number for number in read.lines if number not in register.by_number())
        document = {"questions": records, "unknown": unknown, "strangers": read.strangers, "summary": summary}
        tell(document)
    else:
        typer.echo(
            f"共{len(items)}条："
            + "，".join(f"{state}{counts[state]}" for state in STATES if counts[state])
            + "。"
        )
        for item in items:
            if item.state in {"与台账不符", "答复不一致"}:
                typer.echo(f"  {item.entry.number} {item.state}：{mask_text(item.because)}")
    return 1 if counts["与台账不符"] or counts["答复不一致"] else 0
