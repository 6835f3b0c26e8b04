"""The types of a ledger's cells, as pydantic annotations.

Each kind turns the raw value of a cell (text, number, date or truth value as the workbook stores it) into a
typed value or None for a blank. What it cannot turn is `unreadable`; what it can turn but should not stand
so is `suspect` (value kept). Codes CE… are explained in catalogue/rules/cells.toml.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self, TypeVar

from fupin_cli.patterns import regex
from fupin_cli.vocabulary.codes import CodeKind, PhoneKind, ResidentIdKind
from fupin_cli.vocabulary.dates import iso_day, read_date, read_month, read_term, read_year
from fupin_cli.vocabulary.kinds import BrokenCell, Kind, Required, plain
from fupin_cli.vocabulary.marks import suspect, tidy
from fupin_cli.vocabulary.numbers import CountKind, MeasureKind, MoneyKind, NumberKind, PercentKind
from fupin_cli.vocabulary.spelling import compact, halfwidth, narrow

T = TypeVar("T")

_GOES_ON = frozenset({"至今", "长期", "长期有效"})
# “柳 青”：为了对齐在姓名里加的空格；四个字的可能是两个人，不动
_SPACED = regex(r"[\u4e00-\u9fff]+(?: +[\u4e00-\u9fff]+)+")
_SHORT = 3
_COMMAS = regex(r"[,，、;；]")
_YES_NO = {
    **dict.fromkeys(["√", "✓", "✔", "☑", "有", "Y", "YES", "TRUE", "1", "已", "对", "是的"], "是"),
    **dict.fromkeys(
        ["×", "✗", "✘", "✕", "╳", "X", "无", "没有", "N", "NO", "FALSE", "0", "未", "不是"], "否"
    ),
}


class TextKind(Kind, frozen=True):
    """Free text; 无 means that there is nothing."""

    def read(self, raw: Any, context: Any) -> str | None:
        text = raw if isinstance(raw, str) else plain(raw)
        if " " in text and _SPACED.fullmatch(text) and len(joined := compact(text)) <= _SHORT:
            tidy(context, "CE101")
            return joined
        return None if text == "无" else text


class DateKind(Kind, frozen=True):
    """A day; the end of something that goes on (`open_ended`) may be written 至今 or 长期."""

    open_ended: bool = False
    sql: ClassVar[str] = "DATE"
    label: ClassVar[str] = "日期"
    reader: ClassVar[Callable[[Any, Any], dt.date]] = staticmethod(read_date)

    def usual(self, raw: Any, context: Any) -> Any:
        return iso_day(raw) if raw.__class__ is str and type(self) is DateKind else None

    def read(self, raw: Any, context: Any) -> dt.date | None:
        if raw == "无" or (self.open_ended and raw in _GOES_ON):
            return None
        return type(self).reader(raw, context)

    def text(self, value: Any) -> str:
        return str(value.isoformat())

    def show(self, value: Any) -> str:
        return f"{value.year}年{value.month}月{value.day}日"


class MonthKind(DateKind, frozen=True):
    """A month, kept as its first day."""

    label: ClassVar[str] = "年月"
    reader: ClassVar[Callable[[Any, Any], dt.date]] = staticmethod(read_month)

    def show(self, value: Any) -> str:
        return f"{value.year}年{value.month}月"


class YearKind(Kind, frozen=True):
    """A year as a whole number."""

    sql: ClassVar[str] = "BIGINT"
    label: ClassVar[str] = "年度"

    def read(self, raw: Any, context: Any) -> int:
        return read_year(raw, context)

    def show(self, value: Any) -> str:
        return f"{value}年"


class TermKind(Kind, frozen=True):
    """A school term, written 2023春 or 2023秋."""

    label: ClassVar[str] = "学期"

    def read(self, raw: Any, context: Any) -> str:
        return read_term(raw, context)


class YesNoKind(Kind, frozen=True):
    """是 or 否, however it is ticked."""

    label: ClassVar[str] = "是否"

    def read(self, raw: Any, context: Any) -> str:
        text = narrow(raw if isinstance(raw, str) else plain(raw))
        if text in {"是", "否"}:
            return text
        known = _YES_NO.get(text.upper())
        if known is None:
            raise suspect("CE031", "应填“是”或“否”，现为“{shown}”", text, shown=text)
        tidy(context, "CE106")
        return known


class Choice(Kind, frozen=True):
    """One of a list of values (or, with `many`, several joined by commas).

    An `open` list is known not to be complete: other values are no fault. `also` maps other spellings to
    their value, or to "" where they mean a blank (非在校生).
    """

    values: tuple[str, ...]
    many: bool
    open: bool
    also: tuple[tuple[str, str], ...]
    label: ClassVar[str] = "选项"

    @classmethod
    def of(
        cls, *values: str, many: bool = False, open: bool = False, also: dict[str, str] | None = None
    ) -> Self:
        """As the ledgers write it: the values one after the other."""
        return cls(values, many, open, tuple((also or {}).items()))

    def read(self, raw: Any, context: Any) -> str | None:
        text = compact(raw if isinstance(raw, str) else plain(raw))
        if text in self.values:
            return text
        if not self.many:
            return self._one(text, context)
        found: list[str] = []
        unknown = ""
        for part in filter(None, _COMMAS.split(text)):
            value = self._known(part, context)
            if value is None:
                unknown = unknown or part
            if value != "":
                found.append(part if value is None else value)
        if unknown:
            raise suspect("CE032", "“{shown}”不是规定的选项", ",".join(found), shown=unknown)
        return ",".join(found) or None

    def _one(self, text: str, context: Any) -> str | None:
        value = self._known(text, context)
        if value is None:
            raise suspect("CE032", "“{shown}”不是规定的选项", text, shown=text)
        return value or None

    def _known(self, text: str, context: Any) -> str | None:
        """The value that `text` stands for, "" for a blank, None where the list has no such value."""
        if text in self.values:
            return text
        folded = halfwidth(text)
        for other, value in self.also:
            if folded == halfwidth(other):
                tidy(context, "CE106")
                return value
        for value in self.values:
            if folded == halfwidth(value):
                tidy(context, "CE102")
                return value
        if text == "无":
            return ""
        return text if self.open else None


Text = Annotated[str | None, TextKind()]
Code = Annotated[str | None, CodeKind()]
ResidentId = Annotated[str | None, ResidentIdKind()]
Phone = Annotated[str | None, PhoneKind()]
Money = Annotated[Decimal | None, MoneyKind()]
Balance = Annotated[Decimal | None, MoneyKind(signed=True)]
Number = Annotated[Decimal | None, NumberKind()]
Measure = Annotated[Decimal | None, MeasureKind()]
Wan = Annotated[Decimal | None, MeasureKind(per=10**4)]
Percent = Annotated[Decimal | None, PercentKind()]
Count = Annotated[int | None, CountKind()]
Date = Annotated[dt.date | None, DateKind()]
EndDate = Annotated[dt.date | None, DateKind(open_ended=True)]
Month = Annotated[dt.date | None, MonthKind()]
EndMonth = Annotated[dt.date | None, MonthKind(open_ended=True)]
Year = Annotated[int | None, YearKind()]
Term = Annotated[str | None, TermKind()]
YesNo = Annotated[str | None, YesNoKind()]
Must = Annotated[T, Required()]

__all__ = [
    "Balance",
    "BrokenCell",
    "Choice",
    "Code",
    "CodeKind",
    "Count",
    "CountKind",
    "Date",
    "DateKind",
    "EndDate",
    "EndMonth",
    "Kind",
    "Measure",
    "MeasureKind",
    "Money",
    "MoneyKind",
    "Month",
    "MonthKind",
    "Must",
    "Number",
    "NumberKind",
    "Percent",
    "PercentKind",
    "Phone",
    "PhoneKind",
    "Required",
    "ResidentId",
    "ResidentIdKind",
    "Term",
    "TermKind",
    "Text",
    "TextKind",
    "Wan",
    "Year",
    "YearKind",
    "YesNo",
    "YesNoKind",
    "plain",
]
