"""A reconciliation as a board: each check with its outcomes, and what it came to in one word."""

from collections.abc import Sequence

from msgspec import Struct

from fupin_cli.reconciling import Outcome, Reconciliation

DIFFERENT, DOUBT, WAIVED, EQUAL, NOT_CHECKED = "不平", "疑点", "已认可", "平", "没有核对"
STATES = {DIFFERENT: "error", DOUBT: "warning", WAIVED: "info", EQUAL: "fine", NOT_CHECKED: "none"}
"""What a check can come to, the worst first, with its look."""


class Card(Struct, frozen=True):
    """One check with its outcomes: the town's first, then the villages'."""

    number: int
    code: str
    title: str
    outcomes: tuple[Outcome, ...]
    state: str

    @property
    def open(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.open]

    @property
    def first(self) -> Outcome:
        return next(iter(self.open), self.outcomes[0])


def cards(result: Reconciliation) -> list[Card]:
    """The checks in the order of their first outcome."""
    grouped: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in result.outcomes:
        grouped.setdefault((outcome.code, outcome.title), []).append(outcome)
    return [
        Card(number, code, title, tuple(outcomes), _state(outcomes))
        for number, ((code, title), outcomes) in enumerate(grouped.items())
    ]


def by_state(found: Sequence[Card]) -> dict[str, list[Card]]:
    """The cards by state, the worst first."""
    return {state: [card for card in found if card.state == state] for state in STATES}


def _state(outcomes: list[Outcome]) -> str:
    differing = [outcome for outcome in outcomes if outcome.open]
    if differing:
        return DOUBT if all(outcome.doubt for outcome in differing) else DIFFERENT
    if any(outcome.waiver is not None for outcome in outcomes):
        return WAIVED
    return EQUAL if any(outcome.verdict == "equal" for outcome in outcomes) else NOT_CHECKED
