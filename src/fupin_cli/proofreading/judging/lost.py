"""`307741人` for 307户741人: the word between the two numbers was lost on the way through a web page."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fupin_cli.proofreading.codes import finding
from fupin_cli.proofreading.grammar.lists import SumList
from fupin_cli.proofreading.grammar.parsed import Parsed, number
from fupin_cli.proofreading.model import Finding


def split_pair(parsed: Parsed, found: SumList) -> Iterator[Finding]:
    """A part with 人 only, among parts with both, whose digits cut in two make both sums agree."""
    households = next((q for q in found.totals if q.base == "户"), None)
    people = next((q for q in found.totals if q.base == "人"), None)
    lost = [p for p in found.parts if "人" in p.amounts and "户" not in p.amounts]
    whole = [p for p in found.parts if "人" in p.amounts and "户" in p.amounts]
    if not households or not people or len(lost) != 1 or not whole:
        return
    left_households = households.amount - sum((p.amounts["户"].amount for p in whole), Decimal(0))
    left_people = people.amount - sum((p.amounts["人"].amount for p in whole), Decimal(0))
    quantity = lost[0].amounts["人"]
    if quantity.raw.removesuffix("人").replace(",", "") == f"{number(left_households)}{number(left_people)}":
        yield finding(
            "PR012",
            parsed,
            quantity.start,
            quantity.end,
            f"“{quantity.raw}”疑为 {number(left_households)}户{number(left_people)}人，户与人之间的“户”字丢失；"
            f"这样读时合计 {number(households.value)}户{number(people.value)}人 正好相符。",
            "请补上“户”字。",
        )
