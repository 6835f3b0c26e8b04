"""Workbooks for people: a title, a header that stays, rows as text and numbers, pages that print."""

import io
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from fupin_cli.office.cells import Cell, Formula, put
from fupin_cli.office.package import packed, read_parts
from fupin_cli.outputs.width import width
from fupin_cli.vocabulary.numbers import plain_number

if TYPE_CHECKING:
    from openpyxl import Workbook

_WIDEST = 48
_STEP = 500


def silently(_: str) -> None:
    """Progress of which nobody is told."""


class Page(Struct):
    """A sheet: `title`, then `lines` under it, then the header and the rows.

    `strong` are positions in `rows` that are printed bold (totals, headings of sections); `widths` in
    characters override what the content asks for.
    """

    name: str
    title: str
    header: Sequence[str]
    rows: list[list[Cell]] = field(default_factory=list)
    lines: Sequence[str] = ()
    strong: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)

    @property
    def header_row(self) -> int:
        """The 1-based row of the header."""
        return 2 + len(self.lines)


def workbook(
    pages: Sequence[Page], *, report: bool = True, progress: Callable[[str], None] = silently
) -> bytes:
    """The bytes of a workbook; a `report` is marked so that it is never read as a ledger.

    `progress` is told of every few hundred rows; what it raises stops the work.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    cached = {
        number: add_page(book, page, sheet_name(page.name, book.sheetnames), progress)
        for number, page in enumerate(pages, 1)
    }
    if report:
        mark(book)
    progress("正在存成文件")
    return save(book, cached)


def add_page(
    book: "Workbook", page: Page, name: str, progress: Callable[[str], None] = silently
) -> dict[tuple[int, int], Formula]:
    """Write a page as a new sheet; returns its formulas by 1-based row and column."""
    _fill(book.create_sheet(name), page, progress)
    return {
        (page.header_row + 1 + number, column): value
        for number, row in enumerate(page.rows)
        for column, value in enumerate(row, 1)
        if isinstance(value, Formula)
    }


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """A name that Excel allows (31 characters, none of []:*?/\\), made unique."""
    name = re.sub(r"[\[\]:*?/\\']", "_", wanted)[:31] or "表"
    number = 1
    while name.lower() in {other.lower() for other in taken}:
        number += 1
        name = f"{name[:27]}（{number}）"
    return name


def mark(book: Any) -> None:
    """Say in the file that it is an output."""
    from openpyxl.packaging.custom import StringProperty

    book.custom_doc_props.append(StringProperty(name="fupin-output", value="report"))


def save(book: "Workbook", cached: dict[int, dict[tuple[int, int], Formula]] | None = None) -> bytes:
    """The workbook's bytes, formulas with their results; `cached` is by 1-based sheet, row and column."""
    buffer = io.BytesIO()
    book.save(buffer)
    archive = buffer.getvalue()
    if not any((cached or {}).values()):
        return packed(archive)
    parts = read_parts(archive)
    replaced = {}
    for number, formulas in (cached or {}).items():
        if formulas:
            part = f"xl/worksheets/sheet{number}.xml"
            replaced[part] = _with_results(parts[part], formulas)
    return packed(archive, replaced)


def _with_results(xml: bytes, formulas: dict[tuple[int, int], Formula]) -> bytes:
    """The sheet with each formula's result: openpyxl leaves it empty, and many readers show nothing then."""
    from openpyxl.utils import get_column_letter

    results = {
        f"{get_column_letter(column)}{row}": plain_number(formula.value)
        for (row, column), formula in formulas.items()
    }

    def fill(match: re.Match[str]) -> str:
        result = results.get(match[2])
        return match[0] if result is None else f"{match[1]}<v>{result}</v></c>"

    text = xml.decode("utf-8")
    pattern = r'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v\s*(?:/>|></v>)</c>'
    return re.sub(pattern, fill, text).encode("utf-8")


def _fill(sheet: Any, page: Page, progress: Callable[[str], None]) -> None:
    from openpyxl.cell.cell import Cell as Target
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="999999")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    columns = max([len(page.header), *(len(row) for row in page.rows)], default=1)
    put(sheet.cell(1, 1), page.title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    for number, line in enumerate(page.lines, 2):
        put(sheet.cell(number, 1), line)
    for column, text in enumerate(page.header, 1):
        head = sheet.cell(page.header_row, column)
        put(head, text)
        head.font, head.border = Font(bold=True), box
        head.fill = PatternFill("solid", fgColor="DDEBF7")
        head.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    styles: dict[tuple[bool, bool], Any] = {}
    top = page.header_row + 1
    wrap, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for number, row in enumerate(page.rows):
        if number % _STEP == 0:
            progress(f"正在写“{page.name}”：{number}／{len(page.rows)}行")
        for column, value in enumerate(row, 1):
            kind = (isinstance(value, str), number in page.strong)
            # 逐格设样式要逐格比较全部样式，几万格就要几分钟：同样的格共用一个样式
            cell: Any = Target(sheet, top + number, column)
            if kind in styles:
                cell._style = styles[kind]
            else:
                cell.border, cell.alignment = box, wrap
                cell.number_format = "@" if kind[0] else "General"
                if kind[1]:
                    cell.font = bold
                styles[kind] = cell._style
            put(cell, value)
            sheet._cells[cell.row, column] = cell
    sheet.freeze_panes = sheet.cell(page.header_row + 1, 1)
    _print_setup(sheet, page, columns)


def _print_setup(sheet: Any, page: Page, columns: int) -> None:
    from openpyxl.utils import get_column_letter

    for column in range(columns):
        texts = [row[column] for row in page.rows[:2000] if column < len(row)]
        head = [page.header[column]] if column < len(page.header) else []
        asked = max((_width(value) for value in (*texts, *head)), default=4.0) + 2
        chosen = page.widths.get(column, min(max(asked, 6), _WIDEST))
        sheet.column_dimensions[get_column_letter(column + 1)].width = chosen
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{page.header_row}:{page.header_row}"


def _width(value: Any) -> float:
    shown = value.value if isinstance(value, Formula) else value
    return float(width(str(shown))) if shown is not None else 0.0
