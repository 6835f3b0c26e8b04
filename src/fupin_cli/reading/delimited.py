"""Comma, tab or semicolon separated text, as WPS, the national system and web exports write it."""

import csv
import io

from fupin_cli.errors import FupinError
from fupin_cli.reading.columns import Rows
from fupin_cli.reading.limits import Limits
from fupin_cli.reading.model import Grid
from fupin_cli.reading.package import too_large

_SEPARATORS = (",", "\t", ";", "，")
_ENCODINGS = ("utf-8-sig", "gb18030")


def decode(content: bytes) -> str | None:
    """`content` as text in UTF-8, UTF-16 with a mark, or GB18030; None if it is none of them."""
    encodings = ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else _ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def read_delimited(text: str, name: str, shown: str, limits: Limits) -> Grid:
    """The one grid of a text file; values stay text, an ="…" wrapping is left to the field's type.

    Raises:
        FupinError: too many cells, or quotes that never end.
    """
    first = [line for line in text.splitlines()[:50] if line.strip()]
    separator = max(_SEPARATORS, key=lambda sign: sum(line.count(sign) for line in first))
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append([_unwrap(cell) for cell in row])
            cells += len(row)
            if cells > limits.cells:
                raise too_large(shown, f"超过{limits.cells}个单元格")
    except csv.Error as error:
        raise FupinError(
            f"文件“{shown}”第{len(rows) + 1}行附近的引号或分隔符乱了，读不下去。",
            "请用 WPS 打开另存为 xlsx。",
        ) from error
    if len(rows) * max(map(len, rows), default=0) > limits.cells:
        raise too_large(shown, "的表格范围异常")
    return Grid(name, Rows.of(rows))


def _unwrap(cell: str) -> str:
    """The text inside ="…", which exports use to keep long numbers as text."""
    text = cell.strip()
    return text[2:-1] if text[:2] == '="' and text[-1] == '"' and len(text) > 2 else cell
