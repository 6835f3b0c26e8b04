"""A judged file as one Arrow table: what a worker process sends home and what the cache keeps.

A row stands for a column of a sheet's table: its distinct values as they stood in the workbook (原样), their
canonical texts (文字) and typed values (值) as JSON lists, and for each row of the sheet the number of its value
(码, int32). What is said once a file (addresses, findings, outlines) is JSON in the schema's metadata. There is no
pickle in it: a file in the cache is data and can never be code.
"""

import datetime as dt
import json
from array import array
from collections.abc import Callable
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from fupin_cli.findings import Finding, Place
from fupin_cli.intake.judged import Judged
from fupin_cli.judging import TypedColumn, TypedTable, encode
from fupin_cli.reading.columns import Column as Cells
from fupin_cli.reading.model import BoundColumn, Reading, SheetOutline, Table, TotalRow
from fupin_cli.vocabulary.fields import BrokenCell

if TYPE_CHECKING:
    import pyarrow as pa

_ABOUT = b"fupin"
_NAMES = ("表", "列", "码", "原样", "文字", "值", "坏")
_CLASS = "$class"
_CLASSES: dict[str, Callable[..., Any]] = {
    kind.__name__: kind for kind in (Finding, Place, BoundColumn, TotalRow, SheetOutline, BrokenCell)
}
# 先列 datetime：它也是 date
_SPELLED: tuple[tuple[str, type, Callable[[Any], Any], Callable[[Any], Any]], ...] = (
    ("$datetime", dt.datetime, dt.datetime.isoformat, dt.datetime.fromisoformat),
    ("$date", dt.date, dt.date.isoformat, dt.date.fromisoformat),
    ("$time", dt.time, dt.time.isoformat, dt.time.fromisoformat),
    ("$seconds", dt.timedelta, dt.timedelta.total_seconds, lambda told: dt.timedelta(seconds=told)),
    ("$decimal", Decimal, str, Decimal),
    ("$tuple", tuple, list, tuple),
)
_SAME = b"="  # 与前一栏相同；空格的文字是 ''，值是 None
_UNIFORM: tuple[tuple[bytes, type, Callable[[Any], Any], Callable[[Any], Any]], ...] = (
    (b"m", Decimal, str, Decimal),
    (b"d", dt.date, dt.date.isoformat, dt.date.fromisoformat),
)
_MAKERS = {key: make for key, _, _, make in _SPELLED}


def pack(judged: Judged) -> "pa.Table":
    """The file as a table of its columns."""
    import pyarrow as pa

    rows: dict[str, list[bytes]] = {name: [] for name in _NAMES}
    for number, typed in enumerate(judged.tables):
        for name, cells in typed.table.cells.items():
            distinct, codes = encode(cells)
            column = typed.columns.get(name)
            bad = array("i", sorted(typed.unreadable.get(name, ())))
            texts, values = (column.texts, column.values) if column else ([], [])
            where = (str(number).encode(), name.encode())
            told_texts = _SAME if texts == distinct else tell(texts)
            line = (
                *where,
                codes.tobytes(),
                tell(distinct),
                told_texts,
                _values(values, texts),
                bad.tobytes(),
            )
            for title, value in zip(_NAMES, line, strict=True):
                rows[title].append(value)
    told = {
        "reading": plain(judged.reading, "path", "tables"),
        "tables": [
            {
                "table": plain(typed.table, "cells"),
                "columns": list(typed.columns),
                "unreadable": sorted(typed.unreadable),
                "findings": plain(typed.findings),
            }
            for typed in judged.tables
        ],
    }
    arrays = [_binaries(pa, values) for values in rows.values()]
    schema = pa.schema([(name, pa.binary()) for name in _NAMES], metadata={_ABOUT: tell(told)})
    return pa.Table.from_arrays(arrays, schema=schema)


def unpack(packed: "pa.Table", path: str) -> Judged:
    """The file as it was read; `path` is how the user writes it now.

    Raises:
        ValueError, KeyError, TypeError, IndexError: the table is not what `pack` makes.
    """

    made = maker(path)
    judged = outline(packed.schema, path)
    tables = judged.tables
    lines = zip(*(packed.column(name).to_pylist() for name in _NAMES), strict=True)
    for number, named, coded, raws, texts, values, spots in lines:
        typed, name = tables[int(number)], named.decode()
        codes, bad = array("i", coded), array("i", spots)
        distinct = told_by(raws, made)
        typed.table.cells[name] = Cells(distinct, codes)
        if name in typed.columns:
            canonical = distinct if texts == _SAME else told_by(texts, made)
            typed.columns[name] = TypedColumn(canonical, codes, _typed(values, canonical, made))
        if bad:
            typed.unreadable[name] = set(bad)
    return judged


def outline(schema: "pa.Schema", path: str) -> Judged:
    """The file without its cells: addresses, findings, the names of its columns."""
    about = told_by(schema.metadata[_ABOUT], maker(path))
    reading = Reading(path=path, **about["reading"])
    tables = []
    for told in about["tables"]:
        columns = {name: TypedColumn([], array("i"), []) for name in told["columns"]}
        typed = TypedTable(Table(cells={}, **told["table"]), reading, columns, told["findings"])
        typed.unreadable = {name: set() for name in told["unreadable"]}
        tables.append(typed)
    reading.tables = [typed.table for typed in tables]
    return Judged(reading, tables)


def maker(path: str) -> Callable[[dict[str, Any]], Any]:
    """What turns JSON objects back into what they were, their places in the file `path`."""

    def made(told: dict[str, Any]) -> Any:
        if _CLASS in told:
            if told[_CLASS] == "Place":
                told["file"] = path
            return _CLASSES[told.pop(_CLASS)](**told)
        key = next(iter(told), "")
        return _MAKERS[key](told[key]) if key in _MAKERS else told

    return made


def _values(values: list[Any], texts: list[str | None]) -> bytes:
    """Typed values, those of one type without saying it at each."""
    if values == [text or None for text in texts]:
        return _SAME
    for sign, kind, spell, _ in _UNIFORM:
        if all(value is None or value.__class__ is kind for value in values):
            return sign + tell([None if value is None else spell(value) for value in values])
    return tell(values)


def _typed(told: bytes, texts: list[str | None], made: Callable[[dict[str, Any]], Any]) -> list[Any]:
    if told == _SAME:
        return [text or None for text in texts]
    for sign, _, _, make in _UNIFORM:
        if told[:1] == sign:
            return [None if item is None else make(item) for item in told_by(told[1:], made)]
    values: list[Any] = told_by(told, made)
    return values


def _binaries(pa: Any, values: list[bytes]) -> Any:
    # pa.array(list) 会顺带导入 pandas（0.3 秒），所以直接给出偏移和内容
    offsets = array("i", [0, *accumulate(map(len, values))])
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(values))]
    return pa.Array.from_buffers(pa.binary(), len(values), buffers)


def tell(value: Any) -> bytes:
    # 个别网页导出的文件里有不成对的代理字符，照原样带过去
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain)
    return text.encode("utf-8", "surrogatepass")


def told_by(content: bytes, made: Callable[[dict[str, Any]], Any]) -> Any:
    return json.loads(content.decode("utf-8", "surrogatepass"), object_hook=made)


def plain(value: Any, *leave: str) -> Any:
    """`value` in JSON's own types; a record of the outermost level without the fields `leave`."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Struct):
        told = {name: plain(getattr(value, name)) for name in value.__struct_fields__ if name not in leave}
        if leave:
            return told
        told.pop("file" if isinstance(value, Place) else "", None)
        return {_CLASS: type(value).__name__, **told}
    for key, kind, spell, _ in _SPELLED:
        if isinstance(value, kind):
            told = spell(value)
            return {key: [plain(item) for item in told] if kind is tuple else told}
    raise TypeError(f"{type(value).__name__} cannot be packed")
