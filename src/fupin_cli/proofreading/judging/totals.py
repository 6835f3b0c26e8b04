"""Sums without a list of their own: parallel figures that just miss a total elsewhere, and 两项相加，达到…."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.mentions import Mention, mentions
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.grammar.units import PAIR
from fupin_cli.proofreading.judging.report import report
from fupin_cli.proofreading.judging.verdicts import digits_agree
from fupin_cli.proofreading.model import Notes
from fupin_cli.vocabulary.numbers import plain_number

_CLOSE = Decimal("0.005")
_LEAST = 100
_BACK = 8
_ADDED = regex(r"(?:相加|加起来|加在一起)[,，]?(?:后|共|合计|达到?|为|是|有)*\s*$")


def judge(piece: Piece, notes: Notes) -> None:
    """Three or more `结对帮扶N户` of one sentence against the totals of the piece."""
    everything = [
        (parsed, mention)
        for parsed in piece.paragraphs
        for sentence in parsed.sentences
        for mention in mentions(parsed, sentence)
        if mention.base in PAIR and mention.quantity.amount >= _LEAST and not mention.quantity.about
    ]
    for parsed in piece.paragraphs:
        for sentence in parsed.sentences:
            _parallel(parsed, mentions(parsed, sentence), everything, notes)
        _added(parsed, notes)


def _added(parsed: Parsed, notes: Notes) -> None:
    """`…1879.23万人，…671.45万人，两项相加，达到2550.68万人`: two of the figures before make up the total."""
    before: list[Mention] = []
    for sentence in parsed.sentences:
        for mention in mentions(parsed, sentence):
            same = [m for m in before[-_BACK:] if m.base == mention.base and not m.quantity.about]
            if mention.base and _ADDED.search(parsed.plain[sentence.start : mention.quantity.start]):
                _pair(parsed, mention, list(combinations(same, 2)), notes)
            before.append(mention)


def _pair(parsed: Parsed, total: Mention, pairs: list[tuple[Mention, Mention]], notes: Notes) -> None:
    amount = total.quantity.amount
    sums = [(a, b, a.quantity.amount + b.quantity.amount) for a, b in pairs]
    equal = [one for one in sums if one[2] == amount]
    close = [one for one in sums if digits_agree(amount, one[2])]
    if not equal and len(close) != 1:
        return
    first, second, sum_ = (equal or close)[0]
    terms = f"{plain_number(first.quantity.amount)}+{plain_number(second.quantity.amount)}"
    span = (first.quantity.start, total.quantity.end)
    unit = total.quantity.unit.written if total.quantity.unit else ""
    if equal:
        report(notes, "sum", parsed, span, f"{terms}={plain_number(amount)}", unit, "holds")
        return
    message = f"文中写“相加”：{terms}={plain_number(sum_)}，文中写 {total.quantity.raw}。"
    fault = ("PR002", total.quantity.start, total.quantity.end, message, "请核对相加的两个数与和。")
    relation = f"{terms}={plain_number(sum_)}≠{plain_number(amount)}"
    report(notes, "sum", parsed, span, relation, unit, "undecided", fault)


def _parallel(
    parsed: Parsed, found: list[Mention], everything: list[tuple[Parsed, Mention]], notes: Notes
) -> None:
    by_words: dict[tuple[str, str], list[Mention]] = {}
    for mention in found:
        if mention.base in PAIR and len(mention.left.strip()) >= 3 and not mention.quantity.about:
            by_words.setdefault((mention.base, mention.left.strip()[-4:]), []).append(mention)
    for (base, _), members in by_words.items():
        total = sum((m.quantity.amount for m in members), Decimal(0))
        if len(members) < 3 or total < _LEAST:
            continue
        # members of one long row may have any words of their own; here each repeats the same words
        others = [(p, m) for p, m in everything if m.base == base and m not in members]
        if any(m.quantity.amount == total for _, m in others):
            continue
        near = [(p, m) for p, m in others if abs(m.quantity.amount - total) <= total * _CLOSE]
        if not near:
            continue
        where, match = near[0]
        terms = "+".join(plain_number(m.quantity.amount) for m in members)
        place = where.paragraph.place
        gap = plain_number(abs(total - match.quantity.amount))
        message = f"{terms}={plain_number(total)}{base}，与{place}的 {match.quantity.raw} 只差 {gap}{base}。"
        start, end = members[-1].quantity.start, members[-1].quantity.end
        fault = ("PR013", start, end, message, "请核对是否重复计算或漏算了一户；口径不同的，请写明。")
        relation = f"{terms}={plain_number(total)}≈{plain_number(match.quantity.amount)}"
        span = (members[0].quantity.start, end)
        report(notes, "sum", parsed, span, relation, base, "undecided", fault)
