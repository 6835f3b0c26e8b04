"""The catalogue's checks over one scope: two queries each, compared in total, by village and by key."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from fupin_cli.catalogue.entries import Catalogue, Check, Side
from fupin_cli.catalogue.policies import Policies, Spot
from fupin_cli.catalogue.words import fullwidth_sign, words
from fupin_cli.engine.choosing import open_engine, query_errors
from fupin_cli.engine.parameters import UNSET, put_in
from fupin_cli.engine.queries import Queries, literal
from fupin_cli.errors import FupinError
from fupin_cli.reconciling.model import DOUBT, Amount, Contributor, Outcome, Which
from fupin_cli.reconciling.suggesting import Suggester
from fupin_cli.scope import Scope, parameters, place_condition
from fupin_cli.tracing import sources

_SIDES = ("_左", "_右")
_VALUE = "CAST(值 AS DECIMAL(38,4))"


class Checking:
    """Runs checks on one engine.

    Args:
        scope: place, period and rows.
        tolerance: a difference up to this is none, beside each check's own.
    """

    def __init__(self, scope: Scope, catalogue: Catalogue, tolerance: Decimal, policies: Policies) -> None:
        self.scope = scope
        self.tolerance = tolerance
        self.policies = policies
        self.engine = open_engine(catalogue.facts, scope.dataset, scope.earlier, small=True)
        put_in(self.engine, policies, scope.dataset, scope.earlier)
        self.queries = Queries(self.engine.relations, self.engine.earlier, place_condition(scope))
        sides = [side.sql for check in catalogue.checks for side in (check.left, check.right)]
        self.queries.share(sides, self.engine.make)
        self.broken: list[FupinError] = []
        self._parameters = parameters(scope)
        if scope.earlier is not None and scope.earlier.members:
            self._parameters["上期末"] = max(member.day for member in scope.earlier.members)
        self._spot: Spot | None = None
        self._suggester = Suggester(scope.dataset)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a query in the catalogue's words."""
        return self.engine.rows(self.queries.fill(sql, self._parameters))

    @property
    def earlier_day(self) -> dt.date:
        """The last day of the earlier period's ledgers."""
        day: dt.date = self._parameters["上期末"]
        return day

    def run(self, check: Check) -> list[Outcome]:
        """The check for the whole scope and, where it goes by village, for each village.

        A check whose SQL cannot be run is not checked, and is put into `broken`.
        """
        try:
            lacking = [item for side in (check.left, check.right) for item in self._lacking(side)]
            if lacking:
                return [self.not_checked(check.code, check.title, f"缺少{'、'.join(dict.fromkeys(lacking))}")]
            used = words(check.left.sql).parameters | words(check.right.sql).parameters
            policies, unset = self._policies(used - self._parameters.keys())
            if unset:
                return [self.not_checked(check.code, check.title, UNSET.format(unset))]
            self._load(check, policies)
            return self._outcomes(check)
        except query_errors() as error:
            return self._cannot(check, str(error))
        except FupinError as error:
            return self._cannot(check, error.message)

    def not_checked(self, code: str, title: str, because: str) -> Outcome:
        """An outcome without a verdict, and why."""
        village = self.scope.village or None
        period = str(self.scope.period)
        return Outcome(code, title, self.scope.town, village, period, "not_checked", because=because)

    # ---- before the comparison -----------------------------------------------------------------

    def _lacking(self, side: Side) -> list[str]:
        sign = fullwidth_sign(side.sql)
        if sign:
            raise FupinError(f"查询里有全角符号“{sign}”，应改成半角", "")
        return self.queries.lacking(side.sql, side.needs)

    def _policies(self, names: Iterable[str]) -> tuple[dict[str, Decimal], str]:
        found: dict[str, Decimal] = {}
        for name in sorted(names):
            value = self.policies.value(name, self._place())
            if value is None:
                return {}, name
            found[name] = value
        return found, ""

    def _place(self) -> Spot:
        """Place and year of most rows."""
        if self._spot is None:
            tables = [
                f"SELECT 省, 市, 县 FROM {self.engine.relations.shape.tables}.{ledger}"
                for ledger in sorted(self.scope.dataset.ledgers)
            ]
            most = "SELECT 省, 市, 县 FROM ({}) GROUP BY ALL ORDER BY count(*) DESC, 省, 市, 县 LIMIT 1"
            province, city, county = self.engine.rows(most.format(" UNION ALL ".join(tables)))[0]
            self._spot = Spot(province or "", city or "", county or "", self.scope.day.year)
        return self._spot

    def _load(self, check: Check, policies: dict[str, Decimal]) -> None:
        """Put both sides into tables with the columns 村, 键, 值, _id, 说明; 键, _id and 说明 may be left out."""
        given = {**self._parameters, **policies}
        for table, side in zip(_SIDES, (check.left, check.right), strict=True):
            for needed in ("村", "值"):
                if not _names(side.sql, needed):
                    raise FupinError(f"“{side.label}”的查询没有给出“{needed}”一列", "")
            key = "coalesce(CAST(键 AS VARCHAR), '')" if _names(side.sql, "键") else "''"
            row_id = "CAST(_id AS BIGINT)" if _names(side.sql, "_id") else "CAST(NULL AS BIGINT)"
            note = "coalesce(CAST(说明 AS VARCHAR), '')" if _names(side.sql, "说明") else "''"
            self.engine.make(
                table,
                f"SELECT coalesce(村, '') AS 村, {key} AS 键, "
                f"{_VALUE} AS 值, {row_id} AS _id, {note} AS 说明 FROM ({self.queries.fill(side.sql, given)})",
            )

    # ---- the comparison ------------------------------------------------------------------------

    def _outcomes(self, check: Check) -> list[Outcome]:
        totals = self._totals()
        if not totals:
            return [self.not_checked(check.code, check.title, "两边都没有数据")]
        unmatched = self._unmatched(check) if check.match else {}
        everyone = [contributor for items in unmatched.values() for contributor in items]
        left, right = (sum((pair[side] for pair in totals.values()), Decimal(0)) for side in (0, 1))
        outcomes = [self._outcome(check, None, (left, right), everyone)]
        if check.by == "村" and not self.scope.village:
            outcomes += [
                self._outcome(check, village, totals[village], unmatched.get(village, []))
                for village in sorted(totals)
                if village
            ]
        for outcome in outcomes:
            if outcome.verdict == "different":
                self._trace(outcome)
        return outcomes

    def _totals(self) -> dict[str, tuple[Decimal, Decimal]]:
        left, right = _SIDES
        rows = self.engine.rows(
            "SELECT 村, coalesce(sum(左), 0), coalesce(sum(右), 0) FROM ("
            f"SELECT 村, 值 AS 左, NULL AS 右 FROM {left} UNION ALL SELECT 村, NULL, 值 FROM {right}) GROUP BY 村"
        )
        return {village: (Decimal(one), Decimal(other)) for village, one, other in rows}

    def _unmatched(self, check: Check) -> dict[str, list[Contributor]]:
        village = "村" if check.by == "村" else "min(村)"
        keys = "村, 键" if check.by == "村" else "键"
        sums = (
            f"SELECT {village} AS 村, 键, sum(值) AS 值, list(_id) AS ids, max(说明) AS 说明 "
            f"FROM {{}} GROUP BY {keys}"
        )
        same = "l.键 = r.键" + (" AND l.村 = r.村" if check.by == "村" else "")
        gap = "coalesce(l.值, 0) - coalesce(r.值, 0)"
        over = (
            f"{gap} > {{}}"
            if check.relation == "<="
            else f"l.值 IS NULL OR r.值 IS NULL OR abs({gap}) > {{}}"
        )
        left, right = _SIDES
        rows = self.engine.rows(
            "SELECT coalesce(l.村, r.村), coalesce(l.键, r.键), l.值, r.值, l.ids, r.ids, "
            "concat(l.说明, CASE WHEN l.说明 <> r.说明 AND r.说明 <> '' THEN concat(' ', r.说明) ELSE '' END) "
            f"FROM ({sums.format(left)}) l FULL JOIN ({sums.format(right)}) r ON {same} "
            f"WHERE {over.format(self._allowed(check))} ORDER BY 1, 2"
        )
        found: dict[str, list[Contributor]] = {}
        for place, key, one, other, ids, other_ids, note in rows:
            side: Which = "left" if other is None else "right" if one is None else "both"
            everyone = [*_sorted(ids), *_sorted(other_ids)]
            traced = sources(self.scope.dataset, everyone)
            # 键不是人、户时（如户类型），第一行的人名会叫人误会
            name = self._suggester.name(everyone) if check.key in {"人", "户"} or len(everyone) == 1 else ""
            found.setdefault(place, []).append(Contributor(key, side, one, other, traced, name, note or ""))
        return {place: self._suggester.suggest(items) for place, items in found.items()}

    def _allowed(self, check: Check) -> Decimal:
        return max(self.tolerance, Decimal(str(check.tolerance)))

    def _outcome(
        self, check: Check, village: str | None, totals: Sequence[Decimal], unmatched: list[Contributor]
    ) -> Outcome:
        left, right = totals
        allowed = self._allowed(check)
        if check.match and check.relation == "<=":
            holds = not unmatched
        elif check.relation == "<=":
            holds = left - right <= allowed
        else:
            holds = abs(left - right) <= allowed and not unmatched
        return Outcome(
            code=check.code,
            title=check.title,
            town=self.scope.town,
            village=village or self.scope.village or None,
            period=str(self.scope.period),
            verdict="equal" if holds else "different",
            left=Amount(check.left.label, left, check.unit),
            right=Amount(check.right.label, right, check.unit),
            unmatched=unmatched,
            hint=check.hint or check.why,
            basis=check.basis,
            doubt=DOUBT in check.sets,
        )

    def _trace(self, outcome: Outcome) -> None:
        """Put the rows behind both sides of a difference."""
        where = f" AND 村 = {literal(outcome.village)}" if outcome.village and not self.scope.village else ""
        for name, table in zip(("left", "right"), _SIDES, strict=True):
            ids = [
                row[0] for row in self.engine.rows(f"SELECT _id FROM {table} WHERE _id IS NOT NULL{where}")
            ]
            amount: Amount = getattr(outcome, name)
            traced = sources(self.scope.dataset, ids)
            setattr(outcome, name, Amount(amount.label, amount.value, amount.unit, traced))

    def _cannot(self, check: Check, error: str) -> list[Outcome]:
        first = re.sub(
            r"^(?:Binder|Parser|Catalog|Conversion|Invalid Input) Error: ", "", error.splitlines()[0]
        )
        told = FupinError(
            f"核对 {check.code}“{check.title}”的查询写得不对：{first}。",
            "请照目录里同类核对改正 left、right 的 sql。",
        )
        self.broken.append(told)
        return [self.not_checked(check.code, check.title, f"查询写得不对：{first}")]


def _sorted(ids: Iterable[int | None] | None) -> list[int]:
    """Row numbers in order: a list that SQL gathers has none."""
    return sorted(row_id for row_id in ids or () if row_id is not None)


def _names(sql: str, name: str) -> bool:
    return re.search(rf"(?<!\w){name}(?!\w)", sql) is not None
