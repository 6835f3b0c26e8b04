"""Policy parameters: which an entry uses, and what holds for the rows of an engine, by their places and years."""

from fupin_cli.catalogue.entries import Catalogue, Check, Indicator, Rule
from fupin_cli.catalogue.policies import Policies, Spot
from fupin_cli.catalogue.words import GIVEN, words
from fupin_cli.engine.choosing import Engine
from fupin_cli.engine.dataset import Dataset, placed
from fupin_cli.engine.inventory import Shape
from fupin_cli.engine.relations import Relations

UNSET = "没有政策参数“{}”，请在 fupin.toml 的 [policy] 里填写"


def put_in(
    engine: Engine, policies: Policies, dataset: Dataset, earlier: Dataset | None = None
) -> dict[str, str]:
    """Fill the parameters of the engine's facts; returns all that hold for its rows, as SQL by name."""
    spots = _spots(engine, engine.relations, dataset)
    if earlier is not None and engine.earlier is not None:
        spots |= _spots(engine, engine.earlier, earlier)
    found = policies.expressions(spots)
    for relations in (engine.relations, engine.earlier):
        if relations is not None:
            relations.fill(found)
    return found


def used(entry: Rule | Check | Indicator, catalogue: Catalogue) -> list[str]:
    """Names of the policy parameters that the entry or a fact that it uses names, sorted."""
    relations = Relations(catalogue.facts, Shape({}))
    found: set[str] = set()
    todo: list[tuple[str, str]] = []
    if isinstance(entry, Rule):
        todo = [(entry.ledger, entry.where), (entry.ledger, entry.broken)]
    elif isinstance(entry, Indicator):
        todo = [(entry.ledger, entry.where), (entry.ledger, entry.value)]
    else:
        for sql in entry.queries:
            found |= words(sql).parameters
            todo += [(relation.split(".")[1], sql) for relation in words(sql).relations]
    seen: set[tuple[str, str]] = set()
    while todo:
        ledger, sql = todo.pop()
        found |= words(sql).parameters
        for name in words(sql).columns & relations.facts(ledger).keys():
            if (ledger, name) not in seen:
                seen.add((ledger, name))
                fact = relations.facts(ledger)[name]
                todo += [(fact.source or ledger, fact.sql), (fact.source or ledger, fact.where)]
    return sorted(found - GIVEN)


def _spots(engine: Engine, relations: Relations, dataset: Dataset) -> set[Spot]:
    """Places and years of the rows; those of an exported folder are asked for in one query."""
    if not dataset.stored:
        return {
            Spot(province, city, county, member.day.year)
            for member in dataset.members
            for province, city, county in placed(member.typed, ("省", "市", "县"))
        }
    parts = [
        f"SELECT DISTINCT 省, 市, 县, year(CAST(数据日 AS DATE)) FROM {relations.shape.tables}.{ledger}"
        for ledger in sorted(dataset.ledgers)
    ]
    return {Spot(*row) for row in engine.rows(" UNION ".join(parts))}
