"""One quantity, two values: stocks of the whole place that are given more than once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal

from msgspec import Struct

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.clauses import Group, Term
from fupin_cli.proofreading.grammar.labels import Stock, stock
from fupin_cli.proofreading.grammar.mentions import Mention, mentions
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.judging.report import report
from fupin_cli.proofreading.model import Notes
from fupin_cli.vocabulary.numbers import plain_number

# 脱贫户454户发展产业 are some of them; 脱贫户973户均已走访 are all
_WHOLE_AFTER = regex(r"^\s*(?:(?:均|都|全部|已全部|现已全部|分布).*|[\u4e00-\u9fff]{2,6})?\s*$")
_SOME = regex(
    r"发展|参加|享受|获得|得到|领取|务工|签订|购买|申请|实现|完成|增收|受益|参与|落实|有|通过|进行|开展"
)


class _Given(Struct, frozen=True):
    parsed: Parsed
    mention: Mention
    stock: Stock


def judge(piece: Piece, notes: Notes) -> None:
    """Compare all values that the piece gives for one stock at one time."""
    given: dict[tuple[str, ...], list[_Given]] = defaultdict(list)
    own = _level(piece)
    for parsed in piece.paragraphs:
        if parsed.paragraph.kind == "cell":
            continue
        for sentence in parsed.sentences:
            for one in _stocks(piece, parsed, sentence):
                given[one.stock.noun, one.mention.base, one.stock.time, one.stock.level or own].append(one)
    for values in given.values():
        _compare(values, notes)


def _level(piece: Piece) -> str:
    """The level of the place that the document is about: 镇, 村 …"""
    if piece.document.place:
        return piece.document.place[-1]
    levels = Counter(
        w for parsed in piece.paragraphs for w in re.findall(r"[全我本]([镇乡村县区])", parsed.plain)
    )
    return levels.most_common(1)[0][0] if levels else ""


def _stocks(piece: Piece, parsed: Parsed, sentence: Group) -> list[_Given]:
    """The stocks among the sentence's own terms; members of lists are parts of something else."""
    found = mentions(parsed, sentence)
    by_start = {m.quantity.start: m for m in found}
    result = []
    for term in _outside_lists(sentence):
        if not _WHOLE_AFTER.match(term.after) or _SOME.match(term.after.strip()):
            continue
        first: Stock | None = None
        for order, quantity in enumerate(term.amounts):
            mention = by_start.get(quantity.start)
            if mention is None or quantity.about or quantity.chinese:
                continue
            clause = _clause(parsed, sentence, quantity.start)
            if order == 0:
                first = stock(mention, piece.document.place, clause)
                # 人 alone may count some of them; 户 or a pair is the stock
                if first and quantity.base == "人" and first.noun.endswith("户"):
                    first = None
            elif term.words[order].strip(" 、，,共计合") or quantity.base != "人":
                continue
            if first:
                result.append(_Given(parsed, mention, first))
    return result


def _outside_lists(sentence: Group) -> list[Term]:
    terms = []
    for term in sentence.terms:
        if term.before.lstrip().startswith(("其中", "分别", "包括")) or term.separator == "：":
            break
        terms.append(term)
    return terms


def _clause(parsed: Parsed, sentence: Group, at: int) -> str:
    """The sentence's words up to the quantity since the last semicolon: they carry time and place."""
    return parsed.plain[sentence.start : at].split(";")[-1]


def _compare(values: list[_Given], notes: Notes) -> None:
    first = values[0]
    for other in values[1:]:
        if (other.parsed, other.mention.quantity.start) == (first.parsed, first.mention.quantity.start):
            continue
        a, b = first.mention.quantity, other.mention.quantity
        span = (b.start, b.end)
        unit = b.unit.written if b.unit else ""
        noun = first.stock.noun
        tolerance = max(a.step, b.step) / 2 if a.step != b.step else Decimal(0)
        if abs(a.amount - b.amount) <= tolerance:
            report(notes, "repeat", other.parsed, span, f"{noun}{a.raw}={b.raw}", unit, "holds")
            continue
        certain = first.stock.marked and other.stock.marked
        where = first.parsed.paragraph.place
        message = f"{noun}的数字前后不一：此处 {b.raw}，{where}写 {a.raw}。"
        if a.value == b.value:
            message += f"数目相同而单位不同（{a.base} 与 {unit}）。"
        fault = ("PR005" if certain else "PR006", *span, message, "请统一；时点或范围不同的，请写明。")
        relation = f"{noun}{plain_number(a.value)}≠{plain_number(b.value)}"
        report(
            notes, "repeat", other.parsed, span, relation, unit, "broken" if certain else "undecided", fault
        )
