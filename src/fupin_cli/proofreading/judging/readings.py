"""Ways to read a list of numbers so that it makes up a total: parallel, nested, signed, in part."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

LONGEST = 40


class Member(Struct, frozen=True):
    """One number; `nested` opens a sub-list of the one before it, before `apart` the list may end."""

    value: Decimal
    nested: bool = False
    sign: int = 1
    apart: bool = True


def explains(
    total: Decimal, members: Sequence[Member], tolerance: Decimal = Decimal(0)
) -> tuple[Decimal, ...] | None:
    """The signed numbers that make up the total in some reading, or None.

    A reading takes the members from the first on; it may leave out those that only divide the member before
    them (they add up to it, or 其中 introduces them) and may end before the last one, after at least two.
    """
    members = members[:LONGEST]
    return _from(total, members, 0, (), tolerance, set())


def _from(
    rest: Decimal,
    members: Sequence[Member],
    at: int,
    taken: tuple[Decimal, ...],
    tolerance: Decimal,
    failed: set[tuple[Decimal, int, bool]],
) -> tuple[Decimal, ...] | None:
    if abs(rest) <= tolerance and len(taken) >= 2 and (at >= len(members) or members[at].apart):
        return taken
    state = (rest, at, len(taken) >= 1)
    if at >= len(members) or state in failed:
        return None
    member = members[at]
    signed = member.value * member.sign
    found = _from(rest - signed, members, at + 1, (*taken, signed), tolerance, failed)
    if found:
        return found
    for end in _divisions(members, at):
        found = _from(rest - signed, members, end, (*taken, signed), tolerance, failed)
        if found:
            return found
    failed.add(state)
    return None


def _divisions(members: Sequence[Member], at: int) -> list[int]:
    """Where the list goes on if the next members divide this one."""
    ends = []
    sum_ = Decimal(0)
    for end in range(at + 1, len(members)):
        sum_ += members[end].value
        nested = members[at + 1].nested
        if nested or (sum_ == members[at].value and end > at + 1):
            ends.append(end + 1)
        if sum_ > members[at].value and not nested:
            break
    return ends
