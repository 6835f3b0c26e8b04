"""Merged ranges of an xlsx sheet, read off its XML.

calamine parses the whole sheet once more for them, up to the first `mergeCells`: it is given an empty one before
the rows, which saves a third of its time, and the ranges are looked up in the bytes.
"""

from fupin_cli.patterns import regex
from fupin_cli.reading.extents import column_number

NONE = b"<mergeCells></mergeCells>"
_ROWS = b"<sheetData>"
_RANGE = regex(rb"<(?:\w+:)?mergeCell\b[^>]*?\sref=[\"']([A-Za-z]{1,3})(\d+):([A-Za-z]{1,3})(\d+)[\"']")


def hidden(xml: bytes) -> bytes:
    """The sheet with its merged ranges hidden from calamine; as it is where its form is not the common one."""
    start = xml.find(_ROWS)
    return xml if start < 0 else xml[:start] + NONE + xml[start:]


def merged(xml: bytes) -> list[tuple[int, int, int, int]]:
    """The ranges, 0-based: top, left, bottom, right."""
    start = xml.find(b"mergeCells")
    if start < 0:
        return []
    return [
        (int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))
        for left, top, right, bottom in _RANGE.findall(xml, start)
    ]
