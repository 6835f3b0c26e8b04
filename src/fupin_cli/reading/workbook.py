"""Workbook bytes → grids of raw cells, through python-calamine."""

import io
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from fupin_cli.errors import FupinError
from fupin_cli.reading.model import Grid


def open_workbook(content: bytes, shown: str) -> CalamineWorkbook:
    """The workbook in `content`.

    Raises:
        FupinError: it is damaged or encrypted; the message names `shown`.
    """
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise FupinError(
            f"文件“{shown}”加了密码。", "请用 --password 给出密码，或先在 WPS 中取消密码再保存。"
        ) from None
    except (CalamineError, OSError, ValueError) as error:
        raise FupinError(
            f"文件“{shown}”已损坏，打不开。", "请用 WPS 打开另存一份，或请报送单位重新发送。"
        ) from error


def read_grid(book: CalamineWorkbook, position: int) -> Grid | None:
    """One sheet with true positions: `rows[0]` is row 1. None for charts and macro sheets."""
    meta = book.sheets_metadata[position]
    if meta.typ != SheetTypeEnum.WorkSheet:
        return None
    sheet = book.get_sheet_by_index(position)
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False) if sheet.start is not None else []
    merges = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    return Grid(meta.name, rows, merges, hidden=meta.visible != SheetVisibleEnum.Visible)
