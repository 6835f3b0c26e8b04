"""The typed tables of one run, laid side by side as Arrow tables: one per ledger, every row with its address."""

import datetime as dt
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fupin_cli.engine.places import canonical_village
from fupin_cli.judging import TypedColumn, TypedTable
from fupin_cli.vocabulary.ledger import PLACE, columns
from fupin_cli.vocabulary.registry import ledgers

if TYPE_CHECKING:
    import pyarrow as pa

SYSTEM = ("_id", "_t", "_row", "坏列", "户主号", "数据日", "期间")


@dataclass
class Member:
    """A typed table with what the run knows of it: its period and the day on which it is judged."""

    typed: TypedTable
    period: str
    day: dt.date
    first_id: int


@dataclass
class Dataset:
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

    def locate(self, row_id: int) -> tuple[Member, int]:
        """The table and the position in it of the row `row_id`."""
        member = self.members[bisect_right(self._starts, row_id) - 1]
        return member, row_id - member.first_id

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

    def arrow(self, ledger: str) -> "pa.Table":
        """All rows of `ledger`; typed values as canonical text, blanks as '' (text) or null."""
        import pyarrow as pa

        members = self.of(ledger)
        known = columns(ledgers()[ledger])
        names = [name for name in known if name in self.bound(ledger) or name in PLACE]
        out: dict[str, list[Any]] = {name: [] for name in (*SYSTEM, *names)}
        for number, member in enumerate(members):
            typed = member.typed
            count = len(typed.table.rows)
            out["_id"].append(
                _ints(pa, array("q", range(member.first_id, member.first_id + count)), pa.int64())
            )
            out["_t"].append(_constant(pa, str(number), count))
            out["_row"].append(_ints(pa, array("q", typed.table.rows), pa.int64()))
            out["数据日"].append(_constant(pa, member.day.isoformat(), count))
            out["期间"].append(_constant(pa, member.period, count))
            out["坏列"].append(_bad(pa, typed, names, count))
            out["户主号"].append(_heads(pa, typed, count))
            for name in names:
                column = typed.columns.get(name)
                if name in PLACE:
                    out[name].append(_place(pa, typed, name, column, count))
                elif column is None:
                    out[name].append(_constant(pa, "" if known[name].kind.sql == "VARCHAR" else None, count))
                else:
                    out[name].append(_dictionary(pa, column.texts, column.codes))
        return pa.Table.from_arrays([pa.chunked_array(chunks) for chunks in out.values()], names=list(out))


def _ints(pa: Any, values: "array[int]", kind: Any) -> Any:
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(values)])


def _dictionary(pa: Any, texts: Iterable[str | None], codes: "array[int]") -> Any:
    # pa.array(list) 会顺带导入 pandas（0.3 秒），所以用 StringBuilder
    builder = pa.lib.StringBuilder()
    builder.append_values(list(texts))
    return pa.DictionaryArray.from_arrays(_ints(pa, codes, pa.int32()), builder.finish())


def _constant(pa: Any, text: str | None, count: int) -> Any:
    return _dictionary(pa, [text], array("i", bytes(4 * count)))


def _mapped(pa: Any, column: TypedColumn, change: Callable[[str | None], str]) -> Any:
    return _dictionary(pa, [change(text) for text in column.texts], column.codes)


def _place(pa: Any, typed: TypedTable, name: str, column: TypedColumn | None, count: int) -> Any:
    stated = typed.table.place.get(name, "")
    tidy = canonical_village if name == "村" else (lambda text: text)
    if column is None:
        return _constant(pa, tidy(stated), count)
    return _mapped(pa, column, lambda text: tidy(text or stated))


def _bad(pa: Any, typed: TypedTable, names: list[str], count: int) -> Any:
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
    return _dictionary(pa, texts, codes)


def _heads(pa: Any, typed: TypedTable, count: int) -> Any:
    """证件号码 of the 户主 above each member row, for sheets without 户编号; '' elsewhere."""
    person, relation = typed.columns.get("证件号码"), typed.columns.get("与户主关系")
    household = typed.columns.get("户编号")
    if person is None or relation is None or (household is not None and "" not in household.texts):
        return _constant(pa, "", count)
    head = ""
    texts: dict[str, int] = {"": 0}
    codes = array("i")
    for position in range(count):
        if relation.texts[relation.codes[position]] == "户主":
            head = (person.texts[person.codes[position]] or "")[:18]
        codes.append(texts.setdefault(head, len(texts)))
    return _dictionary(pa, list(texts), codes)
