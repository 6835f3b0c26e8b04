"""Typed columns from raw ones: each distinct value of a column is judged once by the column's type.

A cell is a value, a blank, suspect (value kept) or unreadable (value lost, remembered in `unreadable`).
"""

from array import array
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import Any

from msgspec import Struct, field

from fupin_cli.findings import Finding, Place, letter
from fupin_cli.reading.columns import Column as Cells
from fupin_cli.reading.model import BoundColumn, Reading, Table
from fupin_cli.vocabulary.kinds import Kind
from fupin_cli.vocabulary.ledger import Column, Ledger, columns
from fupin_cli.vocabulary.marks import NOTES, SCALE, Misread
from fupin_cli.vocabulary.registry import ledgers

_REPEATED = 5000  # 一列不同的值更多的，多半各表不会重复，不必记住
_REMEMBERED = 50_000
_PLAIN = frozenset({str, float, int})


class Verdict(Struct, frozen=True):
    """What the type says of one raw value.

    Attributes:
        value: the typed value; None for a blank or an unreadable cell.
        readable: False where the value is lost.
        faults: (code, values for the catalogue's message) of errors and of tidy-up notes.
    """

    value: Any
    readable: bool = True
    faults: tuple[tuple[str, dict[str, Any]], ...] = ()


class TypedColumn(Struct):
    """A column as distinct canonical texts and a code for each row (dictionary encoding).

    `texts[code]` is None for a blank or unreadable number or date, '' for a blank or unreadable text.
    """

    texts: list[str | None]
    codes: "array[int]"
    values: list[Any]


class TypedTable(Struct, dict=True):
    """A table whose cells have been judged."""

    table: Table
    reading: Reading
    columns: dict[str, TypedColumn]
    findings: list[Finding] = field(default_factory=list)
    unreadable: dict[str, set[int]] = field(default_factory=dict)  # field → positions in table.rows

    @property
    def ledger(self) -> type[Ledger]:
        return ledgers()[self.table.ledger]

    def place(self, position: int, name: str | None) -> Place:
        """The address of a row's cell; of the whole row where the sheet has no column `name`."""
        bound = self.bound(name) if name else None
        row, index = self.table.at(bound, position)
        return Place(
            file=self.reading.path,
            sheet=self.table.sheet,
            row=row,
            letter=letter(index) if bound and index is not None else None,
            header=bound.header if bound else None,
            field=name if bound else None,
        )

    @cached_property
    def _bound(self) -> dict[str, BoundColumn]:
        return {bound.field: bound for bound in reversed(self.table.columns)}

    def bound(self, name: str) -> BoundColumn | None:
        return self._bound.get(name)


def verdict(ledger: type[Ledger], name: str, raw: Any, scale: Any = None) -> Verdict:
    """Judge one raw value by the type of the column `name`."""
    notes: list[str] = []
    context: dict[str, Any] = {NOTES: notes}
    if scale is not None:
        context[SCALE] = scale
    try:
        value = columns(ledger)[name].judge(raw, context)
    except Misread as fault:
        values = dict(fault.values)
        readable = "kept" in values or fault.code == "CE001"
        kept = values.pop("kept", None)
        return Verdict(kept, readable, ((fault.code, values), *((note, {}) for note in notes)))
    return Verdict(value, True, tuple((note, {}) for note in notes))


def judge(table: Table, reading: Reading) -> TypedTable:
    """Type every bound column of `table`; faults become findings at their cells, in the order of the rows."""
    ledger = ledgers()[table.ledger]
    known = columns(ledger)
    typed = TypedTable(table, reading, {})
    for bound in table.columns:
        _judge_column(typed, known[bound.field], bound)
    typed.findings.sort(key=lambda f: (f.place.row or 0, len(f.place.letter or ""), f.place.letter or ""))
    return typed


def _judge_column(typed: TypedTable, column: Column, bound: BoundColumn) -> None:
    distinct, codes = encode(typed.table.cells[bound.field])
    blank = "" if column.kind.sql == "VARCHAR" else None
    usual, to_text = column.kind.usual, column.kind.text
    faulty: dict[int, Verdict] = {}
    sound = (
        _sound(column.kind, column.required) if bound.scale is None and len(distinct) <= _REPEATED else None
    )
    notes: list[str] = []
    context: dict[str, Any] = {NOTES: notes}
    if bound.scale is not None:
        context[SCALE] = bound.scale
    values: list[Any]
    texts: list[str | None]
    if sound is None:
        values = column.kind.usual_of(distinct, context)
        texts = [None if value is None else to_text(value) for value in values]
        todo = [code for code, value in enumerate(values) if value is None]
    else:
        before = list(map(sound.get, zip(map(type, distinct), distinct, strict=True)))
        values = [known and known[0] for known in before]
        texts = [known and known[1] for known in before]
        todo = [code for code, known in enumerate(before) if known is None]
    for code in todo:
        raw = distinct[code]
        value = usual(raw, context) if sound is not None else None
        if value is None:
            try:
                value = column.judge(raw, context)
            except Misread:
                judged = verdict(typed.ledger, column.name, raw, bound.scale)
                faulty[code] = judged
                value = judged.value
            else:
                if notes:
                    faulty[code] = Verdict(value, True, tuple((note, {}) for note in notes))
            notes.clear()
        text = blank if value is None else to_text(value)
        if sound is not None and code not in faulty and _repeats(raw) and len(sound) < _REMEMBERED:
            sound[raw.__class__, raw] = value, text
        values[code], texts[code] = value, text
    typed.columns[bound.field] = TypedColumn(texts, codes, values)
    if faulty:
        _report(typed, bound, distinct, codes, faulty)


def _repeats(raw: Any) -> bool:
    """Whether a value is one to remember; not 0, which is equal to -0."""
    return raw.__class__ in _PLAIN and bool(raw or raw == "")


@cache
def _sound(kind: Kind, required: bool) -> dict[tuple[type, Any], tuple[Any, str | None]]:
    """What columns of one type have been found sound with, as (value, canonical text): a person's number stands
    in ten ledgers, 3000 in every row, and 是 in every ledger."""
    return {}


def _report(
    typed: TypedTable,
    bound: BoundColumn,
    distinct: Sequence[Any],
    codes: Iterable[int],
    faulty: dict[int, Verdict],
) -> None:
    for position, code in enumerate(codes):
        judged = faulty.get(code)
        if judged is None:
            continue
        if not judged.readable:
            typed.unreadable.setdefault(bound.field, set()).add(position)
        place = typed.place(position, bound.field)
        for fault, values in judged.faults:
            typed.findings.append(
                Finding(
                    code=fault,
                    severity="error",  # the catalogue's severity is put in by validating
                    place=place,
                    values={**values, "field": bound.field},
                    raw=distinct[code],
                    ledger=typed.table.ledger,
                )
            )


def encode(raws: Sequence[Any]) -> tuple[list[Any], "array[int]"]:
    """Distinct values in order of appearance, and for each row the number of its value."""
    return Cells.of(raws).compact()
