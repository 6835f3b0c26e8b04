"""The catalogue's checks over one scope: both sides of each compared in total, by village and by key."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fupin_cli.catalogue.entries import DETAIL, Catalogue, Check, Side
from fupin_cli.catalogue.policies import Policies, Spot
from fupin_cli.catalogue.words import fullwidth_sign, words
from fupin_cli.engine.choosing import most_rows, open_engine, query_errors
from fupin_cli.engine.parameters import UNSET, put_in
from fupin_cli.engine.queries import Queries
from fupin_cli.errors import FupinError
from fupin_cli.forms import Value
from fupin_cli.reconciling.comparing import Batch, Compared, Job, Key, batches, compare, holds, lay, total
from fupin_cli.reconciling.model import DOUBT, Amount, Contributor, Outcome, Which
from fupin_cli.reconciling.suggesting import Suggester
from fupin_cli.scope import Scope, parameters, place_condition
from fupin_cli.tracing import sources

if TYPE_CHECKING:
    from fupin_cli.engine.duck import Line

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

    def run(
        self, checks: Iterable[Check], progress: Callable[[str], None] | None = None
    ) -> list[list[Outcome]]:
        """Each check's outcomes: the whole scope's and, where it goes by village, each village's.

        A check whose SQL cannot be run is not checked, and is put into `broken`. `progress` is told each check's
        title before its turn, on any thread; what it raises stops the work.
        """
        listed = list(checks)
        lacking = {number: self._why_not(check) for number, check in enumerate(listed)}
        there = [check for number, check in enumerate(listed) if not lacking[number]]
        self.queries.share(sql for check in there for sql in check.queries)
        self.queries.lay(self.engine)
        found: list[list[Outcome]] = []
        jobs: dict[int, Job] = {}  # place in `found` → job
        for number, check in enumerate(listed):
            ready = lacking[number] or self._prepare(check)
            if isinstance(ready, Job):
                jobs[number] = ready
            found.append([] if isinstance(ready, Job) else ready)
        for group in batches(jobs, few=self.scope.dataset.small):
            for place, answer in self._ask(group, progress).items():
                job = jobs[place]
                found[place] = (
                    self._cannot(job.check, answer)
                    if isinstance(answer, str)
                    else self._outcomes(job, answer)
                )
        return found

    def _ask(
        self, group: Sequence[Batch], progress: Callable[[str], None] | None
    ) -> Mapping[int, Compared | str]:
        """The answers to checks; where a query cannot be run, each by itself, with the error of the wrong ones."""
        try:
            self.engine.at_once(lambda line, batch: _lay(line, batch, progress), group)
            return compare(self.engine, group, most_rows(self.scope.dataset))
        except query_errors() as error:
            alone = [one for batch in group for one in batch.alone]
            if len(alone) == 1:
                return dict.fromkeys(alone[0].jobs, str(error))
            return {number: answer for one in alone for number, answer in self._ask([one], None).items()}

    def not_checked(self, code: str, title: str, because: str) -> Outcome:
        """An outcome without a verdict, and why."""
        village = self.scope.village or None
        period = str(self.scope.period)
        return Outcome(code, title, self.scope.town, village, period, "not_checked", because=because)

    # ---- before the comparison -----------------------------------------------------------------

    def _why_not(self, check: Check) -> list[Outcome]:
        """An outcome that says what a check lacks; empty where all is there."""
        try:
            sides = zip((check.left, check.right), check.queries, strict=True)
            lacking = [item for side, sql in sides for item in self._lacking(side, sql)]
        except FupinError as error:
            return self._cannot(check, error.message)
        if not lacking:
            return []
        return [self.not_checked(check.code, check.title, f"缺少{'、'.join(dict.fromkeys(lacking))}")]

    def _prepare(self, check: Check) -> Job | list[Outcome]:
        """What to ask for a check, or why it is not checked."""
        used = {name for sql in check.queries for name in words(sql).parameters}
        policies, unset = self._policies(used - self._parameters.keys())
        if unset:
            return [self.not_checked(check.code, check.title, UNSET.format(unset))]
        given = {**self._parameters, **policies}
        try:
            detail = f"明细_{check.code}" if check.rows else ""
            rows = self.queries.fill(check.rows, given)
            sides = (self._side(check.left, given, detail), self._side(check.right, given, detail))
        except query_errors() as error:
            return self._cannot(check, str(error))
        except FupinError as error:
            return self._cannot(check, error.message)
        return Job(check, sides, max(self.tolerance, Decimal(str(check.tolerance))), detail, rows)

    def _lacking(self, side: Side, sql: str) -> list[str]:
        sign = fullwidth_sign(sql)
        if sign:
            raise FupinError(f"查询里有全角符号“{sign}”，应改成半角", "")
        return self.queries.lacking(sql, side.needs)

    def _policies(self, names: Iterable[str]) -> tuple[dict[str, Value], str]:
        found: dict[str, Value] = {}
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

    def _side(self, side: Side, given: Mapping[str, Any], detail: str) -> str:
        """A side's query with the columns 村, 键, 值, _id, 说明; 键, _id and 说明 may be left out of the entry."""
        asked = DETAIL.sub(detail, side.sql) if detail else side.sql
        for needed in ("村", "值"):
            if not _names(side.sql, needed):
                raise FupinError(f"“{side.label}”的查询没有给出“{needed}”一列", "")
        key = "coalesce(CAST(键 AS VARCHAR), '')" if _names(side.sql, "键") else "''"
        row_id = "CAST(_id AS BIGINT)" if _names(side.sql, "_id") else "CAST(NULL AS BIGINT)"
        note = "coalesce(CAST(说明 AS VARCHAR), '')" if _names(side.sql, "说明") else "''"
        return (
            f"SELECT coalesce(村, '') AS 村, {key} AS 键, "
            f"{_VALUE} AS 值, {row_id} AS _id, {note} AS 说明 FROM ({self.queries.fill(asked, given)})"
        )

    # ---- after the comparison ------------------------------------------------------------------

    def _outcomes(self, job: Job, compared: Compared) -> list[Outcome]:
        check = job.check
        if not compared.totals:
            return [self.not_checked(check.code, check.title, "两边都没有数据")]
        unmatched = self._unmatched(check, compared.keys)
        everyone = [contributor for items in unmatched.values() for contributor in items]
        outcomes = [self._outcome(job, None, total(compared.totals), everyone)]
        if job.by_village and not self.scope.village:
            outcomes += [
                self._outcome(job, village, compared.totals[village], unmatched.get(village, []))
                for village in sorted(compared.totals)
                if village
            ]
        for outcome in outcomes:
            outcome.cut = compared.cut[outcome.village] if outcome.village else compared.cut.total()
            if outcome.verdict == "different":
                self._trace(outcome, compared)
        return outcomes

    def _unmatched(self, check: Check, keys: Iterable[Key]) -> dict[str, list[Contributor]]:
        found: dict[str, list[Contributor]] = {}
        for key in keys:
            side: Which = "left" if key.right is None else "right" if key.left is None else "both"
            traced = sources(self.scope.dataset, key.rows)
            # 键不是人、户时（如户类型），第一行的人名会叫人误会
            name = self._suggester.name(key.rows) if check.key in {"人", "户"} or len(key.rows) == 1 else ""
            contributor = Contributor(key.key, side, key.left, key.right, traced, name, key.note, cut=key.cut)
            found.setdefault(key.village, []).append(contributor)
        return {village: self._suggester.suggest(items) for village, items in found.items()}

    def _outcome(
        self, job: Job, village: str | None, totals: tuple[Decimal, Decimal], unmatched: list[Contributor]
    ) -> Outcome:
        left, right = totals
        check = job.check
        return Outcome(
            code=check.code,
            title=check.title,
            town=self.scope.town,
            village=village or self.scope.village or None,
            period=str(self.scope.period),
            verdict="equal" if holds(job, totals, unmatched) else "different",
            left=Amount(check.left.label, left, check.unit),
            right=Amount(check.right.label, right, check.unit),
            unmatched=unmatched,
            hint=check.hint or check.why,
            basis=check.basis,
            doubt=DOUBT in check.sets,
        )

    def _trace(self, outcome: Outcome, compared: Compared) -> None:
        """Put the rows behind both sides of a difference."""
        for side, name in enumerate(("left", "right")):
            mine = [
                (of, village)
                for of, village in compared.counts
                if of == side and (self.scope.village or outcome.village in {None, village})
            ]
            ids = [row_id for place in mine for row_id in compared.rows.get(place, ())]
            cut = sum(compared.counts[place] for place in mine) - len(ids)
            amount: Amount = getattr(outcome, name)
            traced = sources(self.scope.dataset, ids)
            setattr(outcome, name, Amount(amount.label, amount.value, amount.unit, traced, cut))

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


def _lay(line: "Line", batch: Batch, progress: Callable[[str], None] | None) -> None:
    if progress is not None:
        for job in batch.jobs.values():
            progress(job.check.title)
    lay(line, batch)


def _names(sql: str, name: str) -> bool:
    return re.search(rf"(?<!\w){name}(?!\w)", sql) is not None
