"""合计 and 小计 rows, with the data rows that each stands for."""

from fupin_cli.reading.body import Body
from fupin_cli.reading.model import BoundColumn, Grid, TotalRow


def totals(grid: Grid, columns: list[BoundColumn], body: Body, start: int) -> list[TotalRow]:
    """The total rows of a body that begins at the 0-based row `start`.

    A 小计 sums the rows since the total before it; a 合计 those since the 合计 before it where 小计 lie
    between, a 总计 everything. Where the first row of all is a total, totals stand above what they sum, but
    for those under the last row.
    """
    if not body.totals:
        return []
    first = min(body.data, default=start)
    last = max(body.data, default=start)
    leading = body.totals[0][0] < first
    made = []
    for position, (row, label) in enumerate(body.totals):
        down = leading and row < last
        others = body.totals[position + 1 :] if down else body.totals[:position][::-1]
        others = [other for other in others if _lie_between(body.data, row, other[0])]
        low, high = _reach(row, label, others, last + 1 if down else first - 1)
        over = [number for number in body.data if low < number < high]
        cells = grid.rows[row]
        values = {
            column.field: cells[column.index]
            for column in columns
            if column.index < len(cells)
            and cells[column.index] != ""
            and not (isinstance(cells[column.index], str) and "".join(cells[column.index].split()) == label)
        }
        span = (over[0] + 1, over[-1] + 1) if over else (row + 1, row)
        made.append(TotalRow(row + 1, label, values, span))
    return made


def _lie_between(data: list[int], one: int, other: int) -> bool:
    """Whether there are data rows between two totals, which else sum the same."""
    low, high = sorted((one, other))
    return any(low < number < high for number in data)


def _reach(row: int, label: str, others: list[tuple[int, str]], far: int) -> tuple[int, int]:
    """The rows between which a total sums, given the totals beyond it from near to far."""
    if "小计" in label or not (others and "小计" in others[0][1]):
        edge = next((r for r, _ in others), far)
    else:
        edge = next((r for r, text in others if "小计" not in text), far)
    if "总" in label:
        edge = far
    return min(row, edge), max(row, edge)
