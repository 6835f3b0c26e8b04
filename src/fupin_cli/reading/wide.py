"""Reported totals laid out wide (a village a row, an indicator a column) → rows of the ledger 汇总表."""

import re
from typing import Any

from fupin_cli.patterns import regex
from fupin_cli.reading.body import scan
from fupin_cli.reading.columns import Column
from fupin_cli.reading.headers import Index, normalise
from fupin_cli.reading.heading import Corner, Heading, Label
from fupin_cli.reading.lines import Lines
from fupin_cli.reading.model import BoundColumn, Grid, Table
from fupin_cli.reading.units import units_in
from fupin_cli.vocabulary.ledger import COMMON

LEDGER = "汇总表"
_SAYS_SO = regex(r"汇总|统计表|统计$|月报|季报|年报")
_WITHIN = 30


def says_totals(text: str) -> bool:
    """Whether a sheet's name or title calls it a table of totals."""
    return _SAYS_SO.search(text) is not None


def find_wide(grid: Grid, index: Index) -> Heading | None:
    """The header of a wide table: a column 村 that names each village once, and two or more of numbers."""
    if LEDGER not in index.names:
        return None
    corner = Corner(grid)
    width = range(grid.rows.width)
    best: tuple[int, Heading] | None = None
    for top in range(min(_WITHIN, len(grid.rows))):
        if len(set(corner.texts(top, width)) - {""}) < 3:
            continue
        for height in (1, 2, 3):
            if top + height >= len(grid.rows):
                break
            heading = corner.heading(top, height, width)
            village = _village(heading, index)
            if village is None or not _each_once(grid, heading, village) or _is_long(heading, index):
                continue
            if _of_people(heading, index):
                continue
            if _goes_on(grid, heading, village):
                continue
            count = len(_indicators(heading, village, grid, index))
            if count >= 2 and (best is None or count > best[0]):
                best = count, heading
    return None if best is None else best[1]


def _goes_on(grid: Grid, heading: Heading, village: Label) -> bool:
    """Whether the row under the heading has words and no village: it belongs to the header."""
    row = grid.rows[heading.bottom]
    words = [value for value in row if value != "" and not _is_number(value)]
    return row[village.index] == "" and len(words) >= 2


def _each_once(grid: Grid, heading: Heading, village: Label) -> bool:
    rows = grid.rows[heading.bottom : heading.bottom + 200]
    names = [row[village.index] for row in rows if village.index < len(row) and row[village.index] != ""]
    return len(names) == len(set(names)) > 0 and all(isinstance(name, str) for name in names)


def _is_long(heading: Heading, index: Index) -> bool:
    """Whether the header already has 指标 and 数值: one indicator a row."""
    fields = {
        index.fields.get(name, {}).get(LEDGER) for label in heading.labels for name, _ in label.readings
    }
    return fields.issuperset(index.ledger(LEDGER).needs)


def _of_people(heading: Heading, index: Index) -> bool:
    """Whether the header has resident ID numbers: a list of people, however few a village has."""
    return any(
        index.columns(ledger)[field].kind.label == "证件号码"
        for label in heading.labels
        for name, _ in label.readings
        for ledger, field in index.fields.get(name, {}).items()
    )


def _village(heading: Heading, index: Index) -> Label | None:
    return next(
        (
            label
            for label in heading.labels
            for name, _ in label.readings
            if index.fields.get(name, {}).get(LEDGER) == "村" and "单位" not in name
        ),
        None,
    )


def _indicators(heading: Heading, village: Label, grid: Grid, index: Index) -> list[Label]:
    """The columns that hold numbers where they hold anything."""
    rows = grid.rows[heading.bottom : heading.bottom + 60]
    found = []
    for label in heading.labels:
        if label is village or index.fields.get(label.readings[-1][0], {}).get(LEDGER) in COMMON:
            continue
        values = [row[label.index] for row in rows if label.index < len(row) and row[label.index] != ""]
        numbers = sum(_is_number(value) for value in values)
        if values and numbers >= 0.7 * len(values):
            found.append(label)
    return found


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return re.fullmatch(r"\s*-?[\d,，]+(?:\.\d+)?\s*(?:万元|元|户|人|个|%)?\s*", value) is not None
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def melt(grid: Grid, heading: Heading, lines: Lines, index: Index) -> Table:
    """The wide table as rows of 村, 指标, 数值, 单位; each value keeps its own cell in `spots`."""
    width = range(grid.rows.width)
    body = scan(grid, heading, width, len(grid.rows), [])
    village = _village(heading, index)
    if village is None:
        raise ValueError("a wide table needs a column of villages")
    stated = units_in(lines.unit)
    cells: dict[str, list[Any]] = {"村": [], "指标": [], "数值": [], "单位": []}
    spots: dict[str, list[tuple[int, int]]] = {name: [] for name in cells}
    rows = []
    indicators = _indicators(heading, village, grid, index)
    for number in body.data:
        row = grid.rows[number]
        for label in indicators:
            value = row[label.index] if label.index < len(row) else ""
            if value == "":
                continue
            name, unit = _indicator(label)
            rows.append(number + 1)
            own = (unit or (stated[0] if len(stated) == 1 else ""), (heading.bottom, label.index))
            for field, (content, spot) in {
                "村": (row[village.index] if village.index < len(row) else "", (number + 1, village.index)),
                "指标": (name, (heading.bottom, label.index)),
                "数值": (value, (number + 1, label.index)),
                "单位": own,
            }.items():
                cells[field].append(content)
                spots[field].append(spot)
    columns = [BoundColumn("村", village.shown, village.index)]
    columns += [BoundColumn(name, name, indicators[0].index) for name in ("指标", "数值", "单位")]
    return Table(
        sheet=grid.name,
        ledger=LEDGER,
        header_rows=tuple(range(heading.top + 1, heading.bottom + 1)),
        columns=columns,
        rows=rows,
        cells={name: Column.of(values) for name, values in cells.items()},
        place=lines.place,
        unit=lines.unit,
        data_date=lines.data_date,
        period=lines.period,
        title=lines.title,
        hidden=grid.hidden,
        spots=spots,
    )


def _indicator(label: Label) -> tuple[str, str]:
    """An indicator's name, its groups joined before it, and its unit."""
    parts = [normalise(part) for part in label.shown.split("\n") if part.strip()]
    unit = next((part.unit for part in reversed(parts) if part.unit), "")
    return "".join(part.name.removeprefix("其中") for part in parts), unit
