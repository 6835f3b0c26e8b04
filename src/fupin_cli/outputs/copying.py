"""A ledger's workbook opened for a working copy: everything it holds kept, any format turned to xlsx."""

import hashlib
import io
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from fupin_cli.errors import FupinError, because
from fupin_cli.outputs.marks import Stored, put_text
from fupin_cli.outputs.width import width
from fupin_cli.patterns import regex
from fupin_cli.reading.model import Grid, Reading
from fupin_cli.vocabulary.fields import BrokenCell

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_FORBIDDEN = regex(r"[\[\]:*?/\\]")
# openpyxl 对缺件、错件的工作簿各有各的报法
_UNREADABLE = (KeyError, ValueError, TypeError, IndexError, AttributeError, zipfile.BadZipFile)


class Copy(Struct):
    """A workbook to be changed and written beside its source.

    Attributes:
        book: the workbook in openpyxl.
        suffix: ".xlsx", or ".xlsm" where it holds macros.
        stored: by sheet, the results of its formulas.
        lost: what the copy cannot keep of the source, in words.
    """

    book: "Workbook"
    suffix: str
    stored: dict[str, Stored] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)

    def sheet(self, name: str | None) -> "Worksheet | None":
        """The sheet that reading called `name`."""
        title = self.titles.get(name or "", name or "")
        found = self.book[title] if title in self.book.sheetnames else None
        return found if found in self.book.worksheets else None


def open_copy(reading: Reading, password: str | None) -> Copy:
    """Open the file of `reading` again, for a copy.

    Raises:
        FupinError: the file is gone or has changed since it was read.
    """
    path = Path(reading.path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FupinError(f"再次打开“{path}”时出错：{because(error)}。", "请检查文件是否还在。") from None
    if hashlib.sha256(content).hexdigest() != reading.sha256:
        raise FupinError(f"文件“{path}”在校验时被改动了。", "请关闭正在编辑它的程序，再运行一次。")
    if reading.format.startswith(("xlsx", "xlsm")):
        return _from_xlsx(content, reading, password)
    copy = _from_grids(content, reading, password)
    copy.lost.append(
        f"原文件是{reading.format}格式，副本改存为xlsx，只保留内容和合并，不保留颜色、公式等格式"
    )
    return copy


def _from_xlsx(content: bytes, reading: Reading, password: str | None) -> Copy:
    import openpyxl

    from fupin_cli.outputs.extensions import restore_drop_downs, stored_results
    from fupin_cli.outputs.losses import losses
    from fupin_cli.reading.encrypted import decrypt
    from fupin_cli.reading.limits import Limits
    from fupin_cli.reading.package import unpack

    lost = []
    if "加密" in reading.format:
        content = decrypt(content, password, reading.path)
        lost.append("原文件有打开密码，副本没有密码")
    macros = reading.format.startswith("xlsm")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), keep_vba=macros)
    except _UNREADABLE:
        copy = _from_grids(content, reading, None)
        copy.lost = [*lost, "原文件的格式部分有损坏，副本只保留内容和合并"]
        return copy
    members = unpack(content, reading.path, Limits())
    restore_drop_downs(book, members)
    lost += losses(content, members, macros=macros)
    return Copy(book, ".xlsm" if macros else ".xlsx", stored_results(members), lost)


def _from_grids(content: bytes, reading: Reading, password: str | None) -> Copy:
    import openpyxl

    from fupin_cli.reading.formats import open_file
    from fupin_cli.reading.limits import Limits

    book = openpyxl.Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    copy = Copy(book, ".xlsx")
    for grid in open_file(content, reading.path, password, Limits()).grids:
        page = book.create_sheet(_FORBIDDEN.sub(" ", grid.name).strip("' ")[:31] or "Sheet1")
        copy.titles[grid.name] = page.title
        _fill(page, grid)
    if not book.worksheets:
        book.create_sheet("Sheet1")
    return copy


def _fill(page: "Worksheet", grid: Grid) -> None:
    from openpyxl.utils import get_column_letter

    widths: dict[int, int] = {}
    for number, row in enumerate(grid.rows, 1):
        for column, value in enumerate(row, 1):
            if value != "":
                _set(page.cell(number, column), value)
                if number <= 200:
                    shown = max(map(width, str(value).splitlines() or [""]))
                    widths[column] = max(widths.get(column, 0), shown)
    for column, size in widths.items():
        page.column_dimensions[get_column_letter(column)].width = min(max(size + 2, 8), 40)
    for top, left, bottom, right in grid.merges:
        page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    if grid.hidden:
        page.sheet_state = "hidden"
    for number in grid.hidden_rows:
        page.row_dimensions[number].hidden = True
    for column in grid.hidden_columns:
        page.column_dimensions[get_column_letter(column + 1)].hidden = True


def _set(cell: Any, value: Any) -> None:
    if isinstance(value, BrokenCell):
        put_text(cell, value.shown)
    elif isinstance(value, str):
        put_text(cell, value)
        cell.number_format = "@"
    else:
        cell.value = int(value) if isinstance(value, float) and value.is_integer() else value
        if cell.is_date:
            cell.number_format = "yyyy-mm-dd"
