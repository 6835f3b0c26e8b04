"""Reconciliation for notebooks: checks and those who make them differ, as two tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pandas as pd

from fupin_cli.api.ledgers import Day, OnePath, Source, settled
from fupin_cli.errors import FupinError
from fupin_cli.outputs.numbers import bare, source_text
from fupin_cli.privacy import mask_text
from fupin_cli.reconciling import Outcome, Reconciliation
from fupin_cli.reconciling import reconcile as run

_CHECKS = (
    "code",
    "title",
    "town",
    "village",
    "period",
    "left_label",
    "left",
    "right_label",
    "right",
    "difference",
    "unit",
    "verdict",
    "level",
    "waived",
    "because",
    "hint",
)
_UNMATCHED = ("code", "village", "key", "name", "side", "left", "right", "note", "suggestion", "sources")


@dataclass(frozen=True, eq=False)
class Balances:
    """What reconciling found.

    Attributes:
        checks: a line a check and place; left, right and difference are exact decimals, verdict is equal,
            different or not_checked, level is warning where a difference is only a doubt.
        unmatched: a line a household, person or thing that makes a check differ, with its rows.
        result: the same as objects, with the sources of every side.
    """

    checks: pd.DataFrame
    unmatched: pd.DataFrame
    result: Reconciliation

    @property
    def ok(self) -> bool:
        """No difference that nobody has accepted, doubts left aside."""
        return self.result.count("different") == 0

    def __repr__(self) -> str:
        found = self.result
        return (
            f"<Balances equal {found.count('equal')}，different {found.count('different')}，"
            f"doubt {len(found.doubts)}，not_checked {found.count('not_checked')}>"
        )


def reconcile(
    ledgers: Source = None,
    *,
    workspace: OnePath | None = None,
    town: str | None = None,
    village: str | None = None,
    period: str | None = None,
    sets: Iterable[str] = (),
    tolerance: Decimal | int | str = 0,
    as_of: Day = None,
    password: str | None = None,
    show_pii: bool = False,
) -> Balances:
    """Hold households, people and money against each other, as `fupin reconcile` does.

    Args:
        ledgers: what `read` gave, or what it takes; a workspace is needed.
        workspace: as for `read`.
        town: may be left out where the workspace has only one.
        village: only this village.
        period: 2023, 2023H1, 2023Q3, 2023-05 or 2023-03-01..2023-05-31; the workspace's own if left out.
        sets: only the checks of these named sets (四个一致 …).
        tolerance: a difference up to this is none.
        as_of: the day on which stocks are taken, if earlier than the period's last.
        password: opens encrypted workbooks.
        show_pii: leave ID numbers, phones and card numbers whole; they are masked otherwise.

    Raises:
        FupinError: no workspace, unknown town, village, period or set, no ledger for it.
    """
    read = settled(ledgers, workspace=workspace, password=password)
    session = read.session
    result = run(
        read.scope(town, village, None, period, as_of),
        session.catalogue,
        session.home.config.waiver,
        sets=tuple(sets),
        tolerance=_amount(tolerance),
        policies=session.policies,
    )
    for error in result.broken:
        raise error
    hide: Callable[[str], str] = (lambda text: text) if show_pii else mask_text
    checks = [_check(outcome) for outcome in result.outcomes]
    unmatched = [line for outcome in result.outcomes for line in _unmatched(outcome, hide)]
    return Balances(
        pd.DataFrame(checks, columns=list(_CHECKS)),
        pd.DataFrame(unmatched, columns=list(_UNMATCHED)),
        result,
    )


def _amount(given: Decimal | int | str) -> Decimal:
    try:
        return abs(Decimal(given))
    except InvalidOperation:
        raise FupinError(f"“{given}”不是数字。", "允许的差额写成 0.01 这样。") from None


def _check(outcome: Outcome) -> tuple[object, ...]:
    left, right = outcome.left, outcome.right
    return (
        outcome.code,
        outcome.title,
        outcome.town,
        outcome.village,
        outcome.period,
        left.label if left else None,
        bare(left.value) if left else None,
        right.label if right else None,
        bare(right.value) if right else None,
        None if outcome.difference is None else bare(outcome.difference),
        left.unit if left else None,
        outcome.verdict,
        "warning" if outcome.doubt else "error",
        outcome.waiver is not None,
        outcome.because or None,
        outcome.hint or None,
    )


def _unmatched(outcome: Outcome, hide: Callable[[str], str]) -> Iterable[tuple[object, ...]]:
    for one in outcome.unmatched:
        sources = "；".join(hide(source_text(source)) for source in one.sources)
        yield (
            outcome.code,
            outcome.village,
            hide(one.key),
            one.name or None,
            one.side,
            None if one.left is None else bare(one.left),
            None if one.right is None else bare(one.right),
            hide(one.note) or None,
            hide(one.suggestion) or None,
            sources,
        )
