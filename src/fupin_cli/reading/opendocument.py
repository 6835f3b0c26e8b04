"""ods: how large its repeated cells would grow, before calamine writes them out."""

import re

from fupin_cli.reading.limits import Limits
from fupin_cli.reading.package import too_large

_TOKEN = re.compile(rb"<(/?)table:(table-row|covered-table-cell|table-cell|table)\b([^>]*)>")
_REPEATED = re.compile(rb"number-(?:columns|rows)-repeated=[\"'](\d+)[\"']")


def check(xml: bytes, shown: str, limits: Limits) -> None:
    """Refuse a content.xml whose sheets' rectangles exceed the limit.

    Empty cells at a row's end and empty rows at a sheet's end do not count: writers repeat them to the edge.

    Raises:
        FupinError: a sheet is too large.
    """
    row = column = width = last_row = last_column = repeat = 0
    for match in _TOKEN.finditer(xml):
        closing, kind, attributes = match.groups()
        found = _REPEATED.search(attributes)
        times = min(int(found[1]), 1 << 24) if found and len(found[1]) < 12 else 1 if not found else 1 << 24
        if kind == b"table":
            row = column = width = last_row = last_column = 0
        elif kind == b"table-row":
            if not closing:
                repeat, column, width = times, 0, 0
            if closing or attributes.endswith(b"/"):
                row += repeat
                if width:
                    last_row, last_column = row, max(last_column, width)
                    if last_row * last_column > limits.cells:
                        raise too_large(shown, "的表格范围异常")
        elif not closing:
            column += times
            if not attributes.endswith(b"/"):
                width = column
