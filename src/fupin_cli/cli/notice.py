"""fupin notice: the list for public posting."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


def notice(
    name: Annotated[
        str, typer.Argument(metavar="台账或指标", help="公示什么：台账名（雨露计划）或指标名（监测户）。")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="文件", help="写到这个 .docx 或 .xlsx。")],
    columns: Annotated[
        str, typer.Option("--columns", metavar="列名", help="公示哪些列，用顿号或逗号分开。")
    ] = "",
    title: Annotated[str, typer.Option("--title", metavar="标题", help="公示表的标题。")] = "",
    phone: Annotated[str, typer.Option("--phone", metavar="电话", help="监督电话。")] = "",
    start: Annotated[
        Optional[str],  # noqa: UP045  Typer reads it
        typer.Option("--from", metavar="日期", help="公示从哪天开始，例如 2023-05-08。"),
    ] = None,
    days: Annotated[int | None, typer.Option("--days", metavar="天数", help="公示几天，按当地规定。")] = None,
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
    """公示表：张贴用的名单，没有证件号码、电话、银行卡号和健康状况。"""
    import re

    from fupin_cli.cli import work
    from fupin_cli.cli.private import hand_over
    from fupin_cli.cli.telling import tell
    from fupin_cli.counting import Figures
    from fupin_cli.errors import FupinError
    from fupin_cli.office import notices

    if output.suffix.lower() not in {".docx", ".xlsx"}:
        raise FupinError(f"看不出“{output}”要写成什么格式。", "公示表请用 .docx 或 .xlsx 结尾。")
    lines = notices.posting_lines(phone, options.day(start), days)
    session, _, scope = work.scope(
        workspace, town, village, period, as_of=options.day(as_of), password=password, quiet=quiet
    )
    wanted = [part for part in re.split(r"[,，、\s]+", columns) if part]
    posted = notices.notice(Figures(scope, session.catalogue), name, wanted, title, lines)
    content = notices.as_docx(posted) if output.suffix.lower() == ".docx" else notices.as_xlsx(posted)
    hand_over(output, content, quiet=quiet, whole_numbers=False)
    if format is options.Format.json:
        told = {"title": posted.title, "output": str(output), "rows": len(posted.rows)}
        tell({**told, "columns": posted.header})
        return 0
    typer.echo(f"{posted.title}：{len(posted.rows)}行，列有{'、'.join(posted.header)}。")
    return 0
