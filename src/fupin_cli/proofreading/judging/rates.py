"""A percentage and the two numbers that it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from fupin_cli.proofreading.grammar.mentions import Mention
from fupin_cli.proofreading.grammar.parsed import Parsed
from fupin_cli.proofreading.judging.report import percent, report
from fupin_cli.proofreading.model import Notes, Verdict
from fupin_cli.vocabulary.numbers import plain_number


def agrees(mention: Mention, part: Mention, bases: list[Mention]) -> bool:
    """The rate of these two, as they may have been before they were rounded."""
    for base in bases:
        a, b = part.quantity, base.quantity
        if b.amount <= 0:
            continue
        blurs = [
            q.step / 2 / q.amount for q in (a, b) if q.amount and (q.places or (q.unit and q.unit.factor > 1))
        ]
        rate = a.amount / b.amount * 100
        if close(mention, rate, rate * sum(blurs, Decimal(0))):
            return True
    return False


def matches(mention: Mention, part: Decimal, base: Decimal) -> bool:
    """The percentage is part over base, rounded to its own digits."""
    return base > 0 and close(mention, part / base * 100)


def close(mention: Mention, rate: Decimal, blur: Decimal = Decimal(0)) -> bool:
    """The percentage is this rate, rounded to its own digits, give or take `blur`."""
    return abs(rate - mention.quantity.value) <= Decimal("0.5").scaleb(-mention.quantity.places) + blur


def note(
    parsed: Parsed, mention: Mention, part: Mention, base: Decimal, verdict: Verdict, notes: Notes
) -> None:
    """Note a share that holds."""
    relation = f"{plain_number(part.quantity.amount)}÷{plain_number(base)}={mention.quantity.raw}"
    start = min(part.quantity.start, mention.quantity.start)
    report(notes, "percent", parsed, (start, mention.quantity.end), relation, "%", verdict)


def slip(mention: Mention, part: Mention, base: Mention) -> bool:
    """One digit put right (or two put in order), in the percentage or in a number, makes them agree.

    What misses by more says that other numbers were meant, not that these are wrong.
    """
    return (
        any(agrees(other, part, [base]) for other in _slips_of(mention))
        or any(agrees(mention, other, [base]) for other in _slips_of(part))
        or any(agrees(mention, part, [other]) for other in _slips_of(base))
    )


def _slips_of(mention: Mention) -> Iterator[Mention]:
    quantity = mention.quantity
    written = f"{quantity.value:f}"
    changed = {
        written[:at] + new + written[at + 1 :]
        for at, old in enumerate(written)
        for new in "0123456789"
        if old.isdigit()
    } | {
        written[:at] + written[at + 1] + written[at] + written[at + 2 :]
        for at in range(len(written) - 1)
        if written[at].isdigit() and written[at + 1].isdigit()
    }
    for value in sorted(changed - {written}):
        yield replace(mention, quantity=replace(quantity, value=Decimal(value)))


def decide(
    parsed: Parsed, mention: Mention, part: Mention, bases: list[Mention], certain: bool, notes: Notes
) -> None:
    """Judge a share against its possible bases; the last one is named in the fault.

    Where the base is not `certain`, only what one digit would put right is a doubt worth a word.
    """
    for base in bases:
        if agrees(mention, part, [base]):
            return note(parsed, mention, part, base.quantity.amount, "holds", notes)
    base = bases[-1]
    if not base.quantity.amount:
        return None
    rate = part.quantity.amount / base.quantity.amount * 100
    start = min(part.quantity.start, base.quantity.start)
    text = f"{plain_number(part.quantity.amount)}÷{plain_number(base.quantity.amount)}"
    if not certain and not slip(mention, part, base):
        relation = f"{text}={percent(rate, mention.quantity.places + 1)}≠{mention.quantity.raw}"
        span = (start, mention.quantity.end)
        return report(notes, "percent", parsed, span, relation, "%", "undecided")
    return fault(parsed, mention, (start, mention.quantity.end), text, rate, certain, notes)


def fault(
    parsed: Parsed,
    mention: Mention,
    span: tuple[int, int],
    text: str,
    rate: Decimal,
    certain: bool,
    notes: Notes,
) -> None:
    """Note a percentage that is not `rate`: a slip of rounding, a fault, or (not `certain`) a doubt."""
    quantity = mention.quantity
    shown = percent(rate, max(quantity.places, 0) + 1)
    relation = f"{text}={shown}≠{quantity.raw}"
    if abs(rate - quantity.value) <= Decimal(1).scaleb(-quantity.places):
        message = f"{text}={shown}，文中写 {quantity.raw}：末位像是直接舍去或进位，不是四舍五入。"
        found = ("PR004", quantity.start, quantity.end, message, "全文的比例请用同一种取舍。")
        return report(notes, "percent", parsed, span, relation, "%", "undecided", found)
    hint = "请核对比例和算它的两个数。" if certain else "文中可作基数的数不止一个，请写明占谁的比例。"
    found = ("PR003", quantity.start, quantity.end, f"{text}={shown}，文中写 {quantity.raw}。", hint)
    return report(
        notes,
        "percent",
        parsed,
        span,
        relation,
        "%",
        "broken" if certain else "undecided",
        found,
        None if certain else "warning",
    )
