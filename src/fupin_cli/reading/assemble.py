"""A header and the rows under it → a `Table`."""

from typing import Any

from fupin_cli.reading.binding import Candidate
from fupin_cli.reading.body import Body
from fupin_cli.reading.headers import Index
from fupin_cli.reading.lines import Lines
from fupin_cli.reading.model import BoundColumn, Grid, Table, TotalRow
from fupin_cli.reading.units import factor, units_in


def bound_columns(candidate: Candidate, index: Index, unit_line: str) -> list[BoundColumn]:
    """The candidate's columns with the factor from the sheet's unit to the field's."""
    made = []
    stated = units_in(unit_line)
    for label, name, unit in candidate.bound:
        wanted = index.columns(candidate.ledger)[name].unit
        scale = None
        if wanted:
            for shown in [unit] if unit else stated:
                found = factor(shown, wanted)
                if found is not None:
                    scale = None if found == 1 else found
                    break
        made.append(BoundColumn(name, label.shown, label.index, scale))
    return made


def assemble(grid: Grid, candidate: Candidate, body: Body, lines: Lines, index: Index) -> Table:
    """Take the table's columns out of the grid and its totals out of its rows."""
    heading = candidate.heading
    columns = bound_columns(candidate, index, lines.unit)
    bound = {column.index for column in columns}
    rows = [grid.rows[number] for number in body.data]
    width = max(map(len, rows), default=0)
    if any(len(row) < width for row in rows):
        rows = [row + [""] * (width - len(row)) for row in rows]
    cells: dict[str, list[Any]] = {
        column.field: [row[column.index] for row in rows] if column.index < width else [""] * len(rows)
        for column in columns
    }
    fields = set(cells)
    return Table(
        sheet=grid.name,
        ledger=candidate.ledger,
        header_rows=tuple(range(heading.top + 1, heading.bottom + 1)),
        columns=columns,
        rows=[number + 1 for number in body.data],
        cells=cells,
        totals=_totals(grid, columns, body, heading.bottom),
        place=lines.place,
        unit=lines.unit,
        data_date=lines.data_date,
        period=lines.period,
        unknown=[(label.shown, label.index) for label in heading.labels if label.index not in bound],
        missing=[
            c.name for c in index.columns(candidate.ledger).values() if c.required and c.name not in fields
        ],
        title=lines.title,
        hidden=grid.hidden,
    )


def _totals(grid: Grid, columns: list[BoundColumn], body: Body, start: int) -> list[TotalRow]:
    """Total rows with the data rows that they stand for.

    A 小计 sums the rows since the total before it; a 合计 those since the 合计 before it where 小计 lie
    between, a 总计 everything. Where the first row of all is a total, totals stand above what they sum.
    """
    if not body.totals:
        return []
    first = min(body.data, default=start)
    last = max(body.data, default=start)
    leading = body.totals[0][0] < first
    made = []
    for position, (row, label) in enumerate(body.totals):
        others = body.totals[position + 1 :] if leading else body.totals[:position][::-1]
        far = last + 1 if leading else first - 1
        if "小计" in label:
            edge = next((r for r, _ in others), far)
        elif "总" in label:
            edge = far
        elif others and "小计" in others[0][1]:
            edge = next((r for r, text in others if "小计" not in text), far)
        else:
            edge = next((r for r, _ in others), far)
        low, high = (row, edge) if leading else (edge, row)
        over = [r for r in body.data if low < r < high]
        cells = grid.rows[row]
        values = {
            column.field: cells[column.index]
            for column in columns
            if column.index < len(cells)
            and cells[column.index] not in ("", None)
            and not (isinstance(cells[column.index], str) and "".join(cells[column.index].split()) == label)
        }
        made.append(TotalRow(row + 1, label, values, (over[0] + 1, over[-1] + 1) if over else (row + 1, row)))
    return made
