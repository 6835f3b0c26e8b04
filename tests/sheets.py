"""Workbooks that a test can be read off: a Markdown table a sheet, and what is done to it."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Sheet:
    """A sheet to be written: rows from A1 on, merged ranges (`A1:C1`), a name, and what is done last."""

    rows: list[list[Any]]
    name: str = "Sheet1"
    merges: list[str] = field(default_factory=list)
    hidden: bool = False
    touch: Callable[[Any], None] | None = None


def sheet(
    markdown: str,
    *,
    name: str = "Sheet1",
    above: tuple[str | list[Any], ...] = (),
    below: tuple[str | list[Any], ...] = (),
    merges: tuple[str, ...] = (),
    hidden: bool = False,
    touch: Callable[[Any], None] | None = None,
) -> Sheet:
    """A sheet from a Markdown table.

    A cell is text as it stands; `{12.5}` is the number, `{=SUM(A1:A2)}` the formula, `{2023-05-03}` the date,
    `{是}` the truth value TRUE, `{否}` FALSE, `\\n` a line break. A line of dashes is left out.
    `above` and `below` are the lines around the table: a text for column A, or a list of cells; "" is an
    empty row. `touch` gets the openpyxl worksheet at the end.
    """
    rows = [_line(line) for line in above]
    for line in markdown.strip().splitlines():
        cells = [part.strip() for part in line.strip().strip("|").split("|")]
        if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            rows.append([_value(cell) for cell in cells])
    rows += [_line(line) for line in below]
    return Sheet(rows, name, list(merges), hidden, touch)


def workbook(path: Path, *sheets: Sheet, properties: dict[str, str] | None = None) -> Path:
    """Write `sheets` as an xlsx file at `path` (custom document properties in `properties`) and return it."""
    import openpyxl
    from openpyxl.packaging.custom import StringProperty

    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for made in sheets:
        page = book.create_sheet(made.name)
        for number, row in enumerate(made.rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    page.cell(number, column, value)
        for merged in made.merges:
            page.merge_cells(merged)
        if made.hidden:
            page.sheet_state = "hidden"
        if made.touch is not None:
            made.touch(page)
    for name, value in (properties or {}).items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def _line(line: str | list[Any]) -> list[Any]:
    return [line or None] if isinstance(line, str) else list(line)


def _value(cell: str) -> Any:
    if not cell:
        return None
    if cell.startswith("{") and cell.endswith("}"):
        inner = cell[1:-1]
        if inner in {"是", "否"}:
            return inner == "是"
        if inner.startswith("="):
            return inner
        if re.fullmatch(r"\d{4}-\d\d-\d\d", inner):
            return dt.datetime.fromisoformat(inner)
        return float(inner) if re.search(r"[.eE]", inner) else int(inner)
    return cell.replace("\\n", "\n")
