"""The red head and the imprint (版记) of a paper on the page (GB/T 9704-2012 7.2 and 7.4)."""

from html import escape
from typing import TYPE_CHECKING

from fupin_cli.reporting import docx_styles
from fupin_cli.reporting.docx_styles import NAMESPACE
from fupin_cli.reporting.docx_text import add_paragraph, add_run
from fupin_cli.reporting.docx_units import CHARACTER, IMPRINT_SIZE, LEFT, TEXT_WIDTH, width
from fupin_cli.reporting.red_head import RedHead

if TYPE_CHECKING:
    from docx.document import Document as Docx

_CHARACTER = IMPRINT_SIZE * 20
_THICK, _THIN = 8, 6
"""The first and the last line are about 0.35 mm thick, those between 0.25 mm; Word counts eighths of a point."""


def head(document: "Docx", red: RedHead, number: str) -> None:
    """发文机关标志, 文号 (with 签发人 on its right) and the red line under them."""
    from docx.enum.text import WD_PARAGRAPH_ALIGNMENT, WD_TAB_ALIGNMENT
    from docx.oxml.ns import qn
    from docx.shared import Twips

    mark = add_paragraph(document, "", "IssuerMark")
    add_run(mark, red.mark).font.size = docx_styles.issuer_size(red.mark)
    if not red.signer:
        add_paragraph(document, number, "RedLine")
        return
    line = add_paragraph(document, "", "RedLine")
    line.alignment = WD_PARAGRAPH_ALIGNMENT.LEFT
    line.paragraph_format.left_indent = Twips(CHARACTER)
    line.paragraph_format.tab_stops.add_tab_stop(Twips(TEXT_WIDTH - CHARACTER), WD_TAB_ALIGNMENT.RIGHT)
    add_run(line, f"{number}\t签发人：")
    name = line.add_run(red.signer)
    name._r.get_or_add_rPr()._add_rFonts().set(qn("w:eastAsia"), docx_styles.KAI)


def imprint(document: "Docx", red: RedHead) -> None:
    """抄送, 印发机关 and 印发日期 between lines, on the last page's bottom edge."""
    from docx.oxml import parse_xml

    rows = []
    if red.copies:
        hanging = _CHARACTER * 3  # 回行时与冒号后的首字对齐
        rows.append(_row(_cell(f"抄送：{'，'.join(red.copies)}。", TEXT_WIDTH, hanging=hanging, span=True)))
    right = round((width(f"{red.printed}印发") + 4) * _CHARACTER)  # a substitute font's digits are wider
    rows.append(
        _row(_cell(red.printer, TEXT_WIDTH - right) + _cell(f"{red.printed}印发", right, align="right"))
    )
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'
        for side, size in (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN))
    )
    table = parse_xml(
        f"<w:tbl {NAMESPACE}><w:tblPr>"
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" '
        f'w:tblpX="{LEFT}" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
        f'<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
        f'<w:gridCol w:w="{TEXT_WIDTH - right}"/><w:gridCol w:w="{right}"/></w:tblGrid>{"".join(rows)}</w:tbl>'
    )
    document.element.body.insert_element_before(table, "w:sectPr")


def _row(cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(text: str, room: int, *, align: str = "left", hanging: int = 0, span: bool = False) -> str:
    """A cell with a character's blank on both sides."""
    joined = '<w:gridSpan w:val="2"/>' if span else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{room}" w:type="dxa"/>{joined}</w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="Imprint"/><w:ind w:left="{_CHARACTER + hanging}" w:right="{_CHARACTER}"'
        f'{f" w:hanging={chr(34)}{hanging}{chr(34)}" if hanging else ""}/><w:jc w:val="{align}"/></w:pPr>'
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
        "</w:p></w:tc>"
    )
