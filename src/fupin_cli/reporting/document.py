"""A finished official document as data: what it says, not how it looks; all that the page writers read."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

Align = Literal["left", "center", "right"]
Row = tuple[str, ...]
ChartKind = Literal["bar", "stacked", "progress"]

_DIGITS = "〇一二三四五六七八九"
MERGE_LEFT = "<"
"""A header cell that belongs to the cell on its left."""
MERGE_UP = "^"
"""A header cell that belongs to the cell above it."""


class Heading(Struct, frozen=True):
    """A heading of level 1 to 4, without its number; with `body`, the text runs on in the same paragraph."""

    level: int
    text: str
    body: str = ""


class Paragraph(Struct, frozen=True):
    """A paragraph of plain text."""

    text: str


class Table(Struct, frozen=True):
    """A table; `header` may have several rows and uses MERGE_LEFT and MERGE_UP for joined cells.

    Args:
        title: shown above the table; may be empty.
        header: the heading rows, repeated on each page.
        rows: the body, as many cells a row as the header has.
        align: one for each column.
        total: the last row is a total.
        wide: needs a page on its side.
    """

    title: str
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    align: tuple[Align, ...]
    total: bool = False
    wide: bool = False


class Series(Struct, frozen=True):
    """One set of values of a chart, one for each label."""

    name: str
    values: tuple[Decimal, ...]


class Chart(Struct, frozen=True):
    """A picture of figures: bars side by side, bars on end, or shares of 100 (values in percent)."""

    title: str
    kind: ChartKind
    labels: tuple[str, ...]
    series: tuple[Series, ...]


Block = Heading | Paragraph | Table | Chart


class Annex(Struct, frozen=True):
    """附件 bound with the document: begins on a new page after the signature."""

    title: str
    blocks: tuple[Block, ...]


class Document(Struct, frozen=True):
    """A whole document.

    Args:
        title: one line; a line break in it is kept as the author's own.
        blocks: the body; headings are numbered by the writers.
        recipient: 主送机关, without the colon.
        signature: 署名, one line for each issuing body.
        date: 成文日期 as it is shown (`2024年1月3日`).
        number: 文号.
        attachments: names of papers that are sent along but not bound in.
        annexes: 附件 that are bound in; listed before `attachments`.
        created: stands in the file's properties in place of the clock.
        properties: hidden properties of a docx (versions, hashes).
    """

    title: str
    blocks: tuple[Block, ...]
    recipient: str | None = None
    signature: str | None = None
    date: str | None = None
    number: str | None = None
    attachments: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    created: dt.date | None = None
    properties: Mapping[str, str] = field(default_factory=dict)

    @property
    def attachment_list(self) -> tuple[str, ...]:
        """The names for 附件说明, in their order."""
        return tuple(annex.title for annex in self.annexes) + self.attachments


def numbered(blocks: Iterable[Block]) -> list[tuple[str, Block]]:
    """Each block with its heading's number or "": `一、` `（一）` `1.` `（1）` (GB/T 9704-2012 7.3.3)."""

    def label(level: int, count: int) -> str:
        match level:
            case 1:
                return f"{chinese(count)}、"
            case 2:
                return f"（{chinese(count)}）"
            case 3:
                return f"{count}."
            case _:
                return f"（{count}）"

    counts = [0, 0, 0, 0]
    result: list[tuple[str, Block]] = []
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (4 - block.level)
            result.append((label(block.level, counts[block.level - 1]), block))
        else:
            result.append(("", block))
    return result


def chinese(count: int) -> str:
    """一, 十, 二十三: a heading's number. Only one of three digits is worth the 0.3 s of cn2an's import.

    >>> [chinese(count) for count in (1, 10, 12, 20, 99, 101)]
    ['一', '十', '十二', '二十', '九十九', '一百零一']
    """
    if count > 99:
        import cn2an

        return str(cn2an.an2cn(count))
    tens, ones = divmod(count, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def prune(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Without the headings that have nothing under them, nor those that this leaves with nothing."""
    kept: list[Block] = []
    below = 0  # the level of the block that follows: text is below any heading, the end below none
    for block in reversed(tuple(blocks)):
        level = block.level if isinstance(block, Heading) else 5
        if isinstance(block, Heading) and not block.body and below <= level:
            continue
        kept.append(block)
        below = level
    return tuple(reversed(kept))


def without_charts(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """For a page that shows no charts; a heading over nothing but a chart goes with it."""
    return prune(block for block in blocks if not isinstance(block, Chart))


class HeaderCell(Struct, frozen=True):
    """A cell of a table's header with the rows and columns that it covers."""

    text: str
    rows: int
    columns: int


def header_cells(header: tuple[Row, ...]) -> list[list[HeaderCell | None]]:
    """The header with its merged cells resolved; None where a cell is covered by another."""
    grid: list[list[HeaderCell | None]] = []
    for top, row in enumerate(header):
        cells: list[HeaderCell | None] = []
        for left, text in enumerate(row):
            if text in (MERGE_LEFT, MERGE_UP):
                cells.append(None)
                continue
            columns = 1
            while left + columns < len(row) and row[left + columns] == MERGE_LEFT:
                columns += 1
            rows = 1
            while top + rows < len(header) and header[top + rows][left] == MERGE_UP:
                rows += 1
            cells.append(HeaderCell(text, rows, columns))
        grid.append(cells)
    return grid
