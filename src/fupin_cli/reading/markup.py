"""Tables in HTML pages and in SpreadsheetML 2003, both usually named .xls by web exports."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from fupin_cli.errors import FupinError
from fupin_cli.reading.columns import Rows
from fupin_cli.reading.limits import Limits
from fupin_cli.reading.model import Grid
from fupin_cli.reading.package import damaged, too_large
from fupin_cli.vocabulary.fields import BrokenCell

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_WIDEST = 16384
_TALLEST = 1_048_576


class _Canvas:
    """A grid being filled with spans, within the limit of cells."""

    def __init__(self, name: str, shown: str, limits: Limits) -> None:
        self.name = name
        self.rows: list[list[Any]] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self._limit = limits.cells
        self._shown = shown
        self._room = limits.cells
        self._covered: set[tuple[int, int]] = set()

    def free(self, row: int, column: int) -> int:
        """The next column of `row` from `column` on that no span from above covers."""
        while (row, column) in self._covered:
            column += 1
        return column

    def put(self, row: int, column: int, value: Any, down: int, right: int) -> None:
        """Write a value and note the range that it spans (`down` rows, `right` columns beyond the cell)."""
        if row >= _TALLEST or column >= _WIDEST:
            raise too_large(self._shown, "的表格范围异常")
        rows = self.rows
        wanted = max(0, row - len(rows) + 1) + max(0, column + 1 - (len(rows[row]) if row < len(rows) else 0))
        self._room -= wanted + min(down + 1, 1000) * min(right + 1, 1000) - 1
        if self._room < 0:
            raise too_large(self._shown, "的表格范围异常")
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = value
        if down or right:
            down, right = min(down, 999), min(right, 999)
            self.merges.append((row, column, row + down, column + right))
            self._covered.update(
                (r, c) for r in range(row, row + down + 1) for c in range(column, column + right + 1)
            )

    def grid(self, *, hidden: bool = False) -> Grid:
        """The sheet as it was filled."""
        if len(self.rows) * max(map(len, self.rows), default=0) > self._limit:
            raise too_large(self._shown, "的表格范围异常")
        return Grid(self.name, Rows.of(self.rows), self.merges, hidden)


def read_html(text: str, name: str, shown: str, limits: Limits) -> list[Grid]:
    """One grid for each table of a page, by lxml; nested tables count as their own.

    Raises:
        FupinError: there is no table, or one beyond the limits.
    """
    from lxml import etree, html

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        page = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise damaged(shown) from error
    grids = []
    for number, table in enumerate(page.iter("table"), 1):
        canvas = _Canvas(name if number == 1 else f"{name}（{number}）", shown, limits)
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        for row_number, row in enumerate(rows):
            column = 0
            for cell in row.iterchildren("td", "th"):
                column = canvas.free(row_number, column)
                right, down = _count(cell.get("colspan")) - 1, _count(cell.get("rowspan")) - 1
                canvas.put(row_number, column, _text(cell), down, right)
                column += right + 1
        if canvas.rows:
            grids.append(canvas.grid())
    if not grids:
        raise FupinError(
            f"文件“{shown}”其实是网页，里面没有表格。", "请在网页上重新导出，或用 WPS 另存为 xlsx。"
        )
    return grids


def _text(cell: Any) -> str:
    text = " ".join(
        part for part in "".join(cell.itertext()).replace("\xa0", " ").split("\n") if part.strip()
    )
    return text.strip()


def _count(value: str | None) -> int:
    return max(1, min(int(value), 1000)) if value and value.strip().isdecimal() and len(value) < 6 else 1


def read_spreadsheetml(content: bytes, shown: str, limits: Limits) -> list[Grid]:
    """The sheets of a SpreadsheetML 2003 file.

    Raises:
        FupinError: damaged, with entities, or beyond the limits.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(content)
    except DefusedXmlException as error:
        raise too_large(shown, "里含有实体声明") from error
    except (ParseError, ValueError, LookupError) as error:
        raise damaged(shown) from error
    grids: list[Grid] = []
    for sheet in root.iter(f"{_SS}Worksheet"):
        canvas = _Canvas(sheet.get(f"{_SS}Name") or f"Sheet{len(grids) + 1}", shown, limits)
        hidden = any(
            node.text in {"SheetHidden", "SheetVeryHidden"}
            for node in sheet.iter()
            if _local(node) == "Visible"
        )
        for row_number, row in _numbered(sheet.find(f"{_SS}Table"), f"{_SS}Row"):
            column = 0
            for cell in row:
                if cell.tag != f"{_SS}Cell":
                    continue
                column = _index(cell, canvas.free(row_number, column))
                down, right = (_span(cell.get(f"{_SS}{side}")) for side in ("MergeDown", "MergeAcross"))
                canvas.put(row_number, column, _typed(cell), down, right)
                column += right + 1
        grids.append(canvas.grid(hidden=hidden))
    if not grids:
        raise damaged(shown)
    return grids


def _local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _numbered(table: Any, tag: str) -> Iterator[tuple[int, Any]]:
    number = 0
    for row in table if table is not None else ():
        if row.tag == tag:
            number = _index(row, number)
            yield number, row
            number += 1 + _span(row.get(f"{_SS}Span"))


def _index(node: Any, following: int) -> int:
    value = node.get(f"{_SS}Index")
    return int(value) - 1 if value and value.isdecimal() and 0 < len(value) < 9 and int(value) else following


def _span(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 7 else 0


def _typed(cell: Any) -> Any:
    data = cell.find(f"{_SS}Data")
    formula = cell.get(f"{_SS}Formula")
    if data is None:
        return BrokenCell(formula) if formula else ""
    text = "".join(data.itertext())
    kind = data.get(f"{_SS}Type")
    if kind == "Error":
        return BrokenCell(text or "#N/A")
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text
