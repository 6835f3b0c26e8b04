"""Pipe tables of the markup: to tables and to charts."""

import re
from decimal import Decimal, InvalidOperation

from fupin_cli.errors import FupinError
from fupin_cli.patterns import regex
from fupin_cli.reporting.document import (
    MERGE_LEFT,
    MERGE_UP,
    Align,
    Chart,
    ChartKind,
    Row,
    Series,
    Table,
    header_cells,
)

_RULE = regex(r"\|(\s*:?-{3,}:?\s*\|)+")
_CELL = regex(r"((?:\\.|[^|\\])*)\|")
_TOTALS = ("合计", "总计", "共计")
_HINT = "表格每行写成“| 村 | 户数 |”，表头与内容之间写一行“| --- | ---: |”，各行的格数要一样。"


def table(title: str, lines: list[str], *, wide: bool = False) -> Table | None:
    """A table from its lines; None where it has no rows (its ledger is absent).

    Raises:
        FupinError: no header, no `---` line, or rows that differ in length.
    """
    header, rules, rows = _parts(title, lines)
    if not rows:
        return None
    return Table(
        title=title,
        header=header,
        rows=rows,
        align=tuple(_align(rule) for rule in rules),
        total=rows[-1][0].replace(" ", "").replace("\u3000", "") in _TOTALS,
        wide=wide,
    )


def wide_table(title: str, lines: list[str]) -> Table | None:
    """A table that needs a page on its side. Raises as `table` does."""
    return table(title, lines, wide=True)


def chart(title: str, kind: ChartKind, lines: list[str]) -> Chart | None:
    """A chart from a table of labels (first column) and series; None where it has no rows.

    Raises:
        FupinError: as `table`, or a value that is not a number.
    """
    header, _, rows = _parts(title, lines)
    if not rows:
        return None
    columns = list(zip(*rows, strict=True))
    if len(columns) < 2 or len(header) != 1:
        raise FupinError(
            f"图“{title}”缺少数值列，或表头不止一行。", "第一列写名称，其后每列写一组数值，表头一行。"
        )
    return Chart(
        title=title,
        kind=kind,
        labels=columns[0],
        series=tuple(
            Series(name, tuple(_number(title, cell) for cell in column))
            for name, column in zip(header[0][1:], columns[1:], strict=True)
        ),
    )


def _parts(title: str, lines: list[str]) -> tuple[tuple[Row, ...], Row, tuple[Row, ...]]:
    """Header rows, the cells of the `---` line, body rows."""
    rule = next((position for position, line in enumerate(lines) if _RULE.fullmatch(line)), None)
    if not rule:
        raise FupinError(f"表“{title}”缺少表头或表头下的分隔线。", _HINT)
    header, rows = (tuple(_cells(title, line) for line in part) for part in (lines[:rule], lines[rule + 1 :]))
    rules = _cells(title, lines[rule])
    for row in (*header, *rows):
        if len(row) != len(rules):
            raise FupinError(
                f"表“{title}”中“{'、'.join(row)}”一行有 {len(row)} 格，应为 {len(rules)} 格。", _HINT
            )
    cells = [cell for row in header_cells(header) for cell in row if cell]
    if sum(cell.rows * cell.columns for cell in cells) != len(header) * len(rules):
        raise FupinError(
            f"表“{title}”的表头合并得不成方块。",
            "“<”与左边的格合并，“^”与上边的格合并，合起来要是一个长方形。",
        )
    return header, rules, rows


def _cells(title: str, line: str) -> Row:
    inner = line.removeprefix("|")
    cells = [cell.strip() for cell in _CELL.findall(inner)]
    if not line.startswith("|") or "".join(f"{cell}|" for cell in _CELL.findall(inner)) != inner:
        raise FupinError(f"表“{title}”中“{line}”不是表格的一行。", _HINT)
    return tuple(cell if cell in (MERGE_LEFT, MERGE_UP) else re.sub(r"\\(.)", r"\1", cell) for cell in cells)


def _align(rule: str) -> Align:
    if rule.endswith(":"):
        return "center" if rule.startswith(":") else "right"
    return "left"


def _number(title: str, cell: str) -> Decimal:
    try:
        value = Decimal(cell.replace(",", "").removesuffix("%"))
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite():
        raise FupinError(f"图“{title}”中“{cell}”不是数值。", "图的数值列只写数字，没有数的行不要写入。")
    return value
