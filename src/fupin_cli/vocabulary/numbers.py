"""Quantities: money, measures, shares and counts, exact as decimals."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from fupin_cli.patterns import regex
from fupin_cli.vocabulary.kinds import Kind, plain
from fupin_cli.vocabulary.marks import SCALE, suspect, tidy, unreadable
from fupin_cli.vocabulary.spelling import halfwidth, narrow

_UNITS = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_NUMBER = regex(
    r"^(?:[¥￥]|RMB|人民币)?([+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+))"
    r"(万|亿)?(?:(元|圆)[整正]?|(亩|人次|人|户|个|平方米|公里|只|头|羽|株|棵|口|眼|件|台|套|份|处|座|场|次|辆|条|天|月))?$",
    re.A,
)
_COMMON = 10**8  # 再大的数，小数后几位已到二进制小数的末尾，要细看
_HAN = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
_HAN_AMOUNT = regex(rf"^(?:人民币)?([{_HAN}]+)[元圆]([{_HAN}]角)?([{_HAN}]分)?[整正]?$")


def plain_number(value: Decimal) -> str:
    """Exact, without idle zeros, exponents or grouping: 973, 3900597.4, -0.01."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class NumberKind(Kind, frozen=True):
    """A quantity with at most `places` decimals, not below zero unless `signed`.

    The scale of the sheet's unit against the field's (万元 → 元) comes with the context; a cell that writes
    its own unit (`1.2万`) is not scaled again. `per` is what one of the field's unit is worth in such cells.
    """

    places: int = 4
    signed: bool = False
    per: int = 1
    sql: ClassVar[str] = "DECIMAL(18,4)"
    label: ClassVar[str] = "数字"

    def usual(self, raw: Any, context: Any) -> Any:
        if (
            not isinstance(raw, (int, float))
            or isinstance(raw, bool)
            or not 0 < raw < _COMMON
            or (context and SCALE in context)
        ):
            return None
        text = f"{raw:.{self.places}f}"
        return self.typed(Decimal(text)) if float(text) == raw else None

    def read(self, raw: Any, context: Any) -> Any:
        value, own_unit = to_decimal(raw, context)
        scale = context.get(SCALE) if context is not None else None
        if own_unit:
            value /= self.per
        elif scale is not None:
            value *= scale
        if not value.is_finite() or abs(value) >= 10 ** (18 - self.places):
            raise unreadable("CE023", "应填数字，现为“{shown}”", shown=plain(raw))
        rounded = value.quantize(Decimal(1).scaleb(-self.places), rounding=ROUND_HALF_UP)
        kept, shown = self.typed(rounded), plain_number(value)
        if rounded != value:
            raise suspect("CE021", "数字{shown}的小数超过{places}位", kept, shown=shown, places=self.places)
        if value < 0 and not self.signed:
            raise suspect("CE022", "数字{shown}小于零", kept, shown=shown)
        return kept

    def typed(self, value: Decimal) -> Any:
        """The exact value in the type of the column."""
        return value

    def text(self, value: Any) -> str:
        return f"{value:f}"

    def show(self, value: Any) -> str:
        shown = f"{value:f}"
        return shown.rstrip("0").rstrip(".") if "." in shown else shown


class MoneyKind(NumberKind, frozen=True):
    """Yuan, exact to the fen; a third decimal is a finding."""

    places: int = 2
    sql: ClassVar[str] = "DECIMAL(18,2)"
    label: ClassVar[str] = "金额"


class MeasureKind(NumberKind, frozen=True):
    """A figure in a unit of its own, of either sign; six decimals hold 万元 to the fen."""

    places: int = 6
    signed: bool = True
    sql: ClassVar[str] = "DECIMAL(18,6)"


class PercentKind(NumberKind, frozen=True):
    """A share in percent: 3.65 and 3.65% are both 3.65 (the readers lose a cell's percent format)."""

    label: ClassVar[str] = "百分数"

    def read(self, raw: Any, context: Any) -> Any:
        return super().read(halfwidth(raw).removesuffix("%") if isinstance(raw, str) else raw, context)


class CountKind(NumberKind, frozen=True):
    """A whole number of people, households, months …"""

    places: int = 0
    sql: ClassVar[str] = "BIGINT"
    label: ClassVar[str] = "整数"

    def typed(self, value: Decimal) -> int:
        return int(value)

    def text(self, value: Any) -> str:
        return str(int(value))


def to_decimal(raw: Any, context: Any = None) -> tuple[Decimal, bool]:
    """The exact decimal that a cell shows, and whether the cell writes a unit of its own (1.2万, 300元).

    Excel's binary noise ends at the 15th digit.
    """
    if isinstance(raw, (bool, dt.date, dt.time, dt.timedelta)):
        raise unreadable("CE023", "应填数字，现为“{shown}”", shown=plain(raw))
    if isinstance(raw, int):
        return Decimal(raw), False
    if isinstance(raw, float):
        return Decimal(f"{raw:.15g}"), False
    if isinstance(raw, Decimal):
        return raw, False
    text = narrow(raw)
    match = _NUMBER.match(text)
    if not match:
        if written := _HAN_AMOUNT.match(text):
            tidy(context, "CE107")
            return _in_words(written, raw), True
        if text == "无":
            raise unreadable("CE024", "数字栏填了“无”，没有请填0或留空")
        raise unreadable("CE023", "应填数字，现为“{shown}”", shown=raw)
    tidy(context, "CE107")
    return Decimal(match[1].replace(",", "")) * _UNITS.get(match[2], 1), any(match.groups()[1:])


def _in_words(written: re.Match[str], raw: Any) -> Decimal:
    """An amount in Chinese numerals (壹仟伍佰元整, 一千五百元) in yuan."""
    import cn2an

    parts = [(written[1], "1"), ((written[2] or "零角")[0], "0.1"), ((written[3] or "零分")[0], "0.01")]
    try:
        return sum((Decimal(cn2an.cn2an(text)) * Decimal(worth) for text, worth in parts), Decimal(0))
    except ValueError:
        raise unreadable("CE023", "应填数字，现为“{shown}”", shown=plain(raw)) from None
