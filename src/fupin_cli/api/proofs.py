"""Proofreading for notebooks: faults and claims as two tables."""

import os
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
from msgspec import Struct
from msgspec.structs import asdict

from fupin_cli.api.ledgers import Day, OnePath, Source, settled
from fupin_cli.errors import FupinError
from fupin_cli.outputs.figures import ledger_figures
from fupin_cli.privacy import mask_text
from fupin_cli.proofreading import Result, read, read_text
from fupin_cli.proofreading import proofread as run
from fupin_cli.proofreading.selection import filtered

_FINDINGS = ("code", "severity", "paragraph", "offset", "quote", "message", "hint")
_CLAIMS = ("kind", "quote", "paragraph", "offset", "relation", "unit", "verdict")
_TEXTS = ("quote", "message", "relation")


@dataclass(frozen=True, eq=False)
class Proof:
    """What proofreading found.

    Attributes:
        findings: a line a fault, with the columns of `fupin proofread --format json`.
        claims: a line a relation that was checked, and its verdict (holds, broken, undecided).
        summary: counts of claims by verdict and of faults by severity.
        result: the same as objects, with the document's paragraphs.
    """

    findings: pd.DataFrame
    claims: pd.DataFrame
    summary: dict[str, int]
    result: Result

    @property
    def ok(self) -> bool:
        """No fault of severity error."""
        return self.summary["error"] == 0

    def __repr__(self) -> str:
        return "<Proof " + "，".join(f"{name} {count}" for name, count in self.summary.items()) + ">"


def proofread(
    document: OnePath | None = None,
    *,
    text: str | None = None,
    ledgers: Source = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    workspace: OnePath | None = None,
    town: str | None = None,
    period: str | None = None,
    as_of: Day = None,
    password: str | None = None,
    show_pii: bool = False,
) -> Proof:
    """Check a written document, as `fupin proofread` does.

    Args:
        document: a .docx, .txt, .md or .html file.
        text: the words themselves, instead of a file.
        ledgers: what `read` gave, or what it takes; the document's figures are compared with theirs. They are
            compared too where `workspace`, `town` or `period` is given.
        select: only these codes; prefixes count.
        ignore: not these codes; prefixes count.
        workspace: as for `read`.
        town: whose figures.
        period: of which period.
        as_of: the day on which stocks are taken, if earlier than the period's last.
        password: opens encrypted workbooks.
        show_pii: leave ID numbers, phones and card numbers whole; they are masked otherwise.

    Raises:
        FupinError: neither or both of document and text, an unreadable document, an unknown code or place.
    """
    if (document is None) == (text is None):
        raise FupinError("要校核什么没有说清楚。", "请给文件，或者用 text= 给文字，只给一样。")
    written = read_text(text) if text is not None else read(os.fspath(document or ""))
    against = None
    if any(given is not None for given in (ledgers, workspace, town, period)):
        numbers = settled(ledgers, workspace=workspace, password=password)
        against = ledger_figures(numbers.figures(numbers.scope(town, None, None, period, as_of)))
    result = filtered(run(written, against), "info", tuple(select), tuple(ignore))
    return Proof(
        _table(result.findings, _FINDINGS, show_pii=show_pii),
        _table(result.claims, _CLAIMS, show_pii=show_pii),
        result.summary(),
        result,
    )


def _table(items: Iterable[Struct], columns: tuple[str, ...], *, show_pii: bool) -> pd.DataFrame:
    table = pd.DataFrame([asdict(item) for item in items], columns=list(columns))
    if not show_pii:
        for name in _TEXTS:
            if name in table:
                table[name] = table[name].map(mask_text)
    return table
