"""Figures over a base that stands right beside them: 是…的…倍, 计划…已…完成…%."""

from __future__ import annotations

import re
from decimal import Decimal

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.mentions import Mention
from fupin_cli.proofreading.grammar.parsed import Parsed
from fupin_cli.proofreading.grammar.units import PERCENT
from fupin_cli.proofreading.judging.rates import agrees, close, decide
from fupin_cli.proofreading.judging.report import report
from fupin_cli.proofreading.model import Notes
from fupin_cli.vocabulary.numbers import plain_number

# 是去年1200人的…: a share without 占, of a base that stands right there
OF = regex(r"(?:是|为|相当于|达到?)(?P<of>[^,;，；]{2,30})的\s*$")
# 计划1213人，已到岗1290人，完成106.35%
DONE = regex(r"完成(?:率|进度|比例|年度|全年|任务|计划|目标|协议数?|的|为|达|到|了)*\s*$")
PLANNED = regex(r"计划|任务|目标|协议|应|预算")


def lead(parsed: Parsed, mention: Mention) -> str:
    """The words of its clause before a figure."""
    lead = parsed.plain[max(0, mention.quantity.start - 40) : mention.quantity.start]
    return re.split(r"[,;。，；]", lead)[-1]


def judge_times(parsed: Parsed, found: list[Mention], order: int, notes: Notes) -> None:
    """`竣工11万户，是计划6万户的1.83倍`: over a base that stands right there."""
    mention = found[order]
    clause = lead(parsed, mention)
    match = OF.search(clause)
    if not match or order < 2 or mention.quantity.about:
        return
    part, base = found[order - 2], found[order - 1]
    inside = base.quantity.start > mention.quantity.start - len(clause) + match.start()
    if part.base != base.base or not inside or part.quantity.about or base.quantity.about:
        return
    if not base.quantity.amount:
        return
    times = part.quantity.amount / base.quantity.amount
    shown = f"{plain_number(part.quantity.amount)}÷{plain_number(base.quantity.amount)}"
    span = (part.quantity.start, mention.quantity.end)
    raw = mention.quantity.raw
    if close(mention, times):
        report(notes, "percent", parsed, span, f"{shown}={raw}", "倍", "holds")
        return
    shown += f"={plain_number(times.quantize(Decimal('0.001')))}倍"
    fault = ("PR003", *span, f"{shown}，文中写 {raw}。", "请核对倍数和算它的两个数。")
    report(notes, "percent", parsed, span, f"{shown}≠{raw}", "倍", "undecided", fault, "warning")


def judge_done(parsed: Parsed, found: list[Mention], order: int, notes: Notes) -> None:
    """What was done over what was planned in the same sentence; other figures may stand between."""
    counted = [m for m in found[:order] if m.base not in (PERCENT, "", "个百分点") and not m.quantity.about]
    planned = [m for m in counted if PLANNED.search(m.left)]
    if len(planned) != 1:
        return
    done = [m for m in counted if m.base == planned[0].base and m.quantity.start > planned[0].quantity.start]
    if done and not any(agrees(found[order], m, planned) for m in done[1:]):
        decide(parsed, found[order], done[0], planned, len(counted) == 2, notes)
