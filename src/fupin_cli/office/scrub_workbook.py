"""Workbooks: numbers, health columns, hidden sheets, rows and columns, comments, the file's own properties."""

import io
import zipfile
from typing import Any

from fupin_cli.errors import FupinError
from fupin_cli.office.package import packed
from fupin_cli.office.sensitive import Scrubbed, column_kind, hidden
from fupin_cli.vocabulary.kinds import plain

_HEADER_ROWS = 12


def scrub(name: str, content: bytes) -> Scrubbed:
    """Look through a workbook and make its clean copy: values without formulas, nothing hidden.

    Raises:
        FupinError: the workbook is damaged.
    """
    import openpyxl

    try:
        book: Any = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise FupinError(f"“{name}”打不开，不是完好的 xlsx。", "请用 WPS 或 Excel 另存后再查。") from None
    found = Scrubbed(name)
    _properties(book, found)
    for sheet in list(book.worksheets):
        if sheet.sheet_state != "visible":
            found.add("隐藏的工作表", sheet.title)
            if len(book.worksheets) > 1:
                book.remove(sheet)
                continue
            sheet.sheet_state = "visible"
        _sheet(sheet, formulas[sheet.title], found)
    for sheet in book.chartsheets[:]:
        found.unseen.append(f"图表页“{sheet.title}”没有放进清洁副本")
        book._sheets.remove(sheet)
    book.defined_names.clear()
    book.active = 0
    target = io.BytesIO()
    book.save(target)
    found.content = packed(target.getvalue())
    return found


def _properties(book: Any, found: Scrubbed) -> None:
    core = book.properties
    for what, value in (
        ("作者", core.creator),
        ("最后修改人", core.lastModifiedBy),
        ("备注", core.description),
    ):
        if value and value != "openpyxl":
            found.add("文件属性", what)
    if len(book.custom_doc_props):
        found.add("文件属性", "自定义属性")
        book.custom_doc_props.props.clear()
    core.lastModifiedBy = core.description = core.title = core.subject = core.keywords = core.category = None


def _sheet(sheet: Any, original: Any, found: Scrubbed) -> None:
    from openpyxl.cell.cell import MergedCell

    rows = {number for number, size in sheet.row_dimensions.items() if size.hidden}
    letters = _hidden_columns(sheet)
    kinds = _kinds(sheet)
    uncomputed = 0
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue  # 合并区域里左上角以外的格子，没有内容
            place = f"{sheet.title}!{cell.column_letter}列"
            if cell.comment is not None:
                found.add("批注", sheet.title)
                cell.comment = None
            if cell.hyperlink is not None:
                cell.hyperlink = None
            if cell.value is None:
                formula = original[cell.coordinate].value
                uncomputed += isinstance(formula, str) and formula.startswith("=")
                continue
            if cell.row in rows or cell.column in letters:
                found.add("隐藏的行或列里的内容", sheet.title)
                cell.value = None
                continue
            header, kind = kinds.get(cell.column, (0, ""))
            text = plain(cell.value)
            shown, what = hidden(text, kind if cell.row > header else "")
            if what:
                found.add(what, place, shown)
                cell.value = shown
    if uncomputed:
        found.unseen.append(f"{sheet.title}有{uncomputed}个公式没有保存结果，清洁副本里是空的")
    if sheet._images or sheet._charts:
        found.unseen.append(f"{sheet.title}有图片或图表，没有放进清洁副本")
        sheet._images, sheet._charts = [], []
    sheet._pivots = []
    for part in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
        for side in ("left", "center", "right"):
            item = getattr(getattr(sheet, part), side)
            shown, what = hidden(item.text or "")
            if what:
                found.add(what, f"{sheet.title}的页眉页脚", shown)
                item.text = shown


def _hidden_columns(sheet: Any) -> set[int]:
    """1-based numbers; a dimension may stand for a run of columns."""
    from openpyxl.utils import column_index_from_string

    found: set[int] = set()
    for letters, size in sheet.column_dimensions.items():
        if size.hidden:
            first = size.min or column_index_from_string(letters)
            found |= set(range(first, (size.max or first) + 1))
    return found


def _kinds(sheet: Any) -> dict[int, tuple[int, str]]:
    """For each personal column the row of its header and what it holds; titles are longer than headers."""
    found: dict[int, tuple[int, str]] = {}
    for row in sheet.iter_rows(max_row=_HEADER_ROWS):
        texts = [cell for cell in row if isinstance(cell.value, str) and cell.value.strip()]
        if len(texts) < 2:
            continue
        for cell in texts:
            kind = column_kind(cell.value) if len(cell.value) <= 20 else ""
            if kind:
                found.setdefault(cell.column, (cell.row, kind))
    return found
