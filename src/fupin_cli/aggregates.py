"""The forms of an indicator's `value`: the rows that count, and how their values make one."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from msgspec import Struct

from fupin_cli.catalogue.entries import Indicator
from fupin_cli.patterns import regex

Form = Literal["count", "distinct", "sum", "max", "share", "ratio"]

_FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = (
    ("count", regex(r"count\((\*)\)$", re.IGNORECASE)),
    ("distinct", regex(r"count\(distinct (.+)\)$", re.IGNORECASE | re.DOTALL)),
    ("ratio", regex(r"sum\((.+)\) / sum\((.+)\)$", re.IGNORECASE | re.DOTALL)),
    ("sum", regex(r"sum\((.+)\)$", re.IGNORECASE | re.DOTALL)),
    ("max", regex(r"max\((.+)\)$", re.IGNORECASE | re.DOTALL)),
    ("share", regex(r"100 \* count_if\((.+)\) / count\(\*\)$", re.IGNORECASE | re.DOTALL)),
)
_FOURTH = Decimal("0.0001")
_EACH: dict[Form, str] = {
    "count": "1",
    "distinct": "1",
    "sum": "{}",
    "max": "{}",
    "share": "CASE WHEN {} THEN 100 ELSE 0 END",
    "ratio": "{}",
}


class Aggregate(Struct, frozen=True):
    """What an indicator does with its rows.

    Attributes:
        form: `count(*)`, `count(DISTINCT …)`, `sum(…)`, `max(…)`, `100 * count_if(…) / count(*)` (percent) or
            `sum(…) / sum(…)`.
        inner: the expression in the (first) brackets.
        over: what the sum is divided by, row by row.
    """

    form: Form
    inner: str
    over: str = "1"

    @classmethod
    def of(cls, indicator: Indicator) -> "Aggregate":
        """The aggregate of an indicator; raises ValueError for any other SQL."""
        for form, pattern in _FORMS:
            match = pattern.fullmatch(indicator.value.strip())
            if match:
                return cls(form, *match.groups())
        forms = "count(*), count(DISTINCT …), sum(…), max(…), sum(…) / sum(…), 100 * count_if(…) / count(*)"
        raise ValueError(f"indicator {indicator.name}: value must be one of {forms}")

    @property
    def additive(self) -> bool:
        """Whether the villages' values add up to the town's."""
        return self.form in {"count", "distinct", "sum"}

    def combine(self, rows: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
        """One value of the rows' values and shares; None where there is nothing to divide by or pick."""
        listed = list(rows)
        total = sum((value for value, _ in listed), Decimal(0))
        if self.additive:
            return total
        if self.form == "max":
            return max((value for value, _ in listed), default=None)
        divisor = sum((over for _, over in listed), Decimal(0))
        return (total / divisor).quantize(_FOURTH, ROUND_HALF_UP) if divisor else None


def condition(indicator: Indicator) -> str:
    """The SQL condition of an indicator's rows, the period's included."""
    parts = [f"({indicator.where})"] if indicator.where else []
    if indicator.date:
        parts.append(f"({in_period(indicator.date)})")
    return " AND ".join(parts)


def in_period(column: str) -> str:
    """Rows of a flow that lie in the period; 年度 and 学期 columns are compared as such."""
    if column.endswith("年度"):
        return f"{column} = :年度"
    if column.endswith("学期"):
        # 春季学期在上半年、秋季学期在下半年
        return (
            f"({column} = concat(CAST(:年度 AS VARCHAR), '春') AND month(:期初) <= 6) OR "
            f"({column} = concat(CAST(:年度 AS VARCHAR), '秋') AND month(:期末) > 6)"
        )
    return f"{column} >= :期初 AND {column} <= :期末"


def columns_sql(indicator: Indicator, exact: str) -> tuple[str, str]:
    """What a row adds above and below the line, NULL where it does not count, as columns of all rows of its ledger.

    So a ledger's indicators are worked out in one query. A distinct count picks rows and has no such form.

    Args:
        exact: the SQL type of both.
    """
    aggregate = Aggregate.of(indicator)
    if aggregate.form == "distinct":
        raise ValueError(f"indicator {indicator.name}: a distinct count is no column")
    where = condition(indicator) or "true"
    above = _EACH[aggregate.form].format(aggregate.inner)
    listed = (f"CASE WHEN {where} THEN CAST({value} AS {exact}) END" for value in (above, aggregate.over))
    return next(listed), next(listed)


def rows_sql(indicator: Indicator, select: str, *, whole: bool = False) -> str:
    """One row for each row that counts: `值` is what it adds, `份` what it adds to the divisor.

    A distinct count keeps one row a key: in each village, or with `whole` once in all of them (a unit that
    helps five villages is one unit of the town).
    """
    aggregate = Aggregate.of(indicator)
    where = condition(indicator)
    filtered = f"SELECT * FROM 台账.{indicator.ledger}" + (f" WHERE {where}" if where else "")
    if aggregate.form == "distinct":
        key = aggregate.inner
        places, grouped = ("min(乡) AS 乡, min(村) AS 村", key) if whole else ("乡, 村", f"乡, 村, {key}")
        inner = (
            f"SELECT {places}, 1 AS 值, 1 AS 份, min(_id) AS _id FROM ({filtered}) "
            f"WHERE CAST({key} AS VARCHAR) <> '' GROUP BY {grouped}"
        )
    else:
        value = _EACH[aggregate.form].format(aggregate.inner)
        inner = f"SELECT 乡, 村, {value} AS 值, {aggregate.over} AS 份, _id FROM ({filtered})"
    return f"SELECT {select} FROM ({inner}) WHERE 值 IS NOT NULL"
