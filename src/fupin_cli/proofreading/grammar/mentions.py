"""The quantities of a sentence in order, each with the words around it."""

from __future__ import annotations

from msgspec import Struct

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.clauses import Group
from fupin_cli.proofreading.grammar.parsed import Parsed
from fupin_cli.proofreading.grammar.quantities import Quantity

_BREAK = regex(r"[,，、;；:：。()\[\]\n]")


class Mention(Struct, frozen=True):
    """A quantity; `left` and `right` are its clause's words up to the neighbouring quantity or separator."""

    quantity: Quantity
    left: str
    right: str
    inside: bool = False
    """It stands in a bracket."""

    @property
    def base(self) -> str:
        return self.quantity.base

    @property
    def words(self) -> str:
        """What stands around it."""
        return self.left + self.right


def mentions(parsed: Parsed, group: Group) -> list[Mention]:
    """All quantities of a sentence, brackets included, in order of the text."""
    if group.start not in parsed.known:
        parsed.known[group.start] = _mentions(parsed, group)
    return parsed.known[group.start]


def _mentions(parsed: Parsed, group: Group) -> list[Mention]:
    numbers = sorted({id(q): q for t in group.every() for q in t.amounts}.values(), key=lambda q: q.start)
    own = {id(q) for t in group.terms for q in t.amounts}
    found = []
    for order, quantity in enumerate(numbers):
        from_ = numbers[order - 1].end if order else group.start
        to = numbers[order + 1].start if order + 1 < len(numbers) else group.end
        left = _BREAK.split(parsed.plain[from_ : quantity.start])[-1]
        right = _BREAK.split(parsed.plain[quantity.end : to])[0]
        found.append(Mention(quantity, left, right, id(quantity) not in own))
    return found
