"""Figures: the catalogue's indicators computed over a scope, each with the rows it stands on."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct, field

from fupin_cli.aggregates import Aggregate, columns_sql, rows_sql
from fupin_cli.catalogue.entries import Catalogue, Indicator
from fupin_cli.catalogue.policies import Policies
from fupin_cli.catalogue.words import filled, words
from fupin_cli.engine.choosing import most_rows, open_engine, query_errors
from fupin_cli.engine.parameters import put_in
from fupin_cli.engine.queries import Queries
from fupin_cli.errors import FupinError
from fupin_cli.nearest import nearest
from fupin_cli.scope import Scope, parameters, place_condition
from fupin_cli.tracing import Source, sources

if TYPE_CHECKING:
    from fupin_cli.engine.duck import Line

_TYPE = "DECIMAL(38,4)"
_VALUE, _SHARE = f"CAST(值 AS {_TYPE})", f"CAST(份 AS {_TYPE})"
_EXACT = f"{_VALUE}, {_SHARE}"

__all__ = ["Figure", "Figures", "in_order", "rows_sql"]


Counted: TypeAlias = tuple[Decimal, Decimal, int]  # 一行在分子、分母里各加多少，和它的 _id


class Figure(Struct):
    """A figure of a place and period.

    Attributes:
        value: exact; a count, yuan, kilometres … as `unit` says.
        sources: the rows counted, by file and sheet.
        cut: how many more rows count than `sources` names: of an exported folder only the first are fetched.
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
    cut: int = 0


def in_order(shares: Mapping[str, Decimal], places: Sequence[str]) -> dict[str, Decimal]:
    """The shares of `places` in their order, then those of others; what has no place comes last.

    >>> list(
    ...     in_order(
    ...         {"": Decimal(1), "丙村": Decimal(2), "甲村": Decimal(3), "乙村": Decimal(4)}, ["乙村", "甲村"]
    ...     )
    ... )
    ['乙村', '甲村', '丙村', '']
    """
    order = {place: number for number, place in enumerate(places)}
    return dict(sorted(shares.items(), key=lambda item: (not item[0], order.get(item[0], len(order)))))


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
        self.engine = open_engine(catalogue.facts, scope.dataset, scope.earlier, small=scope.dataset.small)
        self._policy = put_in(self.engine, Policies(catalogue.policy), scope.dataset, scope.earlier)
        self.queries = Queries(self.engine.relations, self.engine.earlier, place_condition(scope))
        self._parameters = parameters(scope)
        self._found: dict[str, Figure | None] = {}
        self._lack: dict[str, list[str]] = {}
        self._there: dict[str, bool] = {}
        self._counted: dict[str, list[Counted]] = {}

    def share(self) -> None:
        """Lay each ledger's rows once for all figures: for whoever is going to ask for many of them.

        Planning a relation with its facts costs more than counting in it, and there are a dozen indicators
        to a ledger; where the rows are few, all of a ledger are counted at once.
        """
        there = [one for one in self._indicators.values() if not self._lacking(one)]
        self.queries.share(rows_sql(one, "*") for one in there)
        self.queries.lay(self.engine)
        if self.scope.dataset.small:
            ledgers = list(dict.fromkeys(one.ledger for one in there))
            grouped = [[one for one in there if one.ledger == ledger] for ledger in ledgers]
            for counted in self.engine.at_once(self._count, grouped):
                self._counted |= counted

    def _count(self, line: "Line", indicators: Sequence[Indicator]) -> dict[str, list[Counted]]:
        """The rows of a ledger's indicators, but for distinct counts; none where the query of one cannot be run."""
        plain = [one for one in indicators if Aggregate.of(one).form != "distinct"]
        columns = [column for one in plain for column in columns_sql(one, _TYPE)]
        asked = f"SELECT {', '.join(('_id', *columns))} FROM 台账.{indicators[0].ledger} ORDER BY _id"
        try:
            rows = line.rows(self.queries.fill(filled(asked, self._policy), self._parameters))
        except query_errors():  # 问到哪个指标，哪个指标自己说错在哪里
            return {}
        return {
            one.name: [(row[at], row[at + 1], row[0]) for row in rows if row[at] is not None]
            for at, one in zip(range(1, len(columns), 2), plain, strict=True)
        }

    @property
    def names(self) -> list[str]:
        return list(self._indicators)

    def has(self, ledger: str) -> bool:
        """Whether the scope has rows of `ledger`."""
        if ledger not in self._there:
            asked = f"SELECT 1 FROM 台账.{ledger}"
            lacking = self.queries.lacking(asked, [ledger])
            self._there[ledger] = not lacking and bool(
                self.engine.rows(self.queries.fill(f"{asked} LIMIT 1"))
            )
        return self._there[ledger]

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
        return self.engine.records(self.queries.fill(filled(sql, self._policy), self._parameters))

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

    def _values(self, indicator: Indicator, first: int | None = None) -> list[Counted]:
        """What each row adds, above and below the line, and its `_id`; of a largest value who has it.

        Of the rows that have not been counted yet only the `first`, if that is given.
        """
        rows = self._counted.get(indicator.name)
        largest = Aggregate.of(indicator).form == "max"
        if rows is None:
            sql = self._fill(indicator, f"{_EXACT}, _id", whole=True)
            order = "1 DESC, _id" if largest else "_id"
            limit = f" LIMIT {first}" if first is not None else ""
            rows = [(a, b, c) for a, b, c in self.engine.rows(f"{sql} ORDER BY {order}{limit}")]
        if rows and largest:
            most = max(value for value, _, _ in rows)
            return [row for row in rows if row[0] == most]
        return rows

    def _traced(self, indicator: Indicator) -> tuple[Decimal | None, list[int], int]:
        """The value, the `_id`s of the rows behind it, and how many more there are than those.

        Of an exported folder the engine adds up what would be too many rows to fetch.
        """
        aggregate = Aggregate.of(indicator)
        most = most_rows(self.scope.dataset)
        rows = self._values(indicator, None if most is None else most + 1)
        ids = [row_id for _, _, row_id in rows]
        if most is None or len(rows) <= most:
            return aggregate.combine((value, over) for value, over, _ in rows), ids, 0
        asked = f"sum({_VALUE}), sum({_SHARE}), count(*)"
        if aggregate.form == "max":
            asked = f"max({_VALUE}), 1, count(*) FILTER (WHERE {_VALUE} = {rows[0][0]})"
        ((value, over, count),) = self.engine.rows(self._fill(indicator, asked, whole=True))
        return aggregate.combine([(value, over)]), ids[:most], count - most

    def _compute(self, indicator: Indicator) -> Figure | None:
        if self._lacking(indicator):
            return None
        value, ids, cut = self._traced(indicator)
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
            sources=sources(self.scope.dataset, ids),
            sql=rows_sql(indicator, "*", whole=True),
            synonyms=tuple(indicator.synonyms),
            cut=cut,
        )

    def _unknown(self, name: str) -> FupinError:
        spelt = {word: one.name for one in self._indicators.values() for word in (one.name, *one.synonyms)}
        near = dict.fromkeys(spelt[word] for word in nearest(name, spelt, most=3))
        hint = f"是不是{'、'.join(f'“{item}”' for item in near)}？" if near else ""
        return FupinError(f"没有叫“{name}”的指标。", f"{hint}运行 fupin indicators 看全部指标。")
