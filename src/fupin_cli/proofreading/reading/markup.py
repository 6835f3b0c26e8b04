"""Plain text, Markdown and HTML → blocks."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from fupin_cli.proofreading.reading.blocks import Block

_BLOCK_TAGS = "p div h1 h2 h3 h4 h5 h6 li ul ol br section article header footer tr table blockquote dd dt"
_SILENT_TAGS = frozenset({"script", "style", "title", "noscript", "template"})


def text_blocks(text: str) -> list[Block]:
    """A line is a paragraph; neighbouring lines with the same number of tabs or `|` are a table."""
    lines = text.split("\n")
    blocks: list[Block] = []
    tables = 0
    row = 0
    previous: tuple[str, int] | None = None
    for index, line in enumerate(lines):
        shape = _shape(line)
        following = _shape(lines[index + 1]) if index + 1 < len(lines) else None
        if shape and shape in (previous, following) and not _is_rule(line):
            if shape != previous:
                tables, row = tables + 1, 0
            row += 1
            cells = line.strip().strip("|").split(shape[0]) if shape[0] == "|" else line.split("\t")
            blocks += [Block(cell.strip(), (tables, row, column)) for column, cell in enumerate(cells, 1)]
        elif line.strip() and not (shape and _is_rule(line)):
            blocks.append(Block(line.strip(" 　|") or line.strip()))
        previous = shape
    return blocks


def _shape(line: str) -> tuple[str, int] | None:
    for separator, least in (("|", 2), ("\t", 1)):
        count = line.strip("| ").count(separator) if separator == "|" else line.rstrip().count(separator)
        if count >= least and len(line) < 400:
            return separator, count
    return None


def _is_rule(line: str) -> bool:
    return not line.strip(" |-:+=\t")


def markdown_blocks(text: str) -> list[Block]:
    """CommonMark with tables; an ordered item keeps its number as written, a soft line break joins."""
    from markdown_it import MarkdownIt

    blocks: list[Block] = []
    table = row = column = 0
    in_cell = title = False
    mark = ""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        match token.type:
            case "table_open":
                table, row = table + 1, 0
            case "tr_open":
                row, column = row + 1, 0
            case "th_open" | "td_open":
                column, in_cell = column + 1, True
            case "th_close" | "td_close":
                in_cell = False
            case "list_item_open":
                mark = f"{token.info}{token.markup}" if token.info else ""
            case "heading_open":
                title = token.tag == "h1"
            case "inline":
                plain = "".join(
                    child.content for child in token.children or () if child.type in ("text", "code_inline")
                )
                blocks.append(Block(mark + plain, (table, row, column) if in_cell else None, title=title))
                mark, title = "", False
            case "fence" | "code_block":
                blocks += text_blocks(token.content)
    return blocks


def html_blocks(text: str) -> list[Block]:
    """The visible text of a page: block elements are paragraphs, table cells keep their place."""
    parser = _Page()
    parser.feed(text)
    parser.close()
    parser.flush()
    return parser.blocks


class _Page(HTMLParser):
    """Collects visible text; a table that only lays out the page (one cell a row) is not a table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._silent = 0
        self._open: list[list[int]] = []
        self._tables = 0
        self._title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT_TAGS:
            self._silent += 1
        elif tag in ("td", "th"):
            self.flush()
            if self._open:
                self._open[-1][2] += 1
        elif tag in _BLOCK_TAGS.split():
            self.flush()
            if tag == "table":
                self._tables += 1
                self._open.append([self._tables, 0, 0])
            elif tag == "tr" and self._open:
                self._open[-1][1] += 1
                self._open[-1][2] = 0
            self._title = tag == "h1"

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT_TAGS:
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th") or tag in _BLOCK_TAGS.split():
            self.flush()
            if tag == "table" and self._open:
                self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)

    def flush(self) -> None:
        """End the paragraph at hand."""
        text = re.sub(r"[ \t\r\n]+", " ", "".join(self._text)).strip()
        self._text = []
        if text:
            place = self._open[-1] if self._open and self._open[-1][2] else None
            cell = (place[0], place[1], place[2]) if place else None
            self.blocks.append(Block(text, cell, title=self._title))
            self._title = False
