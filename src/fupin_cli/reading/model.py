"""What reading hands on: grids of raw cells, and the tables that were recognised on them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from fupin_cli.findings import Finding
from fupin_cli.reading.columns import Column, Rows


class Grid(Struct):
    """One sheet: raw values from A1 on (`rows[0]` is row 1), with merges.

    Values are str, float, int, bool, date, datetime, time, timedelta, "" for an empty cell, or
    `BrokenCell` for an error value or a formula without a stored result.
    """

    name: str
    rows: Rows
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # 0-based: top, left, bottom, right
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()  # 1-based
    hidden_columns: frozenset[int] = frozenset()  # 0-based


class BoundColumn(Struct, frozen=True):
    """A column of the sheet bound to a field of the ledger.

    `scale` turns the sheet's unit into the field's (Decimal(10000) for 万元 → 元); `how` is "exact" where the
    header is the field's name or a synonym, "near" where it was only similar.
    """

    field: str
    header: str
    index: int  # 0-based
    scale: Decimal | None = None
    how: str = "exact"


class TotalRow(Struct, frozen=True):
    """A 合计 or 小计 row, kept to be proved: raw values by field, and the data rows that it stands for."""

    row: int  # 1-based
    label: str
    values: dict[str, Any]
    over: tuple[int, int]  # 1-based first and last data row


class Table(Struct):
    """A table recognised as a ledger, still with raw values.

    Attributes:
        ledger: the ledger's name.
        header_rows: 1-based numbers of the header's rows.
        columns: bound columns in the sheet's order.
        rows: the 1-based sheet row of each data row.
        cells: raw values by field, each column as long as `rows`.
        place: 省/市/县/乡/村 that the sheet's own lines (填报单位 …) name.
        unit: the unit line's unit, if any.
        data_date: 数据日期 or 填报时间 that the sheet states.
        period: period that the sheet or its title states (2023, 2023H1, 2023-05 …), if any.
        unknown: headers that no field takes, with their 0-based column.
        missing: required fields that have no column.
        spots: for fields whose values do not stand in one column under the header (forms, wide tables): the
            1-based row and 0-based column of each value. `where` takes them into account.
    """

    sheet: str
    ledger: str
    header_rows: tuple[int, ...]
    columns: list[BoundColumn]
    rows: list[int]
    cells: dict[str, Column]
    totals: list[TotalRow] = field(default_factory=list)
    place: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    data_date: dt.date | None = None
    period: str | None = None
    unknown: list[tuple[str, int]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    title: str = ""
    hidden: bool = False
    spots: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def where(self, name: str, position: int) -> tuple[int, int | None]:
        """The 1-based sheet row and 0-based column of a field's value; None for a field without a column."""
        return self.at(next((column for column in self.columns if column.field == name), None), position)

    def at(self, bound: BoundColumn | None, position: int) -> tuple[int, int | None]:
        """The same of a bound column; of the row alone where there is none."""
        if bound is not None and bound.field in self.spots:
            return self.spots[bound.field][position]
        return self.rows[position], bound.index if bound is not None else None


class SheetOutline(Struct):
    """How a sheet was understood, for `--explain-layout`."""

    sheet: str
    outcome: str  # 一句话：识别为哪个台账，或为什么不是台账
    hidden: bool = False


class Reading(Struct):
    """One file read: its tables, what was found while reading, and how every sheet was taken."""

    path: str  # as the user gave it
    sha256: str
    format: str
    tables: list[Table] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    outlines: list[SheetOutline] = field(default_factory=list)
