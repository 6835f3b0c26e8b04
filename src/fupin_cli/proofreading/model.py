"""What a proofread document, a claim in it and a finding about it are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from msgspec import Struct, field

Verdict = Literal["holds", "broken", "undecided"]
Severity = Literal["error", "warning", "info"]
ClaimKind = Literal["sum", "percent", "repeat", "balance", "product", "movement", "table", "figure"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class FigureLike(Protocol):
    """A figure from the ledgers that sentences of the document may name."""

    @property
    def name(self) -> str: ...
    @property
    def synonyms(self) -> tuple[str, ...]: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def unit(self) -> str: ...


class Paragraph(Struct, frozen=True):
    """One paragraph as a reader sees it; an automatic number stands in `text`, its length in `numbered`."""

    number: int
    text: str
    kind: Literal["body", "cell", "title", "furniture", "break"] = "body"
    numbered: int = 0
    section: str = ""
    cell: tuple[int, int, int] | None = None
    """Table, row and column, each from 1."""

    @property
    def place(self) -> str:
        """The place in a reader's words."""
        if self.cell:
            return f"表{self.cell[0]}第{self.cell[1]}行第{self.cell[2]}列"
        return f"第{self.number}段" + (f"（{self.section}）" if self.section else "")


class Cell(Struct, frozen=True):
    """A table's cell; `paragraph` is the number of its first paragraph, 0 where the cell is empty."""

    text: str
    paragraph: int


class Document(Struct, frozen=True):
    """A text to proofread.

    `paragraphs` holds everything that was read, web furniture included (kind `furniture`, never judged).
    """

    path: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[tuple[tuple[Cell, ...], ...], ...] = ()
    title: str = ""
    date: date | None = None
    place: str = ""

    def judged(self) -> list[Paragraph]:
        """The paragraphs of the document proper: the body and the cells of its tables."""
        return [p for p in self.paragraphs if p.kind in ("body", "cell")]

    def pieces(self) -> list[list[Paragraph]]:
        """The documents that stand in one file one after another (篇1, 篇2 …); usually just one."""
        pieces: list[list[Paragraph]] = [[]]
        for paragraph in self.paragraphs:
            if paragraph.kind == "break" and pieces[-1]:
                pieces.append([])
            elif paragraph.kind in ("body", "cell"):
                pieces[-1].append(paragraph)
        return [piece for piece in pieces if piece]


class Claim(Struct, frozen=True):
    """One relation that the text states, and whether it holds."""

    kind: ClaimKind
    quote: str
    paragraph: int
    offset: int
    relation: str
    unit: str
    verdict: Verdict


class Finding(Struct, frozen=True):
    """A fault; `offset` counts characters of the paragraph's displayed text from 0."""

    code: str
    severity: Severity
    paragraph: int
    offset: int
    quote: str
    message: str
    hint: str


class Result(Struct, frozen=True):
    """All that was checked in one document and the faults that were found, in the order of the text."""

    document: Document
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]

    def summary(self) -> dict[str, int]:
        """Counts of claims by verdict and of findings by severity."""
        counts = {"claims": len(self.claims), "holds": 0, "broken": 0, "undecided": 0}
        for claim in self.claims:
            counts[claim.verdict] += 1
        for severity in SEVERITIES:
            counts[severity] = sum(f.severity == severity for f in self.findings)
        return counts


class Notes(Struct):
    """Collects claims and findings while the judges run; the first finding of a code at a place wins."""

    claims: list[Claim] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _seen: set[tuple[str, int, int]] = field(default_factory=set)

    def claim(self, claim: Claim) -> None:
        """Record a relation that was looked at."""
        self.claims.append(claim)

    def find(self, finding: Finding) -> None:
        """Record a fault, once for each code and place."""
        key = (finding.code, finding.paragraph, finding.offset)
        if key not in self._seen:
            self._seen.add(key)
            self.findings.append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Record several faults."""
        for finding in findings:
            self.find(finding)


Figures = Mapping[str, FigureLike]
