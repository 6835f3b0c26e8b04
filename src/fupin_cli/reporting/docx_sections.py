"""Pages upright and on their side, with their margins, grid and page numbers."""

from typing import TYPE_CHECKING

from fupin_cli.reporting import docx_units as units
from fupin_cli.reporting.docx_styles import NAMESPACE
from fupin_cli.reporting.docx_text import end_with_paragraph

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.oxml.xmlchemy import BaseOxmlElement


class Sections:
    """The document's pages: begins upright, turns when asked."""

    def __init__(self, document: "Docx") -> None:
        self._document = document
        self.on_side = False
        self._measure()
        section = document.sections[0]
        _number(section.footer.paragraphs[0]._p, "Footer")
        _number(section.even_page_footer.paragraphs[0]._p, "FooterEven")

    def turn(self, on_side: bool) -> bool:
        """What comes next stands on pages upright or on their side; whether that began a new page."""
        if on_side == self.on_side:
            return False
        self.on_side = on_side
        end_with_paragraph(self._document)
        self._close()
        self._measure()
        return True

    def turn_to_even(self, *, numbered: bool) -> None:
        """What comes next stands on a new page with an even number, shown or not; Word leaves one blank for it."""
        from docx.enum.section import WD_SECTION

        self.on_side = False
        end_with_paragraph(self._document)
        self._close()
        self._measure()
        section = self._document.sections[-1]
        section.start_type = WD_SECTION.EVEN_PAGE
        if not numbered:
            section.footer.is_linked_to_previous = False
            section.even_page_footer.is_linked_to_previous = False

    def _close(self) -> None:
        """The pages so far become a section, ended by its last paragraph: the library would add one."""
        body = self._document.element.body
        body.add_section_break()
        ending = body[-2]
        body[-3].set_sectPr(ending.pPr.sectPr)
        body.remove(ending)

    def _measure(self) -> None:
        """The last section's paper. Turned paper keeps its binding edge, which is then at the top (7.4)."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import qn

        section = self._document.element.body.sectPr
        for tag in ("w:pgSz", "w:pgMar", "w:cols", "w:docGrid"):
            for old in section.findall(qn(tag)):
                section.remove(old)
        if self.on_side:
            size = f'w:w="{units.PAGE_HEIGHT}" w:h="{units.PAGE_WIDTH}" w:orient="landscape"'
            top, right, bottom, left = units.LEFT, units.TOP, units.RIGHT, units.BOTTOM
        else:
            size = f'w:w="{units.PAGE_WIDTH}" w:h="{units.PAGE_HEIGHT}"'
            top, right, bottom, left = units.TOP, units.RIGHT, units.BOTTOM, units.LEFT
        for xml in (
            f"<w:pgSz {NAMESPACE} {size}/>",
            f'<w:pgMar {NAMESPACE} w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
            f'w:header="851" w:footer="{units.footer_distance(bottom)}" w:gutter="0"/>',
            f'<w:docGrid {NAMESPACE} w:type="lines" w:linePitch="{units.LINE}"/>',
        ):
            section.append(parse_xml(xml))


def _number(paragraph: "BaseOxmlElement", style: str) -> None:
    """`— 1 —`, the number being Word's own field."""
    from docx.oxml import parse_xml

    for child in list(paragraph):
        paragraph.remove(child)
    run = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    xml = (
        f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run.format("— ")}'
        f'<w:fldSimple w:instr=" PAGE ">{run.format("1")}</w:fldSimple>{run.format(" —")}</w:p>'
    )
    paragraph.extend(list(parse_xml(xml)))
