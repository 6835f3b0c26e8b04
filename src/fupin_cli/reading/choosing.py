"""One ledger out of several that a header may be of: by its columns, then the values, then the names."""

from typing import Any

from fupin_cli.reading.binding import NEAR, Candidate
from fupin_cli.reading.headers import Index, normalise
from fupin_cli.reading.model import Grid
from fupin_cli.vocabulary.ledger import COMMON
from fupin_cli.vocabulary.marks import Misread

_SAMPLE = 30
_CLEARLY = 0.1
_BY_SCORE = 0.05
_CLEAR_SHARE = 0.75


def plausible(candidate: Candidate) -> bool:
    """Whether enough of the header is the ledger's to call the table by its name."""
    return candidate.share >= 0.5 or candidate.weight >= 1.2


def choose(able: list[Candidate], grid: Grid, rows: list[int], title: str, index: Index) -> list[Candidate]:
    """The ledger that the table is: one candidate, several that nothing tells apart, or none."""
    able = [
        candidate
        for candidate in able
        if plausible(candidate) and not _called_else(candidate, grid, title, index)
    ]
    if len(able) < 2:
        return able
    close = [candidate for candidate in able if candidate.score >= NEAR * able[0].score]
    if len(close) == 1:
        return close
    fits = {c.ledger: _fit(c, grid, rows[:_SAMPLE], index) for c in close}
    best = max(fits.values())
    close = [c for c in close if fits[c.ledger] >= best - _CLEARLY]
    for text in (grid.name, title):
        named = _named(text, close, index)
        if len(named) == 1:
            return named
    top = close[0].score
    return [c for c in close if c.score >= top - _BY_SCORE]


def _called_else(candidate: Candidate, grid: Grid, title: str, index: Index) -> bool:
    """Whether little but a name and a number speaks for the ledger, and the sheet is called another one's name."""
    if candidate.share >= _CLEAR_SHARE or len(candidate.fields - set(COMMON)) > 2:
        return False
    for text in (grid.name, title):
        plain = normalise(text).name
        owners = {
            owner for name, own in index.names.items() if len(name) > 2 and name in plain for owner in own
        }
        if owners:
            return candidate.ledger not in owners
    return False


def _fit(candidate: Candidate, grid: Grid, rows: list[int], index: Index) -> float:
    """The share of filled cells that the ledger's own types can read."""
    kinds = index.columns(candidate.ledger)
    good = seen = 0
    for label, name, _ in candidate.bound:
        for row in rows:
            value: Any = grid.rows.cell(row, label.index)
            if value == "":
                continue
            seen += 1
            try:
                kinds[name].kind.judge(value, None)
            except Misread:
                continue
            good += 1
    return good / seen if seen else 1.0


def _named(text: str, close: list[Candidate], index: Index) -> list[Candidate]:
    """The candidates that a sheet's name or a title names, by the longest of their names in it."""
    plain = normalise(text).name
    longest: dict[str, int] = {}
    for name, owners in index.names.items():
        if name and name in plain:
            for owner in owners:
                longest[owner] = max(longest.get(owner, 0), len(name))
    best = max((longest.get(c.ledger, 0) for c in close), default=0)
    return [c for c in close if best and longest.get(c.ledger, 0) == best]
