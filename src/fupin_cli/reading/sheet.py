"""One grid → the tables on it."""

from fupin_cli.reading.assemble import assemble
from fupin_cli.reading.binding import best_heading
from fupin_cli.reading.body import scan
from fupin_cli.reading.headers import Index
from fupin_cli.reading.heading import Corner, candidates, text_of
from fupin_cli.reading.lines import read_lines
from fupin_cli.reading.model import Grid, Reading, SheetOutline

_HEADER_WITHIN = 40


def read_sheet(grid: Grid, index: Index, reading: Reading) -> None:
    """Recognise the ledger on a sheet and add it to `reading`, or say why there is none."""
    if not any(any(value not in ("", None) for value in row) for row in grid.rows[:1000]):
        reading.outlines.append(SheetOutline(grid.name, "空表", grid.hidden))
        return
    span = range(max(map(len, grid.rows)))
    headings = list(candidates(Corner(grid), range(min(_HEADER_WITHIN, len(grid.rows))), span, index))
    best = best_heading(headings, index)
    if best is None:
        reading.outlines.append(SheetOutline(grid.name, "没有找到台账的表头", grid.hidden))
        return
    heading, able = best
    body = scan(grid, heading, span, len(grid.rows))
    around = [*grid.rows[: heading.top], *(grid.rows[number] for number in body.notes)]
    lines = read_lines([[text_of(value) for value in row] for row in around], grid.name)
    table = assemble(grid, able[0], body, lines, index)
    reading.tables.append(table)
    reading.outlines.append(
        SheetOutline(grid.name, f"识别为“{table.ledger}”，{len(table.rows)}行", grid.hidden)
    )
