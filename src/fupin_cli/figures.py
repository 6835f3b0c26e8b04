"""Figures: the catalogue's indicators computed over a scope, each with the rows it stands on."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from fupin_cli.catalogue.entries import Catalogue, Indicator
from fupin_cli.catalogue.words import words
from fupin_cli.engine.queries import Queries
from fupin_cli.errors import FupinError
from fupin_cli.scope import Scope, parameters, place_condition
from fupin_cli.tracing import Source, sources


@dataclass
class Figure:
    """A figure of a place and period.

    Attributes:
        value: exact; a count, yuan, kilometres … as `unit` says.
        sources: the rows counted, by file and sheet.
        sql: what was asked, for the 底稿.
    """

    name: str
    value: Decimal
    unit: str
    kind: str
    says: str
    town: str
    village: str
    period: str
    sources: tuple[Source, ...] = ()
    sql: str = ""
    synonyms: tuple[str, ...] = field(default=())


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


def rows_sql(indicator: Indicator, select: str) -> str:
    """One row for each row that counts: `值` is what it adds; a distinct count keeps one row a key."""
    where = condition(indicator)
    filtered = f"SELECT * FROM 台账.{indicator.ledger}" + (f" WHERE {where}" if where else "")
    value = indicator.value.strip()
    if value == "count(*)":
        inner = f"SELECT 村, 1 AS 值, _id FROM ({filtered})"
    elif value.lower().startswith("count(distinct ") and value.endswith(")"):
        key = value[len("count(distinct ") : -1]
        inner = f"SELECT 村, 1 AS 值, min(_id) AS _id FROM ({filtered}) WHERE CAST({key} AS VARCHAR) <> '' GROUP BY 村, {key}"
    elif value.lower().startswith("sum(") and value.endswith(")"):
        inner = f"SELECT 村, {value[4:-1]} AS 值, _id FROM ({filtered})"
    else:
        raise ValueError(f"indicator {indicator.name}: value must be count(*), count(DISTINCT …) or sum(…)")
    return f"SELECT {select} FROM ({inner}) WHERE 值 IS NOT NULL"


class Figures:
    """Computes indicators over one scope, each once.

    Args:
        scope: place, period, rows.
        catalogue: with the indicators (a workspace's own among them).
    """

    def __init__(self, scope: Scope, catalogue: Catalogue) -> None:
        from fupin_cli.engine.duck import DuckEngine

        self.scope = scope
        self.catalogue = catalogue
        self._indicators = {indicator.name: indicator for indicator in catalogue.indicators}
        self.engine = DuckEngine(catalogue.facts, scope.dataset, scope.earlier)
        self.queries = Queries(self.engine.relations, self.engine.earlier, place_condition(scope))
        self._parameters = parameters(scope)
        self._found: dict[str, Figure | None] = {}

    @property
    def names(self) -> list[str]:
        return list(self._indicators)

    def has(self, ledger: str) -> bool:
        """Whether the scope has rows of `ledger`."""
        if self.queries.lacking(f"SELECT 1 FROM 台账.{ledger}", [ledger]):
            return False
        return bool(self.engine.rows(self.queries.fill(f"SELECT 1 FROM 台账.{ledger} LIMIT 1")))

    def figure(self, name: str) -> Figure | None:
        """The figure called `name`; None where its ledger or columns are absent.

        Raises:
            FupinError: no such indicator.
        """
        if name not in self._found:
            if name not in self._indicators:
                raise self._unknown(name)
            self._found[name] = self._compute(self._indicators[name])
        return self._found[name]

    def find(self, name: str) -> Figure:
        """The figure called `name` or by one of its synonyms.

        Raises:
            FupinError: no such indicator, or no ledger to count it from.
        """
        for indicator in self._indicators.values():
            if name == indicator.name or name in indicator.synonyms:
                figure = self.figure(indicator.name)
                if figure is None:
                    lacking = "、".join(self._lacking(indicator))
                    raise FupinError(f"算不出“{indicator.name}”：缺少{lacking}。", "请把这份台账放进工作区。")
                return figure
        raise self._unknown(name)

    def all(self) -> list[Figure]:
        """Every figure whose ledger is there, in the catalogue's order."""
        figures = (self.figure(name) for name in self._indicators)
        return [figure for figure in figures if figure is not None]

    def rows(self, name: str) -> list[int]:
        """The `_id`s of the rows behind a figure."""
        indicator = self._indicators.get(name)
        if indicator is None:
            raise self._unknown(name)
        sql = self._fill(indicator, "_id")
        return [row[0] for row in self.engine.rows(sql)]

    def by_village(self, name: str) -> dict[str, Decimal]:
        """The figure's value in each village that has rows."""
        indicator = self._indicators[name]
        if self._lacking(indicator):
            return {}
        sql = self._fill(indicator, "村, 值")
        rows = self.engine.rows(f"SELECT 村, CAST(sum(值) AS DECIMAL(38,4)) FROM ({sql}) GROUP BY 村 ORDER BY 村")
        return {village: Decimal(value) for village, value in rows}

    def query(self, sql: str) -> list[dict[str, Any]]:
        """Rows of a query in the catalogue's words, for templates that list things."""
        relation = self.engine.arrow(self.queries.fill(sql, self._parameters))
        return list(relation.to_pylist())

    def _lacking(self, indicator: Indicator) -> list[str]:
        used = words(indicator.where).columns | words(indicator.value).columns | words(indicator.date).columns
        relations = self.engine.relations
        return relations.missing(indicator.ledger, used & relations.names(indicator.ledger))

    def _fill(self, indicator: Indicator, select: str) -> str:
        return self.queries.fill(rows_sql(indicator, select), self._parameters)

    def _compute(self, indicator: Indicator) -> Figure | None:
        if self._lacking(indicator):
            return None
        sql = self._fill(indicator, "值, _id")
        rows = self.engine.rows(f"SELECT CAST(值 AS DECIMAL(38,4)), _id FROM ({sql})")
        value = sum((Decimal(row[0]) for row in rows), Decimal(0))
        return Figure(
            name=indicator.name,
            value=value,
            unit=indicator.unit,
            kind=indicator.kind,
            says=indicator.says,
            town=self.scope.town,
            village=self.scope.village,
            period=str(self.scope.period),
            sources=sources(self.scope.dataset, (row[1] for row in rows)),
            sql=rows_sql(indicator, "*"),
            synonyms=tuple(indicator.synonyms),
        )

    def _unknown(self, name: str) -> FupinError:
        from rapidfuzz import process

        near = [found[0] for found in process.extract(name, list(self._indicators), limit=3, score_cutoff=40)]
        hint = f"是不是{'、'.join(f'“{item}”' for item in near)}？" if near else ""
        return FupinError(f"没有叫“{name}”的指标。", f"{hint}运行 fupin indicators 看全部指标。")
