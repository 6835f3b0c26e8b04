"""Small questions about many rows at once, answered at the speed of C."""

from operator import itemgetter
from typing import Any

Rows = list[list[Any]]


def filled(row: list[Any]) -> int:
    """The number of cells that hold something."""
    return len(row) - row.count("")


def shortest(rows: Rows) -> int:
    """The length of the shortest row."""
    return min(map(len, rows), default=0)


def column(rows: Rows, index: int, certain: int) -> list[Any]:
    """One column's values, "" where a row is too short; rows have `certain` cells at least."""
    if index < certain:
        return list(map(itemgetter(index), rows))
    return [row[index] if index < len(row) else "" for row in rows]
