"""The measures of the official page (GB/T 9704-2012 第5章), in twips: a twentieth of a point."""

import unicodedata

MM = 1440 / 25.4

PAGE_WIDTH, PAGE_HEIGHT = round(210 * MM), round(297 * MM)
TOP, LEFT, RIGHT, BOTTOM = round(37 * MM), round(28 * MM), round(26 * MM), round(35 * MM)
TEXT_WIDTH, TEXT_HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM

LINE = TEXT_HEIGHT // 22
"""22 lines fill the 225 mm: 28.95 pt each, the standard gives no figure."""

BODY_SIZE, TITLE_SIZE, PAGE_NUMBER_SIZE, IMPRINT_SIZE = 16, 22, 14, 14
"""3号, 2号 and twice 4号, in points."""

TIGHTEN = -7
"""28 characters of 16 pt are 448 pt, the text block is 442 pt: each gives up a third of a point.

A quarter would do; but there LibreOffice 7.4 loses one comma in a hundred, those that it hangs over a full line.
"""

CHARACTER = TEXT_WIDTH // 28
"""The pitch of the body's characters on a full line."""

LANDSCAPE_WIDTH = PAGE_HEIGHT - TOP - BOTTOM
"""The width of the text block of a page on its side: the margins turn with the paper."""

FOOTER_LINE = 18 * 20
_FOOTER_DROP = round(7 * MM)

FOOTER_BLANK = _FOOTER_DROP - FOOTER_LINE // 2
"""Between the text block and the page number's line: the footer reaches up to the block and not into it."""


def footer_distance(bottom: int) -> int:
    """From the paper's edge to the page number's line, whose middle stands 7 mm below the text block."""
    return bottom - _FOOTER_DROP - FOOTER_LINE // 2


def width(text: str) -> float:
    """The width of a text in Chinese characters: digits and Latin letters take about half of one."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)
