"""Queries written in the catalogue's words: `台账.户` and `上期.户` stand for relations, `:数据日` for a day.

`原表.户` stands for the ledger's own sheets alone, where `台账.户` is completed from 家庭成员. `或有.雨露计划` is
`台账.雨露计划` where the ledger is there and no rows where it is not: for queries over whatever ledgers there are.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from fupin_cli.catalogue.literals import literal
from fupin_cli.catalogue.words import words
from fupin_cli.engine.choosing import query_errors
from fupin_cli.engine.inventory import IMPLIED
from fupin_cli.engine.relations import Relations
from fupin_cli.errors import FupinError
from fupin_cli.patterns import regex
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers

if TYPE_CHECKING:
    from fupin_cli.engine.choosing import Engine
    from fupin_cli.engine.duck import Line

_RELATION = regex(r"(?<![\w'])(台账|上期|原表|或有)\.([^\W\d]\w*)")
_OWN, _MAYBE = "原表", "或有"


class Queries:
    """Fills relations and parameters into SQL.

    Args:
        relations: of the present period; `earlier` of the one before, if any.
        where: a condition on every row of the relations (town, village), in terms of 乡 and 村.
    """

    def __init__(self, relations: Relations, earlier: Relations | None, where: str = "") -> None:
        self._relations = {"台账": relations, _OWN: relations, _MAYBE: relations}
        if earlier is not None:
            self._relations["上期"] = earlier
        self._where = where
        self._wanted: dict[tuple[str, str], set[str]] = {}
        self._tables: dict[tuple[str, str], str | None] = {}

    def lacking(self, sql: str, needs: Iterable[str]) -> list[str]:
        """Ledgers and columns without which `sql` cannot be answered.

        Args:
            sql: where it names one relation alone, its columns are looked at as well.
            needs: ledgers (`户`, `上期.户`) and columns (`户.户类型`, `上期.户.户类型`) beyond those that `sql` names.

        Raises:
            FupinError: a ledger that the vocabulary does not have.
        """
        in_sql = set(_RELATION.findall(sql))
        named: dict[tuple[str, str], set[str]] = {relation: set() for relation in in_sql}
        for need in needs:
            kind, ledger, column = _need(need)
            named.setdefault((kind, ledger), set()).update({column} - {""})
        found: list[str] = []
        for (kind, ledger), columns_needed in sorted(named.items()):
            if ledger not in ledgers():
                raise FupinError(f"没有叫“{ledger}”的台账", "")
            if kind != _MAYBE:
                alone = in_sql == {(kind, ledger)}
                own = words(sql).columns if alone else frozenset()
                found += self._missing(kind, ledger, columns_needed, own)
        optional = [ledger for kind, ledger in sorted(named) if kind == _MAYBE]
        if optional and not any(self._relations[_MAYBE].shape.has(ledger) for ledger in optional):
            found += [f"台账“{ledger}”" for ledger in optional]
        return list(dict.fromkeys(found))

    def _missing(self, kind: str, ledger: str, needed: set[str], used: frozenset[str]) -> list[str]:
        relations = self._relations.get(kind)
        if relations is None:
            return ["上一期的台账"]
        if kind == _OWN:
            if not relations.shape.has(ledger):
                return [f"台账“{ledger}”"]
            bound = relations.shape.bound[ledger] | {"乡", "村"}
            lacking = (needed | used & columns(ledgers()[ledger]).keys()) - bound
            return [f"“{ledger}”的列“{name}”" for name in sorted(lacking)]
        missing = relations.missing(ledger, needed | used & relations.names(ledger))
        return [f"上一期的{item}" for item in missing] if kind == "上期" else missing

    def share(self, queries: Iterable[str]) -> None:
        """From now on each relation that `queries` name may be worked out once, with all the columns that they use.

        Args:
            queries: what is going to be asked, beside what was said before; a relation asked for more than that is
                worked out for that query alone.
        """
        for sql in queries:
            for relation in map(_one_word, set(_RELATION.findall(sql))):
                if relation[1] in ledgers() and relation[0] in self._relations:
                    used = self._used(*relation, sql)
                    if not used <= self._wanted.setdefault(relation, set()):
                        self._wanted[relation] |= used
                        self._tables.pop(relation, None)

    def lay(self, engine: "Engine") -> None:
        """Work out what `share` was told of, side by side, where the queries will run.

        A relation that cannot be worked out is left to the queries that name it: each then says so of itself.
        """
        relations = [relation for relation in self._wanted if relation not in self._tables]
        made = engine.at_once(self._make, relations)
        self._tables |= zip(relations, made, strict=True)

    def _make(self, line: "Line", relation: tuple[str, str]) -> str | None:
        table = "_".join(("共用", *relation))
        wrong: tuple[type[Exception], ...] = (FupinError, *query_errors())
        try:
            line.make(table, self._select(*relation, self._wanted[relation]))
        except wrong:
            return None
        return table

    def fill(self, sql: str, parameters: Mapping[str, str | int | Decimal | dt.date] | None = None) -> str:
        """SQL that the engine runs."""

        def relation(match: re.Match[str]) -> str:
            kind, ledger = match.groups()
            return self._source(kind, ledger, self._used(kind, ledger, sql))

        filled = _RELATION.sub(relation, sql)
        for name, value in sorted((parameters or {}).items(), key=lambda item: -len(item[0])):
            filled = filled.replace(f":{name}", literal(value))
        return filled

    def _used(self, kind: str, ledger: str, sql: str) -> set[str]:
        names = words(sql).columns
        if kind == _OWN:
            return {*(names & columns(ledgers()[ledger]).keys()), "乡", "村"}
        return {*(names & self._relations[kind].names(ledger)), "乡", "村"}

    def _source(self, kind: str, ledger: str, used: set[str]) -> str:
        relation = _one_word((kind, ledger))
        table = self._tables.get(relation)
        return table if table and used <= self._wanted[relation] else self._select(*relation, used)

    def _select(self, kind: str, ledger: str, used: set[str]) -> str:
        relations = self._relations[kind]
        if kind == _OWN:
            inner = relations.own_rows(ledger, used)
        else:
            inner = relations.sql(ledger, used - (IMPLIED - {"数据日"}))
        condition = f" WHERE {self._where}" if self._where else ""
        return f"(SELECT * FROM ({inner}){condition})"


def _one_word(relation: tuple[str, str]) -> tuple[str, str]:
    """A relation's name among those that are worked out: 或有 is 台账, with no rows where there is no ledger."""
    kind, ledger = relation
    return ("台账" if kind == _MAYBE else kind), ledger


def _need(text: str) -> tuple[str, str, str]:
    """(台账, 户, 户类型) of `户.户类型`; the column is '' where only the ledger is named."""
    parts = text.split(".")
    kind = parts.pop(0) if parts[0] in {"台账", "上期", _OWN, _MAYBE} else "台账"
    return kind, parts[0], parts[1] if len(parts) > 1 else ""
