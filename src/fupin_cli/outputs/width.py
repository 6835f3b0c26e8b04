"""Text on a terminal: how many columns it takes, where it may be broken."""

import re
import unicodedata

from fupin_cli.patterns import regex

_CLOSING = "，。、；：！？）》”’…"
_UNIT = regex(r"[\x21-\x7e]+|\s+|.", re.S)


def width(text: str) -> int:
    """Columns that `text` takes; Chinese characters take two."""
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text
    )


def pad(text: str, columns: int) -> str:
    """`text` with spaces up to `columns`."""
    return text + " " * (columns - width(text))


def wrap(text: str, room: int) -> list[str]:
    """`text` in lines of at most `room` columns: Latin words stay whole, no line starts with a closing sign."""
    lines: list[str] = []
    line = ""
    for unit in _UNIT.findall(text):
        if unit == "\n":
            lines.append(line.rstrip())
            line = ""
        elif width(line) + width(unit) <= room or unit in _CLOSING:
            line += unit if line or not unit.isspace() else ""
        else:
            lines.append(line.rstrip())
            line = "" if unit.isspace() else unit
    return [*lines, line.rstrip()] if line.strip() else lines
