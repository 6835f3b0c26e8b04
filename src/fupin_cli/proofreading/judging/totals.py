"""Parallel figures without a stated total whose sum just misses a total that the text gives elsewhere."""

from __future__ import annotations

from decimal import Decimal

from fupin_cli.proofreading.grammar.mentions import Mention, mentions
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.grammar.units import PAIR
from fupin_cli.proofreading.judging.report import report
from fupin_cli.proofreading.model import Notes
from fupin_cli.vocabulary.numbers import plain_number

_CLOSE = Decimal("0.005")
_LEAST = 100


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
