"""Findings: cells against their types, rows and households against the catalogue's rules, on one engine."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import compress
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from fupin_cli.addresses import Addresses
from fupin_cli.catalogue.entries import PLACEHOLDER, Catalogue, CellRule, Rule, quoted
from fupin_cli.catalogue.policies import Policies
from fupin_cli.catalogue.words import filled, words
from fupin_cli.engine.choosing import most_rows, open_engine, query_errors
from fupin_cli.engine.dataset import Dataset
from fupin_cli.engine.parameters import UNSET, put_in
from fupin_cli.findings import SEVERITIES, Finding, Severity
from fupin_cli.marking import EMPTY, marked
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers

if TYPE_CHECKING:
    from fupin_cli.engine.duck import Line
    from fupin_cli.gathering import Gathered

CANNOT_RUN = "规则执行出错"


class Selection(Struct, frozen=True):
    """Which codes are wanted, as with ruff: prefixes count, the longest fitting one decides."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    preview: bool = False
    per_ledger: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    per_village: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def excuses(self, finding: Finding) -> bool:
        """Whether the code is not looked for in the finding's ledger or village, whatever `select` says."""
        dropped = (
            *self.per_ledger.get(finding.ledger or "", ()),
            *self.per_village.get(finding.village or "", ()),
        )
        return finding.code.startswith(dropped)

    def wants(self, code: str, status: str = "stable") -> bool:
        chosen = max((len(p) for p in self.select if code.startswith(p)), default=-1)
        dropped = max((len(p) for p in self.ignore if code.startswith(p)), default=-1)
        if chosen == len(code):
            return dropped < chosen
        if status == "off" or (status == "preview" and not self.preview):
            return False
        return (
            (chosen >= 0 or not self.select) and dropped <= chosen
            if dropped >= 0
            else (chosen >= 0 or not self.select)
        )


class Validation(Struct):
    """What validating found.

    Attributes:
        findings: in the order of files, sheets and rows.
        not_checked: rule code → why it could not be looked at.
        unknown: rule code → number of rows on which it could not be judged.
        cut: code → how often it was found beyond those listed.
        days: the judgement days, by period.
    """

    findings: list[Finding] = field(default_factory=list)
    not_checked: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)
    days: dict[str, dt.date] = field(default_factory=dict)

    def keep(self, lowest: str) -> None:
        """Forget findings below the severity `lowest`."""
        kept = SEVERITIES[: SEVERITIES.index(lowest) + 1]
        self.leave([finding for finding in self.findings if finding.severity in kept])

    def leave(self, findings: list[Finding]) -> None:
        """Only these of its findings; a code of which none is left is not counted either."""
        self.findings = findings
        codes = {finding.code for finding in findings}
        self.cut = {code: count for code, count in self.cut.items() if code in codes}

    def totals(self) -> Counter[tuple[str, Severity]]:
        """How often each code was found, those that are not listed included."""
        found = Counter((finding.code, finding.severity) for finding in self.findings)
        return Counter(
            {(code, level): count + self.cut.get(code, 0) for (code, level), count in found.items()}
        )

    def counts(self) -> dict[str, int]:
        found: Counter[str] = Counter()
        for (_, severity), count in self.totals().items():
            found[severity] += count
        return {severity: found[severity] for severity in SEVERITIES}


def validate(
    gathered: "Gathered",
    catalogue: Catalogue,
    policies: Policies,
    selection: Selection,
    *,
    lowest: Severity = "info",
    progress: Callable[[str], None] | None = None,
) -> Validation:
    """All findings on what was gathered.

    Args:
        gathered: what was read.
        catalogue: with the rules.
        policies: values of the rules' policy lines.
        selection: the rules that are wanted.
        lowest: findings below this severity are not looked for.
        progress: told each ledger before its turn, on any thread; what it raises stops the work.
    """
    cells = {rule.code: rule for rule in catalogue.cells}
    result = Validation()
    addresses = Addresses(gathered)
    for finding in gathered.findings:
        if selection.wants(finding.code):
            severity = selection.severity.get(finding.code, cells[finding.code].severity)
            result.findings.append(replace(addresses.located(finding), severity=severity))
    result.cut = {code: count for code, count in gathered.cut.items() if selection.wants(code)}
    wanted = _wanted(catalogue, selection, lowest)
    checked: set[str] = set()
    for period, dataset in gathered.datasets.items():
        if not dataset.members:
            continue
        result.days[period] = max(member.day for member in dataset.members)
        run = _Run(catalogue, policies, dataset, progress)
        for code, because in run.rules(wanted, result, selection).items():
            result.not_checked.setdefault(code, because)
        checked |= run.checked
    for code in checked:
        result.not_checked.pop(code, None)
    _drop_covered(result, catalogue)
    result.leave([f for f in result.findings if not selection.excuses(f)])
    result.keep(lowest)
    order = {reading.path: number for number, reading in enumerate(gathered.readings)}
    sheets = {
        (reading.path, outline.sheet): number
        for reading in gathered.readings
        for number, outline in enumerate(reading.outlines)
    }
    result.findings.sort(
        key=lambda f: (
            order.get(f.place.file, len(order)),
            sheets.get((f.place.file, f.place.sheet or ""), -1),
            f.place.row or 0,
            len(f.place.letter or ""),
            f.place.letter or "",
            f.code,
        )
    )
    return result


def _wanted(catalogue: Catalogue, selection: Selection, lowest: Severity) -> list[Rule]:
    """The rules to run: those that find, or speak for, what is of the severity `lowest` or above."""
    levels = {rule.code: selection.severity.get(rule.code, rule.severity) for rule in catalogue.coded}
    kept = SEVERITIES[: SEVERITIES.index(lowest) + 1]
    return [
        rule
        for rule in catalogue.rules
        if selection.wants(rule.code, rule.status)
        and any(levels.get(code) in kept for code in (rule.code, *rule.covers))
    ]


def _drop_covered(result: Validation, catalogue: Catalogue) -> None:
    """Where a rule says what another finding at its cell says, it speaks alone, and for that one too."""
    covers = {rule.code: rule.covers for rule in catalogue.rules if rule.covers}
    quiet = {code for codes in covers.values() for code in codes}
    there = {(f.place.file, f.place.sheet, f.place.cell, f.code) for f in result.findings if f.code in quiet}
    covered = set()
    kept = []
    for finding in result.findings:
        if finding.code not in covers:
            kept.append(finding)
            continue
        at = (finding.place.file, finding.place.sheet, finding.place.cell)
        silent = tuple(code for code in covers.get(finding.code, ()) if (*at, code) in there)
        covered |= {(*at, code) for code in silent}
        kept.append(replace(finding, speaks_for=silent) if silent else finding)
    if covered:
        result.findings = [
            f
            for f in kept
            if f.code not in quiet or (f.place.file, f.place.sheet, f.place.cell, f.code) not in covered
        ]


class _Run:
    """The rules over one dataset."""

    def __init__(
        self,
        catalogue: Catalogue,
        policies: Policies,
        dataset: Dataset,
        progress: Callable[[str], None] | None = None,
    ) -> None:
        self.dataset = dataset
        self.progress = progress
        self.engine = open_engine(catalogue.facts, dataset)
        self.relations = self.engine.relations
        self.policy = put_in(self.engine, policies, dataset)
        self.checked: set[str] = set()

    def rules(self, wanted: Iterable[Rule], result: Validation, selection: Selection) -> dict[str, str]:
        """Run them, one query a ledger; returns those that could not be run, and why."""
        not_checked: dict[str, str] = {}
        by_ledger: dict[str, list[tuple[Rule, str]]] = {}
        for rule in wanted:
            sql = f"({rule.where}) AND ({rule.broken})" if rule.where else rule.broken
            lacking = self.relations.missing(rule.ledger, words(sql).columns)
            if lacking:
                not_checked[rule.code] = f"缺少{'、'.join(lacking)}"
                continue
            unset = sorted(words(sql).parameters - self.policy.keys())
            if unset:
                not_checked[rule.code] = UNSET.format(unset[0])
                continue
            sql = filled(sql, self.policy)
            if rule.since:
                sql = f"({sql}) AND 数据日 >= DATE '{rule.since}'"
            if rule.until:
                sql = f"({sql}) AND 数据日 <= DATE '{rule.until}'"
            by_ledger.setdefault(rule.ledger, []).append((rule, sql))
        self.engine.lay((ledger, self._used(ledger, items)) for ledger, items in by_ledger.items())
        for ledger, judged in zip(
            by_ledger, self.engine.at_once(self._ledger, list(by_ledger.items())), strict=True
        ):
            not_checked |= judged.failed
            self.checked |= {rule.code for rule, _ in by_ledger[ledger]} - judged.failed.keys()
            result.findings += [self._finding(ledger, hit, selection) for hit in judged.hits]
            for code, count in judged.cut.items():
                result.cut[code] = result.cut.get(code, 0) + count
            for code, count in judged.unknown.items():
                result.unknown[code] = result.unknown.get(code, 0) + count
        return not_checked

    def _ledger(self, line: "Line", job: tuple[str, Sequence[tuple[Rule, str]]]) -> "_Judged":
        """All rules over one ledger."""
        ledger, items = job
        if self.progress is not None:
            self.progress(ledger)
        judged = _Judged()
        try:
            self._query(line, ledger, items, judged)
        except query_errors():
            for item in items:  # 一条写错的自定规则不能连累别的规则
                try:
                    self._query(line, ledger, [item], judged)
                except query_errors() as error:
                    judged.failed[item[0].code] = f"{CANNOT_RUN}：{str(error).splitlines()[0]}"
        return judged

    def _used(self, ledger: str, items: Sequence[tuple[Rule, str]]) -> set[str]:
        """Columns and facts of the predicates, and what their findings tell."""
        told = {name for rule, _ in items for name in quoted(rule.message)} | {"村", "户编号"}
        known = columns(ledgers()[ledger]).keys() | self.relations.facts(ledger).keys()
        return {name for _, sql in items for name in words(sql).columns} | (told & known)

    def _query(self, line: "Line", ledger: str, items: Sequence[tuple[Rule, str]], judged: "_Judged") -> None:
        """Add the rows that break a rule. Planned once: the verdicts go into a table of their own."""
        flags: set[str] = set()
        verdicts, guards = [], []
        for number, (_, sql) in enumerate(items):
            guard, needed = self.relations.guard(ledger, words(sql).columns)
            flags |= needed
            guards.append(guard)
            verdicts.append(
                f"({f'CASE WHEN {guard} THEN NULL ELSE {sql} END' if guard else sql}) AS r{number}"
            )
        used = self._used(ledger, items)
        told = sorted(used & {"村", "户编号", *(n for rule, _ in items for n in quoted(rule.message))})
        unsure = [f"({guard}) AS g{number}" for number, guard in enumerate(guards) if guard]
        relation, table = self.relations.sql(ledger, used, flags), f"判定_{ledger}"
        broken = [f"r{number}" for number in range(len(items))]
        judging = f"SELECT {', '.join(['_id', *told, *verdicts, *unsure])} FROM ({relation})"
        most = most_rows(self.dataset)
        if most is not None:  # 千万行的判定放不进内存，只留有问题的行
            kept = broken + [f"g{number}" for number, guard in enumerate(guards) if guard]
            judging = f"SELECT * FROM ({judging}) WHERE {' OR '.join(kept)}"
        line.make(table, judging)
        start = 1 + len(told)
        rules = [rule for rule, _ in items]
        listed = broken if most is None else _first(line, table, rules, most, judged)
        for row in line.rows(
            f"SELECT {', '.join(['_id', *told, *listed])} FROM {table} WHERE {' OR '.join(listed)} ORDER BY _id"
        ):
            values = dict(zip(told, row[1:start], strict=True))
            judged.hits += [_Hit(rule, row[0], values) for rule in compress(rules, row[start:])]
        if unsure:
            counted = ", ".join(
                f"count_if(g{number})" if guard else "0" for number, guard in enumerate(guards)
            )
            for rule, count in zip(rules, line.rows(f"SELECT {counted} FROM {table}")[0], strict=True):
                if count:
                    judged.unknown[rule.code] = count

    def _finding(self, ledger: str, hit: "_Hit", selection: Selection) -> Finding:
        """A hit with its address and the values that its message quotes."""
        model = columns(ledgers()[ledger])
        member, position = self.dataset.locate(hit.row_id)
        typed = member.typed
        field_name, empty = marked(hit.rule, typed, position)
        return Finding(
            code=hit.rule.code,
            severity=selection.severity.get(hit.rule.code, hit.rule.severity),
            place=typed.place(position, field_name),
            values={
                name: shown(model, name, hit.values[name])
                for name in quoted(hit.rule.message)
                if name in hit.values
            }
            | ({EMPTY: "、".join(empty)} if empty else {}),
            raw=typed.table.cells[field_name][position] if field_name else None,
            ledger=typed.table.ledger,
            village=hit.values["村"] or None,
            household=hit.values.get("户编号") or None,
        )


def _first(line: "Line", table: str, rules: Sequence[Rule], most: int, judged: "_Judged") -> list[str]:
    """For each rule the SQL of the first `most` rows that break it; `judged.cut` is told how many more there are."""
    counted = ", ".join(
        f"coalesce(count_if(r{number}), 0)" for number in range(len(rules))
    )  # 一行也没有时是 NULL
    found = []
    for number, (rule, count) in enumerate(
        zip(rules, line.rows(f"SELECT {counted} FROM {table}")[0], strict=True)
    ):
        if count <= most:
            found.append(f"r{number}")
            continue
        judged.cut[rule.code] = count - most
        first = f"SELECT _id FROM {table} WHERE r{number} ORDER BY _id LIMIT {most}"
        ((last,),) = line.rows(f"SELECT max(_id) FROM ({first})")
        found.append(f"(r{number} AND _id <= {last})")
    return found


class _Judged(Struct):
    """What the rules over one ledger found; `unknown`, `cut` and `failed` as in Validation, by code."""

    hits: list["_Hit"] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


class _Hit(Struct, frozen=True):
    """A row that breaks a rule, and what a message may tell of it."""

    rule: Rule
    row_id: int
    values: dict[str, Any]


def shown(model: Mapping[str, Any], name: str, value: Any) -> Any:
    """A value as the message shows it: dates in words, amounts without idle zeros."""
    if value is None or value == "":
        return "（空）"
    column = model.get(name)
    if column is not None:
        return column.kind.show(value)
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value


def message(finding: Finding, entry: CellRule | Rule) -> str:
    """The catalogue's sentence with the finding's values; unknown placeholders stay visible."""
    return PLACEHOLDER.sub(lambda m: str(finding.values.get(m[1], m[0])), entry.message)
