"""Paragraphs and runs, each named by its style."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run


def add_paragraph(document: "Docx", text: str, style: str) -> "Paragraph":
    """A paragraph at the document's end; `style` is the style's id, a line break in `text` stays one."""
    from docx.oxml.ns import qn

    paragraph = document.add_paragraph()
    paragraph._p.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), style)
    if text:
        add_run(paragraph, text)
    return paragraph


def add_run(paragraph: "Paragraph", text: str, style: str = "") -> "Run":
    """A run at the paragraph's end. The hint sets signs of both scripts (“” … —) in the Chinese font."""
    from docx.oxml.ns import qn

    run = paragraph.add_run(text)
    properties = run._r.get_or_add_rPr()
    if style:
        properties._add_rStyle().set(qn("w:val"), style)
    properties._add_rFonts().set(qn("w:hint"), "eastAsia")
    return run


def end_with_paragraph(document: "Docx") -> None:
    """A line of a point's height after a table: Word wants a paragraph before whatever comes next."""
    from docx.oxml.ns import qn

    if document.element.body[-2].tag == qn("w:tbl"):
        add_point(document)


def add_point(document: "Docx") -> None:
    """A paragraph that nobody sees: for something to hang on."""
    from docx.shared import Pt

    add_paragraph(document, "", "TableText").paragraph_format.line_spacing = Pt(1)


def keep_last_with_next(document: "Docx") -> None:
    """What follows does not stand on a page without the last of what is written so far."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    last = document.element.body[-2]
    rows = last.findall(qn("w:tr"))
    for element in (rows[-1] if rows else last).iter(qn("w:p")):
        Paragraph(element, document).paragraph_format.keep_with_next = True
