"""The typed tables of the ledgers as Arrow tables with their sources, and their schemas."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from fupin_cli.engine.dataset import Member
from fupin_cli.engine.places import canonical_village
from fupin_cli.gathering import Gathered
from fupin_cli.pseudonyms import replacer
from fupin_cli.vocabulary.fields import Choice, Kind
from fupin_cli.vocabulary.ledger import PLACE, Column, columns, model
from fupin_cli.vocabulary.registry import ledgers

if TYPE_CHECKING:
    import pyarrow as pa

SOURCE = ("期间", "数据日", "文件", "工作表", "行号")
Replace = Callable[[Column], Callable[[str], str] | None]
_TABLE_TYPES = {"VARCHAR": "string", "DATE": "date", "BIGINT": "integer"}


def tables(
    gathered: Gathered, replace: Replace | None = None, hide: Callable[[str], str] = str
) -> dict[str, "pa.Table"]:
    """By ledger, all rows of all periods; blanks and unreadable cells are null.

    Every ledger has all its columns, so that tables of two exports fit together. The first five columns say
    where a row comes from. `replace` gives for a column what its texts are replaced by (pseudonyms, masks);
    `hide` does so for the names of files and sheets, which may be a person's.
    """
    by_ledger: dict[str, list[Member]] = {}
    for dataset in gathered.datasets.values():
        for member in dataset.members:
            by_ledger.setdefault(member.typed.table.ledger, []).append(member)
    return {name: _table(name, members, replace, hide) for name, members in sorted(by_ledger.items())}


def arrow_type(kind: Kind) -> "pa.DataType":
    """The Arrow type of a column's values."""
    import pyarrow as pa

    if kind.sql == "VARCHAR":
        return pa.string()
    if kind.sql == "DATE":
        return pa.date32()
    if kind.sql == "BIGINT":
        return pa.int64()
    precision, scale = kind.sql.removeprefix("DECIMAL(").rstrip(")").split(",")
    return pa.decimal128(int(precision), int(scale))


def _table(
    name: str, members: list[Member], replace: Replace | None, hide: Callable[[str], str]
) -> "pa.Table":
    import pyarrow as pa

    known = columns(ledgers()[name])
    chunks: dict[str, list[Any]] = {column: [] for column in (*SOURCE, *known)}
    for member in members:
        typed = member.typed
        count = len(typed.table.rows)
        source = (member.period, member.day, hide(typed.reading.path), hide(typed.table.sheet))
        for title, value in zip(SOURCE, source, strict=False):
            kind = pa.date32() if isinstance(value, dt.date) else pa.string()
            chunks[title].append(pa.array([value] * count, kind))
        chunks["行号"].append(pa.array(typed.table.rows, pa.int64()))
        for column in known.values():
            chunks[column.name].append(_values(member, column, count, replace))
    return pa.table({title: pa.chunked_array(parts) for title, parts in chunks.items()})


def _values(member: Member, column: Column, count: int, replace: Replace | None) -> "pa.Array":
    import pyarrow as pa

    typed = member.typed
    stated = typed.table.place.get(column.name, "") if column.name in PLACE else ""
    found = typed.columns.get(column.name)
    kind = arrow_type(column.kind)
    change = replace(column) if replace is not None else None

    def settled(value: Any) -> Any:
        if value is None or value == "":
            value = stated or None
        if value is not None and column.name == "村":
            value = canonical_village(value)
        return change(value) or None if change is not None and value is not None else value

    if found is None:
        return pa.array([settled(None)] * count, kind)
    distinct = pa.array([_exact(settled(value), column.kind) for value in found.values], kind)
    return distinct.take(pa.array(found.codes, pa.int32()))


def _exact(value: Any, kind: Kind) -> Any:
    """Decimals with the column's own scale, which Arrow asks for."""
    if isinstance(value, Decimal):
        scale = int(kind.sql.rstrip(")").split(",")[1])
        return value.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP)
    return value


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one row of a ledger, as pydantic gives it, with values and units."""
    made: dict[str, Any] = model(ledgers()[name]).model_json_schema()
    for column in columns(ledgers()[name]).values():
        told = made["properties"][column.name]
        if closed(column):
            told["enum"] = [*column.kind.values, None]  # type: ignore[attr-defined]
        if column.unit:
            told["x-单位"] = column.unit
        if column.required:
            told.pop("default", None)
    made["required"] = [column.name for column in columns(ledgers()[name]).values() if column.required]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def table_schema(name: str, *, pseudonymous: bool = False) -> dict[str, Any]:
    """The Frictionless Table Schema of an exported ledger."""
    own = [_field(column, pseudonymous=pseudonymous) for column in columns(ledgers()[name]).values()]
    types = {"数据日": "date", "行号": "integer"}
    source = [{"name": title, "type": types.get(title, "string")} for title in SOURCE]
    return {"fields": [*source, *own], "missingValues": [""]}


def _field(column: Column, *, pseudonymous: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "type": _TABLE_TYPES.get(column.kind.sql, "number")}
    if column.help:
        told["description"] = column.help
    if column.unit:
        told["unit"] = column.unit
    if closed(column):
        told["constraints"] = {"enum": list(column.kind.values)}  # type: ignore[attr-defined]
    if pseudonymous and replacer(b"", column) is not None:
        told["pseudonymous"] = True
    return told


def closed(column: Column) -> bool:
    """Whether a cell of the column may hold only one of the listed values."""
    return isinstance(column.kind, Choice) and not column.kind.open and not column.kind.many


def data_package(names: Mapping[str, str], *, pseudonymous: bool) -> dict[str, Any]:
    """The Frictionless Data Package of CSV files: `names` are their paths by ledger."""
    return {
        "profile": "tabular-data-package",
        "name": "fupin-export",
        "resources": [
            {
                "name": name,
                "title": (ledgers()[name].__doc__ or "").strip(),
                "path": path,
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "schema": table_schema(name, pseudonymous=pseudonymous),
            }
            for name, path in names.items()
        ],
    }
