"""The same slip over and over is one finding: at its first place, with the count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from fupin_cli.proofreading.codes import finding
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.model import Notes, Severity

_SHOWN = 20
Place = tuple[Parsed, re.Match[str]]


def matches(piece: Piece, pattern: re.Pattern[str]) -> Iterable[Place]:
    """Every match of a pattern in the piece's comparison texts."""
    for parsed in piece.paragraphs:
        for match in pattern.finditer(parsed.plain):
            yield parsed, match


def written(piece: Piece, pattern: re.Pattern[str]) -> Iterable[Place]:
    """Every match of a pattern in the piece's texts as written."""
    for parsed in piece.paragraphs:
        for match in pattern.finditer(parsed.paragraph.text):
            yield parsed, match


def once(
    places: Iterable[Place],
    code: str,
    message: Callable[[str], str],
    hint: str,
    notes: Notes,
    severity: Severity | None = None,
) -> None:
    """One finding for all these places."""
    found = list(places)
    if not found:
        return
    parsed, match = found[0]
    end = min(match.end(), match.start() + _SHOWN)
    words = message(parsed.paragraph.text[match.start() : match.end()])
    if len(found) > 1:
        words += f"全文共 {len(found)} 处。"
    notes.find(finding(code, parsed, match.start(), end, words, hint, severity))
