"""Tables of the official page: bordered, the header repeated on each page."""

from html import escape
from typing import TYPE_CHECKING

from fupin_cli.reporting.document import Align, HeaderCell, Table, header_cells
from fupin_cli.reporting.docx_columns import SIZES, layout
from fupin_cli.reporting.docx_styles import NAMESPACE
from fupin_cli.reporting.docx_units import LINE

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_STYLES: dict[Align, str] = {"left": "TableText", "center": "TableCenter", "right": "TableNumber"}

_WHOLE = 8
"""A table of so many rows stays on one page; of a longer one neither the first nor the last stands alone."""


def element(table: Table, total_width: int) -> "BaseOxmlElement":
    """The table as a `w:tbl`, `total_width` twips wide."""
    from docx.oxml import parse_xml

    points, widths = layout(table, total_width)
    rows = [_header_row(row, widths, points) for row in _header(table)]
    last = len(table.rows) - 1
    for number, row in enumerate(table.rows):
        total = table.total and number == last
        bound = number < last and (last < _WHOLE or number == 0 or number == last - 1)
        cells = zip(row, widths, table.align, strict=True)
        rows.append(
            _row(
                *(
                    _cell(text, room, _body_style(align, total), points, bound=bound)
                    for text, room, align in cells
                )
            )
        )
    tree: BaseOxmlElement = parse_xml(
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
        + f"</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    return tree


def _header(table: Table) -> list[list[tuple[HeaderCell | None, int]]]:
    """The header's cells with the number of columns each takes; None continues the cell above."""
    rows: list[list[tuple[HeaderCell | None, int]]] = []
    above: dict[int, int] = {}  # column → the number of columns of the cell that begins there
    for cells in header_cells(table.header):
        row: list[tuple[HeaderCell | None, int]] = []
        column = 0
        while column < len(cells):
            cell = cells[column]
            if cell is not None:
                above[column] = cell.columns
            row.append((cell, above[column]))
            column += above[column]
        rows.append(row)
    return rows


def _header_row(cells: list[tuple[HeaderCell | None, int]], widths: list[int], points: float) -> str:
    column = 0
    written: list[str] = []
    for cell, columns in cells:
        span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
        merge = "<w:vMerge/>" if cell is None else '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
        room = sum(widths[column : column + columns])
        written.append(_cell(cell.text if cell else "", room, "TableHeader", points, span + merge))
        column += columns
    return _row(*written, repeated=True)


def _body_style(align: Align, total: bool) -> str:
    return "TableTotal" if total and align != "right" else _STYLES[align]


def _row(*cells: str, repeated: bool = False) -> str:
    """A row as high as a line of the page, higher where its text wraps."""
    header = "<w:tblHeader/>" if repeated else ""
    height = f'<w:trHeight w:val="{LINE - 10}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{header}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, room: int, style: str, points: float, merge: str = "", *, bound: bool = False) -> str:
    half = round(points * 2)
    keep = "<w:keepNext/>" if bound else ""
    size = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if points != SIZES[0] else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{room}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>'
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{size}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p></w:tc>'
    )
