"""Queries written in the catalogue's words: `台账.户` and `上期.户` stand for relations, `:数据日` for a day."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from fupin_cli.catalogue.words import words
from fupin_cli.engine.relations import IMPLIED, Relations

_RELATION = re.compile(r"(?<![\w'])(台账|上期)\.([^\W\d]\w*)")


class Queries:
    """Fills relations and parameters into SQL.

    Args:
        relations: of the present period; `earlier` of the one before, if any.
        where: a condition on every row of the relations (town, village), in terms of 乡 and 村.
    """

    def __init__(self, relations: Relations, earlier: Relations | None, where: str = "") -> None:
        self._relations = {"台账": relations, "上期": earlier}
        self._where = where

    def lacking(self, sql: str, needs: Iterable[str]) -> list[str]:
        """Ledgers and columns without which `sql` cannot be answered."""
        found: list[str] = []
        named = {(kind, ledger) for kind, ledger in _RELATION.findall(sql)}
        for need in needs:
            kind, _, ledger = need.rpartition(".")
            named.add((kind or "台账", ledger))
        for kind, ledger in sorted(named):
            relations = self._relations[kind]
            if relations is None:
                found.append("上一期的台账")
                continue
            used = words(sql).columns & relations.names(ledger) if len(named) == 1 else set()
            found += relations.missing(ledger, used)
        return list(dict.fromkeys(found))

    def fill(self, sql: str, parameters: Mapping[str, str | int | Decimal | dt.date] | None = None) -> str:
        """SQL that the engine runs."""
        names = words(sql).columns

        def relation(match: re.Match[str]) -> str:
            relations = self._relations[match[1]]
            if relations is None:
                raise KeyError(match[0])
            used = (names & relations.names(match[2])) | {"乡", "村"}
            inner = relations.sql(match[2], used - (IMPLIED - {"数据日"}))
            condition = f" WHERE {self._where}" if self._where else ""
            return f"(SELECT * FROM ({inner}){condition})"

        filled = _RELATION.sub(relation, sql)
        for name, value in sorted((parameters or {}).items(), key=lambda item: -len(item[0])):
            filled = filled.replace(f":{name}", literal(value))
        return filled


def literal(value: str | int | Decimal | dt.date) -> str:
    """A value as SQL."""
    if isinstance(value, dt.date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value)
