"""Workbook bytes → grids of raw cells, through python-calamine."""

import io
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from fupin_cli.findings import Finding, Place
from fupin_cli.reading.aside import Aside
from fupin_cli.reading.limits import Limits
from fupin_cli.reading.model import Grid
from fupin_cli.reading.package import damaged, too_large
from fupin_cli.reading.panics import contained
from fupin_cli.vocabulary.fields import BrokenCell


@dataclass
class Opened:
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
    book: CalamineWorkbook, looks: Mapping[int, Callable[[], Aside]], shown: str, findings: list[Finding]
) -> Iterator[Grid]:
    """The sheets with true positions (`rows[0]` is row 1); charts and macro sheets are left out.

    `looks` gives what a format finds beside the values; the look runs while calamine, which lets other
    threads go on, parses the sheet.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        for position, meta in enumerate(book.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            look = pool.submit(looks.get(position, Aside))
            try:
                with contained():
                    sheet = book.get_sheet_by_index(position)
                    started = sheet.start is not None
                    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False) if started else []
                    ranges = sheet.merged_cell_ranges or ()
            except (CalamineError, OSError, ValueError) as error:
                values = {"sheet": meta.name, "because": str(error)[:200]}
                findings.append(Finding("RD008", "error", Place(shown, meta.name), values))
                continue
            aside = look.result()
            merges = [(top, left, bottom, right) for (top, left), (bottom, right) in ranges]
            for (row, column), cell in aside.broken.items():
                _mark(rows, row, column, cell)
            hidden = meta.visible != SheetVisibleEnum.Visible
            yield Grid(meta.name, rows, merges, hidden, aside.hidden_rows, aside.hidden_columns)


def _mark(rows: list[list[Any]], row: int, column: int, cell: BrokenCell) -> None:
    """Put a broken cell where calamine shows an empty one; cells beyond its rectangle are added."""
    while len(rows) <= row:
        rows.append([])
    line = rows[row]
    line += [""] * (column + 1 - len(line))
    if line[column] == "":
        line[column] = cell
