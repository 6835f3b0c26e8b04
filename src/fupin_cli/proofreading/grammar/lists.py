"""Lists of parts with their total: where a text says that quantities add up to another.

T（A a、B b）      bracket         T，其中A a，B b     inline, also after a full stop
T：A a、B b        colon           A a，B b，共计T     trailing
T。一是…a…；二是…b  ordinals
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct, field

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.clauses import Group, Term
from fupin_cli.proofreading.grammar.parsed import Parsed
from fupin_cli.proofreading.grammar.quantities import Quantity
from fupin_cli.proofreading.grammar.units import PERCENT

Shape = Literal["bracket", "inline", "colon", "trailing", "ordinals"]

MARKER = regex(
    r"^\s*(?:这?其中(?:包括|包含|有)?|(?:主要)?分别(?:是|为)?(?:来自)?|(?:具体|主要)?包括|(?:具体|主要)?包含|具体为|具体是|分为|即|主要(?:有|是|用于)|含)"
)
_BACK = 8
# 283个县中，东部114个，西部169个
AMONG = "中"
_COMPLETE = regex(r"分别|分为|具体为|具体是|即|由.{0,12}组成|构成")
_OPEN_END = regex(r"等(?!级|于|待|次)|诸如|主要")
_EACH = regex(r"均|各|每|人均|户均|平均")
_SUM_WORD = regex(r"(?:共计|合计|总计|总共|一共|累计|共|计|合并)")
_GENERIC = regex(
    r"以上|上述|[一二三四五六七八九十两各\d]+[项村类批期个者]|等|全[镇村乡县区年]|我[镇村乡县区]|本[镇村乡县]|发放|投入|资金|补贴|补助|到位|落实|实施|支出|兑现"
    r"|拨付|完成|带动|惠及|受益|涉及|金额|面积|收入|费用|款|项目|为|有|了|达|到|的|约|新增|排查|发现|问题|群众|农户|农村|人口|经费|办理|安排|使用|培训|开展|建成|修建|新建|清理|识别|纳入|消除|脱贫|救助|慰问|走访|整改|解决|争取|实现|举办|组织|参加|监测对象|\s"
)
_JOINED = regex(r"^\s*(?:和|及|以及|与|并|另有|、|加)")
_SUBTRACT = regex(r"回退|扣除|剔除|除去|减去|减少|核减|退出|注销|清退|扣减|退回|不含")
_REST = regex(r"其余|剩余|余下|其它|其他|另外|另有|另")
_ORDINAL = regex(r"^\s*(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，,、：:是])")


class Part(Struct):
    """One member of a list: its words and one quantity of each measure."""

    label: str
    amounts: dict[str, Quantity]
    separator: str
    sign: int = 1
    nested: bool = False
    """Introduced by a further 其中: belongs to the part before it."""
    gap: bool = False
    """Words without a figure stand before it."""
    groups: list[Group] = field(default_factory=list)


class SumList(Struct):
    """Candidates for the total (nearest first) and the parts that may make it up."""

    shape: Shape
    totals: list[Quantity]
    parts: list[Part]
    label: str
    marker: str = ""
    each: bool = False
    exact_place: bool = True
    """The total stands right before (or after) the list."""

    @property
    def complete(self) -> bool:
        """The text itself says that the list is all there is."""
        return bool(_COMPLETE.search(self.marker))

    @property
    def open(self) -> bool:
        """The text itself says that there is more."""
        return bool(_OPEN_END.search(self.marker)) or any(_OPEN_END.search(p.label) for p in self.parts)


def rest(parts: Sequence[Part]) -> bool:
    """The last part is the remainder by name."""
    return bool(parts) and bool(_REST.search(parts[-1].label))


def sum_lists(parsed: Parsed) -> Iterator[SumList]:
    """Every list with a total in a paragraph."""
    previous: Group | None = None
    for sentence in parsed.sentences:
        yield from _in_group(sentence, previous)
        previous = sentence
    yield from _ordinals(parsed)


def _in_group(group: Group, previous: Group | None) -> Iterator[SumList]:
    for index, term in enumerate(group.terms):
        for inner in term.groups:
            totals = term.amounts[: inner.after][::-1]
            # 7521.8万元，占总投资26.77%（其中…）: the share is not what is divided
            if index and all(q.base == PERCENT for q in totals):
                totals = group.terms[index - 1].amounts[::-1]
            elif index and term.separator == "、":
                # 2100户、补助资金2077万元（其中…）: both are divided
                totals = totals + group.terms[index - 1].amounts[::-1]
            found = _bracket(term, inner, totals)
            if found:
                yield found
            yield from _in_group(inner, None)
        inline = _inline(group, index, previous)
        if inline:
            yield inline
        trailing = _trailing(group, index)
        if trailing:
            yield trailing


def _bracket(term: Term, inner: Group, totals: list[Quantity]) -> SumList | None:
    terms = list(inner.terms)
    if not totals or not terms:
        return None
    marker = MARKER.match(terms[0].before)
    parts = list(_parts(terms, len(marker[0]) if marker else 0))
    label = "".join(term.words[: inner.after + 1])
    return SumList(
        "bracket",
        totals,
        parts,
        label,
        (marker[0] if marker else "") + _tail(terms),
        bool(_EACH.search(term.before)),
    )


def _tail(terms: list[Term]) -> str:
    """`等` may stand in words of its own behind the last figure."""
    return "等" if any(re.match(r"\s*等", t.after) for t in terms) or terms[-1].label.startswith("等") else ""


def _inline(group: Group, index: int, previous: Group | None) -> SumList | None:
    term = group.terms[index]
    marker = MARKER.match(term.before)
    colon = term.separator == "：" and index > 0 and bool(group.terms[index - 1].amounts)
    if not marker and not colon:
        middle = re.search(r"(?:其中|分别(?:为|是|有)?|包括)", term.words[1] if len(term.words) > 2 else "")
        if middle and not term.groups:
            return _middle(group, index, middle)
        return _among(group, index)
    if (
        marker
        and index
        and not group.terms[index - 1].amounts
        and group.terms[index - 1].label in ("其中", "分别是")
    ):
        return None
    before = group.terms[:index]
    if previous is not None and (index == 0 or MARKER.match(group.terms[0].before)):
        before = [*previous.terms, *before]
    nearest = bool(before) and bool(before[-1].amounts)
    totals = [q for t in before[::-1][:_BACK] for q in t.amounts[::-1]]
    terms = group.terms[index:]
    if not term.amounts and len(terms) > 1 and marker and term.before[marker.end() :].strip() == "":
        # `其中，A 10户` and `其中：A 10户`: the marker is a term of its own
        terms = terms[1:]
        skip = 0
    else:
        skip = marker.end() if marker else 0
    parts = list(_parts(terms, skip))
    if not totals or not parts:
        return None
    owner = next((t for t in before[::-1] if t.amounts), term)
    return SumList(
        "inline" if marker else "colon",
        totals,
        parts,
        owner.label,
        (marker[0] if marker else "") + _tail(terms),
        bool(_EACH.search("".join(owner.words[:-1]))),
        nearest,
    )


def _among(group: Group, index: int) -> SumList | None:
    owner = group.terms[index - 1] if index else None
    if owner is None or group.terms[index].separator != "，" or not owner.after.rstrip().endswith(AMONG):
        return None
    parts = list(_parts(group.terms[index:], 0))
    if not owner.amounts or len(parts) < 2:
        return None
    return SumList("inline", owner.amounts[:-2:-1], parts, owner.label, AMONG)


def _middle(group: Group, index: int, middle: re.Match[str]) -> SumList | None:
    """`共有A、B 30户其中A 10户，B 20户`: the comma before 其中 is missing."""
    term = group.terms[index]
    rest = Term(term.start, term.end, "", term.amounts[1:], [term.words[1][middle.end() :], *term.words[2:]])
    parts = list(_parts([rest, *group.terms[index + 1 :]], 0))
    if not parts:
        return None
    return SumList("inline", term.amounts[:1], parts, term.before, middle[0] + _tail(group.terms[index:]))


def _trailing(group: Group, index: int) -> SumList | None:
    term = group.terms[index]
    # 三项合计90万元: the count of the parts is a word here
    first = next((i for i, q in enumerate(term.amounts) if not q.chinese), 0)
    before = "".join(term.words[: first + 1])
    word = _SUM_WORD.search(before)
    if index < 1 or not word or not term.amounts or MARKER.match(before):
        return None
    rest = _GENERIC.sub("", _SUM_WORD.sub("", before))
    parts = list(_parts(group.terms[:index], 0))
    if len(parts) < 2:
        return None
    marker = word[0] if not rest else ""
    return SumList("trailing", term.amounts[first:], parts, term.label, marker, exact_place=not rest)


def _ordinals(parsed: Parsed) -> Iterator[SumList]:
    """A total before 一是, one figure of its measure in each of 一是, 二是 …"""
    spans: list[list[Term]] = []
    lead: list[Quantity] = []
    label = ""
    for sentence in parsed.sentences:
        for term in sentence.terms:
            if _ORDINAL.match(term.before):
                if re.match(r"\s*(?:一是|第一)", term.before) and spans:
                    return
                spans.append([term])
            elif spans:
                spans[-1].append(term)
            elif term.amounts:
                lead, label = [*term.amounts[::-1], *lead], term.label
    if len(spans) < 2:
        return
    parts = []
    for span in spans:
        amounts: dict[str, Quantity] = {}
        twice = set()
        for term in span:
            for quantity in term.amounts:
                if quantity.base in amounts:
                    twice.add(quantity.base)
                amounts.setdefault(quantity.base, quantity)
        parts.append(Part(span[0].label, {b: q for b, q in amounts.items() if b not in twice}, "；"))
    for total in lead[:3]:
        if total.base and all(total.base in part.amounts for part in parts):
            yield SumList("ordinals", [total], parts, label)


def _next_part(between: str) -> bool:
    """`A 5户和B 8户`, `集中供养3人散居6人`: the words in between name another part."""
    return (
        bool(_JOINED.match(between))
        or (len(between) < 16 and bool(re.search("和|以及", between)))
        or bool(re.fullmatch(r"\s*[\u4e00-\u9fff]{2,8}\s*", between))
    )


def _parts(terms: list[Term], skip: int) -> Iterator[Part]:
    """The figures of the terms, a part for each; `A 5户和B 8户` in one term are two parts."""
    gap = False
    for position, term in enumerate(terms):
        if not term.amounts:
            gap = gap or bool(term.label)
            continue
        nested = position > 0 and term.before.lstrip().startswith("其中")
        word = term.before[skip:] if position == 0 else term.before
        part = Part(word, {}, term.separator, nested=nested, gap=gap)
        for order, quantity in enumerate(term.amounts):
            between = term.words[order] if order else ""
            if order and quantity.base in part.amounts and _next_part(between):
                yield part
                part = Part(between, {}, "、")
            elif order:
                part.label += between
            part.amounts.setdefault(quantity.base, quantity)
        part.label += term.after
        part.sign = -1 if _SUBTRACT.search(part.label) else 1
        part.groups = term.groups
        yield part
        gap = False
