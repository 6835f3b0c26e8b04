"""Run checks over rows given by ledger; a ledger called 上期.户 belongs to the period before."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from fupin_cli.catalogue.entries import Catalogue, Check, Rows
from fupin_cli.catalogue.loader import shipped
from fupin_cli.catalogue.policies import Policies
from fupin_cli.engine.dataset import Dataset
from fupin_cli.periods import Period
from fupin_cli.reconciling import Reconciliation, reconcile
from fupin_cli.scope import Scope
from fupin_cli.trial import DAY, gathered

BEFORE = "上期."
LINES: dict[str, Any] = {"光伏劳务占比": Decimal(80)}


def scope_of(rows: Rows) -> Scope:
    """The rows as the year 2023, those of 上期.… as 2022."""
    now = {name: items for name, items in rows.items() if not name.startswith(BEFORE)}
    before = {name.removeprefix(BEFORE): items for name, items in rows.items() if name.startswith(BEFORE)}
    scope = Scope(town="", period=Period.parse("2023"), day=DAY, dataset=gathered(now).datasets[""])
    if before:
        end = dt.date(DAY.year - 1, 12, 31)
        scope.earlier, scope.earlier_period = Dataset(), Period.parse("2022")
        for member in gathered(before, end).datasets[""].members:
            scope.earlier.add(member.typed, "2022", end)
    return scope


@pytest.fixture
def tried() -> Callable[..., Reconciliation]:
    """What checks say of rows: `tried(rows, check, …)`; without a check all that is shipped."""

    def run(rows: Rows, *checks: Check, **options: Any) -> Reconciliation:
        catalogue: Catalogue = shipped()
        if checks:
            catalogue = replace(catalogue, checks=list(checks), indicators=[])
        return reconcile(scope_of(rows), catalogue, policies=Policies(catalogue.policy, LINES), **options)

    return run
