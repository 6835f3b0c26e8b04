"""A proofread text on the page: the faults as a list, and the whole text with the words underlined."""

from pathlib import Path

from msgspec import Struct, field

from fupin_cli.privacy import mask_text
from fupin_cli.proofreading import Document, Figures, Finding, Paragraph, Result, proofread
from fupin_cli.web.guard import secret


class Piece(Struct, frozen=True):
    """Some words of a paragraph; `number` is the 1-based number of the fault that they show, 0 for none."""

    text: str
    number: int = 0
    severity: str = ""


class Proof(Struct):
    """A text with its faults.

    Attributes:
        folder: in the private folder; holds an uploaded document.
        against: what its figures were compared with, in words; "" for nothing.
    """

    title: str
    folder: Path
    result: Result
    against: str = ""
    id: str = field(default_factory=lambda: secret(12))

    @property
    def is_docx(self) -> bool:
        return self.title.lower().endswith(".docx")

    def text(self) -> list[tuple[Paragraph, list[Piece]]]:
        """The paragraphs cut at the faults; masking keeps lengths, so that places stay true."""
        numbered = list(enumerate(self.result.findings, 1))
        return [
            (paragraph, _pieces(paragraph, [(n, f) for n, f in numbered if f.paragraph == paragraph.number]))
            for paragraph in self.result.document.paragraphs
        ]

    def place(self, finding: Finding) -> str:
        """第3段 … in a reader's words."""
        return self.result.document.paragraphs[finding.paragraph - 1].place


def check(
    document: Document,
    title: str,
    *,
    folder: Path,
    against: Figures | None = None,
    words: str = "",
) -> Proof:
    """Proofread a document, against the figures of ledgers where they are given (`words` says which)."""
    return Proof(title, folder, proofread(document, against), words)


def _pieces(paragraph: Paragraph, faults: list[tuple[int, Finding]]) -> list[Piece]:
    shown = mask_text(paragraph.text)
    pieces, at = [], 0
    for number, fault in sorted(faults, key=lambda item: (item[1].offset, item[0])):
        if fault.offset < at:
            continue
        end = fault.offset + max(len(fault.quote), 1)
        pieces.append(Piece(shown[at : fault.offset]))
        pieces.append(Piece(shown[fault.offset : end] or "　", number, fault.severity))
        at = end
    pieces.append(Piece(shown[at:]))
    return [piece for piece in pieces if piece.text]
