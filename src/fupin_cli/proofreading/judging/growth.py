"""Rates of growth against both ends: 由a增加到b，增长P%; 较上年增加d，增长P%."""

from __future__ import annotations

from decimal import Decimal

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.mentions import Mention
from fupin_cli.proofreading.grammar.parsed import Parsed
from fupin_cli.proofreading.grammar.units import PERCENT
from fupin_cli.proofreading.judging.rates import close, fault
from fupin_cli.proofreading.judging.report import report
from fupin_cli.proofreading.model import Notes
from fupin_cli.vocabulary.numbers import plain_number

_DELTA = regex(r"(?:增加|增长|净增|新增|多|减少|下降|降低|净减|少)(?:了|约|出)?\s*$")
_YEARLY = regex(r"年均|平均|复合|累计")
_PRIOR = regex(r"上年|去年|同期|年初|期初|由|从|较|比|(?<!\d)20\d\d年|上半年|原")


def judge_growth(parsed: Parsed, found: list[Mention], order: int, notes: Notes) -> None:
    """A rate of growth against the two levels, or the level and the difference, before it."""
    mention = found[order]
    if _YEARLY.search(mention.left):
        return
    counted = [m for m in found[:order] if m.base not in (PERCENT, "", "个百分点", "年", "个月")]
    if not counted:
        return
    same = [m for m in counted if m.base == counted[-1].base][-3:]
    if len(same) < 2 or any(m.quantity.about for m in same):
        return
    deltas = [m for m in same if _DELTA.search(m.left)]
    levels = [m for m in same if m not in deltas]
    rates: list[tuple[str, Decimal]] = []
    for delta in deltas:
        for level in levels:
            d, v = delta.quantity.amount, level.quantity.amount
            for base in (v, v - d, v + d):
                if base > 0:
                    rates.append((f"{plain_number(d)}÷{plain_number(base)}", d / base * 100))
    for i, one in enumerate(levels):
        for two in levels[i + 1 :]:
            a, b = one.quantity.amount, two.quantity.amount
            rates += [
                (
                    f"({plain_number(max(a, b))}-{plain_number(min(a, b))})÷{plain_number(base)}",
                    abs(a - b) / base * 100,
                )
                for base in (a, b)
                if base
            ]
    if not rates:
        return
    agreed = [text for text, rate in rates if close(mention, rate)]
    span = (same[0].quantity.start, mention.quantity.end)
    if agreed:
        report(notes, "percent", parsed, span, f"{agreed[0]}={mention.quantity.raw}", "%", "holds")
        return
    if len(deltas) == 1 and len(levels) > 1:
        at = same.index(deltas[0])
        by = deltas[0].quantity.amount
        before = same[at - 1].quantity.amount if at else Decimal(0)
        if before > by and same[at - 1] in levels:
            options = [(f"{plain_number(by)}÷{plain_number(b)}", by / b * 100) for b in (before, before - by)]
            text, rate = min(options, key=lambda option: abs(option[1] - mention.quantity.value))
            fault(parsed, mention, span, text, rate, False, notes)
            return
    clear = (len(same) == 2 and any(_PRIOR.search(m.left) for m in same)) or (
        len(deltas) == 1 and len(levels) == 1
    )
    if not clear:
        report(notes, "percent", parsed, span, f"{rates[0][0]}≠{mention.quantity.raw}", "%", "undecided")
        return
    text, rate = min(rates, key=lambda r: abs(r[1] - mention.quantity.value))
    fault(parsed, mention, span, text, rate, len(same) == 2, notes)
