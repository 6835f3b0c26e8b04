"""Bring workbooks together: read them, judge their cells, and settle for each table its place, period and day."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from msgspec import Struct, field

from fupin_cli.engine.choosing import MOST
from fupin_cli.engine.dataset import Dataset
from fupin_cli.engine.places import canonical_village
from fupin_cli.errors import FupinError
from fupin_cli.findings import Finding
from fupin_cli.intake.stored import is_store, open_store
from fupin_cli.judging import TypedTable
from fupin_cli.patterns import regex
from fupin_cli.periods import Period
from fupin_cli.reading.model import Reading, Table
from fupin_cli.repeats import without_repeats
from fupin_cli.strange_villages import strange_villages
from fupin_cli.workspace import Workspace, workbooks

_PERIOD_IN_PATH = regex(
    r"(?<!\d)(20\d{2})(?:[Hh]([12])|[Qq]([1-4])|年([上下])半年|[-年.](\d{1,2})月?|(?=年|$|\D))"
)
_DAY_IN_NAME = regex(r"(?<!\d)(20\d{2})[-.年]?(\d{1,2})[-.月]?(\d{1,2})日?(?!\d)")
_HOUSEHOLDS = frozenset({"户", "家庭成员"})
_VILLAGE_NAME = regex(r"[一-鿿]{1,8}?(?:村委会|村|社区)")


class Gathered(Struct):
    """What a command works on.

    Attributes:
        readings: files that could be read, in the order given.
        failures: files that could not, with what to say about each.
        typed: judged tables in the order of the files.
        findings: of reading, of cells, of files that repeat each other.
        cut: code → findings of an exported folder beyond those in `findings`.
        datasets: tables by period ('' where no period is known), repeated ones left out.
        sealed: tables of snapshots (快照/<period>) by period, beside the ledgers.
        day_from: where the judgement day comes from, in words.
        notes: what a person should know of the way the files were read.
    """

    readings: list[Reading] = field(default_factory=list)
    failures: list[FupinError] = field(default_factory=list)
    typed: list[TypedTable] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    datasets: dict[str, Dataset] = field(default_factory=dict)
    sealed: dict[str, Dataset] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)
    days: dict[str, dt.date] = field(default_factory=dict)
    day_from: str = ""
    notes: list[str] = field(default_factory=list)


def expand(arguments: Sequence[Path], workspace: Workspace | None) -> list[Path]:
    """Files of the arguments: folders and globs are opened up (Windows shells do not expand `*`).

    Raises:
        FupinError: nothing given and no workspace; a folder or pattern without workbooks.
    """
    if not arguments:
        if workspace is None:
            raise FupinError(
                "没有指出要校验的文件。",
                "请写上台账文件或文件夹，例如 fupin validate 台账.xlsx；在工作区里可以不写。",
            )
        if is_store(workspace.ledger_folder):
            return [workspace.ledger_folder]
        files = workspace.ledger_files()
        if not files:
            raise FupinError(f"台账文件夹 {workspace.ledger_folder} 是空的。", "请把各村的台账放进去。")
        return files
    found: list[Path] = []
    for argument in arguments:
        if is_store(argument):
            if len(arguments) > 1:
                raise FupinError(f"{argument} 是导出的表，不能和别的台账一起校验。", "请只写这一个文件夹。")
            found.append(argument)
        elif argument.is_dir():
            inside = workbooks(argument)
            if not inside:
                raise FupinError(
                    f"文件夹 {argument} 里没有台账文件。", "台账可以是 xlsx、xls、et、ods、csv 等格式。"
                )
            found += inside
        elif any(sign in argument.name for sign in "*?[") and not argument.exists():
            inside = sorted(argument.parent.glob(argument.name))
            if not inside:
                raise FupinError(f"没有符合 {argument} 的文件。", "请检查文件夹和文件名。")
            found += [path for path in inside if path.is_file() and not path.name.startswith("~$")]
        else:
            found.append(argument)
    return list(dict.fromkeys(found))


def gather(
    files: Iterable[Path],
    workspace: Workspace | None = None,
    *,
    as_of: dt.date | None = None,
    password: str | None = None,
    progress: Callable[[Path], None] | None = None,
    cached: bool = True,
    processes: bool = False,
) -> Gathered:
    """Read and judge `files`; a file that cannot be read is a failure, the others are still done.

    Args:
        files: in the order in which findings come.
        workspace: whose own headers, places and periods count.
        as_of: the judgement day instead of the tables' own.
        password: of encrypted workbooks.
        progress: told each file before its turn.
        cached: whether the workspace's cache, if it has one, may be used.
        processes: whether worker processes may be started where the volume is worth it. The program's main
            module must be importable without side effects, as the command line's is.
    """
    from fupin_cli.intake.cache import Cache
    from fupin_cli.intake.judged import Asked, header_maps
    from fupin_cli.intake.outcomes import outcomes

    listed = list(files)
    if len(listed) == 1 and is_store(listed[0]):
        return _from_store(listed[0], as_of)
    gathered = Gathered()
    sources: set[str] = set()
    asked = Asked(password, header_maps(workspace.config.map if workspace else ()))
    kept = cached and workspace is not None and workspace.config.workspace.cache
    cache = Cache.below(workspace.root) if workspace is not None and kept else None
    with closing(outcomes(listed, asked, cache=cache, processes=processes)) as arriving:
        for path in listed:
            if progress is not None:
                progress(path)
            judged = next(arriving)
            if isinstance(judged, FupinError):
                gathered.failures.append(judged)
                continue
            gathered.readings.append(judged.reading)
            gathered.findings += judged.reading.findings
            said = _said_of_households([typed.table for typed in judged.tables])
            for typed in judged.tables:
                _settle_place(typed.table, path, workspace)
                period, day, source = _settle_time(typed.table, path, workspace, said)
                if as_of is not None:
                    day, source = as_of, "--as-of"
                sources.add(source)
                gathered.typed.append(typed)
                gathered.findings += typed.findings
                gathered.datasets.setdefault(period, Dataset()).add(typed, period, day)
    gathered.day_from = "、".join(sorted(sources))
    if workspace is not None:
        gathered.findings += strange_villages(gathered.typed, workspace)
    gathered.notes += cache.notes if cache is not None else []
    for period, dataset in gathered.datasets.items():
        gathered.datasets[period] = without_repeats(dataset, gathered.findings)
    return gathered


def _from_store(folder: Path, as_of: dt.date | None) -> Gathered:
    """What an export was made from; places, periods and days were settled then."""
    found = open_store(folder, MOST)
    gathered = Gathered(cut=found.cut, day_from="--as-of" if as_of else "导出时的数据日期")
    for judged in found.files:
        gathered.readings.append(judged.reading)
        gathered.findings += judged.reading.findings
        for typed in judged.tables:
            gathered.typed.append(typed)
            gathered.findings += typed.findings
    gathered.findings += found.findings
    for period, day, typed in found.tables:
        judged_on = as_of or dt.date.fromisoformat(day)
        gathered.datasets.setdefault(period, Dataset()).add(typed, period, judged_on)
    return gathered


def _settle_place(table: Table, path: Path, workspace: Workspace | None) -> None:
    """Fill in what the sheet leaves open: from the path's names, then from the workspace."""
    place = table.place
    parts = [path.stem, *reversed([parent.name for parent in path.parents])]
    if workspace is not None:
        options = workspace.config.workspace
        for name, value in (("省", options.province), ("市", options.city), ("县", options.county)):
            place.setdefault(name, value) if value else None
        for town in workspace.config.town:
            if any(town.name in part for part in parts):
                place.setdefault("乡", town.name)
        for town in workspace.config.town:
            if place.get("乡", town.name) != town.name:
                continue  # 别的镇也可能有同名的村
            for village in town.villages:
                if "村" not in place and _names(village, path.stem):
                    place.update(村=village, 乡=place.get("乡") or town.name)
        if len(workspace.config.town) == 1:
            place.setdefault("乡", workspace.config.town[0].name)
    if "村" not in place:
        match = _VILLAGE_NAME.search(re.sub(r"^[\d\-_.、 ]+", "", path.stem))
        if match and not match[0].startswith(("行政", "各")):
            stem = match[0].split("镇")[-1].split("乡")[-1]
            if len(stem) > 1:
                place["村"] = stem
    if place.get("村"):
        place["村"] = canonical_village(place["村"])


def _names(village: str, text: str) -> bool:
    stem = village.removesuffix("社区") if village.endswith("社区") else village.removesuffix("村")
    return village in text or (len(stem) >= 2 and stem in text)


def _said_of_households(tables: Iterable[Table]) -> str:
    """The period that the titles of a workbook's household sheets agree on; '' where they name none or several."""
    said = {table.period for table in tables if table.ledger in _HOUSEHOLDS and table.period}
    return said.pop() if len(said) == 1 else ""


def _settle_time(
    table: Table, path: Path, workspace: Workspace | None, said: str
) -> tuple[str, dt.date, str]:
    """Period text, judgement day, and where the day comes from; `said` by the workbook's household sheets."""
    period = _period(table, path, workspace, said)
    if table.data_date is not None:
        return period, table.data_date, "表内的数据日期"
    if period:
        return period, Period.parse(period).end, "台账所属时期"
    return "", dt.date.today(), "今天（表里和文件名里都没有日期）"  # noqa: DTZ011  the clerk's own calendar day


def _period(table: Table, path: Path, workspace: Workspace | None, said: str) -> str:
    for period, folder in (workspace.sealed if workspace else {}).items():
        if path.resolve().is_relative_to(folder.resolve()):
            return period  # 封存的时期以文件夹为准，不论表里写的是哪一年
    if table.period:
        return table.period
    inside = path.parts
    if workspace is not None:
        folder = workspace.root / workspace.config.workspace.ledgers
        if path.is_relative_to(folder):
            inside = path.relative_to(folder).parts
    for part in reversed(inside[:-1]):
        found = _period_in(part)
        if found:
            return found
    found = _period_in(path.stem)
    if found:
        # 文件名写的是交表的月份、户的表头写明“上半年”的，整本都是上半年的
        return said if said and Period.parse(said).contains(Period.parse(found)) else found
    if table.data_date is not None:
        own = workspace.config.workspace.period if workspace else ""
        if own and Period.parse(own).start <= table.data_date <= Period.parse(own).end:
            return own
        return str(table.data_date.year)
    return workspace.config.workspace.period if workspace else ""


def _period_in(text: str) -> str | None:
    day = _DAY_IN_NAME.search(text)
    if day:
        return day[1]
    match = _PERIOD_IN_PATH.search(text)
    if not match:
        return None
    year, half, quarter, spoken, month = match.groups()
    if half:
        return f"{year}H{half}"
    if quarter:
        return f"{year}Q{quarter}"
    if spoken:
        return f"{year}H{1 if spoken == '上' else 2}"
    if month and 1 <= int(month) <= 12:
        return f"{year}-{int(month):02d}"
    return year
