"""Household facts that are written once for several rows: merged down, or left blank under the 户主's row."""

from collections.abc import Iterable
from typing import Any

from fupin_cli.reading.model import Grid, Table
from fupin_cli.vocabulary.ledger import PLACE, Column

_MEMBERS = "家庭成员"


def fill_merged(table: Table, grid: Grid, columns: dict[str, Column]) -> None:
    """Carry the value of a cell merged over several data rows to each of them.

    Sums are carried only where every row repeats its household's facts (家庭成员): elsewhere a merged amount
    stands once, for all its rows together.
    """
    at = {number: position for position, number in enumerate(table.rows)}
    by_index: dict[int, list[str]] = {}
    for column in table.columns:
        if table.ledger == _MEMBERS or not columns[column.field].total:
            by_index.setdefault(column.index, []).append(column.field)
    for top, left, bottom, right in grid.merges:
        if top == bottom or top + 1 not in at:
            continue
        for index in range(left, right + 1) if right - left < 100 else ():
            for name in by_index.get(index, ()):
                values = table.cells[name]
                value = values[at[top + 1]]
                for number in range(top + 2, min(bottom + 1, table.rows[-1]) + 1):
                    if number in at and values[at[number]] == "":
                        values[at[number]] = value


def fill_households(table: Table, facts: Iterable[str]) -> tuple[list[int], list[str]]:
    """Fill a member's blank household facts from the 户主's row above it; only in 家庭成员.

    A row gets them only where 户编号 and 户主姓名 (those of them that are columns) are blank: it then says
    nothing of its own about its household. Returns the sheet rows and the fields that were filled.
    """
    relation = table.cells.get("与户主关系")
    anchors = [table.cells[name] for name in ("户编号", "户主姓名") if name in table.cells]
    if table.ledger != _MEMBERS or relation is None or not anchors:
        return [], []
    if not all("" in values for values in anchors):
        return [], []
    carried = [name for name in (*facts, *PLACE) if name in table.cells]
    head: int | None = None
    rows: list[int] = []
    fields: set[str] = set()
    for position, number in enumerate(table.rows):
        if _text(relation[position]) in {"户主", "本人", "本人或户主"}:
            head = position
            continue
        if head is None or any(values[position] != "" for values in anchors):
            continue
        for name in carried:
            values = table.cells[name]
            if values[position] == "" and values[head] != "":
                values[position] = values[head]
                fields.add(name)
        rows.append(number)
    return (rows, sorted(fields)) if fields else ([], [])


def _text(value: Any) -> str:
    return "".join(value.split()) if isinstance(value, str) else ""
