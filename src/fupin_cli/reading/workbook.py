"""Workbook bytes → grids of raw cells, through python-calamine."""

import io
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct, field
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from fupin_cli.findings import Finding, Place
from fupin_cli.reading.aside import Aside
from fupin_cli.reading.columns import Rows
from fupin_cli.reading.large import LargeSheet, rows_of
from fupin_cli.reading.limits import Limits
from fupin_cli.reading.model import Grid
from fupin_cli.reading.package import damaged, too_large
from fupin_cli.reading.panics import contained


class Opened(Struct):
    """A file opened: its format, its sheets one after the other, and what is to be said about it."""

    format: str
    grids: Iterator[Grid]
    findings: list[Finding] = field(default_factory=list)
    output: str = ""  # 我们自己写出的成品（annotated、report），不当台账读


def open_workbook(stream: io.BytesIO, shown: str, limits: Limits) -> CalamineWorkbook:
    """The workbook in `stream`.

    Raises:
        FupinError: it is damaged; the message names `shown`.
    """
    try:
        with contained():
            book = CalamineWorkbook.from_filelike(stream)
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(shown) from error
    if len(book.sheet_names) > limits.sheets:
        raise too_large(shown, f"有{len(book.sheet_names)}个工作表")
    return book


def read_grids(
    book: CalamineWorkbook,
    looks: Mapping[int, Callable[[], Aside]],
    shown: str,
    findings: list[Finding],
    large: Mapping[int, LargeSheet] = MappingProxyType({}),
) -> Iterator[Grid]:
    """The sheets with true positions (`rows[0]` is row 1); charts and macro sheets are left out.

    `looks` gives what a format finds beside the values. Of a `large` sheet the book holds the merged ranges only.
    """
    for position, meta in enumerate(book.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            rows, merges, aside = _parse(book, position, looks, large)
            if position in large:
                with contained():
                    rows, aside = large[position].read()
        except (CalamineError, OSError, ValueError) as error:
            values = {"sheet": meta.name, "because": str(error)[:200]}
            findings.append(Finding("RD008", "error", Place(shown, meta.name), values))
            continue
        if aside.broken:
            # calamine 的范围到最后一个有值的格子为止
            rows.reach(max(row for row, _ in aside.broken) + 1, max(at for _, at in aside.broken) + 1)
        for (row, column), cell in aside.broken.items():
            rows.put(row, column, cell)
        hidden = meta.visible != SheetVisibleEnum.Visible
        yield Grid(meta.name, rows, merges or aside.merges, hidden, aside.hidden_rows, aside.hidden_columns)


def _parse(
    book: CalamineWorkbook,
    position: int,
    looks: Mapping[int, Callable[[], Aside]],
    large: Mapping[int, LargeSheet],
) -> tuple[Rows, list[tuple[int, int, int, int]], Aside]:
    """A sheet's rows, merged ranges and what its format tells beside them; of a large one the ranges."""
    with contained():
        sheet = book.get_sheet_by_index(position)
        ranges = sheet.merged_cell_ranges or ()
        rows = Rows.of(()) if position in large else rows_of(sheet)
    merges = [(top, left, bottom, right) for (top, left), (bottom, right) in ranges]
    return rows, merges, Aside() if position in large else looks.get(position, Aside)()
