"""The rows under a header: data, totals, repeated headers, notes."""

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from fupin_cli.patterns import regex
from fupin_cli.reading.columns import Rows
from fupin_cli.reading.heading import Heading
from fupin_cli.reading.model import Grid
from fupin_cli.reading.witnesses import Witnesses

_LEADING, _NOTED = 8, 3  # 合计的字样在前几列里找，注和签字只在前三列
_TOTAL = regex(
    r"^.{0,12}?(?:合|小|总|共|累)计(?:数|人数|户数)?(?:[(（][^()（）]{1,6}[)）])?[:：]?"
    r"(?:共?[\d,.]+(?:户|人次|人|万元|元|个|名|亩)[、，,]?)*。?$"
)
_NOTE = regex(
    r"^(?:注|备注|说明|填表说明|填报说明|备\s*注|提示|填表人|填报人|制表人?|经办人|审核人?|审批人?|复核人?|负责人|单位负责人|"
    r"统计负责人|村书记|村主任|主要负责人|分管负责人|填表日期|填报日期|填表时间|填报时间|报出日期|填报单位|报送单位|联系人|签字|盖章|"
    r"签名|其中)(?:[（(].{0,8}[)）])?\s*[:：].*$|^.{1,14}(?:签字|盖章|签名|签章|手印)[)）]?\s*[:：].*$",
    re.S,
)


_VILLAGE = regex(r"^[^\W\d_A-Za-z]{1,6}(?:村|社区|居委会)$")


class Body(Struct):
    """0-based rows of a table's body.

    Attributes:
        data: rows of records.
        totals: (row, label) of 合计 and 小计 rows.
        notes: rows of remarks and signatures.
        doubts: rows that say 合计 and yet whose they are.
        end: the row after the last that belongs to the table.
    """

    data: list[int] = field(default_factory=list)
    totals: list[tuple[int, str]] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    doubts: list["Doubt"] = field(default_factory=list)
    end: int = 0


class Doubt(Struct, frozen=True):
    """A row (0-based) with `label` in a column, and the header of the column that says whose the row is."""

    row: int
    column: int
    label: str
    whose: str
    total: bool


def is_total(value: Any) -> bool:
    """Whether a cell's text labels its row as a sum (合计, 小 计, 双庙村小计)."""
    return (
        isinstance(value, str)
        and "计" in value
        and len(value) < 24
        and _TOTAL.match(re.sub(r"\s+", "", value)) is not None
    )


def is_note(value: Any) -> bool:
    """Whether a cell's text starts a line of remarks or signatures."""
    return (
        isinstance(value, str) and (":" in value or "：" in value) and _NOTE.match(value.strip()) is not None
    )


def scan(
    grid: Grid,
    heading: Heading,
    span: range,
    end: int,
    skips: list[tuple[int, int]],
    witnesses: Witnesses = Witnesses(),
) -> Body:
    """Sort the rows from the header to `end` into data, totals and notes.

    A row whose 序号 says 示例, a header printed again (`skips`), a line of column numbers and a row that
    holds nothing but its prefilled 序号 are none of these. A row that says 合计 and whose it is (`witnesses`)
    is a total where 合计 stands for the name or its figures add up; otherwise nobody may be lost: it is data.
    """
    rows = grid.rows
    counts = rows.counts(span, heading.bottom, end)
    special = _special(rows, span, heading.bottom, end)
    few = max(1, len(heading.labels) // 4)
    serial = next((x.index for x in heading.labels if x.readings[-1][0] in _SERIAL), None)
    # 绝大多数行是普通的数据行，只逐行看有疑问的那几行
    odd = {position for position, count in enumerate(counts) if count <= few}
    odd.update(special, [0] if counts else [])
    if serial is not None:
        odd.update(rows.column(serial, heading.bottom, end).where(_says_example))
    odd.update(number - heading.bottom for skip in skips for number in range(*skip))
    body = Body(
        [heading.bottom + position for position in range(len(counts)) if position not in odd], end=end
    )
    printed = {number for top, bottom in skips for number in range(top, bottom)}
    villages = _village_lines(rows, heading, counts, span)
    for position in sorted(odd.intersection(range(len(counts)))):
        number = heading.bottom + position
        row = rows[number][span.start : span.stop]
        if number in villages:
            body.notes.append(number)
            continue
        if not counts[position] or number in printed or _is_no_record(row, serial and serial - span.start):
            continue
        if position in special:
            column, label = special[position]
            if not label:
                (body.data if witnesses.person(rows[number]) else body.notes).append(number)
            elif _stands_for_rows(body, rows, number, column, label, witnesses):
                body.totals.append((number, label))
            else:
                body.data.append(number)
        elif position == 0 and _is_numbering(row):
            continue
        elif counts[position] <= few and (
            _is_line(row, grid, number, span) or _goes_on(row, serial and serial - span.start)
        ):
            body.notes.append(number)
        else:
            body.data.append(number)
    body.data.sort()
    return body


def _village_lines(rows: Rows, heading: Heading, counts: Sequence[int], span: range) -> set[int]:
    """Rows that hold nothing but a village, where the first row of the body is one: the lines over its blocks.

    In a column of villages the name is the row's own.
    """
    own = {label.index for label in heading.labels if "村" in label.shown or "社区" in label.shown}
    found: set[int] = set()
    for position, count in enumerate(counts):
        if count == 1:
            number = heading.bottom + position
            at = next(index for index in span if rows.cell(number, index) != "")
            value = rows.cell(number, at)
            if at not in own and isinstance(value, str) and _VILLAGE.match(value.strip()):
                found.add(number)
        if count and not found:
            break
    return found


def _stands_for_rows(
    body: Body, rows: Rows, number: int, column: int, label: str, witnesses: Witnesses
) -> bool:
    """Whether a row that says 合计 is a total; a doubt of the body where it also says whose it is."""
    whose = witnesses.whose(rows[number])
    if not whose:
        return True
    last = body.totals[-1][0] if body.totals else -1
    above = [row for row in body.data if row < number]
    since = [row for row in above if row > last]
    total = witnesses.named_at(column) or witnesses.adds_up(rows, number, (since, above))
    body.doubts.append(Doubt(number, column, label, whose, total))
    return total


def _special(rows: Rows, span: range, start: int, stop: int) -> dict[int, tuple[int, str]]:
    """Rows whose leading cells label a total or start a note: column and label ("" for a note), from `start`."""
    found: dict[int, tuple[int, str]] = {}
    for order, index in enumerate(span[:_LEADING]):
        values = rows.column(index, start, stop)
        for position in values.where(is_total if order >= _NOTED else _is_special):
            value = values[position]
            if is_total(value):
                if not found.get(position, (0, ""))[1]:
                    found[position] = index, "".join(value.split())
            else:
                found.setdefault(position, (index, ""))
    return found


def _is_special(value: Any) -> bool:
    return is_total(value) or is_note(value)


def _says_example(value: Any) -> bool:
    """Whether a 序号 may mark the template's example."""
    return isinstance(value, str) and "例" in value


def _is_line(row: list[Any], grid: Grid, number: int, span: range) -> bool:
    """Whether a nearly empty row is a line of text (a remark, a section's title) and no record."""
    values = [(index, value) for index, value in enumerate(row) if value != ""]
    first, value = values[0]
    if any(is_note(text) for _, text in values):
        return True
    if not isinstance(value, str) or len(values) > 1:
        return False
    if len(value) > 15 and len(span) > 2 and not value.isascii():
        return True
    return first == 0 and any(
        top == number and left == span.start and right - left >= len(span) // 2
        for top, left, _, right in grid.merges
    )


def _goes_on(row: list[Any], serial: int | None) -> bool:
    """Whether all that a row holds is a text where its number should be: 2.人均纯收入为上年数, （第1页）."""
    value = row[serial] if serial is not None and serial < len(row) else ""
    return (
        isinstance(value, str)
        and len(row) - row.count("") == 1
        and len(value.strip()) > 4
        and not value.strip().isdecimal()
    )


def _is_no_record(row: list[Any], serial: int | None) -> bool:
    """Whether 序号 marks the template's example, or is all that the row holds."""
    value = row[serial] if serial is not None and serial < len(row) else ""
    if isinstance(value, str) and value.strip().strip("()（）【】[]") in _EXAMPLE:
        return True
    return (
        len(row) - row.count("") == 1
        and value != ""
        and (not isinstance(value, str) or len(value.strip()) <= 4)
    )


def _is_numbering(row: list[Any]) -> bool:
    """Whether a row under the header only numbers the columns (1 2 3 … or 甲 乙 1 2)."""
    values = [str(v).strip().removesuffix(".0").strip("()（）") for v in row if v != ""]
    while values and values[0] in _STEMS:
        values = values[1:]
    digits = [int(v) for v in values if v.isdecimal() and len(v) < 4]
    return len(digits) == len(values) >= 2 and digits == list(range(digits[0], digits[0] + len(digits)))


_EXAMPLE = frozenset({"示例", "样例", "例", "例子", "范例"})
_SERIAL = frozenset({"序号", "编号序号", "序"})
_STEMS = frozenset("甲乙丙丁戊己庚辛")
