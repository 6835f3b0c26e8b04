"""The typed tables of one run, laid side by side: one set of columns per ledger, every row with its address."""

import datetime as dt
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct, field

from fupin_cli.engine.places import canonical_village
from fupin_cli.intake.stored import StoredTable
from fupin_cli.judging import TypedColumn, TypedTable
from fupin_cli.vocabulary.ledger import PLACE, columns
from fupin_cli.vocabulary.registry import ledgers

_SMALL = 50_000
SYSTEM = ("_id", "_t", "_row", "坏列", "户主号", "数据日", "期间")


class Coded(Struct, frozen=True):
    """A piece of a text column: its distinct texts, and for each row the position of its text."""

    texts: Sequence[str | None]
    codes: "array[int]"


Piece: TypeAlias = "Coded | array[int]"  # an array holds whole numbers as they are


class Member(Struct):
    """A typed table with what the run knows of it: its period and the day on which it is judged."""

    typed: TypedTable
    period: str
    day: dt.date
    first_id: int


class Dataset(Struct):
    """All tables of one period. `_id` numbers every row of the run and leads back to its cell."""

    members: list[Member] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def add(self, typed: TypedTable, period: str, day: dt.date) -> None:
        first = self.rows
        self.members.append(Member(typed, period, day, first))
        self._starts.append(first)

    @property
    def rows(self) -> int:
        if not self.members:
            return 0
        last = self.members[-1]
        return last.first_id + len(last.typed.table.rows)

    @property
    def small(self) -> bool:
        """Whether planning a query takes longer than running it over so few rows."""
        return self.rows < _SMALL

    @property
    def cells(self) -> int:
        return sum(len(m.typed.table.rows) * len(m.typed.columns) for m in self.members)

    @property
    def stored(self) -> bool:
        """Whether the rows lie in an exported folder."""
        return bool(self.members) and isinstance(self.members[0].typed, StoredTable)

    @property
    def same_named(self) -> frozenset[str] | None:
        """Villages that two towns have; None for an exported folder, whose rows are not gone through for it."""
        if self.stored:
            return None
        towns: dict[str, set[str]] = {}
        for member in self.members:
            for town, village in placed(member.typed, ("乡", "村")):
                if town and village:
                    towns.setdefault(village, set()).add(town)
        return frozenset(village for village, found in towns.items() if len(found) > 1)

    def locate(self, row_id: int) -> tuple[Member, int]:
        """The table and the position in it of the row `row_id`."""
        member = self.members[bisect_right(self._starts, row_id) - 1]
        return member, row_id - member.first_id

    def located(self, row_ids: Sequence[int]) -> Iterator[tuple[Member, list[int]]]:
        """The tables of rising `row_ids`, each with the positions of its rows."""
        start = 0
        while start < len(row_ids):
            following = bisect_right(self._starts, row_ids[start])
            last = following == len(self._starts)
            stop = len(row_ids) if last else bisect_left(row_ids, self._starts[following], start)
            member = self.members[following - 1]
            yield member, [row_id - member.first_id for row_id in row_ids[start:stop]]
            start = stop

    def of(self, ledger: str) -> list[Member]:
        return [member for member in self.members if member.typed.table.ledger == ledger]

    @property
    def ledgers(self) -> set[str]:
        return {member.typed.table.ledger for member in self.members}

    def bound(self, ledger: str) -> set[str]:
        """Fields that at least one table of `ledger` has."""
        return {name for member in self.of(ledger) for name in member.typed.columns}

    def unreadable(self, ledger: str) -> set[str]:
        """Fields with an unreadable cell, or without a column in some but not all tables."""
        found: set[str] = set()
        bound = self.bound(ledger)
        for member in self.of(ledger):
            found |= member.typed.unreadable.keys()
            found |= bound - member.typed.columns.keys()
        return found - set(PLACE)

    def pieces(self, ledger: str) -> dict[str, list[Piece]]:
        """All rows of `ledger` by column, a piece a table; typed values as canonical text, blanks as '' or None."""
        members = self.of(ledger)
        known = columns(ledgers()[ledger])
        bound = self.bound(ledger)
        names = [name for name in known if name in bound or name in PLACE]
        out: dict[str, list[Piece]] = {name: [] for name in (*SYSTEM, *names)}
        for number, member in enumerate(members):
            typed = member.typed
            count = len(typed.table.rows)
            out["_id"].append(array("q", range(member.first_id, member.first_id + count)))
            out["_t"].append(_constant(str(number), count))
            out["_row"].append(array("q", typed.table.rows))
            out["数据日"].append(_constant(member.day.isoformat(), count))
            out["期间"].append(_constant(member.period, count))
            out["坏列"].append(_bad(typed, names, count))
            out["户主号"].append(heads(typed, count))
            for name in names:
                column = typed.columns.get(name)
                if name in PLACE:
                    out[name].append(_place(typed, name, column, count))
                elif column is None:
                    out[name].append(_constant("" if known[name].kind.sql == "VARCHAR" else None, count))
                else:
                    out[name].append(Coded(column.texts, column.codes))
        return out


def _constant(text: str | None, count: int) -> Coded:
    return Coded([text], array("i", bytes(4 * count)))


def _mapped(column: TypedColumn, change: Callable[[str | None], str]) -> Coded:
    return Coded([change(text) for text in column.texts], column.codes)


def _place(typed: TypedTable, name: str, column: TypedColumn | None, count: int) -> Coded:
    stated = typed.table.place.get(name, "")
    tidy = canonical_village if name == "村" else (lambda text: text)
    if column is None:
        return _constant(tidy(stated), count)
    return _mapped(column, lambda text: tidy(text or stated))


def placed(typed: TypedTable, names: Sequence[str]) -> set[tuple[str, ...]]:
    """What the table's rows have in the place columns `names`: every combination once."""
    count = len(typed.table.rows)
    parts = [_place(typed, name, typed.columns.get(name), count) for name in names]
    if all(len(part.texts) == 1 for part in parts):
        return {tuple(part.texts[0] or "" for part in parts)}
    found = set(zip(*(part.codes for part in parts), strict=True))
    return {tuple(p.texts[code] or "" for p, code in zip(parts, codes, strict=True)) for codes in found}


def _bad(typed: TypedTable, names: list[str], count: int) -> Coded:
    """For each row the fields that cannot be judged, as ',甲,乙,'; '' for a sound row."""
    absent = [name for name in names if name not in typed.columns and name not in PLACE]
    always = "," + "".join(f"{name}," for name in absent) if absent else ""
    per_row: dict[int, str] = {}
    for name, positions in typed.unreadable.items():
        for position in positions:
            per_row[position] = (per_row.get(position) or always or ",") + f"{name},"
    texts = [always, *per_row.values()]
    codes = array("i", bytes(4 * count))
    for number, position in enumerate(per_row, start=1):
        codes[position] = number
    return Coded(texts, codes)


def heads(typed: TypedTable, count: int) -> Coded:
    """证件号码 of the 户主 above each member row, for sheets without 户编号; '' elsewhere."""
    person, relation = typed.columns.get("证件号码"), typed.columns.get("与户主关系")
    household = typed.columns.get("户编号")
    if person is None or relation is None or (household is not None and "" not in household.texts):
        return _constant("", count)
    head = ""
    texts: dict[str, int] = {"": 0}
    codes = array("i")
    for position in range(count):
        if relation.texts[relation.codes[position]] == "户主":
            head = (person.texts[person.codes[position]] or "")[:18]
        codes.append(texts.setdefault(head, len(texts)))
    return Coded(list(texts), codes)
