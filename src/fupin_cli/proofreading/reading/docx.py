"""docx → blocks: paragraphs, tables, text boxes in the order of the page, automatic numbers as displayed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document as open_docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph

from fupin_cli.errors import FupinError
from fupin_cli.proofreading.reading.blocks import Block
from fupin_cli.proofreading.reading.numbering import Numbering

_TEXT = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_BOX = qn("w:txbxContent")


def open_package(data: bytes, shown: str) -> Any:
    """python-docx's document of these bytes.

    Raises:
        FupinError: not a Word document, or a damaged one.
    """
    try:
        return open_docx(io.BytesIO(data))
    except (KeyError, ValueError, zipfile.BadZipFile, SyntaxError, OSError):
        raise FupinError(
            f"{shown}不是 Word 文档，或者已经损坏。", "请用 Word 或 WPS 打开确认后，另存为 .docx。"
        ) from None


def docx_blocks(data: bytes, shown: str) -> list[Block]:
    """The document's blocks, in the same order as `elements`."""
    document = open_package(data, shown)
    numbering = Numbering(document)
    blocks = []
    for element, cell in elements(document.element.body):
        text = element_text(element)
        mark = numbering.mark(element) if text.strip() else ""
        style = DocxParagraph(element, document).style
        title = style is not None and (style.name or "") in ("Title", "标题", "文档标题")
        blocks.append(Block(mark + text, cell, len(mark), title))
    return blocks


def elements(body: Any) -> Iterator[tuple[Any, tuple[int, int, int] | None]]:
    """Every paragraph element of the body with its table place; text boxes follow their paragraph."""
    yield from _walk(body, None, [0])


def _walk(
    parent: Any, cell: tuple[int, int, int] | None, tables: list[int]
) -> Iterator[tuple[Any, tuple[int, int, int] | None]]:
    for child in parent:
        if child.tag == qn("w:p"):
            yield child, cell
            for box in _boxes(child):
                yield from _walk(box, None, tables)
        elif child.tag == qn("w:tbl"):
            yield from _table(child, tables)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _walk(child, cell, tables)


def _table(table: Any, tables: list[int]) -> Iterator[tuple[Any, tuple[int, int, int] | None]]:
    tables[0] += 1
    number = tables[0]
    for row, tr in enumerate(table.iterchildren(qn("w:tr")), 1):
        column = 1
        for tc in tr.iterchildren(qn("w:tc")):
            yield from _walk(tc, (number, row, column), tables)
            span = tc.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            column += int(span.get(qn("w:val"))) if span is not None else 1


def _boxes(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _boxes(child)


def text_pieces(element: Any) -> Iterator[tuple[Any, str]]:
    """The text-bearing nodes of a paragraph (not of its text boxes) with what each displays."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child, child.text or ""
        elif child.tag in _TEXT:
            yield child, _TEXT[child.tag]
        elif child.tag not in _SKIPPED and child.tag not in (_BOX, qn("w:pPr"), qn("w:rPr")):
            yield from text_pieces(child)


def element_text(element: Any) -> str:
    """A paragraph's text as displayed, without its automatic number."""
    return "".join(text for _, text in text_pieces(element))
