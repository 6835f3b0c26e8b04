"""fupin reconcile: households, people and money across sheets, workbooks, villages and periods."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options, recording


class Format(StrEnum):
    """Output formats of reconcile."""

    text = "text"
    json = "json"
    xlsx = "xlsx"
    html = "html"


def reconcile(
    town: options.TownOption = None,
    village: Annotated[Optional[str], typer.Option("--village", metavar="村", help="只核对一个村。")] = None,  # noqa: UP045
    period: options.PeriodOption = None,
    sets: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--set", metavar="名称", help="只核对一组，例如 四个一致。"),
    ] = None,
    against: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--against", metavar="文件", help="系统新导出的数据，逐户逐人比对。"),
    ] = None,
    tolerance: Annotated[str, typer.Option("--tolerance", metavar="数", help="允许的差额。")] = "0",
    all: Annotated[bool, typer.Option("--all", help="平的和没有核对的也列出来。")] = False,
    format: Annotated[
        Format, typer.Option("--format", "-f", metavar="text|json|xlsx|html", help="输出格式。")
    ] = Format.text,
    output: options.Output = None,
    record: recording.RecordOption = None,
    record_key: recording.RecordKey = None,
    workspace: options.WorkspaceOption = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    memory: options.Memory = "",
    engine: options.EngineOption = options.EngineName.duckdb,
    master: options.MasterOption = None,
    show_pii: options.ShowPii = False,
    quiet: options.Quiet = False,
) -> int:
    """核对户数、人数和资金：表与表、村与镇、台账与汇总表，一户一分都要对上。"""
    from fupin_cli.cli import screen, work
    from fupin_cli.errors import FupinError
    from fupin_cli.office.opening import system_export
    from fupin_cli.outputs import balances
    from fupin_cli.outputs.files import deliver, write_whole
    from fupin_cli.outputs.findings import Style
    from fupin_cli.reconciling import reconcile as run
    from fupin_cli.recording.taking import Asked

    if format is Format.xlsx and output is None:
        raise FupinError("xlsx 不能输出到屏幕。", "请用 -o 写明文件名，例如 -o 核对结果.xlsx。")
    secret = recording.prepare(record, record_key, output)
    session, gathered, scope = work.scope(
        workspace, town, village, period, as_of=options.day(as_of), password=password, quiet=quiet
    )
    other = system_export(against, session.home, password) if against else None
    allowed = work.decimal(tolerance)
    result = run(
        scope,
        session.catalogue,
        session.home.config.waiver,
        sets=tuple(sets or ()),
        tolerance=allowed,
        policies=session.policies,
        against=other,
    )
    if format is Format.json:
        deliver(balances.as_json(result, show_pii=show_pii), output)
    elif format is Format.xlsx and output is not None:
        write_whole(output, balances.as_workbook(result, scope, show_pii=show_pii))
        screen.say(f"核对结果已写入 {output}。", quiet=quiet)
    elif format is Format.html:
        from fupin_cli.pages.balances import as_html

        deliver(as_html(result, scope, gathered, session.catalogue, show_pii=show_pii), output)
    else:
        style = Style(colour=output is None and screen.colours())
        deliver(balances.as_text(result, scope, style, everything=all, show_pii=show_pii), output)
    for error in result.broken:
        screen.say_error(error)
    if record is not None:
        asked = Asked(
            "reconcile",
            village=village,
            as_of=as_of,
            sets=tuple(sets or ()),
            tolerance=allowed,
            against=against,
            also=(against,) if against else (),
        )
        recording.keep(record, secret, asked, session, gathered, scope, result, quiet=quiet)
    different, equal = result.count("different"), result.count("equal")
    if not different and not equal and not result.waived and not result.doubts and not result.broken:
        raise FupinError("没有一项可以核对。", "请看 --all 列出的原因，多半是台账还没有放齐。")
    if different:
        screen.say(
            "有不平的，请按上面列出的文件和行核实；确属认可的差额，写进 fupin.toml 的 [[waiver]]。",
            quiet=quiet,
        )
    if gathered.failures or result.broken:
        return 2
    return 1 if different else 0
