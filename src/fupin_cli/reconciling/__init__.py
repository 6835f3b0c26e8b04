"""Balances: each check states left, right and difference, and who makes them differ."""

from fupin_cli.reconciling.model import Amount, Contributor, Movement, Mover, Outcome, Reconciliation, Verdict
from fupin_cli.reconciling.reconcile import reconcile

__all__ = ["Amount", "Contributor", "Movement", "Mover", "Outcome", "Reconciliation", "Verdict", "reconcile"]
