"""Workbooks as villages send them: title, 填报单位 and 单位 lines, header, rows, 合计, signatures.

Bytes are the same at every run: times inside the file and in its zip directory are fixed.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter

_STAMP = (2024, 1, 2, 9, 0, 0)
_FORMATS = {
    "文字": "General",
    "编号": "@",
    "整数": "0",
    "金额": "#,##0.00",
    "数字": "General",
    "日期": "yyyy-mm-dd",
}


_FIELD = re.compile(r"^(?P<header>[^:@]+)(?::(?P<kind>[^@+]+))?(?:@(?P<width>\d+))?(?P<total>\+)?$")


@dataclass(frozen=True)
class Field:
    """A column: its header, the kind of its cells (see `_FORMATS`), its width, whether 合计 adds it up."""

    header: str
    kind: str = "文字"
    width: float = 0
    total: bool = False

    @classmethod
    def parse(cls, text: str) -> "Field":
        """`补助金额:金额@12+` is a column of money, 12 wide, added up; `户主姓名` is plain text."""
        match = _FIELD.match(text)
        if not match:
            raise ValueError(text)
        return cls(match["header"], match["kind"] or "文字", float(match["width"] or 0), bool(match["total"]))


@dataclass
class Table:
    """One sheet. `above` are the cells of the line under the title, `below` the line of signatures."""

    sheet: str
    title: str
    fields: Sequence[Field]
    rows: Iterable[Sequence[Any]]
    above: Sequence[str] = ()
    below: str = ""
    wide: bool = True
    notes: Sequence[str] = field(default_factory=tuple)


def _styles(book: Any) -> None:
    thin = Side(style="thin", color="FF808080")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for kind, number_format in _FORMATS.items():
        style = NamedStyle(
            f"台账{kind}", font=Font(name="宋体", size=10), border=border, number_format=number_format
        )
        style.alignment = Alignment(
            vertical="center", horizontal=None if kind in {"金额", "数字", "整数"} else "left"
        )
        book.add_named_style(style)
    header = NamedStyle("台账表头", font=Font(name="宋体", size=10, bold=True), border=border)
    header.alignment = Alignment(vertical="center", horizontal="center", wrap_text=True)
    header.fill = PatternFill("solid", fgColor="FFE7EEF7")
    book.add_named_style(header)
    title = NamedStyle("台账标题", font=Font(name="黑体", size=16))
    title.alignment = Alignment(vertical="center", horizontal="center")
    book.add_named_style(title)
    book.add_named_style(NamedStyle("台账行", font=Font(name="宋体", size=10)))


def _cell(sheet: Any, row: int, column: int, value: Any, style: str) -> None:
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dt.datetime):
        raise TypeError("日期只到日")
    cell = sheet.cell(row, column, None if value == "" else value)
    cell.style = style


def _write(sheet: Any, table: Table) -> None:
    count = len(table.fields)
    _cell(sheet, 1, 1, table.title, "台账标题")
    sheet.row_dimensions[1].height = 30
    if count > 1:
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=min(count, 12))
    row = 2
    if table.above:
        step = max(1, min(count, 12) // len(table.above))
        for number, text in enumerate(table.above):
            _cell(sheet, row, 1 + number * step, text, "台账行")
        row += 1
    for number, column in enumerate(table.fields, 1):
        _cell(sheet, row, number, column.header, "台账表头")
        width = column.width or max(6.0, 2.1 * len(column.header) if len(column.header) < 6 else 13)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    sheet.page_setup.orientation = "landscape" if table.wide else "portrait"
    sheet.page_setup.paperSize = 9
    sums: dict[int, Decimal] = {n: Decimal(0) for n, column in enumerate(table.fields) if column.total}
    for record in table.rows:
        row += 1
        for number, (column, value) in enumerate(zip(table.fields, record, strict=True)):
            _cell(sheet, row, number + 1, value, f"台账{column.kind}")
            if number in sums and value not in ("", None):
                sums[number] += Decimal(str(value))
    if sums:
        row += 1
        for number, column in enumerate(table.fields):
            value = "合计" if number == 0 else sums.get(number, "")
            _cell(sheet, row, number + 1, value, f"台账{column.kind}" if number in sums else "台账文字")
    for text in (*table.notes, table.below):
        if text:
            row += 1
            _cell(sheet, row, 1, text, "台账行")


def save(path: Path, tables: Iterable[Table]) -> None:
    """Write the tables to one workbook at `path`, its folder made if need be."""
    book: Any = Workbook()
    book.remove(book.worksheets[0])
    _styles(book)
    for table in tables:
        _write(book.create_sheet(table.sheet), table)
    book.properties.creator = "示例"
    stream = io.BytesIO()
    book.save(stream)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(frozen(stream))


def frozen(stream: io.BytesIO) -> bytes:
    """An office file with the same times inside and in its zip directory at every run."""
    made = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                moment = b"2024-01-02T09:00:00Z"
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment, content)
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            target.writestr(entry, content)
    return made.getvalue()
