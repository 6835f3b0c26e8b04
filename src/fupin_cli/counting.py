"""Figures: the catalogue's indicators computed over a scope, each with the rows it stands on."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from fupin_cli.aggregates import Aggregate, rows_sql
from fupin_cli.catalogue.entries import Catalogue, Indicator
from fupin_cli.catalogue.policies import Policies
from fupin_cli.catalogue.words import filled, words
from fupin_cli.engine.choosing import open_engine
from fupin_cli.engine.parameters import put_in
from fupin_cli.engine.queries import Queries
from fupin_cli.errors import FupinError
from fupin_cli.nearest import nearest
from fupin_cli.scope import Scope, parameters, place_condition
from fupin_cli.tracing import Source, sources

_FEW = 50_000
_EXACT = "CAST(值 AS DECIMAL(38,4)), CAST(份 AS DECIMAL(38,4))"

__all__ = ["Figure", "Figures", "rows_sql"]


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


class Figures:
    """Computes indicators over one scope, each once.

    Args:
        scope: place, period, rows.
        catalogue: with the indicators (a workspace's own among them).
    """

    def __init__(self, scope: Scope, catalogue: Catalogue) -> None:
        self.scope = scope
        self.catalogue = catalogue
        self._indicators = {indicator.name: indicator for indicator in catalogue.indicators}
        few = scope.dataset.rows < _FEW
        self.engine = open_engine(catalogue.facts, scope.dataset, scope.earlier, small=few)
        self._policy = put_in(self.engine, Policies(catalogue.policy), scope.dataset, scope.earlier)
        self.queries = Queries(self.engine.relations, self.engine.earlier, place_condition(scope))
        self._parameters = parameters(scope)
        self._found: dict[str, Figure | None] = {}
        self._lack: dict[str, list[str]] = {}

    def share(self) -> None:
        """Lay each ledger's rows once for all figures: for whoever is going to ask for many of them.

        Planning a relation with its facts costs more than counting in it, and there are a dozen indicators
        to a ledger. A ledger is laid when the first figure asks for it.
        """
        there = (one for one in self._indicators.values() if not self._lacking(one))
        self.queries.share([rows_sql(one, "*") for one in there], self.engine.make)

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
        self.share()
        figures = (self.figure(name) for name in self._indicators)
        return [figure for figure in figures if figure is not None]

    def rows(self, name: str) -> list[tuple[int, Decimal]]:
        """The `_id`s of the rows behind a figure, each with what it adds."""
        indicator = self._indicators.get(name)
        if indicator is None:
            raise self._unknown(name)
        if self._lacking(indicator):
            return []
        return [(row_id, value) for value, _, row_id in self._values(indicator)]

    def by_village(self, name: str) -> dict[str, Decimal]:
        """The figure's value in each village that has rows."""
        return self._by(name, "村")

    def by_town(self, name: str) -> dict[str, Decimal]:
        """The figure's value in each town that has rows."""
        return self._by(name, "乡")

    def _by(self, name: str, place: Literal["村", "乡"]) -> dict[str, Decimal]:
        indicator = self._indicators[name]
        if self._lacking(indicator):
            return {}
        aggregate = Aggregate.of(indicator)
        sql = self._fill(indicator, f"{place}, {_EXACT}")
        groups: dict[str, list[tuple[Decimal, Decimal]]] = {}
        for at, value, over in self.engine.rows(f"{sql} ORDER BY {place}"):
            groups.setdefault(at, []).append((value, over))
        found = {at: aggregate.combine(values) for at, values in groups.items()}
        return {at: value for at, value in found.items() if value is not None}

    def query(self, sql: str) -> list[dict[str, Any]]:
        """Rows of a query in the catalogue's words, for templates that list things."""
        relation = self.engine.arrow(self.queries.fill(filled(sql, self._policy), self._parameters))
        return list(relation.to_pylist())

    def _lacking(self, indicator: Indicator) -> list[str]:
        if indicator.name not in self._lack:
            self._lack[indicator.name] = self._look(indicator)
        return self._lack[indicator.name]

    def _look(self, indicator: Indicator) -> list[str]:
        used = words(indicator.where).columns | words(indicator.value).columns | words(indicator.date).columns
        relations = self.engine.relations
        lacking = relations.missing(indicator.ledger, used & relations.names(indicator.ledger))
        named = words(indicator.where).parameters | words(indicator.value).parameters
        unset = named - self._parameters.keys() - self._policy.keys()
        return [*lacking, *(f"政策参数“{name}”" for name in sorted(unset))]

    def _fill(self, indicator: Indicator, select: str, *, whole: bool = False) -> str:
        sql = filled(rows_sql(indicator, select, whole=whole), self._policy)
        return self.queries.fill(sql, self._parameters)

    def _values(self, indicator: Indicator) -> list[tuple[Decimal, Decimal, int]]:
        """What each row adds, above and below the line, and its `_id`; of a largest value who has it."""
        sql = self._fill(indicator, f"{_EXACT}, _id", whole=True)
        rows: list[tuple[Decimal, Decimal, int]] = [
            (a, b, c) for a, b, c in self.engine.rows(f"{sql} ORDER BY _id")
        ]
        if rows and Aggregate.of(indicator).form == "max":
            most = max(value for value, _, _ in rows)
            return [row for row in rows if row[0] == most]
        return rows

    def _compute(self, indicator: Indicator) -> Figure | None:
        if self._lacking(indicator):
            return None
        rows = self._values(indicator)
        value = Aggregate.of(indicator).combine((value, over) for value, over, _ in rows)
        if value is None:
            return None
        return Figure(
            name=indicator.name,
            value=value,
            unit=indicator.unit,
            kind=indicator.kind,
            says=indicator.says,
            town=self.scope.town,
            village=self.scope.village,
            period=str(self.scope.period),
            sources=sources(self.scope.dataset, (row_id for _, _, row_id in rows)),
            sql=rows_sql(indicator, "*", whole=True),
            synonyms=tuple(indicator.synonyms),
        )

    def _unknown(self, name: str) -> FupinError:
        spelt = {word: one.name for one in self._indicators.values() for word in (one.name, *one.synonyms)}
        near = dict.fromkeys(spelt[word] for word in nearest(name, spelt, most=3))
        hint = f"是不是{'、'.join(f'“{item}”' for item in near)}？" if near else ""
        return FupinError(f"没有叫“{name}”的指标。", f"{hint}运行 fupin indicators 看全部指标。")
