"""A copy of a workbook with its findings: coloured cells with notes, 校验意见 by row, 校验结果 first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fupin_cli.findings import LABELS, SEVERITIES, Finding
from fupin_cli.outputs.copying import Copy
from fupin_cli.outputs.findings import Renderer
from fupin_cli.outputs.marks import COLOURS, mark, put_text, write
from fupin_cli.outputs.width import wrap
from fupin_cli.reading.model import Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

RESULTS, OPINION = "校验结果", "校验意见"
_NOTICE = (
    "本副本与原台账一样含个人信息，请勿外传；改正请改原台账，本文件不会被当作台账读取。"
    "点“单元格”一列可跳到出错的格子。"
)
_HEADER = ("级别", "工作表", "单元格", "列", "户编号", "内容", "问题", "怎么改", "规则")
_OPINION_WIDTH = 50
_LINE, _HIGHEST = 17.0, 409.0  # 磅；Excel 的行最高 409 磅
_WIDTHS = (8, 16, 10, 16, 20, 22, 50, 50, 9)


def annotate(copy: Copy, tables: Sequence[Table], findings: Sequence[Finding], renderer: Renderer) -> bytes:
    """The marked copy's bytes.

    Args:
        copy: the workbook, opened for a copy.
        tables: what reading recognised in it.
        findings: its findings; one whose sheet or cell is not there is listed only.
        renderer: words of the findings; a working copy holds what the ledger holds, so it does not mask.
    """
    by_sheet: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.place.sheet is not None:
            by_sheet.setdefault(finding.place.sheet, []).append(finding)
    for name, found in by_sheet.items():
        page = copy.sheet(name)
        if page is not None:
            _mark_cells(page, found, renderer)
            _opinions(page, [table for table in tables if table.sheet == name], found, renderer)
    _results(copy, findings, renderer)
    mark(copy.book, "annotated")
    return write(copy.book, copy.stored)


def _worst(findings: Iterable[Finding]) -> str:
    return min((finding.severity for finding in findings), key=SEVERITIES.index)


def _fill(severity: str) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=COLOURS[severity])


def _anchors(page: "Worksheet") -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell covered by a merge, the cell that shows its content."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in page.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def _mark_cells(page: "Worksheet", findings: Iterable[Finding], renderer: Renderer) -> None:
    from openpyxl.comments import Comment
    from openpyxl.utils import column_index_from_string

    anchors = _anchors(page)
    by_cell: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        place = finding.place
        if place.row and place.letter:
            spot = place.row, column_index_from_string(place.letter)
            by_cell.setdefault(anchors.get(spot, spot), []).append(finding)
    for (row, column), found in by_cell.items():
        cell = page.cell(row, column)
        cell.fill = _fill(_worst(found))
        notes = list(dict.fromkeys(_note(finding, renderer) for finding in found))
        if cell.comment is not None:
            notes.insert(0, cell.comment.text)
        text = "\n".join(notes)
        lines = sum(1 + len(line) // 22 for line in text.splitlines())
        cell.comment = Comment(text, "fupin", height=min(24 + 18 * lines, 400), width=320)


def _note(finding: Finding, renderer: Renderer) -> str:
    hint = renderer.entries[finding.code].hint
    return f"【{LABELS[finding.severity]} {finding.code}】{renderer.message(finding)}{hint}"


def _opinions(
    page: "Worksheet", tables: Sequence[Table], findings: Iterable[Finding], renderer: Renderer
) -> None:
    """Each row's findings in words at its end: a phone shows no notes."""
    from copy import copy as duplicate

    from openpyxl.styles import Alignment

    by_row: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.place.row:
            by_row.setdefault(finding.place.row, []).append(finding)
    if not by_row or not tables:
        return
    column = _free_column(page, tables, by_row)
    beside = column - 1
    for table in tables:
        if table.header_rows and any(row in by_row for row in (*table.header_rows, *table.rows)):
            head = page.cell(table.header_rows[0], column)
            model = page.cell(table.header_rows[0], beside)
            put_text(head, OPINION)
            for style in ("font", "border", "alignment"):
                setattr(head, style, duplicate(getattr(model, style)))
    for row, found in by_row.items():
        if any(row in table.header_rows for table in tables):
            continue
        cell = page.cell(row, column)
        said = dict.fromkeys(f"{LABELS[f.severity]}：{renderer.message(f)}" for f in found)
        put_text(cell, "\n".join(said))
        cell.fill = _fill(_worst(found))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        _raise(page, row, said)
    _widen(page, column, _OPINION_WIDTH)


def _raise(page: "Worksheet", row: int, said: Iterable[str]) -> None:
    """Make a row high enough for its opinions where it is lower: WPS and LibreOffice do not by themselves."""
    needed = _LINE * sum(len(wrap(text, _OPINION_WIDTH - 2)) for text in said)
    dimension = page.row_dimensions[row]
    if (dimension.height or page.sheet_format.defaultRowHeight or _LINE) < needed:
        dimension.height = min(needed, _HIGHEST)


def _widen(page: "Worksheet", column: int, width: int) -> None:
    """Set one column's width; columns that Excel describes together are told apart first, or two would overlap."""
    from copy import copy as duplicate

    from openpyxl.utils import get_column_letter

    for group in list(page.column_dimensions.values()):
        first, last = group.min or 0, group.max or 0
        if not first <= column <= last or first == last:
            continue
        if column < last:
            rest = duplicate(group)
            rest.index, rest.min, rest.max = get_column_letter(column + 1), column + 1, last
            page.column_dimensions[rest.index] = rest
        group.max = max(column - 1, first)
    page.column_dimensions[get_column_letter(column)].width = width


def _free_column(page: "Worksheet", tables: Sequence[Table], rows: Mapping[int, Any]) -> int:
    """The 1-based column after the last one that the tables fill, or the 校验意见 of an earlier run."""
    wanted = {row for table in tables for row in table.header_rows} | set(rows)
    for row in sorted(wanted):
        for cell in page[row]:
            if cell.value == OPINION:
                return int(cell.column)
    last = max(
        [column.index for table in tables for column in table.columns]
        + [index for table in tables for _, index in table.unknown]
        + [index for table in tables for spots in table.spots.values() for _, index in spots]
    )
    column = last + 2
    covered = _anchors(page)
    while any(page.cell(row, column).value is not None or (row, column) in covered for row in wanted):
        column += 1
    return column


def _results(copy: Copy, findings: Sequence[Finding], renderer: Renderer) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink

    book = copy.book
    if RESULTS in book.sheetnames:
        book.remove(book[RESULTS])
    for other in book.worksheets:  # 几张表同时选中时，改一格会改到每一张
        other.sheet_view.tabSelected = False
    page: Worksheet = book.create_sheet(RESULTS, 0)
    book.active = 0
    page.append([_NOTICE])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_HEADER))
    page["A1"].alignment = Alignment(wrap_text=True, vertical="center")
    page.row_dimensions[1].height = 34
    page.append(list(_HEADER))
    for number, size in enumerate(_WIDTHS, 1):
        page.column_dimensions[get_column_letter(number)].width = size
        head = page.cell(2, number)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="D9D9D9")
    for row, finding in enumerate(findings, 3):
        record = renderer.record(finding)
        where = finding.place.cell or (f"第{finding.place.row}行" if finding.place.row else "整张表")
        header = " ".join((finding.place.header or "").split())
        values = (
            LABELS[finding.severity],
            finding.place.sheet,
            where,
            header,
            finding.household,
            record["value"],
            record["message"],
            record["hint"],
            finding.code,
        )
        for column, value in enumerate(values, 1):
            cell = page.cell(row, column)
            if value is not None:
                put_text(cell, str(value))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.cell(row, 1).fill = _fill(finding.severity)
        target = copy.sheet(finding.place.sheet)
        if target is not None:
            link = page.cell(row, 3)
            spot = finding.place.cell or f"A{finding.place.row or 1}"
            title = target.title.replace("'", "''")
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{title}'!{spot}")
            link.font = Font(color="0563C1", underline="single")
    if not findings:
        put_text(page.cell(3, 1), "没有发现问题。")
    page.freeze_panes = "A3"
    page.auto_filter.ref = f"A2:{get_column_letter(len(_HEADER))}{max(len(findings) + 2, 3)}"
    page.sheet_view.tabSelected = True
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = _fit_to_width()
    page.print_title_rows = "2:2"


def _fit_to_width() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)
