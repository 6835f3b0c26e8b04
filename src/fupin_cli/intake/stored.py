"""Ledgers that `fupin export` has written as Parquet: known by their outlines, their cells left on disk.

出处/ beside the tables holds each workbook as it was judged, packed: its outline (addresses, findings) is read at
once, its cells only where a finding quotes one. A million people are some hundred outlines.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from fupin_cli.errors import FupinError
from fupin_cli.findings import Finding
from fupin_cli.intake.judged import Judged
from fupin_cli.intake.packing import maker, outline, told_by, unpack
from fupin_cli.judging import TypedTable

SOURCES = "出处"
INDEX = "目录.json"
FORM = 1
V = TypeVar("V")


class StoredTable(TypedTable):
    """A table whose cells are read when they are asked for.

    Attributes:
        store: the exported folder.
        number: what the rows of the table carry as 表号.
    """

    store: Path
    number: int


class _Later(Mapping[str, V]):
    """Known names, whose values are fetched when asked for; a name without a value raises KeyError."""

    def __init__(self, names: Iterable[str], fetch: Callable[[], Mapping[str, V]]) -> None:
        self._names = dict.fromkeys(names)
        self._fetch = fetch

    def __getitem__(self, name: str) -> V:
        return self._fetch()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names


class _Unkept(Sequence[Any]):
    """The raw values of a table that was stored without them."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, position: Any) -> Any:
        return None


@dataclass
class Stored:
    """What an exported folder says of itself.

    Attributes:
        files: the workbooks' outlines, their tables StoredTables.
        tables: for each period its tables in order, with the judgement day (ISO).
        findings: those that concern more than one file.
    """

    files: list[Judged] = field(default_factory=list)
    tables: list[tuple[str, str, StoredTable]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def is_store(path: Path) -> bool:
    """Whether `path` is a folder that `fupin export` has written as Parquet, with its sources."""
    return (path / SOURCES / INDEX).is_file()


def open_store(folder: Path) -> Stored:
    """The outlines of an exported folder.

    Raises:
        FupinError: it is incomplete, damaged, or written by another version.
    """
    import pyarrow.parquet as pq

    place = folder / SOURCES
    found = Stored()
    try:
        index = told_by((place / INDEX).read_bytes(), dict)
        if index["form"] != FORM:
            raise FupinError(f"“{folder}”是另一个版本导出的。", "请用现在的版本重新运行 fupin export。")
        for number, (name, path) in enumerate(index["files"]):
            judged = outline(pq.read_schema(place / name), path)
            judged.tables = [
                _stored(typed, folder, place / name, order) for order, typed in enumerate(judged.tables)
            ]
            found.files.append(judged)
            mine = [told for told in index["findings"] if told[0] == number]
            found.findings += [told_by(told.encode("utf-8"), maker(path)) for _, told in mine]
        for number, (period, day, file, order) in enumerate(index["tables"]):
            typed = found.files[file].tables[order]
            assert isinstance(typed, StoredTable)
            typed.number = number
            found.tables.append((period, day, typed))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise FupinError(f"“{folder}”不完整或已损坏（{error}）。", "请重新运行 fupin export。") from error
    return found


def _stored(typed: TypedTable, folder: Path, packed: Path, order: int) -> StoredTable:
    def whole() -> TypedTable:
        return _unpacked(packed, typed.reading.path).tables[order]

    table = typed.table
    table.rows = array("i", table.rows)  # type: ignore[assignment]  # 全国的行号放成列表要几百兆
    names = [bound.field for bound in table.columns]
    count = len(table.rows)
    table.cells = _Later(names, lambda: whole().table.cells or _Blank(count))  # type: ignore[assignment]
    made = StoredTable(
        table,
        typed.reading,
        _Later(typed.columns, lambda: whole().columns),  # type: ignore[arg-type]
        typed.findings,
        _Later(typed.unreadable, lambda: whole().unreadable),  # type: ignore[arg-type]
    )
    made.store = folder
    made.number = -1
    return made


class _Blank(dict[str, Any]):
    """Every column without its raw values."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def __missing__(self, name: str) -> Any:
        return _Unkept(self._count)


@lru_cache(maxsize=4)
def _unpacked(packed: Path, path: str) -> Judged:
    import pyarrow.parquet as pq

    with pq.ParquetFile(packed) as file:
        whole = file.read(use_threads=False)
    judged = unpack(whole, path)
    if not whole.num_rows:  # 只有目录，没有格子
        for typed in judged.tables:
            typed.columns = {}
    return judged
