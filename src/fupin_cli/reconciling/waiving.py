"""Accepted differences: a waiver names the check, who accepted it, why, and until when."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fupin_cli.reconciling.model import Outcome, Reconciliation
from fupin_cli.scope import Scope

if TYPE_CHECKING:
    from fupin_cli.configuration import Waiver


def waive(result: Reconciliation, waivers: Sequence["Waiver"], scope: Scope) -> None:
    """Mark differences that a waiver accepts; say which waivers have expired or met nothing.

    A waiver is good through its last day, judged on the scope's stock day.
    """
    here = [w for w in waivers if w.town in {"", scope.town} and w.period in {"", str(scope.period)}]
    used: set[int] = set()
    for outcome in result.outcomes:
        if outcome.verdict != "different":
            continue
        fitting = next((n for n, w in enumerate(here) if w.until >= scope.day and _fits(w, outcome)), None)
        if fitting is not None:
            outcome.waiver = here[fitting]
            used.add(fitting)
    codes = {outcome.code for outcome in result.outcomes}
    result.expired_waivers = [w for w in here if w.until < scope.day and w.code in codes]
    result.unused_waivers = [
        w for n, w in enumerate(here) if n not in used and w.until >= scope.day and w.code in codes
    ]


def _fits(waiver: "Waiver", outcome: Outcome) -> bool:
    return waiver.code == outcome.code and waiver.village in {"", outcome.village or ""}
