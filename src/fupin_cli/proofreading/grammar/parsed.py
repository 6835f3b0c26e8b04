"""A paragraph with its tree, and the piece of a file that is one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from fupin_cli.proofreading.grammar.clauses import Group, sentences
from fupin_cli.proofreading.grammar.quantities import plain
from fupin_cli.proofreading.model import Document, Paragraph

if TYPE_CHECKING:
    from fupin_cli.proofreading.grammar.mentions import Mention


class Parsed(Struct):
    """A paragraph, its comparison text and its sentences."""

    paragraph: Paragraph
    plain: str
    sentences: list[Group]
    known: dict[int, list[Mention]] = field(default_factory=dict)
    """The mentions of its sentences by their start, kept because every judge asks for them."""

    def quote(self, start: int, end: int) -> str:
        """The words as written, shortened in the middle where they are long."""
        text = self.paragraph.text[start:end].strip(" ，、；。\n")
        return text if len(text) <= 120 else f"{text[:70]}……{text[-40:]}"


class Piece(Struct):
    """One document of the file: its title and its paragraphs in order."""

    document: Document
    paragraphs: list[Parsed] = field(default_factory=list)
    titles: list[Parsed] = field(default_factory=list)


def parse(document: Document) -> list[Piece]:
    """Every piece of the document with its paragraphs parsed."""
    pieces = [Piece(document, [_parsed(p) for p in paragraphs]) for paragraphs in document.pieces()]
    if pieces:
        pieces[0].titles = [_parsed(p) for p in document.paragraphs if p.kind == "title"][:1]
    return pieces


def _parsed(paragraph: Paragraph) -> Parsed:
    return Parsed(paragraph, plain(paragraph.text), sentences(paragraph.text))
