"""fupin report: the official document of a place and period."""

from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


class Format(str, Enum):
    """Output formats of report."""

    docx = "docx"
    md = "md"
    html = "html"
    json = "json"


def report(
    period: options.PeriodOption = None,
    town: options.TownOption = None,
    village: Annotated[Optional[str], typer.Option("--village", metavar="村", help="写一个村的材料。")] = None,  # noqa: UP007, UP045
    kind: Annotated[
        str, typer.Option("--kind", metavar="种类", help="材料的种类，例如 工作总结、工作报告、整改报告、村级汇报。")
    ] = "工作总结",
    topic: Annotated[str, typer.Option("--topic", metavar="专题", help="--kind 专项 的专题，例如 教育。")] = "",
    format: Annotated[
        Optional[Format],  # noqa: UP007, UP045
        typer.Option("--format", "-f", metavar="docx|md|html|json", help="输出格式（缺省看 -o 的后缀，否则 docx）。"),
    ] = None,
    output: options.Output = None,
    template: Annotated[
        Optional[Path],  # noqa: UP007, UP045
        typer.Option("--template", metavar="文件", help="用自己的模板（.j2 或 Word 的 .docx）。"),
    ] = None,
    check: Annotated[bool, typer.Option("--check/--no-check", help="先校验和核对，把问题数说在屏幕上。")] = True,
    strict: Annotated[bool, typer.Option("--strict", help="有错误或不平就不写。")] = False,
    workspace: options.WorkspaceOption = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    quiet: options.Quiet = False,
) -> int:
    """写材料：从台账算出每一个数，写成公文格式的总结、报告。"""
    from fupin_cli.cli import screen, writing
    from fupin_cli.cli import work as first_steps

    chosen = writing.format_of(format.value if format else None, output)
    writing.refuse_terminal(chosen, output)
    session, gathered, scope = first_steps.scope(
        workspace, town, village, period, as_of=options.day(as_of), password=password, quiet=quiet
    )
    if check or strict:
        troubles = writing.troubles(session, gathered, scope)
        for line in troubles:
            screen.say(line, quiet=quiet)
        if strict and troubles:
            screen.say("按 --strict 的要求，没有写材料。", quiet=quiet)
            return 1
    content = writing.write(session, scope, kind=kind, topic=topic, format=chosen, template=template)
    writing.deliver_bytes(content, output, quiet=quiet)
    return 2 if gathered.failures else 0
