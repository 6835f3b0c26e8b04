"""Forms: labels with their values to the right, one record a sheet or above a table of members."""

import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from fupin_cli.patterns import regex
from fupin_cli.reading.binding import match
from fupin_cli.reading.choosing import plausible
from fupin_cli.reading.columns import Column
from fupin_cli.reading.headers import Index, normalise
from fupin_cli.reading.heading import Heading, Label
from fupin_cli.reading.lines import Lines
from fupin_cli.reading.model import BoundColumn, Grid, Table
from fupin_cli.reading.units import factor
from fupin_cli.vocabulary.fields import Choice

_INLINE = regex(r"^\s*([^:：]{1,20})[:：]\s*(\S.*)$", re.S)
_TALLEST = 80
_FEWEST = 4


class Pair(Struct, frozen=True):
    """A label and the value beside it, with the value's 1-based row and 0-based column."""

    label: Label
    value: Any
    spot: tuple[int, int]


def pairs(grid: Grid, rows: Iterable[int], index: Index) -> list[Pair]:
    """Known labels in `rows` with what stands right of them, or after their own colon."""
    ends = {(top, left): right for top, left, _, right in grid.merges}
    found = []
    for number in rows:
        row = grid.rows[number]
        for column, value in enumerate(row):
            if not isinstance(value, str) or not value.strip() or len(value) > 60:
                continue
            inline = _INLINE.match(value)
            if inline and index.known(inline[1]):
                found.append(Pair(_label(column, inline[1]), inline[2].strip(), (number + 1, column)))
            elif index.known(value):
                beside = ends.get((number, column), column) + 1
                content = row[beside] if beside < len(row) else ""
                label = _label(column, value)
                named = isinstance(content, str) and content.strip() and index.known(content)
                if not named or _is_choice(label, content, index):
                    found.append(Pair(label, content, (number + 1, beside)))
    return found


def _is_choice(label: Label, text: str, index: Index) -> bool:
    """Whether `text`, though it is some column's name too, is a value of the label's own list (户类型 脱贫户)."""
    return any(
        isinstance(kind := index.columns(ledger)[field].kind, Choice) and text.strip() in kind.values
        for name, _ in label.readings
        for ledger, field in index.fields.get(name, {}).items()
    )


def _label(column: int, text: str) -> Label:
    plain = normalise(text)
    return Label(column, text.strip().rstrip(":："), ((plain.name, plain.unit), *plain.also))


def read_form(grid: Grid, lines: Lines, index: Index) -> Table | None:
    """The sheet as one record, or None where it is no form that a ledger's columns explain."""
    if len(grid.rows) > _TALLEST:
        return None
    found = pairs(grid, range(len(grid.rows)), index)
    numbered = tuple(
        Label(position, pair.label.shown, pair.label.readings) for position, pair in enumerate(found)
    )
    able = [c for c in match(Heading(0, 0, numbered), index) if plausible(c) and len(c.fields) >= _FEWEST]
    if not able or sum(pair.value != "" for pair in found) < _FEWEST:
        return None
    best = able[0]
    kinds = index.columns(best.ledger)
    columns: list[BoundColumn] = []
    cells: dict[str, Column] = {}
    spots: dict[str, list[tuple[int, int]]] = {}
    for label, name, unit in best.bound:
        pair = found[label.index]
        if name in cells:
            continue
        scale = factor(unit, kinds[name].unit) if unit and kinds[name].unit else None
        columns.append(BoundColumn(name, label.shown, pair.spot[1], None if scale == 1 else scale))
        cells[name], spots[name] = Column.of([pair.value]), [pair.spot]
    records = _beside(grid, spots)
    for name in spots if records else ():
        row = spots[name][0][0]
        spots[name] = [(row, at) for at in records]
        cells[name] = Column.of([grid.rows.cell(row - 1, at) for at in records])
    return Table(
        sheet=grid.name,
        ledger=best.ledger,
        header_rows=(),
        columns=columns,
        rows=[min(spot[0][0] for spot in spots.values())] * max(1, len(records)),
        cells=cells,
        place=lines.place,
        unit=lines.unit,
        data_date=lines.data_date,
        period=lines.period,
        missing=[name for name, kind in kinds.items() if kind.required and name not in cells],
        title=lines.title,
        hidden=grid.hidden,
        spots=spots,
    )


def _beside(grid: Grid, spots: dict[str, list[tuple[int, int]]]) -> list[int]:
    """The columns of the records of a list that is laid on its side, a label a row; [] where it is none."""
    first = {spot[0][1] for spot in spots.values()}
    rows = [spot[0][0] - 1 for spot in spots.values()]
    if len(first) > 1:
        return []
    filled = {
        at: sum(grid.rows.cell(row, at) != "" for row in rows) for at in range(min(first), grid.rows.width)
    }
    return [at for at, count in filled.items() if 2 * count >= len(rows)]


def household_above(table: Table, grid: Grid, top: int, facts: Iterable[str], index: Index) -> None:
    """Give every member the household's facts that a form states above the table of members."""
    wanted = set(facts)
    for pair in pairs(grid, range(max(0, top - 30), top), index):
        for name, _ in pair.label.readings:
            field = index.fields.get(name, {}).get(table.ledger)
            if field in wanted and field not in table.cells and pair.value != "":
                table.columns.append(BoundColumn(field, pair.label.shown, pair.spot[1]))
                table.cells[field] = Column.of([pair.value] * len(table.rows))
                table.spots[field] = [pair.spot] * len(table.rows)
                if field in table.missing:
                    table.missing.remove(field)
                break
