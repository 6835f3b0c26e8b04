"""Two states of the ledgers side by side: households, people, other rows: come, gone or changed.

Rows are matched by their number (户编号, 人编号, or the ledger's own key), then by 证件号码, then by a name
with an almost equal 证件号码 in the same village.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from fupin_cli.engine.places import canonical_village
from fupin_cli.gathering import Gathered
from fupin_cli.judging import TypedTable
from fupin_cli.tracing import Source
from fupin_cli.vocabulary.household_facts import 户情
from fupin_cli.vocabulary.ledger import COMMON, Column, columns
from fupin_cli.vocabulary.registry import ledgers

HOUSEHOLDS, PEOPLE = "户", "家庭成员"
_NAMES = ("姓名", "户主姓名", "学生姓名", "借款人", "名称", "电站名称", "项目", "问题", "主题")
_NUMBERS = {HOUSEHOLDS: ("户编号",), PEOPLE: ("人编号",)}
_SKIPPED = frozenset({"序号", "更新时间", "数据日期"})
_WHO = frozenset({"户编号", "人编号", "证件号码"})
_NEAR = 2


class Record(Struct, frozen=True):
    """A household, a person or another row.

    Attributes:
        village: where it belongs.
        name: what people call it.
        values: canonical texts by field; '' for a blank.
        source: its file, sheet and row.
    """

    village: str
    name: str
    values: Mapping[str, str]
    source: Source

    @property
    def person(self) -> str:
        """The first 18 characters of the 证件号码."""
        return self.values.get("证件号码", "")[:18]


class Change(Struct, frozen=True):
    """A record in both states: `by` says what matched them, `fields` the old and new texts that differ."""

    old: Record
    new: Record
    by: str
    fields: Mapping[str, tuple[str, str]]


class Difference(Struct):
    """What happened to one kind of record (户, 人, or a ledger's rows)."""

    kind: str
    ledger: str
    old: int
    new: int
    came: list[Record] = field(default_factory=list)
    left: list[Record] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)

    @property
    def same(self) -> bool:
        return not (self.came or self.left or self.changed)

    @property
    def columns(self) -> Mapping[str, Column]:
        return columns(ledgers()[self.ledger])


class Differences(Struct):
    """All kinds that both states have, and ledgers that only one of them has."""

    kinds: list[Difference] = field(default_factory=list)
    only_old: list[str] = field(default_factory=list)
    only_new: list[str] = field(default_factory=list)


def differences(old: Gathered, new: Gathered) -> Differences:
    """Compare what was gathered from the old files with what was gathered from the new ones."""
    before, after = _by_ledger(old), _by_ledger(new)
    found = Differences([], _only(before, after), _only(after, before))
    for ledger in sorted(before.keys() & after.keys(), key=_order):
        if ledger == PEOPLE:
            if not (HOUSEHOLDS in before and HOUSEHOLDS in after):
                found.kinds.append(_compare("户", ledger, before[ledger], after[ledger], _homes, ("户编号",)))
            found.kinds.append(_compare("人", ledger, before[ledger], after[ledger], _people, ("人编号",)))
        else:
            key = _NUMBERS.get(ledger, ledgers()[ledger].key)
            found.kinds.append(_compare(ledger, ledger, before[ledger], after[ledger], _rows, key))
    return found


def _only(these: Iterable[str], those: Iterable[str]) -> list[str]:
    return sorted(set(these) - set(those), key=_order)


def _order(ledger: str) -> tuple[int, int]:
    first = (HOUSEHOLDS, PEOPLE)
    return (first.index(ledger) if ledger in first else len(first), list(ledgers()).index(ledger))


def _by_ledger(gathered: Gathered) -> dict[str, list[TypedTable]]:
    """The tables by ledger; those that repeat another file's are left out."""
    found: dict[str, list[TypedTable]] = defaultdict(list)
    for dataset in gathered.datasets.values():
        for member in dataset.members:
            found[member.typed.table.ledger].append(member.typed)
    return dict(found)


def _rows(tables: Sequence[TypedTable], wanted: frozenset[str]) -> list[Record]:
    made = []
    for typed in tables:
        texts = {
            name: [typed.columns[name].texts[code] or "" for code in typed.columns[name].codes]
            for name in typed.columns
        }
        for name, positions in typed.unreadable.items():
            for position in positions:  # 读不出的格子按原样比
                raw: Any = typed.table.cells[name][position]
                texts[name][position] = str(getattr(raw, "shown", raw))
        stated = typed.table.place.get("村", "")
        naming = next((texts[name] for name in _NAMES if name in texts), None)
        for position, row in enumerate(typed.table.rows):
            village = texts["村"][position] if "村" in texts else ""
            made.append(
                Record(
                    canonical_village(village or stated),
                    naming[position] if naming else "",
                    {name: values[position] for name, values in texts.items() if name in wanted},
                    Source(typed.reading.path, typed.table.sheet, (row,)),
                )
            )
    return made


_FACTS = frozenset(columns(户情)) - frozenset(COMMON)
_OF_HOUSEHOLDS = _FACTS | {"户编号", "户主姓名", "证件号码"}


def _people(tables: Sequence[TypedTable], wanted: frozenset[str]) -> list[Record]:
    own = (wanted - _FACTS) | (wanted & {"户编号"})
    return _rows(tables, own)


def _homes(tables: Sequence[TypedTable], wanted: frozenset[str]) -> list[Record]:
    """One record a household: the 户主's row, else the first of its 户编号."""
    found: dict[Hashable, Record] = {}
    heads: set[Hashable] = set()
    current: Hashable = ""
    for record in _rows(tables, wanted | {"与户主关系"}):
        is_head = record.values.get("与户主关系") == "户主"
        number = record.values.get("户编号", "")
        if number:
            current = (record.village, number)
        elif is_head:
            current = (record.village, record.person or record.name)
        if current not in found or (is_head and current not in heads):
            values = {name: text for name, text in record.values.items() if name in _OF_HOUSEHOLDS}
            found[current] = Record(record.village, record.name, values, record.source)
        if is_head:
            heads.add(current)
    return list(found.values())


Reader = Callable[[Sequence[TypedTable], frozenset[str]], list[Record]]


def _compare(
    kind: str,
    ledger: str,
    before: Sequence[TypedTable],
    after: Sequence[TypedTable],
    read: Reader,
    key: tuple[str, ...],
) -> Difference:
    """Match the records of one kind over the columns that both states have."""
    both = frozenset.union(*(frozenset(t.columns) for t in before)) & frozenset.union(
        *(frozenset(t.columns) for t in after)
    )
    old, new = read(before, both - _SKIPPED), read(after, both - _SKIPPED)
    found = Difference(kind, ledger, len(old), len(new))
    rest = [name for name in key if name not in {*_WHO, "村"}]

    def number(record: Record) -> Hashable:
        parts = {name: record.values.get(name, "") for name in key if name != "村"}
        certain = all(text for name, text in parts.items() if name in _WHO)
        return (record.village, *parts.values()) if certain and any(parts.values()) else None

    def person(record: Record) -> Hashable:
        return (record.person, *(record.values.get(name, "") for name in rest)) if record.person else None

    def named(record: Record) -> Hashable:
        return (
            (record.village, record.name, *(record.values.get(n, "") for n in rest)) if record.name else None
        )

    label = "、".join(key)
    for by, sign, accept in (
        (label, number, None),
        ("证件号码", person, None),
        ("姓名和相近的证件号码", named, _near),
    ):
        old, new = _pair(found, old, new, by, sign, accept)
    found.left, found.came = old, new
    return found


def _near(old: Record, new: Record) -> bool:
    """Whether two ID numbers may be one: both blank or one of them, or at most two characters apart."""
    from rapidfuzz.distance import Levenshtein

    if not old.person or not new.person:
        return True
    return Levenshtein.distance(old.person, new.person, score_cutoff=_NEAR) <= _NEAR


def _pair(
    found: Difference,
    old: Sequence[Record],
    new: Sequence[Record],
    by: str,
    sign: Callable[[Record], Hashable],
    accept: Callable[[Record, Record], bool] | None,
) -> tuple[list[Record], list[Record]]:
    """Pair records of equal sign in their order; returns those left over on both sides."""
    waiting: dict[Hashable, list[Record]] = defaultdict(list)
    for record in old:
        mark = sign(record)
        if mark is not None:
            waiting[mark].append(record)
    paired: set[int] = set()
    unpaired = []
    for record in new:
        mark = sign(record)
        candidates = waiting.get(mark, []) if mark is not None else []
        match = next((other for other in candidates if accept is None or accept(other, record)), None)
        if match is None:
            unpaired.append(record)
            continue
        candidates.remove(match)
        paired.add(id(match))
        fields = {
            name: (match.values[name], text)
            for name, text in record.values.items()
            if match.values[name] != text
        }
        if fields:
            found.changed.append(Change(match, record, by, fields))
    return [record for record in old if id(record) not in paired], unpaired
