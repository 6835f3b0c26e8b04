"""Headers as people write them, reduced to a plain name and a unit, and looked up in all ledgers at once."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TypeAlias

from msgspec import Struct, field

from fupin_cli.patterns import regex
from fupin_cli.vocabulary.ledger import COMMON, Column, Ledger, columns
from fupin_cli.vocabulary.registry import ledgers

_BRACKETS = regex(r"[(\[{【〔「][^()\[\]{}【】〔〕「」]*[)\]}】〕」]")
_JUNK = regex(r"[\W_]+")
_UNIT = regex(
    r"^(?:单位[:：]?)?((?:亿|万|千|百)?(?:元|亩|人次|人|户|个|次|千瓦时|度|吨|公斤|斤|平方米|m2|公里|千米|米|头|只|株|棵)"
    r"|公顷|千瓦|kw|kwh|mw|兆瓦|月|年|天|岁|%|名|座|套|项|场次|场|条|辆|处|份|件|眼|口)"
    r"(?:/[\w·/]+)?$",
    re.I,
)
# 括号里只是填写说明，不是名称的一部分
_NOTE = regex(
    r"^(?:(?:必|选|可不?|下拉)填?选?|.*必填.*|是[/或、]?否|是/否.*|有/无|\d{1,2}位.*|[如例填请按注].*|格式.*|"
    r"[yY]{4}.*|年[/.\-]?月[/.\-]?日?|\d{4}[年./\-].*|文本.*|公式.*|自动.*|下同|元/?人|√.*|打√.*|手机号?码?|盖章|签字|签名)$"
)
_TAIL_UNIT = regex(r"^(.{2,}?)(亿元|万元|千元|元|平方米|千瓦|公里|亩)$")
_REMEMBERED = 50_000  # 记住认过的这么多种文字，同样的字样各村、各表反复出现
_LEAD = regex(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、．)）]\s*")


def is_unit(text: str) -> bool:
    """Whether a text is nothing but a unit."""
    return _UNIT.match(text) is not None


class Plain(Struct, frozen=True):
    """A header's normalised name and unit ("" if none); `also` are weaker readings of it, in order."""

    name: str
    unit: str = ""
    also: tuple[tuple[str, str], ...] = ()


def _is_plain(header: str) -> bool:
    """Whether a header is only letters and digits in their ordinary forms, as nine names in ten are."""
    return header.isalnum() and unicodedata.is_normalized("NFKC", header)


@lru_cache(maxsize=4096)
def _name(header: str) -> str:
    """`normalise(header).name`, without what the index of all ledgers has no use for."""
    return header if _is_plain(header) else normalise(header).name


@lru_cache(maxsize=16384)
def normalise(header: str) -> Plain:
    """Reduce a header: no white space, no signs, no `*`, no bracket that only holds a unit or a note.

    Full-width forms become ordinary ones (NFKC); brackets that belong to the name keep their content, so
    公益性岗位（月数） stays apart from 公益性岗位.
    """
    if _is_plain(header):
        ending = _TAIL_UNIT.match(header)
        return Plain(header, "", ((ending[1], ending[2]),) if ending else ())
    text = unicodedata.normalize("NFKC", header)
    unit = ""

    def drop(match: re.Match[str]) -> str:
        nonlocal unit
        inner = re.sub(r"\s+", "", match[0][1:-1])
        found = _UNIT.match(inner)
        if found:
            unit = unit or found[1]
            return ""
        return "" if _NOTE.match(inner) else match[0]

    text = _BRACKETS.sub(drop, text)
    lead = _LEAD.sub("", text.strip())
    text = re.sub(r"\s+", "", text)
    slash = re.match(r"^(.{2,})[/:,]((?:单位:)?[^/:,]{1,6})$", text)
    also: list[tuple[str, str]] = []
    if slash and (found := _UNIT.match(slash[2])):
        also.append((_JUNK.sub("", slash[1]), found[1]))
    name = _JUNK.sub("", text)
    tail = _TAIL_UNIT.match(name)
    if tail and not unit:
        also.append((tail[1], tail[2]))
    short = _JUNK.sub("", lead)
    if short != name:
        also.append((short, unit))
    return Plain(name, unit, tuple(also))


class HeaderMap(Struct, frozen=True):
    """A workspace's own headers: in sheets of `ledger`, a column headed `header` is the field `field`."""

    ledger: str
    header: str
    field: str


Readings: TypeAlias = tuple[tuple[str, str], ...]  # 一列表头的几种读法：（名称，单位）


class Match(Struct, frozen=True):
    """A ledger that a header may be of: (position in the header, field, unit) from left to right, and how well."""

    ledger: str
    bound: list[tuple[int, str, str]]
    weight: float
    share: float
    score: float


class Index(Struct):
    """Normalised names of all ledgers' columns.

    Attributes:
        fields: normalised name → ledger → field.
        weights: how far a name tells its ledgers from the others: 1 where only one has it, 0 for the columns
            that every ledger carries.
        names: normalised ledger and sheet names → ledgers.
        spelled: every name and synonym as it is written, for a quick look at a cell.
        matched: headers that were looked up before, by the readings of their columns.
    """

    fields: dict[str, dict[str, str]] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    spelled: set[str] = field(default_factory=set)
    matched: dict[tuple[Readings, ...], list[Match]] = field(default_factory=dict)
    _known: dict[str, bool] = field(default_factory=dict)

    def columns(self, ledger: str) -> dict[str, Column]:
        """The columns of a ledger by field."""
        return columns(ledgers()[ledger])

    def ledger(self, name: str) -> type[Ledger]:
        """The ledger's class."""
        return ledgers()[name]

    def known(self, text: str) -> bool:
        """Whether some ledger has a column of this header."""
        known = self._known.get(text)
        if known is None:
            plain = normalise(text)
            known = plain.name in self.fields or any(name in self.fields for name, _ in plain.also)
            if len(self._known) < _REMEMBERED:
                self._known[text] = known
        return known


def _build(maps: Iterable[HeaderMap]) -> Index:
    index = Index()
    for name, ledger in ledgers().items():
        for title in (name, *ledger.sheets):
            index.names.setdefault(_name(title), []).append(name)
        for field_name, column in columns(ledger).items():
            spelled = (field_name, *column.synonyms)
            index.spelled.update(spelled)
            for header in spelled:
                index.fields.setdefault(_name(header), {}).setdefault(name, field_name)
    for item in maps:
        index.fields.setdefault(_name(item.header), {})[item.ledger] = item.field
    common = frozenset(COMMON)
    for name, owners in index.fields.items():
        index.weights[name] = 0.0 if common.issuperset(owners.values()) else 1 / len(owners)
    return index


@cache
def _shared() -> Index:
    return _build(())


def index(maps: Sequence[HeaderMap] = ()) -> Index:
    """The index of all ledgers, built once a process; with `maps`, one of its own."""
    return _build(maps) if maps else _shared()
