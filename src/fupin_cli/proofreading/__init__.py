"""Proofreading official prose: its arithmetic, its blanks and numbering, its dates, terms and form."""

from fupin_cli.proofreading.model import (
    Claim,
    Document,
    FigureLike,
    Figures,
    Finding,
    Paragraph,
    Result,
)
from fupin_cli.proofreading.proofread import proofread
from fupin_cli.proofreading.reading import read, read_text

__all__ = [
    "Claim",
    "Document",
    "FigureLike",
    "Figures",
    "Finding",
    "Paragraph",
    "Result",
    "proofread",
    "read",
    "read_text",
]
