"""Numbers with their units, wherever they stand and however they are written.

Offsets are those of the text: the comparison form (`plain`) maps each character to exactly one.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from math import prod

from msgspec import Struct

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.units import UNITS, Unit

_PLAIN: dict[int, int | str] = {ord(c): ord(c) - 0xFEE0 for c in map(chr, range(0xFF01, 0xFF5F))}
_PLAIN |= {
    ord("　"): " ",
    ord("．"): ".",
    ord("﹪"): "%",
    ord("〔"): "[",
    ord("〕"): "]",
    ord("【"): "[",
    ord("】"): "]",
}
_PLAIN |= {ord(a): b for a, b in zip("０１２３４５６７８９", "0123456789", strict=True)}
_PLAIN |= dict.fromkeys(map(ord, "\u00a0\u2009\u202f"), " ")
_PLAIN |= {ord("［"): "[", ord("］"): "]", ord("｜"): "|"}

_CN = "零〇一二两三四五六七八九十百千"
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_BEFORE = "约近超逾达"
_AROUND_BEFORE = regex(
    r"(大约|(?<![签合契制节违预])约|(?<![附邻就最])近|超过|超|逾|不少于|不低于|不足|至少|最高|最低|最多"
    r"|高达|上千|将近|接近|突破|少于|低于|高于|左右)(达|为)?\s*$"
)
_AROUND_AFTER = regex(r"^\s*(以上|以下|左右|上下|以内|不等|起(?![草用来到])|多(?=[，。；、,;)]|$))")
# 10 851.8万元: digits in threes are one number only where money follows
_GROUPED = r"(?:\.\d+)?[ ]?[万亿]{0,2}元"
# 494.86万贫困人口: the noun says what is counted
_NOUNS = (
    (regex(r"\s?(?:名|建档立卡|农村|农业|低收入|贫困|脱贫|困难)*(?:人口|群众|劳动力)"), "人"),
    (regex(r"\s?(?:建档立卡|农村|低收入|贫困|脱贫|困难)*(?:农户|(?<=[困贫])户)"), "户"),
)
# 发展资金660万；
_MONEY_LEFT = regex(r"(?:资金|经费|补助|补贴|贴息|投资|投入)[:：约共计为]{0,2}$")
_ENDED = regex(r"\s*(?:[,，;；。、)）\n]|$)")
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_NUMBER = regex(
    rf"""
    (?P<percent_cn>百分之(?P<percent>[{_CN}点]+|\d+(?:\.\d+)?))
  | (?P<number>(?:\d{{1,3}}(?:,\d{{3}})+|(?<![\d.])\d{{1,3}}(?:[ ]\d{{3}})+(?={_GROUPED})|\d+)(?:\.\d+)?)\s?
    (?P<more>[余多来几]?)(?P<scale>[百千万亿]{{0,2}})
    (?P<more2>[余多来]?)\s?(?P<unit>{_UNIT})?
  | (?P<chinese>[{_CN}]{{0,12}}[{_CN}万](?:点[{_CN}]+)?)(?P<more3>[余多几]?)(?P<unit_cn>{_UNIT})
    """,
    re.VERBOSE,
)
# what looks like a quantity and is a date, a code, an ordinal, a name
_NOT = regex(
    r"""
    (?:19|20)\d\d\s*[-—–~至到]\s*(?:19|20)?\d\d\s*(?:年度|学年度|学年|年)(?!\s*\d+\s*户)
  | (?:19|20)\d\d\s*[、,]\s*(?:(?:19|20)\d\d\s*[、,和及]\s*)*(?:19|20)\d\d\s*(?:年度|年)
  | (?:19|20)\d\d\s*(?:年度|学年|年)
    (?:\s*\d{1,2}\s*[-—–~至到]\s*\d{1,2}\s*月份?|\s*\d{1,2}\s*月(?:份|底|初|末|中旬|上旬|下旬)?(?:\s*\d{1,2}\s*日)?)?
  | (?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?(?!\d)(?!\s*(?:万|元|亩|公里|吨|%))
  | \d{1,2}\s*(?:[-—–~至到、,]\s*\d{1,2}\s*)*月(?:份|底|初|末|中旬|上旬|下旬)?
    \s*(?:\d{1,2}\s*(?:[-—–~至到]\s*\d{1,2}\s*)?[日号])?
  | \d{1,2}\s*[日号](?!\w*村)
  | \d+(?:\.\d+)?(?:[:：]\d+(?:\.\d+)?)+
  | [\[(（]\s*(?:19|20)\d\d\s*[\])）]\s*\d*\s*号?
  | 第\s*[\d零〇一二两三四五六七八九十百]+
  | \d+(?:[+x×*/]\d+)+
  | [A-Za-z]+[-_]?\d[\w-]*
  | \d+[A-Za-z](?![A-Za-z]*瓦)(?!g|W)\w*
  | \d{3,4}-\d{7,8} | 1\d{10}(?!\d) | \d{12,}[\dXx]?
  | \d+\s*号(?:文|楼|地|路|点)?
  | [一二三四五六七八九十]+是 | 十[一二三四五]五
  | 一[户人村次批名项个件家事][一不] | 三年[级] | 五保 | 三保障 | 两不愁
  | 一方面|一体|一般|一定|一律|一线|一批
  | 一把手|一系列|一级|一类|二类|三类|二级|三级|四级|一个都|一人一|一户都|一项一
  | 千方百计|万众|百姓|百日
  | (?<=[逐每第这那某哪任同各本])[一二两三四五六七八九十](?:户|人|名|个|项|条|村|年|天|次)
  | 每(?:一)?(?:户|人|个|名|项|条|年|月|天|亩|次|村|季度|学期|学年)
    """,
    re.VERBOSE,
)


def plain(text: str) -> str:
    """The text with half-width digits, letters and punctuation, character by character."""
    return text.translate(_PLAIN)


class Quantity(Struct, frozen=True):
    """A number with a unit; `value` is in the unit as written, `amount` in the measure's base unit."""

    start: int
    end: int
    raw: str
    value: Decimal
    unit: Unit | None
    places: int
    about: bool = False
    chinese: bool = False

    @property
    def base(self) -> str:
        """The measure, "" for a bare number."""
        return self.unit.base if self.unit else ""

    @property
    def amount(self) -> Decimal:
        """The value in the measure's base unit."""
        return self.value * self.unit.factor if self.unit else self.value

    @property
    def step(self) -> Decimal:
        """The value of one in the last written digit, in the base unit."""
        return (self.unit.factor if self.unit else Decimal(1)).scaleb(-self.places)


def quantities(text: str) -> list[Quantity]:
    """Every quantity of a plain text, in order; dates, document numbers, ordinals and idioms are left out."""
    masked = _NOT.sub(lambda m: "\ufffc" * len(m[0]), text)
    found = []
    for match in _NUMBER.finditer(masked):
        quantity = _quantity(text, match)
        if quantity:
            found.append(quantity)
    return found


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    about = bool(
        _AROUND_BEFORE.search(text[max(0, start - 5) : start]) or _AROUND_AFTER.search(text[end : end + 4])
    )
    if match["percent_cn"]:
        value = _value(match["percent"])
        return None if value is None else _make(text, start, end, value, UNITS["%"], about, True)
    if match["chinese"]:
        value = _value(match["chinese"])
        if value is None or match["chinese"] in ("零", "百", "千", "万", "十百"):
            return None
        about = about or bool(match["more3"])
        return _make(text, start, end, value, UNITS[match["unit_cn"]], about, True)
    about = about or bool(match["more"] or match["more2"])
    number, scale, unit = match["number"], match["scale"], match["unit"]
    value = Decimal(number.replace(",", "").replace(" ", ""))
    places = len(number.partition(".")[2])
    end = match.end() if unit or scale else match.end("number")
    if scale and not unit:
        unit = next((base for noun, base in _NOUNS if noun.match(text, end)), None)
        if not unit and _MONEY_LEFT.search(text[max(0, start - 6) : start]) and _ENDED.match(text, end):
            unit = "元"
    measure = UNITS.get(scale + (unit or "")) if scale else UNITS[unit] if unit else None
    if scale and measure is None and unit and places:
        measure = _scaled(scale, unit)
    elif scale and measure is None:
        value, places = value * _factor(scale), 0
        measure = UNITS[unit] if unit else None
    return Quantity(start, end, text[start:end], value, measure, places, about)


def _factor(scale: str) -> Decimal:
    return Decimal(prod(_SCALES[character] for character in scale))


def _scaled(scale: str, unit: str) -> Unit:
    """`37.9万个`: a measure that has no scaled unit of its own."""
    known = UNITS[unit]
    return Unit(scale + unit, known.base, known.factor * _factor(scale))


def _make(
    text: str, start: int, end: int, value: Decimal, unit: Unit, about: bool, chinese: bool
) -> Quantity:
    places = max(0, -int(value.as_tuple().exponent))
    return Quantity(start, end, text[start:end], value, unit, places, about, chinese)


def _value(written: str) -> Decimal | None:
    if written.isascii():
        return Decimal(written)
    if len(written) == 1:
        digit = "零一二三四五六七八九十".find(
            "二" if written == "两" else "零" if written == "〇" else written
        )
        return Decimal(digit) if digit >= 0 else None
    from cn2an import cn2an

    try:
        return Decimal(str(cn2an(written, "smart"))).normalize() + 0
    except (ValueError, InvalidOperation, KeyError):
        return None
