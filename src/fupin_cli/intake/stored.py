"""Ledgers that `fupin export` has written as Parquet: known by their outlines, their cells left on disk.

出处/ beside the tables holds each workbook as it was judged, packed: its outline (addresses, findings) is read at
once, its cells only where a finding quotes one. A million people are some hundred outlines.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field

from fupin_cli.errors import FupinError
from fupin_cli.findings import Finding
from fupin_cli.intake.judged import Judged
from fupin_cli.intake.packing import maker, outline, told_by, unpack
from fupin_cli.judging import TypedTable
from fupin_cli.vocabulary.ledger import PLACE, columns

if TYPE_CHECKING:
    import pyarrow as pa

SOURCES = "出处"
INDEX = "目录.json"
FORM = 1
_AGAIN = "请重新运行 fupin export。"
_PARTITIONS = frozenset({"县", "乡"})  # 写在文件夹的名字里
_ADDRESS = {"表号": "INTEGER", "位置": "INTEGER", "行号": "BIGINT", "坏列": "VARCHAR", "户主号": "VARCHAR"}
_SQL = {"string": "VARCHAR", "date32[day]": "DATE", "int32": "INTEGER", "int64": "BIGINT"}
_SPOKEN = {"VARCHAR": "文字", "DATE": "日期", "INTEGER": "整数", "BIGINT": "整数"}
V = TypeVar("V")


class StoredTable(TypedTable, kw_only=True):
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


class Stored(Struct):
    """What an exported folder says of itself.

    Attributes:
        files: the workbooks' outlines, their tables StoredTables.
        tables: for each period its tables in order, with the judgement day (ISO).
        findings: those that concern more than one file.
        cut: code → findings left out, the later ones of those that are too many.
    """

    files: list[Judged] = field(default_factory=list)
    tables: list[tuple[str, str, StoredTable]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    cut: Counter[str] = field(default_factory=Counter)


def is_store(path: Path) -> bool:
    """Whether `path` is a folder that `fupin export` has written as Parquet, with its sources."""
    return (path / SOURCES / INDEX).is_file()


def open_store(folder: Path, most: int) -> Stored:
    """The outlines of an exported folder.

    Args:
        folder: what `fupin export` has written.
        most: findings kept of each code.

    Raises:
        FupinError: it is incomplete, damaged, or written by another version.
    """
    import pyarrow.parquet as pq

    place = folder / SOURCES
    found = Stored()
    seen: Counter[str] = Counter()
    try:
        index = told_by((place / INDEX).read_bytes(), dict)
        if index["form"] != FORM:
            raise FupinError(f"“{folder}”是另一个版本导出的。", "请用现在的版本重新运行 fupin export。")
        for number, (name, path) in enumerate(index["files"]):
            judged = outline(pq.read_schema(place / name), path)
            for findings in (judged.reading.findings, *(typed.findings for typed in judged.tables)):
                findings[:] = _first(findings, most, seen)
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
        for ledger in sorted({typed.table.ledger for _, _, typed in found.tables}):
            _look_at(folder / ledger, [t for _, _, t in found.tables if t.table.ledger == ledger])
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise FupinError(f"“{folder}”不完整或已损坏（{error}）。", _AGAIN) from error
    found.cut = seen - Counter(dict.fromkeys(seen, most))
    return found


def _first(findings: Iterable[Finding], most: int, seen: Counter[str]) -> list[Finding]:
    """Those of `findings` that are among the first `most` of their code; `seen` counts them all."""
    kept = []
    for finding in findings:
        seen[finding.code] += 1
        if seen[finding.code] <= most:
            kept.append(finding)
    return kept


def _look_at(folder: Path, tables: Sequence[StoredTable]) -> None:
    """Prove by their footers that the Parquet files of a ledger hold what the tables tell.

    Raises:
        FupinError: a file lacks a column or has another type in it, or rows are missing.
        OSError, ValueError: a file cannot be read.
    """
    import pyarrow.parquet as pq

    known = columns(tables[0].ledger)
    bound = {name for typed in tables for name in typed.columns}
    wanted = {name: column.kind.sql for name, column in known.items() if name in bound or name in PLACE}
    wanted = {**_ADDRESS, **{name: kind for name, kind in wanted.items() if name not in _PARTITIONS}}
    rows = 0
    for path in sorted(folder.rglob("*.parquet")):
        footer = pq.read_metadata(path)
        rows += footer.num_rows
        there = {field.name: _sql(field.type) for field in footer.schema.to_arrow_schema()}
        for name, kind in wanted.items():
            if name not in there:
                raise FupinError(f"“{path}”里没有“{name}”这一列。", _AGAIN)
            if there[name] != kind:
                raise FupinError(
                    f"“{path}”的“{name}”一列应是{_words(kind)}，现在是{_words(there[name])}。", _AGAIN
                )
    told = sum(len(typed.table.rows) for typed in tables)
    if rows != told:
        raise FupinError(f"“{folder}”里有{rows}行，导出时是{told}行：有的文件被删了或换了。", _AGAIN)


def _sql(kind: "pa.DataType") -> str:
    """The SQL type of an Arrow type that an export has; any other by its own name."""
    named = str(kind)
    return _SQL.get(named) or named.replace("decimal128", "DECIMAL").replace(" ", "")


def _words(kind: str) -> str:
    return _SPOKEN.get(kind) or (f"小数（{kind}）" if kind.startswith("DECIMAL") else f"别的（{kind}）")


def _stored(typed: TypedTable, folder: Path, packed: Path, order: int) -> StoredTable:
    def whole() -> TypedTable:
        return _unpacked(packed, typed.reading.path).tables[order]

    table = typed.table
    table.rows = array("i", table.rows)  # type: ignore[assignment]  # 全国的行号放成列表要几百兆
    names = [bound.field for bound in table.columns]
    count = len(table.rows)
    table.cells = _Later(names, lambda: whole().table.cells or _Blank(count))  # type: ignore[assignment]
    return StoredTable(
        table,
        typed.reading,
        _Later(typed.columns, lambda: whole().columns),  # type: ignore[arg-type]
        typed.findings,
        _Later(typed.unreadable, lambda: whole().unreadable),  # type: ignore[arg-type]
        store=folder,
        number=-1,
    )


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
