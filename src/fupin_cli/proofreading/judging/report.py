"""Putting a judged relation and, where it is broken, its fault into the notes."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from fupin_cli.proofreading.codes import finding
from fupin_cli.proofreading.grammar.parsed import Parsed
from fupin_cli.proofreading.model import Claim, ClaimKind, Notes, Severity, Verdict


def report(
    notes: Notes,
    kind: ClaimKind,
    parsed: Parsed,
    span: tuple[int, int],
    relation: str,
    unit: str,
    verdict: Verdict,
    fault: tuple[str, int, int, str, str] | None = None,
    severity: Severity | None = None,
) -> None:
    """Note a claim over `span`; `fault` is code, start, end, message, hint of what is wrong with it."""
    quote = parsed.quote(*span)
    notes.claim(Claim(kind, quote, parsed.paragraph.number, span[0], relation, unit, verdict))
    if fault:
        code, start, end, message, hint = fault
        notes.find(finding(code, parsed, start, end, message, hint, severity))


def percent(value: Decimal, places: int = 2) -> str:
    """A percentage with so many decimals, as text."""
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}%"
