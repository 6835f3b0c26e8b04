"""The ledgers against a second reading of the national export: who stands on one side only, and what differs.

Households meet by 户编号, people by 人编号; then by 证件号码; then by name and a number that is nearly the same.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct, field

from fupin_cli.engine.choosing import open_engine
from fupin_cli.engine.dataset import Dataset
from fupin_cli.engine.inventory import HOUSEHOLDS, PEOPLE
from fupin_cli.engine.queries import Queries
from fupin_cli.engine.relations import Relations
from fupin_cli.reconciling.model import Amount, Contributor, Outcome
from fupin_cli.reconciling.suggesting import Person, likely
from fupin_cli.scope import Scope, place_condition
from fupin_cli.tracing import Source, sources
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers

OURS, THEIRS = "台账", "系统导出"


class _Kind(Struct, frozen=True):
    """Households or people: where they stand, how they are told apart, what is compared."""

    ledger: str
    unit: str
    number: str
    name: str
    codes: tuple[str, str]  # 在不在、内容是否一致
    compared: tuple[str, ...]


_OF_HOUSEHOLDS = (
    "村 户主姓名 证件号码 家庭人口数 户类型 监测对象类别 识别监测时间 风险是否已消除 消除监测时间 脱贫年度"
)
_OF_PEOPLE = "村 姓名 证件号码 性别 出生日期 与户主关系 在校生状况 健康状况 劳动技能 公益性岗位"
_KINDS = (
    _Kind(
        HOUSEHOLDS,
        "户",
        "户编号",
        "户主姓名",
        ("RC951", "RC953"),
        (*_OF_HOUSEHOLDS.split(), "人均纯收入", "纯收入", "是否危房户", "是否解决安全饮用水"),
    ),
    _Kind(
        PEOPLE,
        "人",
        "人编号",
        "姓名",
        ("RC952", "RC954"),
        (*_OF_PEOPLE.split(), "享受低保政策情况", "享受特困供养政策情况"),
    ),
)


class _Record(Struct, eq=False):
    """A household or person of one side."""

    number: str
    identity: str
    name: str
    village: str
    row_id: int
    values: dict[str, Any] = field(default_factory=dict)
    partner: "_Record | None" = None


def compare(scope: Scope, against: Dataset) -> list[Outcome]:
    """Households and people of `scope` against those of the export, village by village."""
    engine = open_engine((), scope.dataset, against)
    outcomes: list[Outcome] = []
    assert engine.earlier is not None
    queries = Queries(engine.relations, engine.earlier, place_condition(scope))
    for kind in _KINDS:
        if _lacking(engine.relations, kind) or _lacking(engine.earlier, kind):
            side = THEIRS if _lacking(engine.earlier, kind) else OURS
            because = f"{side}里没有“{kind.ledger}”"
            outcomes.append(
                Outcome(
                    kind.codes[0],
                    _title(kind),
                    scope.town,
                    None,
                    str(scope.period),
                    "not_checked",
                    because=because,
                )
            )
            continue
        shared = [
            n
            for n in kind.compared
            if n in engine.relations.available(kind.ledger) & engine.earlier.available(kind.ledger)
        ]
        ours = _records(engine.rows, queries, "台账", kind, shared)
        theirs = _records(engine.rows, queries, "上期", kind, shared)
        _match(ours, theirs)
        traced = _Traced(scope.dataset, against)
        outcomes += _presence(scope, kind, ours, theirs, traced)
        outcomes += _contents(scope, kind, shared, ours, traced)
    engine.close()
    return outcomes


def _lacking(relations: Relations, kind: _Kind) -> bool:
    return bool(relations.missing(kind.ledger, ()))


def _title(kind: _Kind) -> str:
    return f"台账与系统导出：{kind.unit}"


def _records(
    rows: Callable[[str], Iterable[Sequence[Any]]],
    queries: Queries,
    side: str,
    kind: _Kind,
    shared: Sequence[str],
) -> list[_Record]:
    listed = "".join(f", {name}" for name in shared)
    key = f"{kind.number}, 身份, {kind.name}, 村, _id"
    found = rows(queries.fill(f"SELECT {key}{listed} FROM {side}.{kind.ledger} ORDER BY _id"))
    return [
        _Record(number, identity, name, village, row_id, values=dict(zip(shared, rest, strict=True)))
        for number, identity, name, village, row_id, *rest in found
    ]


def _match(ours: Sequence[_Record], theirs: Sequence[_Record]) -> None:
    for key in (lambda r: r.number, lambda r: r.identity, lambda r: (r.name, r.village, r.identity[6:14])):
        free: dict[Any, list[_Record]] = {}
        for record in theirs:
            if record.partner is None and all(key(record)):
                free.setdefault(key(record), []).append(record)
        for record in ours:
            waiting = free.get(key(record)) if record.partner is None else None
            if waiting:
                _pair(record, waiting.pop(0))
    left = [r for r in theirs if r.partner is None]
    for record in ours:
        if record.partner is None and record.name:
            same = [r for r in left if r.partner is None and r.name == record.name]
            near = [r for r in same if likely(_person(record), [_person(r)])]
            if len(near) == 1:
                _pair(record, near[0])


def _pair(one: _Record, other: _Record) -> None:
    one.partner, other.partner = other, one


def _person(record: _Record) -> Person:
    return Person(record.identity, record.name, record.village)


class _Traced(Struct):
    """Rows of both sides."""

    ours: Dataset
    theirs: Dataset

    def rows(self, ours: Iterable[_Record], theirs: Iterable[_Record]) -> tuple[Source, ...]:
        own = sources(self.ours, (r.row_id for r in ours))
        return own + sources(self.theirs, (r.row_id for r in theirs))


def _presence(
    scope: Scope, kind: _Kind, ours: Sequence[_Record], theirs: Sequence[_Record], traced: _Traced
) -> list[Outcome]:
    found: dict[str, list[Contributor]] = {}
    alone = {OURS: [r for r in ours if r.partner is None], THEIRS: [r for r in theirs if r.partner is None]}
    one = Decimal(1)
    for record in alone[OURS]:
        hint = likely(_person(record), [_person(r) for r in alone[THEIRS]]) or _elsewhere(record, theirs)
        found.setdefault(record.village, []).append(
            _contributor(record, "left", one, None, traced.rows([record], []), suggestion=hint)
        )
    for record in alone[THEIRS]:
        hint = likely(_person(record), [_person(r) for r in alone[OURS]]) or _elsewhere(record, ours)
        found.setdefault(record.village, []).append(
            _contributor(record, "right", None, one, traced.rows([], [record]), suggestion=hint)
        )
    return _by_village(
        scope, kind.codes[0], _title(kind), kind.unit, (OURS, _counts(ours)), (THEIRS, _counts(theirs)), found,
        "只在一边的要逐个核实：台账漏登、系统未录入，还是编号、证件号码写错。",
    )  # fmt: skip


def _elsewhere(record: _Record, others: Sequence[_Record]) -> str:
    """Whoever carries this name and birthday and has a partner already: a doubled or miswritten entry."""
    same = [r for r in others if r.name == record.name and r.identity[6:14] == record.identity[6:14] != ""]
    return (
        f"疑似同一人：{same[0].name}（{same[0].identity}，{same[0].village}），姓名、出生日期相同"
        if same
        else ""
    )


def _contents(
    scope: Scope, kind: _Kind, shared: Sequence[str], ours: Sequence[_Record], traced: _Traced
) -> list[Outcome]:
    model = columns(ledgers()[kind.ledger])
    found: dict[str, list[Contributor]] = {}
    matched = [record for record in ours if record.partner is not None]
    same: list[_Record] = []
    for record in matched:
        other = record.partner
        assert other is not None
        gaps = [name for name in shared if record.values[name] != other.values[name]]
        if not gaps:
            same.append(record)
            continue
        note = "；".join(
            f"{name} {OURS}“{_shown(model, name, record)}”，{THEIRS}“{_shown(model, name, other)}”"
            for name in gaps
        )
        found.setdefault(record.village, []).append(
            _contributor(record, "left", Decimal(1), None, traced.rows([record], [other]), note=note)
        )
    if not matched:
        return []
    return _by_village(
        scope, kind.codes[1], f"{_title(kind)}的登记内容", kind.unit, ("两边都有", _counts(matched)),
        ("内容全部一致", _counts(same)), found, f"比对了{'、'.join(shared)}。请以核实结果为准，两边改成一致。",
    )  # fmt: skip


def _shown(model: Any, name: str, record: _Record) -> str:
    value = record.values[name]
    return "空" if value in {None, ""} else str(model[name].kind.show(value))


def _counts(records: Iterable[_Record]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for record in records:
        found[record.village] = found.get(record.village, Decimal(0)) + 1
    return found


def _contributor(
    record: _Record,
    side: Literal["left", "right"],
    left: Decimal | None,
    right: Decimal | None,
    rows: tuple[Source, ...],
    *,
    note: str = "",
    suggestion: str = "",
) -> Contributor:
    key = record.number or record.identity
    return Contributor(key, side, left, right, rows, record.name, note, suggestion)


def _by_village(
    scope: Scope,
    code: str,
    title: str,
    unit: str,
    left: tuple[str, dict[str, Decimal]],
    right: tuple[str, dict[str, Decimal]],
    found: dict[str, list[Contributor]],
    hint: str,
) -> list[Outcome]:
    def outcome(village: str | None) -> Outcome:
        sides = [
            Amount(
                label, values.get(village, Decimal(0)) if village else sum(values.values(), Decimal(0)), unit
            )
            for label, values in (left, right)
        ]
        own = found.get(village, []) if village else [c for items in found.values() for c in items]
        differs = bool(own) or sides[0].value != sides[1].value
        place = village or scope.village or None
        verdict: Literal["different", "equal"] = "different" if differs else "equal"
        return Outcome(
            code, title, scope.town, place, str(scope.period), verdict, sides[0], sides[1], own, hint=hint
        )

    villages = sorted({v for v in (*left[1], *right[1]) if v})
    return [outcome(None), *([outcome(v) for v in villages] if not scope.village else [])]
