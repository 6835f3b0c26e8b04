"""What may stand in a cell that we write: text stays text, a formula carries its result."""

import datetime as dt
from copy import copy
from decimal import Decimal
from typing import Any

from msgspec import Struct

from fupin_cli.judging import TypedTable
from fupin_cli.vocabulary.numbers import plain_number

MONEY = "#,##0.00"
DATE = "yyyy-mm-dd"
_NUMBERS = frozenset({"数字", "金额", "整数", "百分数"})
_LEADS = ("=", "+", "-", "@", "\t", "\r")


class Formula(Struct, frozen=True):
    """A formula of ours and its result, which is stored beside it so that a reader need not compute."""

    text: str
    value: Decimal


Cell = str | int | Decimal | dt.date | Formula | None


def put(target: Any, value: Cell) -> None:
    """Write `value` as what it is: text of a ledger never becomes a formula, whatever sign it begins with.

    `target` is a cell of openpyxl. A style that it shares with other cells is left to them as it is.
    """
    if value is None:
        return
    if isinstance(value, Formula):
        target.value = value.text
        return
    if isinstance(value, str):
        # 直接放值：openpyxl 自己的检查（是不是公式、有没有控制字符）这里已做，大表上占一小半时间
        target._value, target.data_type = _printable(value), "s"
        if value.startswith(_LEADS):
            target._style = copy(target._style)
            target.quotePrefix = True
        return
    if isinstance(value, dt.date):
        target._style = copy(target._style)
        target.value, target.number_format = value, DATE
        return
    target.value = value


def _printable(text: str) -> str:
    """The text without control characters, which no workbook can hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", text)[:32767]


def written(typed: TypedTable, name: str, position: int, scale: Decimal | None = None) -> Cell:
    """A row's value as it goes into another workbook; what could not be read goes as the village wrote it.

    `scale` is what one unit of the target is worth in the field's (10000 for a form in 万元).
    """
    column = typed.columns[name]
    value = column.values[column.codes[position]]
    if value is None:
        if position in typed.unreadable.get(name, ()):
            raw = typed.table.cells[name][position]
            return str(getattr(raw, "shown", raw))
        return None
    return as_cell(value, known_label(typed, name), scale)


def known_label(typed: TypedTable, name: str) -> str:
    """The kind of a field: 日期, 金额, 编号 …"""
    from fupin_cli.vocabulary.ledger import columns

    return columns(typed.ledger)[name].kind.label


def as_cell(value: Any, label: str, scale: Decimal | None = None) -> Cell:
    """A typed value as a cell: months as 202305 (the national export's form), numbers without idle zeros."""
    if value is None or value == "":
        return None
    if label == "年月" and isinstance(value, dt.date):
        return f"{value.year}{value.month:02d}"
    if isinstance(value, dt.date):
        return value
    if label == "年度":
        return int(value)
    if label in _NUMBERS:
        number = Decimal(value) / scale if scale else Decimal(value)
        return Decimal(plain_number(number))
    return str(value)
