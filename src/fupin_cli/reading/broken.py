"""Cells of an xlsx sheet that calamine shows as empty: error values, and formulas without a stored result."""

import re

from fupin_cli.patterns import regex
from fupin_cli.reading.aside import Aside
from fupin_cli.reading.extents import column_number
from fupin_cli.reading.occurs import occurs
from fupin_cli.vocabulary.fields import BrokenCell

SIGNS = r"=[\"']e[\"']|[<:]f[ />]|hidden=[\"'][1t]"
_LITERAL = (b'="e"', b"='e'", b"<f", b":f", b"hidden=")  # 每一种 SIGNS 里都有其一；找固定的字快得多
_ROW = regex(rb"<(?:\w+:)?row\b[^>]*>")
_COLUMN = regex(rb"<(?:\w+:)?col\b[^>]*>")
_HIDDEN = regex(rb"\shidden=[\"'](?:1|true)[\"']")
_AT = regex(rb"\sr=[\"']([A-Za-z]+)(\d+)[\"']")
_NUMBER = regex(rb"\sr=[\"'](\d+)[\"']")
_ERROR = regex(rb"\st=[\"']e[\"']")
_VALUE = regex(rb"<(?:\w+:)?v>([^<]*)</")
_FORMULA = regex(
    rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*((?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?)\s*</(?:\w+:)?c>"
)
_CELL_START = regex(rb"<(?:\w+:)?c\b[^>]*>")


def facts(xml: bytes) -> Aside:
    """Read the facts off a sheet's XML; a quick search first, so that a sheet without any costs little."""
    found = Aside()
    if not any(sign in xml for sign in _LITERAL) or not occurs(SIGNS, xml):
        return found
    if b'="e"' in xml or b"='e'" in xml:
        for match in _ERROR.finditer(xml):
            _note(found, xml, match.start(), match.end(), None)
    if b"<f" in xml or b":f" in xml:
        for match in _FORMULA.finditer(xml):
            _note(found, xml, match.start(), match.end(), match)
    if b"hidden=" in xml:
        found.hidden_rows = frozenset(
            int(number[1])
            for row in _ROW.finditer(xml)
            if _HIDDEN.search(row[0]) and (number := _NUMBER.search(row[0]))
        )
        found.hidden_columns = frozenset(_hidden_columns(xml[: max(0, xml.find(b"sheetData"))]))
    return found


def _note(found: Aside, xml: bytes, start: int, end: int, formula: re.Match[bytes] | None) -> None:
    """Record the cell around `start`, if it is an error or a formula that was never calculated."""
    opening = max(xml.rfind(b"<c ", 0, start + 3), xml.rfind(b":c ", 0, start + 3))
    tag = _CELL_START.match(
        xml, opening if xml[opening : opening + 1] == b"<" else xml.rfind(b"<", 0, opening)
    )
    place = _AT.search(tag[0]) if tag else None
    if tag is None or place is None or start > tag.end() + 4096:
        return
    if formula is None:
        value = _VALUE.search(xml, tag.end(), xml.find(b"</", xml.find(b"v>", tag.end()) + 2) + 2)
        shown = value[1].decode("utf-8", "replace") if value else "#N/A"
    else:
        if formula[2] and b'"str"' in tag[0]:  # =IF(…,"") 的结果就是空文字
            return
        if _ERROR.search(tag[0]):
            return
        shown = "=" + (formula[1] or b"").decode("utf-8", "replace")
    found.broken[int(place[2]) - 1, column_number(place[1])] = BrokenCell(shown)


def _hidden_columns(head: bytes) -> list[int]:
    hidden: list[int] = []
    for column in _COLUMN.finditer(head):
        if not _HIDDEN.search(column[0]):
            continue
        low, high = re.search(rb'min="(\d+)"', column[0]), re.search(rb'max="(\d+)"', column[0])
        if low and high:
            hidden += range(int(low[1]) - 1, min(int(high[1]), 2000))
    return hidden
