"""Tables: 合计 rows and columns against the figures they total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from fupin_cli.patterns import regex
from fupin_cli.proofreading.codes import finding
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.grammar.quantities import plain
from fupin_cli.proofreading.model import Cell, Claim, Notes
from fupin_cli.vocabulary.numbers import plain_number

_TOTAL = regex(r"^(?:总?合\s*计|总\s*计|全[镇乡县村区]\s*(?:合计)?|共\s*计)$")
_SUBTOTAL = regex(r"^小\s*计$")
_NOT_ADDED = regex(r"序号|编号|占比|比例|率|人均|户均|平均|单价|标准|年份|年度|电话|备注|%|排名|时间|日期")
_PART_OF = regex(r"^(?:其中|其中[:：].*)")

Grid = Sequence[Sequence[Cell]]


def judge(piece: Piece, notes: Notes) -> None:
    """Every table of the document whose cells belong to this piece."""
    by_number = {parsed.paragraph.number: parsed for parsed in piece.paragraphs}
    for grid in piece.document.tables:
        cells = [cell for row in grid for cell in row if cell.paragraph in by_number]
        if cells and len(grid) > 2:
            _columns(grid, by_number, notes)
            _rows(grid, by_number, notes)


def _columns(grid: Grid, by_number: dict[int, Parsed], notes: Notes) -> None:
    """A row named 合计 against the rows above it (or below, where it comes first)."""
    at = next(
        (i for i, row in enumerate(grid) if any(_TOTAL.match(plain(c.text).strip()) for c in row[:2])), None
    )
    if at is None:
        return
    header = _header(grid)
    body = [row for i, row in enumerate(grid) if i >= header and i != at]
    subtotals = [row for row in body if any(_SUBTOTAL.match(plain(c.text).strip()) for c in row[:2])]
    judged: list[tuple[Cell, list[Decimal], Decimal]] = []
    for column, cell in enumerate(grid[at]):
        title = "".join(row[column].text for row in grid[:header])
        total = _number(cell.text)
        if total is None or _NOT_ADDED.search(title):
            continue
        rows = [row for row in body if row not in subtotals]
        readings = [[_number(row[column].text) for row in rows]]
        if subtotals:
            readings.append([_number(row[column].text) for row in subtotals])
        sums = [[v for v in values if v is not None] for values in readings if _filled(values)]
        if not sums:
            continue
        best = next((values for values in sums if sum(values, Decimal(0)) == total), sums[0])
        judged.append((cell, best, total))
    _note(judged, by_number, "列", notes)


def _rows(grid: Grid, by_number: dict[int, Parsed], notes: Notes) -> None:
    """A column headed 合计 or 小计 against the columns after it, or before it."""
    header = _header(grid)
    titles = ["".join(row[c].text for row in grid[:header]).strip() for c in range(len(grid[0]))]
    at = next((c for c, t in enumerate(titles) if _TOTAL.match(plain(t)) or _SUBTOTAL.match(plain(t))), None)
    if at is None:
        return
    addable = [
        c
        for c, t in enumerate(titles)
        if c != at
        and not _NOT_ADDED.search(t)
        and not _PART_OF.match(t)
        and _number(grid[-1][c].text) is not None
    ]
    for columns in ([c for c in addable if c > at], [c for c in addable if c < at]):
        judged: list[tuple[Cell, list[Decimal], Decimal]] = []
        for row in grid[header:]:
            total = _number(row[at].text)
            values = [_number(row[c].text) for c in columns]
            if total is not None and len(columns) >= 2 and _filled(values):
                judged.append((row[at], [v for v in values if v is not None], total))
        if sum(sum(v, Decimal(0)) == t for _, v, t in judged) * 2 >= len(judged) > 1:
            _note(judged, by_number, "行", notes)
            return


def _note(
    judged: list[tuple[Cell, list[Decimal], Decimal]], by_number: dict[int, Parsed], way: str, notes: Notes
) -> None:
    """One odd total among totals that agree is certain; where none agrees the table may be another kind."""
    holding = sum(sum(values, Decimal(0)) == total for _, values, total in judged)
    for cell, values, total in judged:
        parsed = by_number.get(cell.paragraph)
        if parsed is None:
            continue
        computed = sum(values, Decimal(0))
        shown = "+".join(plain_number(v) for v in values) if len(values) <= 12 else f"{len(values)}个数之和"
        if computed == total:
            notes.claim(
                Claim("table", cell.text, cell.paragraph, 0, f"{shown}={plain_number(total)}", "", "holds")
            )
            continue
        verdict = "broken" if holding else "undecided"
        relation = f"{shown}={plain_number(computed)}≠{plain_number(total)}"
        notes.claim(
            Claim("table", cell.text, cell.paragraph, 0, relation, "", "broken" if holding else "undecided")
        )
        if not holding and abs(computed - total) > max(computed, total) / 5:
            continue
        where = parsed.paragraph.place
        message = f"{where}的合计与本{way}各数之和不一致：{shown}={plain_number(computed)}，表中写 {plain_number(total)}。"
        severity = None if verdict == "broken" else "warning"
        end = len(parsed.paragraph.text)
        notes.find(
            finding("PR011", parsed, 0, end, message, "请核对合计和本" + way + "各数。", severity)  # type: ignore[arg-type]
        )


def _header(grid: Grid) -> int:
    """The number of rows above the first row with a number in it (序号 apart)."""
    for index, row in enumerate(grid):
        if index and sum(_number(cell.text) is not None for cell in row) >= max(1, len(row) // 3):
            return index
    return 1


def _number(text: str) -> Decimal | None:
    written = re.sub(r"[\s,]|(?:元|万元|户|人|个|亩|名)$", "", plain(text).strip())
    try:
        value = Decimal(written) if written and written[0] in "-.0123456789" else None
    except InvalidOperation:
        return None
    return value


def _filled(values: Sequence[Decimal | None]) -> bool:
    """At least two numbers; a blank cell counts as none."""
    return sum(value is not None for value in values) >= 2
