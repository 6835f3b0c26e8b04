"""Faults put into typed tables one at a time, and whether validate or reconcile names each of them."""

import copy
import datetime as dt
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from fupin_cli.engine.dataset import Dataset
from fupin_cli.findings import Finding
from fupin_cli.gathering import Gathered, gather
from fupin_cli.judging import TypedTable, judge
from fupin_cli.reading.model import Table
from fupin_cli.reconciling import Outcome, reconcile
from fupin_cli.scope import Scope, choose
from fupin_cli.session import Session
from fupin_cli.tracing import Source
from fupin_cli.validating import Selection, validate
from fupin_cli.vocabulary.fields import Choice
from fupin_cli.vocabulary.ledger import columns

KINDS = ("删一行", "抄重一行", "移到别村", "改号码一位", "改日期", "改一分钱", "改选项", "改村名", "对调两格")
NEXT_DIGIT = str.maketrans("0123456789", "1234567890")
Mark = tuple[Any, ...]


@dataclass(frozen=True)
class Fault:
    """What is put in: the ledger, the kind, the column (where one cell is meant) and the row's position."""

    ledger: str
    kind: str
    column: str
    position: int
    other: int = -1

    def __str__(self) -> str:
        return "·".join(part for part in (self.ledger, self.kind, self.column) if part)


@dataclass
class Bench:
    """An example workspace held in memory.

    Attributes:
        base: marks of what is found without any fault.
    """

    session: Session
    gathered: Gathered
    scope: Scope
    base: set[Mark] = field(default_factory=set)

    @classmethod
    def open(cls, root: Path, parts: Iterable[str]) -> "Bench":
        session = Session.open(root, needed=True)
        files = [path for path in session.home.ledger_files() if any(part in path.name for part in parts)]
        gathered = gather(files, session.home)
        town = session.home.town(None).name
        bench = cls(session, gathered, choose(gathered, town, session.home.period(None), None))
        bench.base = {mark for mark, _ in bench.differences(gathered, "")} | {
            mark for mark, _ in bench.findings(gathered, "")
        }
        return bench

    def table(self, ledger: str) -> TypedTable:
        """The first village's table of `ledger`."""
        return next(typed for typed in self.gathered.typed if typed.table.ledger == ledger)

    def twin(self, ledger: str) -> TypedTable | None:
        """Another village's table of `ledger`."""
        found = [typed for typed in self.gathered.typed if typed.table.ledger == ledger]
        return found[1] if len(found) > 1 else None

    # ---- faults --------------------------------------------------------------------------------

    def faults(self, ledger: str, seed: str) -> Iterator[Fault]:
        """One fault of each kind that fits the ledger; rows and columns by `seed`."""
        rng = random.Random(f"{seed}{ledger}")
        table = self.table(ledger).table
        known = columns(self.table(ledger).ledger)
        filled = {
            bound.field: [n for n, raw in enumerate(table.cells[bound.field]) if raw not in {"", None}]
            for bound in table.columns
            if bound.field not in {"序号", "备注", "省", "市", "县", "乡", "村", "组"}
        }
        rows = range(len(table.rows))
        yield Fault(ledger, "删一行", "", rng.choice(rows))
        yield Fault(ledger, "抄重一行", "", rng.choice(rows))
        if "村" in table.cells and (self.twin(ledger) or len(set(table.cells["村"])) > 1):
            yield Fault(ledger, "移到别村", "", rng.choice(rows))
            yield Fault(ledger, "改村名", "村", rng.choice(rows))
        labels = {
            "改号码一位": {"证件号码", "编号"},
            "改日期": {"日期", "年月", "年度"},
            "改一分钱": {"金额"},
            "改选项": {"选项", "是否"},
        }
        for kind, wanted in labels.items():
            fitting = [name for name, places in filled.items() if places and known[name].kind.label in wanted]
            if fitting:
                name = rng.choice(fitting)
                yield Fault(ledger, kind, name, rng.choice(filled[name]))
        varied = [name for name, places in filled.items() if len({table.cells[name][n] for n in places}) > 1]
        if varied:
            name = rng.choice(varied)
            one = rng.choice(filled[name])
            others = [n for n in filled[name] if table.cells[name][n] != table.cells[name][one]]
            yield Fault(ledger, "对调两格", name, one, rng.choice(others))

    def put_in(self, fault: Fault) -> Gathered:
        """The workspace with the fault."""
        source = self.table(fault.ledger)
        table = _copy(source.table)
        changed = {id(source): table}
        position = fault.position
        elsewhere = self._elsewhere(source, position)
        if fault.kind in {"删一行", "移到别村"}:
            moved = {name: raws.pop(position) for name, raws in table.cells.items()}
            table.rows.pop(position)
            if fault.kind == "移到别村":
                twin = self.twin(fault.ledger) or source
                target = table if twin is source else _copy(twin.table)
                changed[id(twin)] = target
                _append(target, {**moved, "村": elsewhere})
        elif fault.kind == "抄重一行":
            _append(table, {name: raws[position] for name, raws in table.cells.items()})
        elif fault.kind == "对调两格":
            raws = table.cells[fault.column]
            raws[position], raws[fault.other] = raws[fault.other], raws[position]
        elif fault.kind == "改村名":
            table.cells["村"][position] = elsewhere
        else:
            kind = columns(source.ledger)[fault.column].kind
            table.cells[fault.column][position] = _other(
                kind, table.cells[fault.column][position], fault.kind
            )
        return self._with(changed)

    def _elsewhere(self, source: TypedTable, position: int) -> str:
        own = source.table.cells.get("村", [""] * len(source.table.rows))[position]
        places = [typed.table.place.get("村", "") for typed in self.gathered.typed]
        return next(place for place in places if place and place != own)

    def _with(self, changed: dict[int, Table]) -> Gathered:
        typed = {
            id(old): judge(changed[id(old)], old.reading) if id(old) in changed else old
            for old in self.gathered.typed
        }
        reading = [finding for reading in self.gathered.readings for finding in reading.findings]
        cells = [finding for new in typed.values() for finding in new.findings]
        datasets = {}
        for period, dataset in self.gathered.datasets.items():
            datasets[period] = Dataset()
            for member in dataset.members:
                datasets[period].add(typed[id(member.typed)], member.period, member.day)
        return replace(self.gathered, typed=list(typed.values()), findings=reading + cells, datasets=datasets)

    # ---- what is found -------------------------------------------------------------------------

    def named(self, fault: Fault) -> str:
        """The code that names the fault rightly; '' where nothing does."""
        given = self.put_in(fault)
        aim = _Aim.of(self, fault)
        for mark, thing in self.differences(given, fault.ledger):
            if mark not in self.base and aim.met_by_outcome(thing):
                return thing.code
        for mark, finding in self.findings(given, fault.ledger):
            if mark not in self.base and aim.met_by_finding(finding):
                return finding.code
        return ""

    def differences(self, given: Gathered, ledger: str) -> Iterator[tuple[Mark, Outcome]]:
        """Differences, one for each who makes it; of the checks that look at `ledger` ('' = all)."""
        catalogue = self.session.catalogue
        if ledger:
            named = re.compile(rf"\.{ledger}(?!\w)")
            checks = [c for c in catalogue.checks if named.search(" ".join(c.queries))]
            indicators = catalogue.indicators
            if ledger != "汇总表":
                indicators = [
                    i for i in indicators if i.ledger == ledger or (ledger == "家庭成员" and i.ledger == "户")
                ]
            catalogue = replace(catalogue, checks=checks, indicators=indicators)
        (dataset,) = given.datasets.values()
        scope = replace(self.scope, dataset=dataset)
        for outcome in reconcile(scope, catalogue, policies=self.session.policies).outcomes:
            if outcome.verdict != "different":
                continue
            if not outcome.unmatched:
                assert outcome.left is not None
                assert outcome.right is not None
                sides = (outcome.left.value, outcome.right.value)
                yield (outcome.code, outcome.title, outcome.village, *sides), outcome
            for contributor in outcome.unmatched:
                key = (contributor.key, contributor.left, contributor.right, contributor.sources)
                yield (
                    (outcome.code, outcome.title, outcome.village, *key),
                    replace(outcome, unmatched=[contributor]),
                )

    def findings(self, given: Gathered, ledger: str) -> Iterator[tuple[Mark, Finding]]:
        """Findings of the cells and of the rules over `ledger`, households and people ('' = all)."""
        catalogue = self.session.catalogue
        if ledger:
            rules = [r for r in catalogue.rules if r.ledger in {ledger, "户", "家庭成员"}]
            catalogue = replace(catalogue, rules=rules)
        for finding in validate(given, catalogue, self.session.policies, Selection()).findings:
            yield (finding.code, finding.place, str(finding.raw)), finding


@dataclass
class _Aim:
    """The rows that a fault touches, and the words by which a row that is gone can be named."""

    rows: set[tuple[str, str, int]]
    sheet: tuple[str, str]
    village: str
    ledger: str
    gone: bool
    words: set[str]

    @classmethod
    def of(cls, bench: Bench, fault: Fault) -> "_Aim":
        typed = bench.table(fault.ledger)
        sheet = (typed.reading.path, typed.table.sheet)
        positions = [fault.position] + ([fault.other] if fault.other >= 0 else [])
        rows = {(*sheet, typed.table.rows[n]) for n in positions}
        if fault.kind == "抄重一行":
            rows.add((*sheet, max(typed.table.rows) + 1))
        twin = bench.twin(fault.ledger)
        if fault.kind == "移到别村" and twin is not None:
            rows.add((twin.reading.path, twin.table.sheet, max(twin.table.rows) + 1))
        keys = {*typed.ledger.key, "户编号", "证件号码", "人编号", "户主姓名"} & typed.columns.keys()
        words = {typed.columns[k].texts[typed.columns[k].codes[fault.position]] or "" for k in keys}
        words |= {
            f"序号{typed.columns[k].texts[typed.columns[k].codes[fault.position]]}"
            for k in {"序号"} & typed.columns.keys()
        }
        village = typed.table.place.get("村", "")
        return cls(
            rows,
            sheet,
            village,
            fault.ledger,
            fault.kind in {"删一行", "移到别村"},
            {w for w in words if len(w) > 2},
        )

    def met_by_outcome(self, outcome: Outcome) -> bool:
        """The row stands among the sources; a row that is gone (or no longer counted) is named by key or sheet."""
        sides = [side for side in (outcome.left, outcome.right) if side is not None]
        if outcome.unmatched:
            who = outcome.unmatched
            if any(self._covers(source) for contributor in who for source in contributor.sources):
                return True
            return self.gone and any(word in contributor.key for contributor in who for word in self.words)
        if any((source.file, source.sheet) == self.sheet for side in sides for source in side.sources):
            return True
        empty = [side for side in sides if not side.sources]
        return outcome.village == self.village and any(self.ledger in side.label for side in empty)

    def met_by_finding(self, finding: Finding) -> bool:
        place = finding.place
        if (place.file, place.sheet, place.row) in self.rows:
            return True
        return finding.household is not None and finding.household in self.words

    def _covers(self, source: Source) -> bool:
        return any((source.file, source.sheet, row) in self.rows for row in source.rows)


def _copy(table: Table) -> Table:
    new = copy.copy(table)
    new.rows = list(table.rows)
    new.cells = {name: list(raws) for name, raws in table.cells.items()}
    new.spots = {}
    return new


def _append(table: Table, row: dict[str, Any]) -> None:
    table.rows.append(max(table.rows) + 1)
    for name, raws in table.cells.items():
        raws.append(row.get(name, ""))


def _other(kind: Any, raw: Any, how: str) -> Any:
    if how == "改号码一位":
        text = str(raw)
        place = max(n for n, sign in enumerate(text[:-1]) if sign.isdigit())
        return text[:place] + text[place].translate(NEXT_DIGIT) + text[place + 1 :]
    if how == "改一分钱":
        return float(Decimal(str(raw)) + Decimal("0.01"))
    if how == "改选项":
        value = str(raw)
        values = kind.values if isinstance(kind, Choice) else ("是", "否")
        return next(choice for choice in values if choice != value)
    if isinstance(raw, dt.date):
        return raw + dt.timedelta(days=31)
    if isinstance(raw, float):
        return raw + 1
    # 年、月写在文字里：年份的末位加一
    return re.sub(r"^(\d{3})(\d)", lambda match: match[1] + match[2].translate(NEXT_DIGIT), str(raw))
