"""The whole of a reconciliation: the catalogue's checks, what villages report, what sheets print, the export."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from fupin_cli.catalogue.entries import Catalogue, Check
from fupin_cli.catalogue.policies import Policies
from fupin_cli.engine.dataset import Dataset
from fupin_cli.errors import FupinError
from fupin_cli.nearest import hint
from fupin_cli.reconciling.against import compare
from fupin_cli.reconciling.checks import Checking
from fupin_cli.reconciling.model import Outcome, Reconciliation
from fupin_cli.reconciling.movement import movements
from fupin_cli.reconciling.printed import numbering, printed_totals
from fupin_cli.reconciling.reported import Reported
from fupin_cli.reconciling.waiving import waive
from fupin_cli.scope import Scope

if TYPE_CHECKING:
    from fupin_cli.configuration import Waiver

AGAINST_SET = "四个一致"


def reconcile(
    scope: Scope,
    catalogue: Catalogue,
    waivers: Sequence["Waiver"] = (),
    *,
    sets: Sequence[str] = (),
    tolerance: Decimal = Decimal(0),
    policies: Policies | None = None,
    against: Dataset | None = None,
    progress: Callable[[str], None] | None = None,
) -> Reconciliation:
    """Prove that the numbers of `scope` agree, or say who makes them differ.

    Args:
        scope: place, period and rows.
        catalogue: with the checks (a workspace's own among them) and the indicators.
        waivers: accepted differences.
        sets: only checks of these named sets; empty means all.
        tolerance: a difference up to this is none.
        policies: the place's policy lines; the catalogue's own where not given.
        against: a second reading of the national export, compared household by household.
        progress: told each check's title before its turn; what it raises stops the work.

    Raises:
        FupinError: a set that no check belongs to.
    """
    _refuse_unknown(sets, catalogue)
    checking = Checking(scope, catalogue, tolerance, policies or Policies(catalogue.policy))
    result = Reconciliation()
    try:
        if against is not None and (not sets or AGAINST_SET in sets):
            result.outcomes += compare(scope, against)
        parts: list[Check | Outcome] = [
            check
            for check in sorted(catalogue.checks, key=lambda check: check.code)
            if not sets or set(sets) & set(check.sets)
        ]
        if not sets:
            stated = Reported(checking)
            parts += stated.villages(catalogue.indicators)
            parts += stated.towns() if not scope.village else []
        # 一次问完：起草查询比执行还费时
        judged = iter(checking.run([part for part in parts if isinstance(part, Check)], progress))
        for part in parts:
            result.outcomes += next(judged) if isinstance(part, Check) else [part]
        if not sets:
            result.outcomes += printed_totals(scope)
            result.outcomes += numbering(scope)
            result.movements = movements(checking)
    finally:
        checking.engine.close()
    result.broken = checking.broken
    waive(result, waivers, scope)
    return result


def _refuse_unknown(sets: Sequence[str], catalogue: Catalogue) -> None:
    known = list(dict.fromkeys(name for check in catalogue.checks for name in check.sets))
    for name in sets:
        if name not in known:
            raise FupinError(f"没有叫“{name}”的一组核对。", hint(name, known))
