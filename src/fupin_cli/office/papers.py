"""Working papers in Word: A4, a title, lines, tables with room to write by hand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fupin_cli.office.package import packed
from fupin_cli.reporting import docx_package
from fupin_cli.reporting.docx_text import add_paragraph

if TYPE_CHECKING:
    from docx.document import Document as Docx

_MARGIN = 18  # 毫米


class Paper:
    """A document written from top to bottom; measures are millimetres."""

    def __init__(self, *, landscape: bool = False) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        self._docx: Docx = docx_package.blank()
        section = self._docx.sections[0]
        width, height = (297, 210) if landscape else (210, 297)
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        for edge in ("top_margin", "bottom_margin", "left_margin", "right_margin"):
            setattr(section, edge, Mm(_MARGIN))
        self.width = width - 2 * _MARGIN
        self._empty = True

    def title(self, text: str, *, new_page: bool = True) -> None:
        """A centred title, on a page of its own unless it is the first."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = add_paragraph(self._docx, text, "TableHeader")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.page_break_before = new_page and not self._empty
        paragraph.paragraph_format.space_after = Pt(6)
        for run in paragraph.runs:
            run.font.size = Pt(18)
        self._empty = False

    def line(self, text: str) -> None:
        """A line of small text."""
        add_paragraph(self._docx, text, "TableText")
        self._empty = False

    def table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        shares: Sequence[float],
        *,
        height: float = 8,
        merges: Sequence[tuple[int, int, int]] = (),
    ) -> None:
        """A bordered table as wide as the page.

        Args:
            header: repeated on every page; empty for a form without one.
            shares: the columns' widths against each other.
            height: of a row, at least.
            merges: (row, first column, last column) in terms of `rows`.
        """
        from docx.enum.table import WD_ROW_HEIGHT_RULE
        from docx.oxml.ns import qn
        from docx.shared import Mm

        head = 1 if header else 0
        table = self._docx.add_table(rows=head + len(rows), cols=len(shares))
        table._tbl.tblPr.get_or_add_tblStyle().set(qn("w:val"), "TableGrid")
        table.autofit = False
        widths = [Mm(self.width * share / sum(shares)) for share in shares]
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = wide
        for number, row in enumerate(table.rows):
            row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
            texts = header if number < head else rows[number - head]
            for cell, text, wide in zip(row.cells, texts, widths, strict=True):
                cell.width = wide
                _write(cell, text, "TableHeader" if number < head else "TableText")
            properties = row._tr.get_or_add_trPr()
            properties.append(_element("w:cantSplit"))
            if number < head:
                properties.append(_element("w:tblHeader"))
        for number, first, last in merges:
            text = rows[number][first]
            merged = table.cell(head + number, first).merge(table.cell(head + number, last))
            for paragraph in merged.paragraphs[1:]:
                paragraph._p.getparent().remove(paragraph._p)
            _write(merged, text, "TableText")
        self._empty = False

    def save(self, title: str) -> bytes:
        """The bytes; the properties carry the title alone."""
        docx_package.describe(self._docx, title, "", None, {})
        return packed(docx_package.save(self._docx))


def _write(cell: Any, text: str, style: str) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.oxml.ns import qn

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.text = text
    paragraph._p.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), style)


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(name)
