"""A reconciliation on the page: checks as a board, each place that differs with those who make it differ."""

from functools import cached_property

from msgspec import Struct, field

from fupin_cli.pages.board import Card, by_state, cards
from fupin_cli.reconciling import Reconciliation
from fupin_cli.scope import Scope
from fupin_cli.web.guard import secret


class Balance(Struct, dict=True):
    """A reconciliation of one place and period; `against` is the name of the export it was compared with."""

    scope: Scope
    result: Reconciliation
    against: str = ""
    id: str = field(default_factory=lambda: secret(12))

    @cached_property
    def cards(self) -> list[Card]:
        """What the page shows of each check."""
        return cards(self.result)

    def count(self, state: str) -> int:
        """How many checks came to `state`."""
        return sum(card.state == state for card in self.cards)

    def board(self) -> dict[str, list[Card]]:
        """The cards by state, the worst first."""
        return by_state(self.cards)
