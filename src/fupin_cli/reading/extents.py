"""How far the cells of an xlsx sheet reach, seen in its bytes before a reader makes room for them.

python-calamine allocates the rectangle around all cells: one stray cell at XFD1048576 would ask for 512 GiB
and abort the process.
"""

import re
from collections import Counter
from itertools import pairwise

from fupin_cli.findings import letter
from fupin_cli.patterns import regex
from fupin_cli.reading.occurs import occurs

# 列不过 CV（100 列）、行不到 20 万时，矩形不超过 2000 万格，不必细看
_FAR = (
    r"r=[\"'](?:[A-Za-z]{3,}[0-9]|[D-Zd-z][A-Za-z][0-9]|[Cc][W-Zw-z][0-9]"
    r"|[A-Za-z]{1,2}(?:[2-9][0-9]{5}|0|[0-9]{7})|[2-9][0-9]{5}|[0-9]{7})"
)
_REFERENCE = regex(rb"<(?:\w+:)?c\b[^>]*?\sr=[\"']([A-Za-z]+)(\d+)[\"']")
_CELL = rb"<(?:\w+:)?c\b[^>]*?\sr=[\"']%s[\"'][^>]*?(?:/>|>.*?</(?:\w+:)?c>)"
_ROW = regex(rb"<(?:\w+:)?row\b[^>]*?\sr=[\"'](\d+)[\"']")
_NAMELESS = regex(rb"<(?:\w+:)?c(?![^>]*\sr=)[\s/>]")
_GAP_ROWS = 2000
_GAP_COLUMNS = 120
_MOST_STRAYS = 200


def column_number(letters: bytes) -> int:
    """The 0-based column of its letters."""
    number = 0
    for code in letters.upper():
        number = number * 26 + code - 64
    return number - 1


def strays(xml: bytes, most: int) -> list[str] | None:
    """Cells that lie far from all others; `most` is the number of cells that the rectangle may have.

    Returns addresses, empty where nothing is amiss; None where the rectangle is too large and no few cells
    are to blame.
    """
    if not occurs(_FAR, xml):
        return []
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    cache: dict[bytes, int] = {}
    for match in _REFERENCE.finditer(xml):
        name = match[1]
        if name not in cache:
            cache[name] = column_number(name)
        columns[cache[name]] += 1
        rows[int(match[2])] += 1
    if _NAMELESS.search(xml):  # 没有写地址的单元格接着上一格，行号取自 <row>
        for match in _ROW.finditer(xml):
            rows[int(match[1])] += 1
    if not rows or not columns:
        return []
    fits = max(rows) * (max(columns) + 1) <= most
    last_row, last_column = _dense(rows, _GAP_ROWS), _dense(columns, _GAP_COLUMNS)
    few = sum(n for r, n in rows.items() if r > last_row) + sum(
        n for c, n in columns.items() if c > last_column
    )
    if few > _MOST_STRAYS or last_row * (last_column + 1) > most:
        return [] if fits else None
    far = []
    for match in _REFERENCE.finditer(xml):
        if int(match[2]) > last_row or cache[match[1]] > last_column:
            far.append((int(match[2]), cache[match[1]]))
    return [f"{letter(column)}{row}" for row, column in sorted(set(far))]


def _dense(counts: Counter[int], gap: int) -> int:
    """The last used number before the first gap of `gap` unused ones."""
    numbers = sorted(counts)
    for before, after in pairwise(numbers):
        if after - before > gap:
            return before
    return numbers[-1]


def without(xml: bytes, addresses: list[str]) -> bytes:
    """The sheet's XML without the cells at `addresses`."""
    for address in addresses:
        xml = re.sub(_CELL % address.encode(), b"", xml, flags=re.S | re.I)
    return xml
