"""ods: what its markup tells before and beside calamine: extent, merges, what is hidden, cells without a value.

Elements and attributes: OpenDocument 1.3 part 3, 9 (tables) and 19 (attributes).
"""

from msgspec import Struct, field

from fupin_cli.patterns import regex
from fupin_cli.reading.aside import Aside
from fupin_cli.reading.limits import Limits
from fupin_cli.reading.package import too_large
from fupin_cli.vocabulary.fields import BrokenCell

_TOKEN = regex(rb"<(/?)table:(table-row|table-column|covered-table-cell|table-cell|table)(?=[\s/>])([^>]*)>")
_REPEATED = regex(rb"number-(?:columns|rows)-repeated=[\"'](\d+)[\"']")
_SPANNED = regex(rb"number-(columns|rows)-spanned=[\"'](\d{1,7})[\"']")
_HIDDEN = regex(rb"table:visibility=[\"'](?:collapse|filter)[\"']")
_FORMULA = regex(rb"table:formula=[\"'](?:\w+:)?([^\"']*)")
_VALUED = regex(rb"office:value-type=")
_ERROR = regex(rb"calcext:value-type=[\"']error[\"']")
_TEXT = regex(rb"<text:p[^>]*>([^<]*)<")
_MOST = 1 << 24
_MOST_HIDDEN = 10_000


class _Table(Struct):
    """A table while its markup is walked; 0-based places."""

    row: int = 0
    column: int = 0
    repeat: int = 1
    width: int = 0
    columns: int = 0
    last_row: int = 0
    last_column: int = 0
    broken: dict[tuple[int, int], BrokenCell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def aside(self) -> Aside:
        return Aside(self.broken, frozenset(self.hidden_rows), frozenset(self.hidden_columns), self.merges)


def look(xml: bytes, shown: str, limits: Limits) -> list[Aside]:
    """What is to be told beside the values of each table of a content.xml.

    Empty cells at a row's end and empty rows at a sheet's end do not count: writers repeat them to the edge.

    Raises:
        FupinError: a sheet's rectangle exceeds the limit.
    """
    found: list[Aside] = []
    table = _Table()
    for match in _TOKEN.finditer(xml):
        closing, kind, attributes = match.groups()
        times = _times(attributes)
        if kind == b"table":
            if closing:
                found.append(table.aside())
            table = _Table()
        elif kind == b"table-column":
            if _HIDDEN.search(attributes):
                table.hidden_columns.update(range(table.columns, table.columns + min(times, _MOST_HIDDEN)))
            table.columns += times
        elif kind == b"table-row":
            if not closing:
                table.repeat, table.column, table.width = times, 0, 0
                if _HIDDEN.search(attributes):
                    table.hidden_rows.update(range(table.row + 1, table.row + 1 + min(times, _MOST_HIDDEN)))
            if closing or attributes.endswith(b"/"):
                table.row += table.repeat
                if table.width:
                    table.last_row, table.last_column = table.row, max(table.last_column, table.width)
                    if table.last_row * table.last_column > limits.cells:
                        raise too_large(shown, "的表格范围异常")
        elif not closing:
            _cell(table, attributes, xml, match.end())
            table.column += times
            if not attributes.endswith(b"/"):
                table.width = table.column
    return found


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return 1 if found is None else min(int(found[1]), _MOST) if len(found[1]) < 12 else _MOST


def _cell(table: _Table, attributes: bytes, xml: bytes, end: int) -> None:
    """Note a cell that begins a merged range, is an error, or is a formula that was never calculated."""
    spans = {side: int(count) for side, count in _SPANNED.findall(attributes)}
    down, right = spans.get(b"rows", 1) - 1, spans.get(b"columns", 1) - 1
    if down > 0 or right > 0:
        table.merges.append((table.row, table.column, table.row + down, table.column + right))
    if _ERROR.search(attributes):
        text = _TEXT.match(xml, end)
        table.broken[table.row, table.column] = BrokenCell(
            text[1].decode("utf-8", "replace") if text else "#N/A"
        )
    elif (formula := _FORMULA.search(attributes)) and not _VALUED.search(attributes):
        table.broken[table.row, table.column] = BrokenCell(formula[1].decode("utf-8", "replace"))
