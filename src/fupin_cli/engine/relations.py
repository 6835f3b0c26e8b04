"""SQL of the relations that entries look at: a ledger's rows with typed columns, keys and the facts they use.

The inner layer has the ledger's own columns, its keys and facts that are expressions over the row. The outer
one joins aggregates over other ledgers (hoisted: one GROUP BY per source and key), then facts that are
expressions over those. Only what is asked for is built; catalogue/checking.py refuses facts in a circle.
"""

from collections.abc import Iterable, Iterator, Mapping

from fupin_cli.catalogue.entries import Fact
from fupin_cli.catalogue.words import words
from fupin_cli.engine.inventory import HOUSEHOLDS, IMPLIED, PEOPLE
from fupin_cli.engine.own_rows import ALL_HOUSEHOLDS, HOMES, OwnRows, in_people
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers


class Relations(OwnRows):
    """Builds relations over a dataset, with the catalogue's facts."""

    def sql(self, ledger: str, used: Iterable[str], flags: Iterable[str] = ()) -> str:
        """A SELECT over `ledger` with the address, the keys and the names in `used` (and guard `flags`)."""
        closure = self._closure(ledger, used)
        facts = {name: self.facts(ledger)[name] for name in closure if name in self.facts(ledger)}
        aggregates = {name: fact for name, fact in facts.items() if fact.source}
        late = self._late(ledger, facts, aggregates)
        borrowed = {n: s for n, s in self._borrowable(ledger).items() if n in closure}
        early = [
            name
            for name, fact in facts.items()
            if not fact.source and name not in late and name not in borrowed
        ]
        plain = closure - facts.keys() - IMPLIED - borrowed.keys()
        if borrowed:
            late |= {n for n in early if self._closure(ledger, [n]) & borrowed.keys()}
            early = [n for n in early if n not in late]
        inner = self._inner(ledger, plain, early)
        sql = self._join(ledger, inner, aggregates, borrowed, set(flags)) if aggregates or borrowed else inner
        return self._layers(ledger, sql, sorted(late))

    def _late(self, ledger: str, facts: Mapping[str, Fact], aggregates: Mapping[str, Fact]) -> set[str]:
        return {
            n for n, f in facts.items() if not f.source and self._closure(ledger, [n]) & aggregates.keys()
        }

    def _layers(self, ledger: str, sql: str, names: list[str]) -> str:
        """Add row facts, those that others use first."""
        done: set[str] = set()
        todo = list(names)
        while todo:
            ready = [n for n in todo if not words(self.facts(ledger)[n].sql).columns & (set(todo) - {n})]
            if not ready:
                raise ValueError(f"facts of {ledger} go round in a circle: {todo}")
            added = ", ".join(f"{self.facts(ledger)[name].sql} AS {name}" for name in ready)
            sql = f"SELECT *, {added} FROM ({sql})"
            done |= set(ready)
            todo = [n for n in todo if n not in done]
        return sql

    def _inner(self, ledger: str, plain: Iterable[str], early: list[str]) -> str:
        wanted = sorted({*plain})
        base = self._households(wanted) if ledger == HOUSEHOLDS else self.own_rows(ledger, wanted)
        return self._layers(ledger, base, sorted(early))

    def _join(
        self,
        ledger: str,
        inner: str,
        aggregates: Mapping[str, Fact],
        borrowed: Mapping[str, tuple[str, str]],
        flags: set[str],
    ) -> str:
        groups: dict[tuple[str, str], list[tuple[str, str, str]]] = {}  # (source, key) → (name, sql, default)
        used: dict[tuple[str, str], set[str]] = {}
        for name, fact in sorted(aggregates.items()):
            sql = f"{fact.sql} FILTER (WHERE {fact.where})" if fact.where else fact.sql
            groups.setdefault((fact.source, fact.by), []).append((name, sql, fact.default))
            used.setdefault((fact.source, fact.by), set()).update(self._used_there(fact))
            if f"坏_{name}" in flags:
                bad = " OR ".join(f"坏列 LIKE '%,{c},%'" for c in self._bad_sources(fact))
                groups[fact.source, fact.by].append((f"坏_{name}", f"bool_or({bad})", "false"))
        for name, (source, key) in sorted(borrowed.items()):
            text = columns(ledgers()[ledger])[name].kind.sql == "VARCHAR"
            groups.setdefault((source, key), []).append((name, f"max({name})", "''" if text else ""))
            used.setdefault((source, key), set()).update({name, key})
        picked: list[str] = []
        joins = ""
        for number, ((source, key), items) in enumerate(sorted(groups.items())):
            alias = f"a{number}"
            wanted = self._closure(source, used[source, key])
            plain = wanted - self.facts(source).keys() - IMPLIED
            early = [n for n in wanted if n in self.facts(source)]
            if ledger == PEOPLE and source == HOUSEHOLDS:
                base = self._layers(source, self.own_rows(source, sorted(plain)), sorted(early))
            elif any(self.facts(source)[n].source for n in early) or plain & self._borrowable(source).keys():
                base = self.sql(source, used[source, key])
            else:
                base = self._inner(source, plain, early)
            listed = ", ".join(f"{sql} AS {name}" for name, sql, _ in items)
            grouped = f"SELECT {key}, {listed} FROM ({base}) WHERE {key} <> '' GROUP BY {key}{_unlike(items)}"
            joins += f" LEFT JOIN ({grouped}) {alias} ON b.{key} = {alias}.{key}"
            for name, _, default in items:
                picked.append(
                    f"coalesce({alias}.{name}, {default}) AS {name}" if default else f"{alias}.{name}"
                )
        return f"SELECT b.*, {', '.join(picked)} FROM ({inner}) b{joins}"

    def lay(self, asked: Iterable[tuple[str, Iterable[str]]]) -> Iterator[tuple[str, str]]:
        """Tables (name, query), in order, of the rows that queries over `asked` (ledger, names) share.

        Planning a query costs more than running it on a village: each of the hundreds of scans is bound to
        the Arrow table anew. SQL made after this call reads the tables instead.
        """
        wanted: dict[str, set[str]] = {PEOPLE: set()}
        for ledger, names in asked:
            self._follow(ledger, names, wanted, set())
        if HOUSEHOLDS in wanted:
            wanted[PEOPLE] |= {"与户主关系"} | {
                in_people(name)
                for name in wanted[HOUSEHOLDS]
                if in_people(name) in columns(ledgers()[PEOPLE])
            }
        self._laid = {}
        for ledger in sorted(wanted, key=lambda name: (name != PEOPLE, name)):
            if self.shape.has(ledger):
                yield self._table(ledger), self.own_rows(ledger, sorted(wanted[ledger]))
                self._laid[ledger] = frozenset(wanted[ledger])
            if ledger == PEOPLE and any(map(self._by_person, wanted)):
                yield self._table(HOMES), self._homes()
                self._laid[HOMES] = frozenset()
        if HOUSEHOLDS in wanted and self.shape.has(PEOPLE):
            yield self._table(ALL_HOUSEHOLDS), self._households(sorted(wanted[HOUSEHOLDS]))
            self._laid[ALL_HOUSEHOLDS] = frozenset(wanted[HOUSEHOLDS])

    def _follow(
        self, ledger: str, names: Iterable[str], wanted: dict[str, set[str]], seen: set[tuple[str, str]]
    ) -> None:
        """Collect in `wanted` the ledgers' own columns that `names` come from."""
        own = wanted.setdefault(ledger, set())
        borrowable = self._borrowable(ledger)
        for name in self._closure(ledger, names):
            if (ledger, name) in seen:
                continue
            seen.add((ledger, name))
            fact = self.facts(ledger).get(name)
            if fact is not None and fact.source:
                self._follow(fact.source, self._used_there(fact), wanted, seen)
            elif name in borrowable:
                self._follow(borrowable[name][0], {name}, wanted, seen)
            elif fact is None and name not in IMPLIED:
                own.add(name)


def _unlike(items: Iterable[tuple[str, str, str]]) -> str:
    """Of counts that are 1 by default, what leaves out the groups in which they are: nearly all of a nation's."""
    parts = {"1": "{} <> 1", "false": "{}"}
    listed = [(name, default) for name, _, default in items]
    if any(default not in parts for _, default in listed):
        return ""
    return f" HAVING {' OR '.join(parts[default].format(name) for name, default in listed)}"
