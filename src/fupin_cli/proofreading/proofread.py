"""The whole job: document in, claims and findings out."""

from __future__ import annotations

import re
from collections.abc import Callable

from fupin_cli.proofreading.grammar.parsed import Piece, parse
from fupin_cli.proofreading.judging import (
    figures,
    movements,
    outline,
    percents,
    products,
    repeats,
    settlements,
    sums,
    tables,
    totals,
)
from fupin_cli.proofreading.model import Document, Figures, Notes, Result
from fupin_cli.proofreading.wording import blanks, dates, form, magnitudes, numbering, repetition, terms

_JUDGES: tuple[Callable[[Piece, Notes], None], ...] = (
    sums.judge,
    outline.judge,
    percents.judge,
    movements.judge,
    settlements.judge,
    products.judge,
    repeats.judge,
    totals.judge,
    tables.judge,
    magnitudes.judge,
    blanks.judge,
    numbering.judge,
    dates.judge,
    terms.judge,
    form.judge,
    repetition.judge,
)


def proofread(document: Document, against: Figures | None = None) -> Result:
    """Check a document against itself and, where figures are given, against them.

    Args:
        document: from `read` or `read_text`.
        against: figures of the ledgers; a sentence that names one by its name or a synonym, with its unit,
            is compared with it.
    """
    notes = Notes()
    for piece in parse(document):
        for judge in _JUDGES:
            judge(piece, notes)
        if against:
            figures.judge(piece, notes, against, _year(document))
    claims = sorted(notes.claims, key=lambda c: (c.paragraph, c.offset))
    findings = sorted(notes.findings, key=lambda f: (f.paragraph, f.offset, f.code))
    return Result(document, tuple(claims), tuple(findings))


def _year(document: Document) -> str:
    """The year that the document reports on: the title's, else its date's."""
    titled = re.search(r"(?:19|20)\d\d", document.title)
    return titled[0] if titled else str(document.date.year) if document.date else ""
