"""Plain tables whose columns line up under Chinese text."""

import shutil
from collections.abc import Sequence

from fupin_cli.outputs.width import pad, width, wrap


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a table; the last column takes what room is left and wraps."""
    widths = [max(width(row[n]) for row in (header, *rows)) for n in range(len(header))]
    room = max(shutil.get_terminal_size((100, 24)).columns - sum(widths[:-1]) - 2 * len(widths), 20)
    lines = []
    for row in (header, ["─" * min(size, room) for size in widths], *rows):
        last = wrap(row[-1], room) or [""]
        left = "  ".join(pad(cell, size) for cell, size in zip(row[:-1], widths, strict=False))
        indent = " " * width(left)
        for number, part in enumerate(last):
            start = left if number == 0 else indent
            lines.append(f"{start}  {part}".rstrip() if len(row) > 1 else part)
    return lines
