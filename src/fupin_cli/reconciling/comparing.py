"""Both sides of checks laid into one table and compared: by village, and by key where a check matches.

Planning a query takes longer than running it on a town, so the sides of several checks over few rows are laid
together and all of them compared at once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from fupin_cli.catalogue.entries import Check

if TYPE_CHECKING:
    from fupin_cli.engine.choosing import Engine
    from fupin_cli.engine.duck import Line

_TOGETHER = 8
_OF_KEY = 100  # 一个键的行，取回来的最多这么多


class Job(Struct, frozen=True):
    """A check ready to be asked: SQL of its left and right side, with the columns 村, 键, 值, _id, 说明.

    `detail` is the name under which the sides ask what `rows` says, '' where they do not.
    """

    check: Check
    sides: tuple[str, str]
    allowed: Decimal
    detail: str = ""
    rows: str = ""

    @property
    def by_village(self) -> bool:
        return self.check.by == "村"


class Batch(Struct, frozen=True):
    """Checks whose sides are laid into one table, by their numbers."""

    table: str
    jobs: Mapping[int, Job]

    @property
    def alone(self) -> list["Batch"]:
        """Each check in a table of its own."""
        return [Batch(f"{self.table}_{number}", {number: job}) for number, job in self.jobs.items()]


class Key(Struct, frozen=True):
    """A key whose two sides differ; a side is None where it has no row of that key.

    `cut` counts the rows of it that are not among `left_rows` and `right_rows`.
    """

    village: str
    key: str
    left: Decimal | None
    right: Decimal | None
    left_rows: list[int]
    right_rows: list[int]
    note: str
    cut: int = 0

    @property
    def rows(self) -> list[int]:
        return [*self.left_rows, *self.right_rows]


class Compared(Struct):
    """What the two sides of a check come to.

    Attributes:
        totals: village → (left, right).
        keys: those that differ, where the check matches.
        rows: (side, village) → `_id`s of the rows that a side stands on.
        counts: (side, village) → how many rows it stands on.
        cut: village → how many more keys differ there than `keys` tells; at least one of each village is told.
    """

    totals: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    keys: list[Key] = field(default_factory=list)
    rows: dict[tuple[int, str], list[int]] = field(default_factory=dict)
    counts: dict[tuple[int, str], int] = field(default_factory=dict)
    cut: Counter[str] = field(default_factory=Counter)


def batches(jobs: Mapping[int, Job], *, few: bool) -> list[list[Batch]]:
    """The jobs in the portions in which they are laid, and those in the groups in which they are compared.

    One by one, and each in the place of the one before, unless their rows are `few`.
    """
    if not few:
        return [[Batch("_两边", {number: job})] for number, job in jobs.items()]
    listed = list(jobs.items())
    starts = range(0, len(listed), _TOGETHER)
    return [[Batch(f"_两边_{start}", dict(listed[start : start + _TOGETHER])) for start in starts]]


def lay(line: "Line", batch: Batch) -> None:
    """Make a batch's table."""
    details = [f"{job.detail} AS ({job.rows})" for job in batch.jobs.values() if job.detail]
    first = f"WITH {', '.join(details)} " if details else ""
    line.make(batch.table, first + " UNION ALL ".join(_sides(batch.jobs)))


def compare(line: "Line | Engine", laid: Sequence[Batch], most: int | None = None) -> dict[int, Compared]:
    """What the jobs of batches that have been laid come to, by their numbers.

    Args:
        most: keys, and rows of a side, that are fetched of a check; None for all.
    """
    jobs = {number: job for batch in laid for number, job in batch.jobs.items()}
    found = {number: Compared() for number in jobs}
    if not jobs:
        return found
    table = "(" + " UNION ALL ".join(f"SELECT * FROM {batch.table}" for batch in laid) + ")"
    for number, village, left, right, *counts in line.rows(
        "SELECT 号, 村, coalesce(sum(值) FILTER (WHERE 边 = 0), 0), coalesce(sum(值) FILTER (WHERE 边 = 1), 0), "
        "count(_id) FILTER (WHERE 边 = 0), count(_id) FILTER (WHERE 边 = 1) "
        f"FROM {table} GROUP BY 号, 村"
    ):
        found[number].totals[village] = (Decimal(left), Decimal(right))
        found[number].counts |= {(side, village): count for side, count in enumerate(counts)}
    for number, *key, more in _differing(line, table, jobs, most):
        found[number].keys.append(_key(*key))
        found[number].cut[key[0]] += more
    unequal = [str(number) for number, one in found.items() if not agree(jobs[number], one)]
    if unequal:
        first = f" QUALIFY row_number() OVER (PARTITION BY 号, 边 ORDER BY _id) <= {most}" if most else ""
        for number, side, village, row_id in line.rows(
            f"SELECT 号, 边, 村, _id FROM {table} WHERE _id IS NOT NULL AND 号 IN ({', '.join(unequal)}){first}"
        ):
            found[number].rows.setdefault((side, village), []).append(row_id)
    return found


def agree(job: Job, compared: Compared) -> bool:
    """Whether the whole and, where the check goes by village, each village agrees."""
    places = [total(compared.totals), *(compared.totals.values() if job.by_village else ())]
    return all(holds(job, place, compared.keys) for place in places)


def holds(job: Job, totals: tuple[Decimal, Decimal], keys: Sequence[object]) -> bool:
    """Whether two sides agree, with what differs by key."""
    left, right = totals
    if job.check.match and job.check.relation == "<=":
        return not keys
    if job.check.relation == "<=":
        return left - right <= job.allowed
    return abs(left - right) <= job.allowed and not keys


def total(totals: dict[str, tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    """Both sides of all villages together."""
    left, right = (sum((pair[side] for pair in totals.values()), Decimal(0)) for side in (0, 1))
    return left, right


def _sides(jobs: Mapping[int, Job]) -> Iterable[str]:
    for number, job in jobs.items():
        within = "村" if job.by_village else "''"
        for side, sql in enumerate(job.sides):
            yield f"SELECT {number} AS 号, {side} AS 边, 村, {within} AS 处, 键, 值, _id, 说明 FROM ({sql})"


def _differing(
    line: "Line | Engine", table: str, jobs: Mapping[int, Job], most: int | None
) -> list[tuple[Any, ...]]:
    """Keys whose sides differ, of the checks that match them.

    What stands last adds up to the number of a village's keys that are left out.
    """
    matching = {number: job for number, job in jobs.items() if job.check.match}
    if not matching:
        return []
    terms = ", ".join(
        f"({number}, {job.check.relation == '<='}, {job.allowed:f})" for number, job in matching.items()
    )
    gap = "coalesce(左, 0) - coalesce(右, 0)"
    sides = ", ".join(
        f"sum(值) FILTER (WHERE 边 = {side}) AS {name}, {_listed(side, most)} AS {name}行, "
        f"max(说明) FILTER (WHERE 边 = {side}) AS {name}注, min(村) FILTER (WHERE 边 = {side}) AS {name}村"
        for side, name in enumerate("左右")
    )
    found = (
        "SELECT 号, coalesce(左村, 右村) AS 村, 键, 左, 右, 左行, 右行, "
        "concat(左注, CASE WHEN 左注 <> 右注 AND 右注 <> '' THEN concat(' ', 右注) ELSE '' END) AS 注, 行数 "
        f"FROM (SELECT 号, 键, {sides}, count(_id) AS 行数 FROM {table} "
        f"WHERE 号 IN ({', '.join(map(str, matching))}) GROUP BY 号, 处, 键) "
        f"JOIN (VALUES {terms}) AS 约定(号, 不超过, 容差) USING (号) WHERE CASE WHEN 不超过 THEN {gap} > 容差 "
        f"ELSE 左 IS NULL OR 右 IS NULL OR abs({gap}) > 容差 END"
    )
    told = "号, 村, 键, 左, 右, 左行, 右行, 注, 行数"
    if most is None:
        return line.rows(f"SELECT {told}, 0 FROM ({found}) ORDER BY 1, 2, 3")
    placed = (
        f"SELECT {told}, row_number() OVER (PARTITION BY 号 ORDER BY 村, 键) AS 第, "
        f"row_number() OVER (PARTITION BY 号, 村 ORDER BY 键) AS 村里第, "
        f"count(*) OVER (PARTITION BY 号, 村) AS 村里数 FROM ({found})"
    )
    # 村里第一个总在，没有取回来的都记在它的头上
    more = f"CASE WHEN 村里第 = 1 THEN greatest(least(第 - 1 + 村里数 - {most}, 村里数 - 1), 0) ELSE 0 END"
    return line.rows(
        f"SELECT {told}, {more} FROM ({placed}) WHERE 第 <= {most} OR 村里第 = 1 ORDER BY 1, 2, 3"
    )


def _listed(side: int, most: int | None) -> str:
    """SQL of the `_id`s of a key's rows on one side."""
    listed = f"list(_id) FILTER (WHERE 边 = {side})"
    return listed if most is None else f"array_slice(list_sort({listed}), 1, {_OF_KEY})"


def _key(
    village: str,
    key: str,
    left: Decimal | None,
    right: Decimal | None,
    left_rows: Iterable[int | None] | None,
    right_rows: Iterable[int | None] | None,
    note: str | None,
    count: int,
) -> Key:
    lefts, rights = _sorted(left_rows), _sorted(right_rows)
    return Key(village, key, left, right, lefts, rights, note or "", count - len(lefts) - len(rights))


def _sorted(ids: Iterable[int | None] | None) -> list[int]:
    """Row numbers in order: a list that SQL gathers has none."""
    return sorted(row_id for row_id in ids or () if row_id is not None)
