"""The county's own form filled with the town's rows: its headers, order, widths and styles stay."""

import io
from collections.abc import Callable, Sequence
from copy import copy
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from fupin_cli.errors import FupinError
from fupin_cli.office.cells import Cell, Formula, put, written
from fupin_cli.office.collecting import Collection, Sent
from fupin_cli.office.extras import Extras
from fupin_cli.office.sheets import Page, add_page, save, sheet_name, silently
from fupin_cli.office.totals import Sum, added_fields, formula, with_sums
from fupin_cli.office.town_book import SOURCE
from fupin_cli.reading.body import is_note, is_total
from fupin_cli.reading.headers import HeaderMap, normalise
from fupin_cli.reading.model import Table
from fupin_cli.vocabulary.ledger import PLACE
from fupin_cli.vocabulary.registry import ledgers

if TYPE_CHECKING:
    from openpyxl import Workbook


class Filled(Struct):
    """A form with rows in it: `left` tells by ledger what the form had no place for."""

    book: "Workbook"
    cached: dict[int, dict[tuple[int, int], Formula]] = field(default_factory=dict)
    ledgers: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)


def fill(
    path: Path,
    collection: Collection,
    extras: Extras,
    maps: Sequence[HeaderMap],
    progress: Callable[[str], None] = silently,
) -> Filled:
    """Put the collection's rows into the form at `path`; `progress` is told each ledger before its turn.

    Raises:
        FupinError: the form is no xlsx, or none of its sheets has a ledger's header.
    """
    import openpyxl

    from fupin_cli.reading.read import read_file

    reading = read_file(path, maps=maps)
    if reading.format not in {"xlsx", "xlsm"}:
        raise FupinError(f"县模板“{path}”不是 xlsx 格式。", "请用 WPS 或 Excel 另存为 xlsx 再用。")
    tables = [table for table in reading.tables if not table.spots]
    if not tables:
        raise FupinError(
            f"县模板“{path}”里没有认出台账的表头。",
            "请确认是空白的台账表；列名特别的，可在 fupin.toml 的 [[map]] 里对应。",
        )
    filled = Filled(openpyxl.load_workbook(io.BytesIO(path.read_bytes())))
    for table in tables:
        if table.ledger in filled.ledgers or table.ledger not in collection.taken:
            continue
        progress(f"正在照县模板写“{table.ledger}”")
        filled.ledgers.append(table.ledger)
        sheet = filled.book[table.sheet]
        formulas = _Sheet(sheet, table, extras).write(collection.taken[table.ledger], filled)
        filled.cached[filled.book.sheetnames.index(table.sheet) + 1] = formulas
    for ledger in collection.taken:
        if ledger not in filled.ledgers:
            filled.left[ledger] = "县模板里没有这张表，汇总附在后面"
    return filled


def with_pages(filled: Filled, pages: Sequence[Page], progress: Callable[[str], None] = silently) -> bytes:
    """The form's bytes with further sheets after its own."""
    for page in pages:
        formulas = add_page(filled.book, page, sheet_name(page.name, filled.book.sheetnames), progress)
        filled.cached[len(filled.book.sheetnames)] = formulas
    progress("正在存成文件")
    return save(filled.book, filled.cached)


class _Sheet:
    """One sheet of the form."""

    def __init__(self, sheet: Any, table: Table, extras: Extras) -> None:
        self.sheet, self.table, self.extras = sheet, table, extras
        self.top = table.header_rows[-1] + 1
        self.fields = {column.index + 1: column for column in table.columns}
        self.others = {index + 1: normalise(header).name for header, index in table.unknown}
        self.width = max([*self.fields, *self.others])
        self.model = [copy(sheet.cell(self.top, column)._style) for column in range(1, self.width + 1)]
        self.height = sheet.row_dimensions[self.top].height
        self.notes, self.note_merges = self._clear()

    def _clear(self) -> tuple[list[list[tuple[Any, Any]]], list[tuple[int, int, int]]]:
        """Empty the rows under the header; returns the remark lines, to be put back below the data."""
        sheet = self.sheet
        notes: list[list[tuple[Any, Any]]] = []
        at: dict[int, int] = {}
        for row in range(self.top, sheet.max_row + 1):
            cells = [sheet.cell(row, column) for column in range(1, max(sheet.max_column, self.width) + 1)]
            if any(is_note(c.value) for c in cells) and not any(is_total(c.value) for c in cells):
                at[row] = len(notes)
                notes.append([(cell.value, copy(cell._style)) for cell in cells])
        merges = []
        for area in list(sheet.merged_cells.ranges):
            if area.min_row >= self.top:
                if area.min_row in at:
                    merges.append((at[area.min_row], area.min_col, area.max_col))
                sheet.unmerge_cells(str(area))
        sheet.delete_rows(self.top, max(sheet.max_row - self.top + 1, 0))
        return notes, merges

    def write(self, rows: Sequence[Sent], filled: Filled) -> dict[tuple[int, int], Formula]:
        """Write the rows, totals and remarks; returns the formulas by cell."""
        names = [column.field for column in self.fields.values()]
        added = added_fields(ledgers()[self.table.ledger], names)
        formulas: dict[tuple[int, int], Formula] = {}
        source = self.sheet.cell(self.top - 1, self.width + 1)
        source.value, source._style = SOURCE, copy(self.sheet.cell(self.top - 1, self.width)._style)
        self.sheet.column_dimensions[source.column_letter].width = 30
        row, number = self.top, 0
        for item in with_sums(rows, self.top) if added else rows:
            if isinstance(item, Sum):
                self._line(row, {1: item.label, **self._sums(item, added)})
            else:
                number += 1
                self._line(row, self._values(item, number))
            formulas |= {
                (row, column): value for column, value in self._written.items() if isinstance(value, Formula)
            }
            row += 1
        for offset, note in enumerate(self.notes):
            for column, (value, style) in enumerate(note, 1):
                cell = self.sheet.cell(row + offset, column, value)
                cell._style = style
        for offset, left, right in self.note_merges:
            self.sheet.merge_cells(
                start_row=row + offset, end_row=row + offset, start_column=left, end_column=right
            )
        self._say_lost(rows, filled)
        return formulas

    def _line(self, row: int, values: dict[int, Cell]) -> None:
        self._written = values
        for column in range(1, self.width + 2):
            cell = self.sheet.cell(row, column)
            if column <= self.width:
                cell._style = copy(self.model[column - 1])
            put(cell, values.get(column))
        if self.height:
            self.sheet.row_dimensions[row].height = self.height

    def _values(self, row: Sent, number: int) -> dict[int, Cell]:
        values: dict[int, Cell] = {self.width + 1: row.source}
        for column, bound in self.fields.items():
            values[column] = number if bound.field == "序号" else self._value(row, bound.field, bound.scale)
        for column, header in self.others.items():
            if header in self.extras.headers(row.typed):
                values[column] = self.extras.value(row.typed, header, row.position)
        return values

    @staticmethod
    def _value(row: Sent, name: str, scale: Decimal | None) -> Cell:
        if name == "村":
            return row.village
        value = written(row.typed, name, row.position, scale) if name in row.typed.columns else None
        return row.typed.table.place.get(name) if value is None and name in PLACE else value

    def _sums(self, total: Sum, added: list[str]) -> dict[int, Cell]:
        return {
            column: formula(total, column, [self._value(row, bound.field, bound.scale) for row in total.rows])
            for column, bound in self.fields.items()
            if bound.field in added
        }

    def _say_lost(self, rows: Sequence[Sent], filled: Filled) -> None:
        """Name the columns that villages filled and the form does not have."""
        here = {column.field for column in self.fields.values()} | {"序号", *PLACE}
        sent = {name for row in rows for name in row.typed.columns}
        unknown = {header for row in rows for header in self.extras.headers(row.typed)}
        lost = sorted(sent - here) + sorted(unknown - set(self.others.values()))
        if lost:
            filled.left[self.table.ledger] = f"县模板没有这些列，村里填了但没有带过来：{'、'.join(lost)}"
