"""Balances: each check states left, right and difference, and who makes them differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from fupin_cli.catalogue.entries import Catalogue, Check, Indicator, Side
from fupin_cli.engine.queries import Queries, literal
from fupin_cli.figures import rows_sql
from fupin_cli.scope import Scope, parameters, place_condition
from fupin_cli.tracing import Source, sources
from fupin_cli.workspace import Waiver

Verdict = Literal["equal", "different", "not_checked"]


@dataclass(frozen=True)
class Amount:
    """One side of a check."""

    label: str
    value: Decimal
    unit: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Contributor:
    """A key on which the sides differ, with its rows on either side."""

    key: str
    side: Literal["left", "right", "both"]
    left: Decimal | None
    right: Decimal | None
    sources: tuple[Source, ...]
    name: str = ""
    suggestion: str = ""


@dataclass
class Outcome:
    """A check at one place. `waiver` is set where the difference is an accepted one."""

    code: str
    title: str
    town: str
    village: str | None
    period: str
    verdict: Verdict
    left: Amount | None = None
    right: Amount | None = None
    unmatched: list[Contributor] = field(default_factory=list)
    because: str = ""
    hint: str = ""
    waiver: Waiver | None = None

    @property
    def difference(self) -> Decimal | None:
        if self.left is None or self.right is None:
            return None
        return self.left.value - self.right.value


@dataclass
class Reconciliation:
    """All outcomes, in the catalogue's order, the town's line before its villages'."""

    outcomes: list[Outcome] = field(default_factory=list)
    unused_waivers: list[Waiver] = field(default_factory=list)

    def count(self, verdict: Verdict) -> int:
        return sum(outcome.verdict == verdict and outcome.waiver is None for outcome in self.outcomes)

    @property
    def waived(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.waiver is not None]


def reconcile(
    scope: Scope,
    catalogue: Catalogue,
    waivers: Sequence[Waiver] = (),
    *,
    sets: Sequence[str] = (),
    tolerance: Decimal = Decimal(0),
) -> Reconciliation:
    """Run the catalogue's checks, the villages' reported totals and the sheets' own 合计 rows over `scope`."""
    run = _Run(scope, catalogue, tolerance)
    result = Reconciliation()
    for check in catalogue.checks:
        if not sets or set(sets) & set(check.sets):
            result.outcomes += run.check(check)
    if not sets:
        for indicator in catalogue.indicators:
            result.outcomes += run.reported(indicator)
        result.outcomes += run.printed_totals()
    _waive(result, waivers, scope)
    return result


def _waive(result: Reconciliation, waivers: Sequence[Waiver], scope: Scope) -> None:
    used: set[int] = set()
    for outcome in result.outcomes:
        if outcome.verdict != "different":
            continue
        for number, waiver in enumerate(waivers):
            fits = (
                waiver.code == outcome.code
                and waiver.town in {"", outcome.town}
                and waiver.village in {"", outcome.village or ""}
                and waiver.period in {"", str(scope.period)}
                and waiver.until >= scope.day
            )
            if fits:
                outcome.waiver = waiver
                used.add(number)
    applicable = [w for w in waivers if w.town in {"", scope.town} and w.period in {"", str(scope.period)}]
    result.unused_waivers = [w for w in applicable if waivers.index(w) not in used]


class _Run:
    """The checks over one scope."""

    def __init__(self, scope: Scope, catalogue: Catalogue, tolerance: Decimal) -> None:
        from fupin_cli.engine.duck import DuckEngine

        self.scope = scope
        self.tolerance = tolerance
        self.engine = DuckEngine(catalogue.facts, scope.dataset, scope.earlier)
        self.queries = Queries(self.engine.relations, self.engine.earlier, place_condition(scope))
        self.parameters = parameters(scope)

    def check(self, check: Check) -> list[Outcome]:
        lacking: list[str] = []
        for side in (check.left, check.right):
            lacking += self.queries.lacking(side.sql, side.needs)
        if lacking:
            return [self._not_checked(check, f"缺少{'、'.join(dict.fromkeys(lacking))}")]
        left, right = (self.queries.fill(side.sql, self.parameters) for side in (check.left, check.right))
        totals = self._totals(left, right)
        if not totals:
            return [self._not_checked(check, "两边都没有数据")]
        unmatched = self._unmatched(left, right) if check.match else {}
        outcomes = []
        villages = sorted(village for village in totals if village)
        whole = tuple(sum((totals[v][side] for v in totals), Decimal(0)) for side in (0, 1))
        outcomes.append(self._outcome(check, None, whole, [c for items in unmatched.values() for c in items]))
        if check.by == "村" and villages and not self.scope.village:
            outcomes += [self._outcome(check, v, totals[v], unmatched.get(v, [])) for v in villages]
        for outcome in outcomes:
            if outcome.verdict == "different":
                self._trace(outcome, left, right)
        return outcomes

    def _totals(self, left: str, right: str) -> dict[str, tuple[Decimal, Decimal]]:
        rows = self.engine.rows(
            "SELECT 村, coalesce(sum(左), 0), coalesce(sum(右), 0) FROM ("
            f"SELECT 村, CAST(值 AS DECIMAL(38,4)) AS 左, NULL AS 右 FROM ({left}) UNION ALL "
            f"SELECT 村, NULL, CAST(值 AS DECIMAL(38,4)) FROM ({right})) GROUP BY 村"
        )
        return {village or "": (Decimal(l), Decimal(r)) for village, l, r in rows}

    def _unmatched(self, left: str, right: str) -> dict[str, list[Contributor]]:
        sums = "SELECT 村, 键, sum(CAST(值 AS DECIMAL(38,4))) AS 值, list(_id ORDER BY _id) AS ids FROM ({}) GROUP BY 村, 键"
        rows = self.engine.rows(
            "SELECT coalesce(l.村, r.村), coalesce(l.键, r.键), l.值, r.值, l.ids, r.ids "
            f"FROM ({sums.format(left)}) l FULL JOIN ({sums.format(right)}) r ON l.村 = r.村 AND l.键 = r.键 "
            f"WHERE l.值 IS NULL OR r.值 IS NULL OR abs(l.值 - r.值) > {self.tolerance} ORDER BY 1, 2"
        )
        found: dict[str, list[Contributor]] = {}
        for village, key, one, other, ids, other_ids in rows:
            side: Literal["left", "right", "both"] = "left" if other is None else "right" if one is None else "both"
            everyone = [*(ids or []), *(other_ids or [])]
            found.setdefault(village or "", []).append(
                Contributor(
                    key=key or "",
                    side=side,
                    left=one,
                    right=other,
                    sources=sources(self.scope.dataset, everyone),
                    name=self._name(everyone),
                )
            )
        return found

    def _name(self, ids: Iterable[int]) -> str:
        """A name that the rows themselves carry, so that a person knows whom the key means."""
        for row_id in ids:
            member, position = self.scope.dataset.locate(row_id)
            for name in ("户主姓名", "姓名", "学生姓名", "借款人", "名称", "标题"):
                column = member.typed.columns.get(name)
                text = column.texts[column.codes[position]] if column else None
                if text:
                    return text
        return ""

    def _outcome(
        self, check: Check, village: str | None, totals: Sequence[Decimal], unmatched: list[Contributor]
    ) -> Outcome:
        left, right = totals
        allowed = max(self.tolerance, Decimal(str(check.tolerance)))
        holds = left - right <= allowed if check.relation == "<=" else abs(left - right) <= allowed
        return Outcome(
            code=check.code,
            title=check.title,
            town=self.scope.town,
            village=village or self.scope.village or None,
            period=str(self.scope.period),
            verdict="equal" if holds and not unmatched else "different",
            left=Amount(check.left.label, left, check.unit),
            right=Amount(check.right.label, right, check.unit),
            unmatched=unmatched,
            hint=check.hint or check.why,
        )

    def _trace(self, outcome: Outcome, left: str, right: str) -> None:
        """Put the rows behind both sides of a difference."""
        where = f" WHERE 村 = {literal(outcome.village)}" if outcome.village and not self.scope.village else ""
        for name, sql in (("left", left), ("right", right)):
            ids = [row[0] for row in self.engine.rows(f"SELECT _id FROM ({sql}){where}")]
            amount: Amount = getattr(outcome, name)
            traced = Amount(amount.label, amount.value, amount.unit, sources(self.scope.dataset, ids))
            setattr(outcome, name, traced)

    def _not_checked(self, check: Check, because: str) -> Outcome:
        return Outcome(
            check.code, check.title, self.scope.town, None, str(self.scope.period), "not_checked", because=because
        )

    def reported(self, indicator: Indicator) -> list[Outcome]:
        """What villages report of a figure in 汇总表 against the figure from the ledgers."""
        names = ", ".join(literal(name) for name in (indicator.name, *indicator.synonyms))
        if self.queries.lacking("SELECT 数值 FROM 台账.汇总表", ["汇总表"]):
            return []
        reported = f"SELECT 村, '' AS 键, 数值 AS 值, _id FROM 台账.汇总表 WHERE 指标 IN ({names}) AND 数值 IS NOT NULL"
        if not self.engine.rows(f"SELECT 1 FROM ({self.queries.fill(reported)}) LIMIT 1"):
            return []
        side = Side(label="台账数出", needs=[indicator.ledger], sql=rows_sql(indicator, "村, '' AS 键, 值, _id"))
        check = Check(
            code="RC901",
            title=f"汇总表：{indicator.name}",
            unit=indicator.unit,
            left=Side(label="汇总表上报", needs=["汇总表"], sql=reported),
            right=side,
            why="村里报的数应当等于从台账数出来的数。",
        )
        return self.check(check)

    def printed_totals(self) -> list[Outcome]:
        """合计 and 小计 rows that the sheets print against the rows above them."""
        outcomes = []
        for member in self.scope.dataset.members:
            typed = member.typed
            place = typed.table.place
            if (self.scope.town and place.get("乡", "") not in {"", self.scope.town}) or (
                self.scope.village and place.get("村") != self.scope.village
            ):
                continue
            for total in typed.table.totals:
                outcomes += self._printed(member.typed, total)
        return outcomes

    def _printed(self, typed: Any, total: Any) -> list[Outcome]:
        from fupin_cli.judging import verdict
        from fupin_cli.vocabulary.ledger import columns

        outcomes = []
        for bound in typed.table.columns:
            column = columns(typed.ledger)[bound.field]
            if not column.total or bound.field not in total.values:
                continue
            stated = verdict(typed.ledger, bound.field, total.values[bound.field], bound.scale)
            if stated.value is None:
                continue
            data = typed.columns[bound.field]
            inside = [n for n, row in enumerate(typed.table.rows) if total.over[0] <= row <= total.over[1]]
            values = [data.values[data.codes[position]] for position in inside]
            added = sum((Decimal(value) for value in values if value is not None), Decimal(0))
            place = (Source(typed.reading.path, typed.table.sheet, (total.row,)),)
            rows = tuple(typed.table.rows[position] for position in inside)
            outcomes.append(
                Outcome(
                    code="RC902",
                    title=f"{typed.table.ledger}{total.label}行：{bound.field}",
                    town=self.scope.town,
                    village=typed.table.place.get("村"),
                    period=str(self.scope.period),
                    verdict="equal" if Decimal(stated.value) == added else "different",
                    left=Amount(f"{total.label}行填的", Decimal(stated.value), column.unit, place),
                    right=Amount(
                        "各行相加", added, column.unit, (Source(typed.reading.path, typed.table.sheet, rows),)
                    ),
                    hint="请核对合计行的公式，或补上漏加的行。",
                )
            )
        return outcomes

