"""Findings by village, sheet and rule, to be filtered, searched and shown page by page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from msgspec import Struct

from fupin_cli.findings import SEVERITIES, Finding
from fupin_cli.outputs.findings import Renderer
from fupin_cli.privacy import mask_text

PAGE = 50
NOWHERE = "没有写明村"


class Query(Struct, frozen=True):
    """What is to be shown; an empty part leaves nothing out. Words of `text` must all occur."""

    text: str = ""
    village: str = ""
    code: str = ""
    levels: tuple[str, ...] = SEVERITIES

    def words(self) -> list[str]:
        """Masked as the findings are, so that a whole ID number finds its masked self."""
        return mask_text(self.text).lower().split()


class Entry(Struct, frozen=True):
    """A finding with its headings and all that a search looks through."""

    finding: Finding
    village: str
    page: str
    message: str
    needle: str

    @property
    def headings(self) -> tuple[str, str, str]:
        return self.village, self.page, self.finding.code


class Found(Struct, frozen=True):
    """One page of the findings of a query, and how many there are under each heading and in all."""

    entries: Sequence[Entry]
    number: int
    pages: int
    total: int
    villages: Counter[str]
    sheets: Counter[tuple[str, str]]
    rules: Counter[tuple[str, str, str]]


class Index:
    """All findings of a batch, sorted once."""

    def __init__(self, findings: Iterable[Finding], renderer: Renderer, names: dict[str, str]) -> None:
        """`names` gives for a file and row address (`file|sheet|row`) the person or household named there."""
        made = [_entry(finding, renderer, names) for finding in findings]
        villages = {name: n for n, name in enumerate(dict.fromkeys(entry.village for entry in made))}
        sheets = {name: n for n, name in enumerate(dict.fromkeys(entry.page for entry in made))}
        rank = {name: n for n, name in enumerate(SEVERITIES)}
        self.entries = sorted(
            made,
            key=lambda e: (villages[e.village], sheets[e.page], rank[e.finding.severity], e.finding.code),
        )
        self.villages = Counter(entry.village for entry in self.entries)
        self.rules = Counter(entry.finding.code for entry in self.entries)
        self.severities = {entry.finding.code: entry.finding.severity for entry in self.entries}
        self._last: tuple[Query, list[Entry]] | None = None

    def find(self, query: Query, number: int = 1) -> Found:
        """The page `number` (from 1; beyond the last the last) of what fits the query."""
        fitting = self._fitting(query)
        pages = max(1, -(-len(fitting) // PAGE))
        number = min(max(number, 1), pages)
        return Found(
            fitting[(number - 1) * PAGE : number * PAGE],
            number,
            pages,
            len(fitting),
            Counter(entry.village for entry in fitting),
            Counter((entry.village, entry.page) for entry in fitting),
            Counter(entry.headings for entry in fitting),
        )

    def _fitting(self, query: Query) -> list[Entry]:
        last = self._last
        if last is not None and last[0] == query:
            return last[1]
        words = query.words()
        found = [
            entry
            for entry in self.entries
            if entry.finding.severity in query.levels
            and (not query.village or entry.village == query.village)
            and (not query.code or entry.finding.code == query.code)
            and all(word in entry.needle for word in words)
        ]
        self._last = query, found
        return found


def row_name(finding: Finding) -> str:
    """The address of a finding's row."""
    place = finding.place
    return f"{place.file}|{place.sheet}|{place.row}"


def _entry(finding: Finding, renderer: Renderer, names: dict[str, str]) -> Entry:
    place = finding.place
    file = PurePath(renderer.path(finding)).name
    page = f"{place.sheet}（{file}）" if place.sheet else file
    message = renderer.message(finding)
    parts = (message, place.cell or "", finding.household or "", place.header or "", page, finding.code)
    named = mask_text(names.get(row_name(finding), ""))
    return Entry(finding, finding.village or NOWHERE, page, message, " ".join((*parts, named)).lower())
