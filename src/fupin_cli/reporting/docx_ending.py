"""Where the text ends, for 版记: it stands at the foot of the last page, and that is an even one.

The paper is printed on both sides and 版记 ends with its last page's text block (GB/T 9704-2012 7.4.1), so
nothing may follow it on the sheet. Only Word knows where its pages end: what is reckoned here from the grid is
trusted where pages and lines a little shorter and a little longer than the standard's end alike.
"""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from fupin_cli.patterns import regex
from fupin_cli.reporting.document import Document, Heading, Paragraph, numbered
from fupin_cli.reporting.docx_styles import issuer_size
from fupin_cli.reporting.docx_units import IMPRINT_SIZE, LINE, TEXT_HEIGHT, TEXT_WIDTH, width
from fupin_cli.reporting.red_head import RedHead

Place = Literal["same", "next", "apart"]
"""On the text's last page; on the page after it; on a new even page, after a blank one it may be."""

_GUESSES = ((27.4, LINE), (28.0, 0), (28.6, -LINE))
"""Characters a line, and what the head takes more than reckoned."""

_IMPRINT_LINE = 480
_PIECE = regex(r"[\dA-Za-z.,%]+|.", re.DOTALL)
_CLINGING = set("，。、；：？！）》”’】〕%")


class _Piece(Struct, frozen=True):
    """A paragraph: its lines, the blank before it in twips, and whether the next one stands with it."""

    lines: int
    before: int = 0
    bound: bool = False


def imprint_place(document: Document, red: RedHead, title: int, *, seal: bool) -> Place:
    """Where the imprint of `document` stands; `title` is the number of its title's lines."""
    known = not document.annexes and all(isinstance(one, Heading | Paragraph) for one in document.blocks)
    ends = [
        _end(list(_pieces(document, red, title, room, seal=seal)), more) for room, more in _GUESSES if known
    ]
    if len({page for page, _ in ends}) != 1:
        return "apart"
    if ends[0][0] % 2:
        return "next"
    needed = _imprint_lines(red) * _IMPRINT_LINE + LINE
    return "same" if all(TEXT_HEIGHT - used >= needed for _, used in ends) else "apart"


def _imprint_lines(red: RedHead) -> int:
    room = TEXT_WIDTH / (IMPRINT_SIZE * 20) - 5
    return 1 + (_lines(f"{'，'.join(red.copies)}。", room) if red.copies else 0)


def _pieces(document: Document, red: RedHead, title: int, room: float, *, seal: bool) -> Iterator[_Piece]:
    mark = round(issuer_size(red.mark).pt * 20 * 1.3)
    yield _Piece(0, before=1984 + mark, bound=True)
    yield _Piece(1, before=2 * LINE, bound=True)
    yield _Piece(title + 1, before=2 * LINE, bound=True)
    if document.recipient:
        yield _Piece(_lines(f"{document.recipient}：", room))
    for label, block in numbered(document.blocks):
        if isinstance(block, Heading):
            text = f"{label}{block.text}" + (f"。{block.body}" if block.body else "")
            yield _Piece(_lines(text, room, indent=2), bound=not block.body)
        elif isinstance(block, Paragraph):
            yield _Piece(_lines(block.text, room, indent=2))
    for number, name in enumerate(document.attachments):
        yield _Piece(_lines(name, room - 7), before=0 if number else LINE, bound=True)
    signed = len((document.signature or "").split("\n")) + bool(document.date)
    yield _Piece(signed, before=2 * LINE if seal else LINE)


def _lines(text: str, room: float, indent: int = 0) -> int:
    """The lines that a text takes; numbers stay whole, and no line begins with a closing sign."""
    count, used, last = 1, float(indent), 0.0
    for piece in _PIECE.findall(text):
        size = width(piece)
        if used + size > room:
            count, used = count + 1, (last if piece in _CLINGING else 0.0)
        used, last = used + size, size
    return count


def _end(pieces: list[_Piece], used: int) -> tuple[int, int]:
    """The last page, and how much of its height is taken, in twips; `used` is what the first begins with."""
    page = 1
    for number, piece in enumerate(pieces):
        if used + _together(pieces[number:]) > TEXT_HEIGHT:
            page, used = page + 1, 0
        used += piece.before
        for _ in range(piece.lines):
            if used + LINE > TEXT_HEIGHT:
                page, used = page + 1, 0
            used += LINE
    return page, used


def _together(pieces: list[_Piece]) -> int:
    """The height that is not parted: bound paragraphs and the first line of what follows them."""
    height = 0
    for piece in pieces:
        height += piece.before + LINE * (piece.lines if piece.bound else min(piece.lines, 1))
        if not piece.bound:
            break
    return height
