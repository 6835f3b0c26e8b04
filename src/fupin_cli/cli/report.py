"""fupin report: the official document of a place and period."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options, recording


class Format(StrEnum):
    """Output formats of report."""

    docx = "docx"
    md = "md"
    html = "html"
    json = "json"
    text = "text"


class Profile(StrEnum):
    """What stands around the text."""

    普通 = "普通"
    红头 = "红头"


def report(
    period: options.PeriodOption = None,
    town: options.TownOption = None,
    village: Annotated[str | None, typer.Option("--village", metavar="村", help="写一个村的材料。")] = None,
    county: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--county", metavar="县", help="写全县的材料：各乡镇相加，并列表对照。"),
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="种类",
            help="材料的种类：工作总结、工作报告、整改报告、村级汇报、专项、定点帮扶、行业部门。",
        ),
    ] = "工作总结",
    topic: Annotated[
        str,
        typer.Option(
            "--topic", metavar="专题", help="专项的专题，例如 教育；整改报告的问题来源，例如 调研督查。"
        ),
    ] = "",
    format: Annotated[
        Optional[Format],  # noqa: UP045
        typer.Option(
            "--format",
            "-f",
            metavar="docx|md|html|json",
            help="输出格式（缺省看 -o 的后缀，否则 docx；--diff 用 text、json）。",
        ),
    ] = None,
    output: options.Output = None,
    template: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--template", metavar="文件", help="用自己的模板（.j2 或 Word 的 .docx）。"),
    ] = None,
    tables: Annotated[bool, typer.Option("--tables", help="后面附分村（分镇）的附表。")] = False,
    charts: Annotated[
        bool, typer.Option("--charts", help="后面附图：资金用途、各村对比、整改进度（html 和 docx）。")
    ] = False,
    source_list: Annotated[
        bool,
        typer.Option(
            "--source-list",
            help="后面附数据来源表：每个数出自哪种台账、哪张表，几行、几户；不写文件名和人名。",
        ),
    ] = False,
    profile: Annotated[
        Profile,
        typer.Option("--profile", metavar="普通|红头", help="红头：加发文机关标志、红线和版记。"),
    ] = Profile.普通,
    with_sources: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--with-sources", metavar="文件", help="另写一份底稿（.xlsx）：每个数出自哪些文件的哪几行。"
        ),
    ] = None,
    diff: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--diff", metavar="旧.docx", help="不写材料，只说台账里哪些数与旧材料不同了。"),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check/--no-check", help="先校验和核对，把问题数说在屏幕上。")
    ] = True,
    strict: Annotated[bool, typer.Option("--strict", help="有错误或不平就不写。")] = False,
    record: recording.RecordOption = None,
    record_key: recording.RecordKey = None,
    workspace: options.WorkspaceOption = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    memory: options.Memory = "",
    engine: options.EngineOption = options.EngineName.duckdb,
    master: options.MasterOption = None,
    quiet: options.Quiet = False,
) -> int:
    """写材料：从台账算出每一个数，写成公文格式的总结、报告。"""
    from fupin_cli.cli import screen, writing
    from fupin_cli.cli import work as first_steps
    from fupin_cli.errors import FupinError
    from fupin_cli.office import documents
    from fupin_cli.recording.taking import Asked

    if diff is not None:
        writing.refuse_beside_diff(format.value if format else None, template, with_sources, record)
    elif format is Format.text:
        raise FupinError("text 只用于 --diff。", "写材料请用 docx、md 或 html。")
    chosen = "text" if diff is not None else writing.format_of(format.value if format else None, output)
    writing.refuse_terminal(chosen, output)
    writing.check_sources_file(with_sources, chosen)
    secret = recording.prepare(record, record_key, output, with_sources)
    asked = options.day(as_of)
    session, gathered, scope = first_steps.scope(
        workspace, town, village, period, county=county, as_of=asked, password=password, quiet=quiet
    )
    if diff is not None:
        return writing.compare(diff, session, gathered, scope, output, as_json=format is Format.json)
    asked_for = documents.request(
        session,
        scope,
        kind=kind,
        topic=topic,
        template=template,
        tables=tables,
        profile=profile.value,
        charts=charts,
        source_list=source_list,
    )
    with documents.looking(session, gathered, scope, asked=check or strict) as troubles_of:
        paper = documents.write(session, scope, asked_for, chosen, sources=with_sources is not None)
        troubles = troubles_of(paper.figures)
    for line in troubles:
        screen.say(line, quiet=quiet)
    if strict and troubles:
        screen.say("按 --strict 的要求，没有写材料。", quiet=quiet)
        return 1
    writing.deliver_bytes(paper.content, output, quiet=quiet)
    if with_sources is not None:
        writing.deliver_sources(paper.sources, with_sources, quiet=quiet)
    if record is not None:
        recording.keep(
            record,
            secret,
            Asked(
                "report",
                village=village,
                county=county,
                as_of=as_of,
                kind=kind,
                topic=topic or None,
                also=(template,) if template else (),
            ),
            session,
            gathered,
            scope,
            document=(output, paper.content) if output else None,
            quiet=quiet,
        )
    return 2 if gathered.failures else 0
