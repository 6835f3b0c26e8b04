"""The document on the official page (GB/T 9704-2012) as a Word file."""

from typing import TYPE_CHECKING

from msgspec import Struct

from fupin_cli.reporting import (
    docx_ending,
    docx_imprint,
    docx_package,
    docx_signature,
    docx_table,
    docx_title,
)
from fupin_cli.reporting.document import (
    Annex,
    Block,
    Chart,
    Document,
    Heading,
    Paragraph,
    Table,
    numbered,
    without_charts,
)
from fupin_cli.reporting.docx_columns import crowded
from fupin_cli.reporting.docx_sections import Sections
from fupin_cli.reporting.docx_text import (
    add_paragraph,
    add_point,
    add_run,
    end_with_paragraph,
    keep_last_with_next,
)
from fupin_cli.reporting.docx_units import LANDSCAPE_WIDTH, TEXT_WIDTH, TITLE_SIZE
from fupin_cli.reporting.red_head import RedHead

if TYPE_CHECKING:
    from docx.document import Document as Docx


class Page(Struct, frozen=True):
    """What the page looks like beside the document's own words.

    Args:
        seal: a seal will be put on it: the date stands four characters in, 署名 centred over it.
        charts: charts are drawn; else they and their lonely headings are left out.
        red_head: with a head in red over the title, and the imprint at the end.
    """

    seal: bool = False
    charts: bool = False
    red_head: RedHead | None = None


def write(document: Document, page: Page | None = None) -> bytes:
    """The bytes of a docx; the same document gives the same bytes on any machine."""
    return _Writer(document, page or Page()).write()


class _Writer:
    """Writes one document from top to bottom."""

    def __init__(self, document: Document, page: Page) -> None:
        self.document, self.page = document, page
        self.docx: Docx = docx_package.blank()
        self.sections = Sections(self.docx)
        self.charts = 0

    def write(self) -> bytes:
        document = self.document
        author = (document.signature or "").partition("\n")[0]
        title = document.title.replace("\n", "")
        docx_package.describe(self.docx, title, author, document.created, document.properties)
        self._head()
        self._blocks(document.blocks)
        self.sections.turn(on_side=False)
        self._tail()
        for number, annex in enumerate(document.annexes, 1):
            self._annex(annex, f"附件{number}" if len(document.attachment_list) > 1 else "附件")
        self._imprint()
        end_with_paragraph(self.docx)
        return docx_package.save(self.docx)

    def _head(self) -> None:
        document = self.document
        if self.page.red_head:
            docx_imprint.head(self.docx, self.page.red_head, document.number or "")
        elif document.number:
            add_paragraph(self.docx, document.number, "DocumentNumber")
        self._title(document.title, "Title")
        if document.recipient:
            add_paragraph(self.docx, f"{document.recipient}：", "Salutation")

    def _title(self, text: str, style: str) -> None:
        add_paragraph(self.docx, "\n".join(self._title_lines(text)), style)

    def _title_lines(self, text: str) -> list[str]:
        room = LANDSCAPE_WIDTH if self.sections.on_side else TEXT_WIDTH
        # one character less than fits: a substitute font's digits are wider, and would break the line again
        return docx_title.title_lines(text, room // (TITLE_SIZE * 20) - 1)

    def _blocks(self, blocks: tuple[Block, ...], *, on_side: bool = False) -> None:
        """Writes the blocks; only wide tables stand on their side, unless all do."""
        shown = blocks if self.page.charts else without_charts(blocks)
        for label, block in numbered(shown):
            self.sections.turn(on_side or (isinstance(block, Table) and block.wide))
            match block:
                case Heading():
                    self._heading(label, block)
                case Paragraph():
                    add_paragraph(self.docx, block.text, "BodyText")
                case Table():
                    self._table(block)
                case Chart():
                    self._chart(block)

    def _heading(self, label: str, heading: Heading) -> None:
        if not heading.body:
            add_paragraph(self.docx, label + heading.text, f"Heading{heading.level}")
            return
        paragraph = add_paragraph(self.docx, "", "BodyText")
        add_run(paragraph, f"{label}{heading.text}。", f"Heading{heading.level}Char")
        add_run(paragraph, heading.body)

    def _table(self, table: Table) -> None:
        end_with_paragraph(self.docx)
        if table.title:
            add_paragraph(self.docx, table.title, "Caption")
        room = LANDSCAPE_WIDTH if self.sections.on_side else TEXT_WIDTH
        self.docx.element.body.insert_element_before(docx_table.element(table, room), "w:sectPr")

    def _chart(self, chart: Chart) -> None:
        from fupin_cli.reporting import docx_chart

        self.charts += 1
        docx_chart.add(add_paragraph(self.docx, "", "Figure"), chart, self.charts)
        add_paragraph(self.docx, chart.title, "FigureCaption")

    def _tail(self) -> None:
        document = self.document
        if document.attachment_list:
            keep_last_with_next(self.docx)
            docx_signature.attachments(self.docx, document.attachment_list)
        if document.signature or document.date:
            keep_last_with_next(self.docx)
            bodies = (document.signature or "").split("\n")
            docx_signature.sign(self.docx, bodies, document.date or "", seal=self.page.seal)

    def _imprint(self) -> None:
        red = self.page.red_head
        if not red or not red.printer:
            return
        title = len(self._title_lines(self.document.title))
        place = docx_ending.imprint_place(self.document, red, title, seal=self.page.seal)
        if place == "same":
            end_with_paragraph(self.docx)
        else:
            self.sections.turn_to_even(numbered=place == "next")
            add_point(self.docx)  # a page that begins with a table out of the flow is none to LibreOffice
        docx_imprint.imprint(self.docx, red)

    def _annex(self, annex: Annex, mark: str) -> None:
        tables = [block for block in annex.blocks if isinstance(block, Table)]
        on_side = any(table.wide or crowded(table, TEXT_WIDTH) for table in tables)
        turned = self.sections.turn(on_side)
        paragraph = add_paragraph(self.docx, mark, "AnnexMark")
        paragraph.paragraph_format.page_break_before = None if turned else True
        self._title(annex.title, "AnnexTitle")
        self._blocks(annex.blocks, on_side=on_side)
