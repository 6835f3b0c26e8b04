"""The types of a ledger's cells, as pydantic annotations.

Each kind turns the raw value of a cell (text, number, date or truth value as the workbook stores it) into a
typed value or None for a blank. What it cannot turn is `unreadable`; what it can turn but should not stand
so is `suspect` (value kept). Codes CE… are explained in catalogue/rules/cells.toml.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from fupin_cli.vocabulary.dates import read_date, read_month, read_term, read_year
from fupin_cli.vocabulary.marks import SCALE, suspect, tidy, unreadable
from fupin_cli.vocabulary.spelling import WRITTEN_BLANKS, clean, compact, halfwidth, narrow

T = TypeVar("T")


@dataclass(frozen=True)
class BrokenCell:
    """A cell that has no value to read: an error such as #REF!, or a formula that was never calculated."""

    shown: str


@dataclass(frozen=True)
class Kind:
    """A type of cell. Subclasses give `sql` (the DuckDB type), `read` and, where it differs, `text`."""

    sql: ClassVar[str] = "VARCHAR"
    label: ClassVar[str] = "文字"

    def read(self, raw: Any, context: Any) -> Any:
        raise NotImplementedError

    def text(self, value: Any) -> str:
        """The canonical text of a typed value, which the engine casts to `sql`."""
        return str(value)

    def show(self, value: Any) -> str:
        """The value as people write it."""
        return self.text(value)

    def judge(self, raw: Any, context: Any) -> Any:
        """The typed value of `raw`, None for a blank; raises what `marks` makes."""
        if raw is None or raw == "":
            return None
        if raw.__class__ is BrokenCell:
            raise _broken(raw)
        if raw.__class__ is str:
            text = clean(raw)
            if not text or text in WRITTEN_BLANKS:
                return None
            if text[0] == "#" and text in _ERRORS:
                raise _broken(BrokenCell(text))
            if text != raw:
                tidy(context, "CE101")
            return self.read(text, context)
        return self.read(raw, context)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def before(raw: Any, info: core_schema.ValidationInfo) -> Any:
            return self.judge(raw, info.context)

        return core_schema.with_info_before_validator_function(before, handler(source))


_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})


def _broken(cell: BrokenCell) -> Exception:
    if cell.shown.startswith("="):
        return unreadable("CE003", "公式没有保存计算结果")
    return unreadable("CE002", "单元格是错误值{shown}", shown=cell.shown)


@dataclass(frozen=True)
class Required:
    """The cell may not be blank (CE001)."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def after(value: Any) -> Any:
            if value is None:
                raise unreadable("CE001", "没有填写")
            return value

        return core_schema.no_info_after_validator_function(after, handler(source))


@dataclass(frozen=True)
class TextKind(Kind):
    """Free text; 无 means that there is nothing."""

    def read(self, raw: Any, context: Any) -> str | None:
        text = raw if isinstance(raw, str) else plain(raw)
        return None if text == "无" else text


@dataclass(frozen=True)
class CodeKind(Kind):
    """A number that is a name (户编号, 合同号, 银行卡号): text, never a quantity."""

    label: ClassVar[str] = "编号"

    def read(self, raw: Any, context: Any) -> str | None:
        if isinstance(raw, str):
            text = narrow(raw)
            if text.endswith(".0") and text[:-2].isdigit():
                text = text[:-2]
            if _SCIENTIFIC.match(text):
                raise unreadable("CE004", "长编号被存成了科学计数法，后几位已丢失")
            if text != raw:
                tidy(context, "CE102")
            return None if text == "无" else text
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            if abs(raw) >= 10**15:
                raise unreadable("CE004", "长编号以数值形式录入，超过15位的数字已丢失")
            tidy(context, "CE103")
        return compact(plain(raw))


@dataclass(frozen=True)
class ResidentIdKind(CodeKind):
    """证件号码：18 位身份证（GB 11643-1999），或 20、22 位残疾人证。

    An unknown county code is no fault (counties are renamed); the birth date and the check digit are judged.
    """

    label: ClassVar[str] = "证件号码"

    def read(self, raw: Any, context: Any) -> str | None:
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and abs(raw) >= 10**14:
            raise unreadable("CE004", "证件号码以数值形式录入，超过15位的数字已丢失")
        text = super().read(raw, context)
        if text is None:
            return None
        if len(text) in {19, 21} and text[0] in "Gg":  # 学籍号是 G 加身份证号
            text = text[1:]
            tidy(context, "CE104")
        if text != text.upper():
            text = text.upper()
            tidy(context, "CE105")
        if len(text) == 15 and text.isdigit():
            raise suspect("CE012", "证件号码是15位的旧号码", text)
        if len(text) not in {18, 20, 22}:
            raise suspect(
                "CE011", "证件号码是{length}位，应为18位（残疾人证20位或22位）", text, length=len(text)
            )
        if not (text[:17].isascii() and text[:17].isdigit()):
            raise suspect("CE013", "证件号码含有不应有的字符", text)
        try:
            dt.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
        except ValueError:
            raise suspect("CE014", "证件号码第7至14位不是有效的出生日期", text) from None
        if not _check_digit_holds(text[:18]):
            raise suspect("CE015", "证件号码校验码不对", text)
        return text


# GB 11643-1999 的校验位即 ISO 7064 MOD 11-2；查表比逐个调用快，测试以 python-stdnum 为准
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _check_digit_holds(number: str) -> bool:
    total = sum(weight * (ord(digit) - 48) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[17]


@dataclass(frozen=True)
class PhoneKind(Kind):
    """手机号（11 位）或带区号的固定电话。"""

    label: ClassVar[str] = "电话"

    def read(self, raw: Any, context: Any) -> str | None:
        text = narrow(raw if isinstance(raw, str) else plain(raw))
        if text == "无":
            return None
        if text.endswith(".0") and text[:-2].isdigit():
            text = text[:-2]
            tidy(context, "CE103")
        digits = re.sub(r"^(\+?86)?-?(?=1\d{10}$)", "", text.replace("-", "") if text[:1] == "1" else text)
        if _MOBILE.match(digits):
            if digits != raw and isinstance(raw, str):
                tidy(context, "CE102")
            return digits
        if _LANDLINE.match(text):
            return text
        raise suspect("CE016", "电话号码不是11位手机号，也不是固定电话", text)


@dataclass(frozen=True)
class NumberKind(Kind):
    """A quantity with at most `places` decimals, not below zero unless `signed`.

    The scale of the sheet's unit against the field's (万元 → 元) comes with the context; a cell that writes
    its own unit (`1.2万`) is not scaled again. `per` is what one of the field's unit is worth in such cells.
    """

    places: int = 4
    signed: bool = False
    per: int = 1
    sql: ClassVar[str] = "DECIMAL(18,4)"
    label: ClassVar[str] = "数字"

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
        kept, shown = self.typed(rounded), f"{value:f}"
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


@dataclass(frozen=True)
class MoneyKind(NumberKind):
    """Yuan, exact to the fen; a third decimal is a finding."""

    places: int = 2
    sql: ClassVar[str] = "DECIMAL(18,2)"
    label: ClassVar[str] = "金额"


@dataclass(frozen=True)
class MeasureKind(NumberKind):
    """A figure in a unit of its own, of either sign; six decimals hold 万元 to the fen."""

    places: int = 6
    signed: bool = True
    sql: ClassVar[str] = "DECIMAL(18,6)"


@dataclass(frozen=True)
class PercentKind(NumberKind):
    """A share in percent: 3.65 and 3.65% are both 3.65 (the readers lose a cell's percent format)."""

    label: ClassVar[str] = "百分数"

    def read(self, raw: Any, context: Any) -> Any:
        return super().read(halfwidth(raw).removesuffix("%") if isinstance(raw, str) else raw, context)


@dataclass(frozen=True)
class CountKind(NumberKind):
    """A whole number of people, households, months …"""

    places: int = 0
    sql: ClassVar[str] = "BIGINT"
    label: ClassVar[str] = "整数"

    def typed(self, value: Decimal) -> int:
        return int(value)

    def text(self, value: Any) -> str:
        return str(int(value))


@dataclass(frozen=True)
class DateKind(Kind):
    """A day; the end of something that goes on (`open_ended`) may be written 至今 or 长期."""

    open_ended: bool = False
    sql: ClassVar[str] = "DATE"
    label: ClassVar[str] = "日期"
    reader: ClassVar[Callable[[Any, Any], dt.date]] = staticmethod(read_date)

    def read(self, raw: Any, context: Any) -> dt.date | None:
        if raw == "无" or (self.open_ended and raw in _GOES_ON):
            return None
        return type(self).reader(raw, context)

    def text(self, value: Any) -> str:
        return str(value.isoformat())

    def show(self, value: Any) -> str:
        return f"{value.year}年{value.month}月{value.day}日"


@dataclass(frozen=True)
class MonthKind(DateKind):
    """A month, kept as its first day."""

    label: ClassVar[str] = "年月"
    reader: ClassVar[Callable[[Any, Any], dt.date]] = staticmethod(read_month)

    def show(self, value: Any) -> str:
        return f"{value.year}年{value.month}月"


@dataclass(frozen=True)
class YearKind(Kind):
    """A year as a whole number."""

    sql: ClassVar[str] = "BIGINT"
    label: ClassVar[str] = "年度"

    def read(self, raw: Any, context: Any) -> int:
        return read_year(raw, context)

    def show(self, value: Any) -> str:
        return f"{value}年"


@dataclass(frozen=True)
class TermKind(Kind):
    """A school term, written 2023春 or 2023秋."""

    label: ClassVar[str] = "学期"

    def read(self, raw: Any, context: Any) -> str:
        return read_term(raw, context)


@dataclass(frozen=True)
class YesNoKind(Kind):
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


@dataclass(frozen=True, init=False)
class Choice(Kind):
    """One of a list of values (or, with `many`, several joined by commas).

    An `open` list is known not to be complete: other values are no fault. `also` maps other spellings to
    their value, or to "" where they mean a blank (非在校生).
    """

    values: tuple[str, ...]
    many: bool
    open: bool
    also: tuple[tuple[str, str], ...]
    label: ClassVar[str] = "选项"

    def __init__(
        self, *values: str, many: bool = False, open: bool = False, also: dict[str, str] | None = None
    ) -> None:
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "many", many)
        object.__setattr__(self, "open", open)
        object.__setattr__(self, "also", tuple((also or {}).items()))

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
        for other, value in self.also:
            if text == other:
                tidy(context, "CE106")
                return value
        folded = halfwidth(text)
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

_SCIENTIFIC = re.compile(r"^\d(\.\d+)?[Ee]\+?\d+$", re.A)
_MOBILE = re.compile(r"^1[3-9]\d{9}$", re.A)
_LANDLINE = re.compile(r"^(0\d{2,3}-?)?[2-9]\d{6,7}$", re.A)
_GOES_ON = frozenset({"至今", "长期", "长期有效"})
_COMMAS = re.compile(r"[,，、;；]")
_YES_NO = {
    **dict.fromkeys(["√", "✓", "✔", "☑", "有", "Y", "YES", "TRUE", "1", "已", "对"], "是"),
    **dict.fromkeys(["×", "✗", "✘", "X", "无", "没有", "N", "NO", "FALSE", "0", "未", "不是"], "否"),
}
_UNITS = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_NUMBER = re.compile(
    r"^[¥￥]?([+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+))"
    r"(万|亿)?(元|亩|人|户|个|平方米|公里)?$",
    re.A,
)


def plain(raw: Any) -> str:
    """A non-text cell as text: no trailing .0, dates in ISO form."""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat()
    return str(raw)


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
        if text == "无":
            raise unreadable("CE024", "数字栏填了“无”，没有请填0或留空")
        raise unreadable("CE023", "应填数字，现为“{shown}”", shown=raw)
    tidy(context, "CE107")
    return Decimal(match[1].replace(",", "")) * _UNITS.get(match[2], 1), bool(match[2] or match[3])
