"""`307741人` for 307户741人: the word between the two numbers was lost on the way through a web page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from fupin_cli.proofreading.codes import finding
from fupin_cli.proofreading.grammar.lists import SumList
from fupin_cli.proofreading.grammar.parsed import Parsed
from fupin_cli.proofreading.grammar.quantities import Quantity
from fupin_cli.proofreading.model import Finding
from fupin_cli.vocabulary.numbers import plain_number

_MOST = 2

Pair = tuple[Decimal, Decimal]


def split_pair(parsed: Parsed, found: SumList) -> Iterator[Finding]:
    """People without households among parts with both, whose digits cut in two make both sums agree.

    The total may be such a number too; only one way of cutting may agree.
    """
    parts = [_readings(p.amounts.get("户"), p.amounts.get("人")) for p in found.parts]
    lost_parts = [p.amounts["人"] for p, r in zip(found.parts, parts, strict=True) if len(r) > 1]
    if len(parts) < 2 or not all(parts) or len(lost_parts) > _MOST or len(lost_parts) == len(parts):
        return
    for households, people in _totals(found):
        totals = _readings(households, people)
        lost = ([people] if people and len(totals) > 1 else []) + lost_parts
        if not lost:
            continue
        agreed = [chosen for chosen in product(totals, *parts) if _adds_up(chosen[0], chosen[1:])]
        if len(agreed) == 1:
            chosen = agreed[0]
            for reading, quantity in zip(
                chosen, [people, *(p.amounts["人"] for p in found.parts)], strict=True
            ):
                if quantity in lost and quantity is not None:
                    yield _finding(parsed, quantity, reading, chosen[0])
            return


def _totals(found: SumList) -> Iterator[tuple[Quantity | None, Quantity | None]]:
    """Neighbouring 户 and 人 among the candidates (nearest first: 人 before its 户), and 人 alone."""
    at = 0
    while at < len(found.totals):
        quantity = found.totals[at]
        following = found.totals[at + 1] if at + 1 < len(found.totals) else None
        if quantity.base == "人":
            pair = following is not None and following.base == "户" and following.end >= quantity.start - 2
            yield (following if pair else None, quantity)
            at += pair
        at += 1


def _readings(households: Quantity | None, people: Quantity | None) -> list[Pair]:
    """The pair as it stands, or every way of cutting the people's digits in two."""
    if people is None or people.about or people.places:
        return []
    if households is not None:
        return [(households.amount, people.amount)]
    digits = people.raw.removesuffix("人").replace(",", "")
    if not digits.isdigit() or len(digits) < 2:
        return []
    cuts = [(Decimal(digits[:at]), Decimal(digits[at:])) for at in range(1, len(digits)) if digits[at] != "0"]
    return [(a, b) for a, b in cuts if a <= b]


def _adds_up(total: Pair, parts: Sequence[Pair]) -> bool:
    return total == (sum((a for a, _ in parts), Decimal(0)), sum((b for _, b in parts), Decimal(0)))


def _finding(parsed: Parsed, quantity: Quantity, reading: Pair, total: Pair) -> Finding:
    households, people = map(plain_number, reading)
    return finding(
        "PR012",
        parsed,
        quantity.start,
        quantity.end,
        f"“{quantity.raw}”疑为 {households}户{people}人，户与人之间的“户”字丢失；"
        f"这样读时与合计 {plain_number(total[0])}户{plain_number(total[1])}人 正好相符。",
        "请补上“户”字。",
    )
