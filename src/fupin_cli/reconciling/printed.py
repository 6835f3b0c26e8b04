"""What a sheet says of itself: its 合计 rows against the rows above them, its 序号 against its rows."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from fupin_cli.engine.dataset import Member
from fupin_cli.judging import TypedTable, verdict
from fupin_cli.reading.model import TotalRow
from fupin_cli.reconciling.model import Amount, Contributor, Outcome
from fupin_cli.scope import Scope
from fupin_cli.tracing import Source
from fupin_cli.vocabulary.ledger import columns

TOTALS, NUMBERING = "RC902", "RC903"


def printed_totals(scope: Scope) -> list[Outcome]:
    """合计 and 小计 rows that the sheets print against the rows that they stand for."""
    return [
        outcome
        for member in _members(scope)
        for total in member.typed.table.totals
        for outcome in _total(scope, member.typed, total)
    ]


def numbering(scope: Scope) -> list[Outcome]:
    """序号 1, 2, 3 … against the rows: a gap shows that a row is gone, a repetition that one came twice.

    Sheets numbered otherwise (by household, by village, with blanks) are left alone.
    """
    return [outcome for member in _members(scope) for outcome in _numbers(scope, member.typed)]


def _members(scope: Scope) -> Iterator[Member]:
    for member in scope.dataset.members:
        place = member.typed.table.place
        elsewhere = scope.town and place.get("乡", "") not in {"", scope.town}
        if not elsewhere and (not scope.village or place.get("村") == scope.village):
            yield member


def _total(scope: Scope, typed: TypedTable, total: TotalRow) -> Iterator[Outcome]:
    table = typed.table
    inside = [n for n, row in enumerate(table.rows) if total.over[0] <= row <= total.over[1]]
    rows = tuple(table.rows[position] for position in inside)
    for bound in table.columns:
        column = columns(typed.ledger)[bound.field]
        if not column.total or bound.field not in total.values:
            continue
        stated = verdict(typed.ledger, bound.field, total.values[bound.field], bound.scale)
        if stated.value is None:
            continue
        data = typed.columns[bound.field]
        values = [data.values[data.codes[position]] for position in inside]
        added = sum((Decimal(value) for value in values if value is not None), Decimal(0))
        stands = Source(typed.reading.path, table.sheet, (total.row,))
        yield Outcome(
            code=TOTALS,
            title=f"{table.ledger}{total.label}行：{bound.field}",
            town=scope.town,
            village=table.place.get("村"),
            period=str(scope.period),
            verdict="equal" if Decimal(stated.value) == added else "different",
            left=Amount(f"{total.label}行填的", Decimal(stated.value), column.unit, (stands,)),
            right=Amount("各行相加", added, column.unit, (Source(typed.reading.path, table.sheet, rows),)),
            hint="请核对合计行的公式，或补上漏加的行。",
        )


def _numbers(scope: Scope, typed: TypedTable) -> Iterator[Outcome]:
    column = typed.columns.get("序号")
    if column is None or len(typed.table.rows) < 2:
        return
    texts = [column.texts[code] or "" for code in column.codes]
    if not all(text.isdecimal() for text in texts):
        return
    numbers = [int(text) for text in texts]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    repeated = {number for number, count in Counter(numbers).items() if count > 1}
    if numbers[0] > 2 or steps * 3 < len(numbers) or len(repeated) * 4 > len(numbers):
        return
    missing = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
    table = typed.table
    found = [Contributor(f"序号{n}", "left", Decimal(n), None, (), note="缺这个序号") for n in missing]
    for number in sorted(repeated):
        rows = tuple(row for row, own in zip(table.rows, numbers, strict=True) if own == number)
        source = Source(typed.reading.path, table.sheet, rows)
        found.append(
            Contributor(f"序号{number}", "right", None, Decimal(len(rows)), (source,), note="序号重复")
        )
    whole = Source(typed.reading.path, table.sheet, tuple(table.rows))
    yield Outcome(
        code=NUMBERING,
        title=f"{table.ledger}序号与行数",
        town=scope.town,
        village=table.place.get("村"),
        period=str(scope.period),
        verdict="different" if found else "equal",
        left=Amount("最大的序号", Decimal(max(numbers)), "行", (whole,)),
        right=Amount("实有行数", Decimal(len(numbers)), "行", (whole,)),
        unmatched=found,
        hint="序号断开多半是删过行，重复多半是行抄了两遍；确认没有漏户后重新编号。",
        doubt=True,
    )
