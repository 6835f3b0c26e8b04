"""What a sheet writes once for the rows that follow: 同上, a village in the first row of its block, a line over a group."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from fupin_cli.patterns import regex
from fupin_cli.reading.columns import Column
from fupin_cli.reading.heading import text_of
from fupin_cli.reading.lines import place_in
from fupin_cli.reading.model import BoundColumn, Grid, Table
from fupin_cli.vocabulary.fields import Choice
from fupin_cli.vocabulary.ledger import Column as Field
from fupin_cli.vocabulary.marks import Misread
from fupin_cli.vocabulary.spelling import compact

_DITTO = frozenset({"同上", "同上行", "同上一行", "同前", "〃", "″", "〞"})
_MAY_BE_DITTO = regex("[同〃″〞]")  # 每一种说法里都有其一
_LONG = 12  # 连前后的空格
_ORDINAL = regex(r"^(?:[一二三四五六七八九十\d]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）])")
_COUNT = regex(r"[(（:：,，]*(?:共|合计)?\d+[户人个名].*$|[:：]$")


class Carried(Struct, frozen=True):
    """Fields that were filled, the sheet rows that got them, and how the sheet writes them."""

    fields: tuple[str, ...]
    rows: tuple[int, ...]
    how: str


def carry(table: Table, grid: Grid, notes: Sequence[int], fields: dict[str, Field]) -> list[Carried]:
    """Fill a table from what its sheet writes once; `notes` are the 0-based rows of text among its data."""
    found = [_dittos(table), _sections(table, grid, notes, fields), _villages(table, fields)]
    return [carried for carried in found if carried is not None]


def _dittos(table: Table) -> Carried | None:
    """A cell that says 同上 has the value of the cell above it."""
    names: list[str] = []
    rows: set[int] = set()
    for name, values in table.cells.items():
        texts = "\n".join([value for value in values.values if value.__class__ is str])
        if not _MAY_BE_DITTO.search(texts):
            continue
        for position in values.where(_is_ditto):
            if position and values[position - 1] != "":
                values[position] = values[position - 1]
                rows.add(table.rows[position])
                names.append(name)
    return Carried(tuple(dict.fromkeys(names)), tuple(sorted(rows)), "写着“同上”") if rows else None


def _is_ditto(value: Any) -> bool:
    return value.__class__ is str and len(value) < _LONG and value.strip() in _DITTO


def _villages(table: Table, fields: dict[str, Field]) -> Carried | None:
    """A village written in the first row of its block only: each name stands once, and 序号 begins anew there.

    Without 序号, at least half of the rows are blank: a blank or two among names were forgotten.
    """
    values = table.cells.get("村")
    if values is None or fields["村"].required or "" not in values or not len(values) or values[0] == "":
        return None
    starts = [position for position, value in enumerate(values) if value != ""]
    numbers = table.cells.get("序号")
    anew = numbers is not None and starts == numbers.where(lambda value: text_of(value) == "1")
    if len({values[start] for start in starts}) != len(starts) or not (
        anew or 2 * len(starts) <= len(values)
    ):
        return None
    rows = []
    for position in values.where(lambda value: value == ""):
        values[position] = values[position - 1]
        rows.append(table.rows[position])
    return Carried(("村",), tuple(rows), "空着")


def _sections(table: Table, grid: Grid, notes: Sequence[int], fields: dict[str, Field]) -> Carried | None:
    """A line over each group of rows: 双庙村, or 一、脱贫不稳定户 where the ledger has such a column."""
    heads: list[tuple[int, int, str]] = []
    for row in sorted(notes):
        cells = [(at, text_of(value)) for at, value in enumerate(grid.rows[row]) if value != ""]
        if table.rows and row + 1 < table.rows[-1] and len(cells) == 1 and row + 1 > table.header_rows[-1]:
            heads.append((row + 1, cells[0][0], _ORDINAL.sub("", compact(cells[0][1]))))
    if not heads or heads[0][0] > table.rows[0]:
        return None
    name = _field_of([text for *_, text in heads], table, fields)
    if not name:
        return None
    spots = [max((head for head in heads if head[0] < row), key=lambda head: head[0]) for row in table.rows]
    table.columns.append(BoundColumn(name, name, heads[0][1]))
    table.cells[name] = Column.of([_COUNT.sub("", text) for *_, text in spots])
    table.spots[name] = [(row, at) for row, at, _ in spots]
    if name in table.missing:
        table.missing.remove(name)
    return Carried((name,), tuple(table.rows), "只写在分组的行里")


def _field_of(texts: list[str], table: Table, fields: dict[str, Field]) -> str:
    """The one field without a column that all lines give a value of."""
    bare = [_COUNT.sub("", text) for text in texts]
    if all(place_in(text) == {"村": text} for text in bare):
        return "村" if "村" in fields and "村" not in table.cells else ""
    able = [
        name
        for name, field in fields.items()
        if isinstance(field.kind, Choice)
        and not field.kind.open
        and name not in table.cells
        and all(_chosen(field.kind, text) for text in bare)
    ]
    return able[0] if len(able) == 1 else ""


def _chosen(kind: Choice, text: str) -> bool:
    try:
        return bool(kind.judge(text, None))
    except Misread:
        return False
