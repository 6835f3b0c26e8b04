"""How wide a table's columns are, and how large its type: numbers are never wrapped, words may be."""

from fupin_cli.reporting.document import Table, header_cells
from fupin_cli.reporting.docx_units import width

PADDING = 2 * 57
"""The blank on both sides of a cell's text, in twips."""

SIZES = (12.0, 10.5, 9.0, 7.5)
"""小四, 五号, 小五, 六号 in points: of the first two the one that wraps nothing, else the first that fits."""

_WRAP = 6
"""A column of words may be narrowed to this many characters before the whole table is set smaller."""

_WIDE_DIGIT = 0.65
"""A substitute font's digits are wider than the half character of Times New Roman: numbers get that room."""

_SLACK = 0.6
"""For the space that some programs set between digits and Chinese characters."""


def layout(table: Table, total: int) -> tuple[float, list[int]]:
    """The type size in points and the columns' widths in twips; they fill `total`, shared out by need."""
    least = [_least(table, column) for column in range(len(table.align))]
    wanted = [max(low, high) for low, high in zip(least, _wanted(table), strict=True)]
    unwrapped = [size for size in SIZES[:2] if sum(_twips(wanted, size)) <= total]
    points = (unwrapped or [size for size in SIZES if sum(_twips(least, size)) <= total] or [SIZES[-1]])[0]
    low, high = _twips(least, points), _twips(wanted, points)
    spare, lack = total - sum(low), sum(high) - sum(low)
    if spare < 0:
        shares = [total * part / sum(low) for part in low]
    elif lack > spare:
        shares = [part + spare * (full - part) / lack for part, full in zip(low, high, strict=True)]
    else:
        shares = [total * full / sum(high) for full in high]
    return points, [int(share) for share in shares]


def crowded(table: Table, total: int) -> bool:
    """Whether a table would be set smaller than 五号 to fit into `total`."""
    return layout(table, total)[0] < SIZES[1]


def _twips(characters: list[float], points: float) -> list[float]:
    return [count * points * 20 + PADDING for count in characters]


def _least(table: Table, column: int) -> float:
    """The narrowest useful width of a column, in characters: a heading in two lines, a number in one."""
    head = max(_heads(table, column, halved=True))
    cells = _cells(table, column)
    return max(cells if table.align[column] == "right" else min(cells, _WRAP), head + 0.5, 2.0)


def _wanted(table: Table) -> list[float]:
    """The width of each column at which nothing in it wraps, in characters."""
    return [
        max(_cells(table, column), *(share + 0.5 for share in _heads(table, column)))
        for column in range(len(table.align))
    ]


def _cells(table: Table, column: int) -> float:
    return max(sum(max(width(sign), _WIDE_DIGIT) for sign in row[column]) for row in table.rows) + _SLACK


def _heads(table: Table, column: int, *, halved: bool = False) -> list[float]:
    """What the headings over a column ask of it, in two lines where `halved`.

    One that is joined over several columns asks its part of each.
    """
    shares = [0.0]
    for row in header_cells(table.header):
        owner = next((left for left in range(column, -1, -1) if row[left]), None)
        cell = row[owner] if owner is not None else None
        if owner is not None and cell and owner + cell.columns > column:
            shares.append((_halved(cell.text) if halved else width(cell.text)) / cell.columns)
    return shares


def _halved(heading: str) -> float:
    """The longer of two lines; a unit in brackets is the second: 监测户 / （户）."""
    name, bracket, unit = heading.rpartition("（")
    return max(width(name), width(bracket + unit)) if name else width(heading) / 2
