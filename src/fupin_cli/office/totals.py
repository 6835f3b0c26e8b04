"""小计 and 合计 rows: where they stand, what they add, and the formula that lets the clerk see it."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from msgspec import Struct
from openpyxl.utils import get_column_letter

from fupin_cli.office.cells import Cell, Formula
from fupin_cli.office.collecting import Sent
from fupin_cli.vocabulary.ledger import Ledger, columns

_REPEATED = frozenset({"家庭成员", "乡村建设户信息"})
"""Ledgers of members: what they say of the household stands on every member's row and adds up to nothing."""


class Sum(Struct, frozen=True):
    """A row that adds the rows `first` to `last` (1-based) of its sheet."""

    label: str
    first: int
    last: int
    rows: Sequence[Sent]


def added_fields(ledger: type[Ledger], fields: Sequence[str]) -> list[str]:
    """The fields whose columns get totals."""
    if ledger.__name__ in _REPEATED:
        return []
    known = columns(ledger)
    return [name for name in fields if name in known and known[name].total]


def with_sums(rows: Sequence[Sent], top: int) -> list[Sent | Sum]:
    """`rows` from the 1-based sheet row `top` on, each village's 小计 under it and the 合计 last.

    One village alone has no 小计.
    """
    groups = [(village, list(group)) for village, group in groupby(rows, key=lambda row: row.village)]
    laid: list[Sent | Sum] = []
    for village, group in groups:
        first = top + len(laid)
        laid += group
        if len(groups) > 1:
            laid.append(Sum(f"{village}小计", first, first + len(group) - 1, group))
    return [*laid, Sum("合计", top, top + len(laid) - 1, rows)]


def formula(total: Sum, column: int, cells: Sequence[Cell]) -> Formula:
    """The total of a 1-based column whose data cells are `cells`: SUBTOTAL leaves out the 小计 inside.

    The result is added up here too, exactly, so that it can be proved by whoever opens the file.
    """
    letter = get_column_letter(column)
    value = sum((Decimal(cell) for cell in cells if isinstance(cell, (int, Decimal))), Decimal(0))
    return Formula(f"=SUBTOTAL(9,{letter}{total.first}:{letter}{total.last})", value)
