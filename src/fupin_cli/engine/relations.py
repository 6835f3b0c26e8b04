"""SQL of the relations that entries look at: a ledger's rows with typed columns, keys and the facts they use.

The inner layer has the ledger's own columns, its keys and facts that are expressions over the row. The outer
one joins aggregates over other ledgers (hoisted: one GROUP BY per source and key), then facts that are
expressions over those. Only what is asked for is built; catalogue/checking.py refuses facts in a circle.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fupin_cli.catalogue.entries import Fact
from fupin_cli.catalogue.words import filled, words
from fupin_cli.vocabulary.ledger import COMMON, Column, columns
from fupin_cli.vocabulary.registry import ledgers

ADDRESS = ("_id", "_t", "_row", "坏列")
KEYS = ("户键", "身份", "村键")
IMPLIED = frozenset({*ADDRESS, *KEYS, "数据日", "期间"})
HOUSEHOLDS, PEOPLE = "户", "家庭成员"
SAME = "本表"


@dataclass(frozen=True)
class Shape:
    """What a dataset holds: for each ledger its bound fields, and those with cells that cannot be judged.

    `same_named` are villages that two towns have, None where any may be one: 村键 tells them apart.
    """

    bound: Mapping[str, frozenset[str]]
    unreadable: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tables: str = "原表"
    same_named: frozenset[str] | None = frozenset()

    def has(self, ledger: str) -> bool:
        return ledger in self.bound


class Relations:
    """Builds relations over a dataset of `shape`, with the catalogue's facts."""

    def __init__(self, facts: Iterable[Fact], shape: Shape) -> None:
        self.shape = shape
        self._facts: dict[str, dict[str, Fact]] = {}
        for fact in facts:
            for ledger in fact.of:
                own = fact.model_copy(update={"source": ledger}) if fact.source == SAME else fact
                self._facts.setdefault(ledger, {})[fact.name] = own
        self._laid: dict[str, frozenset[str]] = {}  # tables that `lay` has made, and their columns
        self._available: dict[str, set[str]] = {}

    def facts(self, ledger: str) -> dict[str, Fact]:
        return self._facts.get(ledger, {})

    def fill(self, parameters: Mapping[str, str]) -> None:
        """Put policy parameters (SQL by name) into the facts; a fact that lacks one of its own is missing."""
        for facts in self._facts.values():
            for name, fact in facts.items():
                if ":" in fact.sql or ":" in fact.where:
                    put = {"sql": filled(fact.sql, parameters), "where": filled(fact.where, parameters)}
                    facts[name] = fact.model_copy(update=put)

    @cached_property
    def _household_columns(self) -> dict[str, Column]:
        return columns(ledgers()[HOUSEHOLDS])

    def names(self, ledger: str) -> set[str]:
        """All names that an entry over `ledger` may use."""
        return {*columns(ledgers()[ledger]), *self.facts(ledger), *IMPLIED}

    # ---- what is there -------------------------------------------------------------------------

    def available(self, ledger: str) -> set[str]:
        """Columns of `ledger` that hold something: bound, merged (户 from 家庭成员) or borrowed."""
        if ledger not in self._available:
            self._available[ledger] = self._find_available(ledger)
        return self._available[ledger]

    def _find_available(self, ledger: str) -> set[str]:
        own = set(self.shape.bound.get(ledger, frozenset()))
        own |= {"省", "市", "县", "乡", "村", "组"} & set(columns(ledgers()[ledger])) if own else set()
        if ledger == HOUSEHOLDS and self.shape.has(PEOPLE):
            own |= self.shape.bound[PEOPLE] & self._household_columns.keys()
            own |= {"户主姓名", "证件号码"}
        own |= self._borrowable(ledger).keys()
        return own

    def missing(self, ledger: str, used: Iterable[str]) -> list[str]:
        """Ledgers (whole) or columns without which `used` cannot be judged; empty where all is there."""
        absent_ledger = ledger not in self.shape.bound and not (
            ledger == HOUSEHOLDS and self.shape.has(PEOPLE)
        )
        if absent_ledger:
            return [f"台账“{ledger}”"]
        lacking: list[str] = []
        there = self.available(ledger)
        for name in sorted(used):
            fact = self.facts(ledger).get(name)
            if fact is not None:
                lacking += [f"政策参数“{unset}”" for unset in _unset(fact)]
            if fact is None:
                if name not in IMPLIED and name not in there and name in columns(ledgers()[ledger]):
                    lacking.append(f"“{ledger}”的列“{name}”")
            elif fact.source:
                lacking += self.missing(ledger, {fact.by})
                lacking += self.missing(fact.source, self._used_there(fact))
            elif fact.any:
                each = [
                    self.missing(ledger, {column}) for column in sorted(words(fact.sql).columns - IMPLIED)
                ]
                if all(each):
                    lacking += [item for items in each for item in items]
            else:
                lacking += self.missing(ledger, words(fact.sql).columns)
        return list(dict.fromkeys(lacking))

    def _borrowable(self, ledger: str) -> dict[str, tuple[str, str]]:
        """Columns of the model that the sheets lack but another ledger has: name → (source, key)."""
        if ledger == HOUSEHOLDS or ledger not in self.shape.bound:
            return {}
        own = self.shape.bound[ledger]
        model = columns(ledgers()[ledger])
        found: dict[str, tuple[str, str]] = {}
        if "证件号码" in own or "户编号" in own:
            if ledger == PEOPLE:
                lent = set(self.shape.bound.get(HOUSEHOLDS, frozenset())) - _OWN_TO_PERSON
            else:
                lent = self.available(HOUSEHOLDS) & _HOUSEHOLD_FACTS
            found |= dict.fromkeys((lent & model.keys()) - own, (HOUSEHOLDS, "户键"))
        if ledger != PEOPLE and "证件号码" in own:
            there = self.shape.bound.get(PEOPLE, frozenset())
            found |= dict.fromkeys((there & _PERSON_FACTS & model.keys()) - own, (PEOPLE, "身份"))
        return found

    # ---- which cells make a judgement impossible -----------------------------------------------

    def guard(self, ledger: str, used: Iterable[str]) -> tuple[str, set[str]]:
        """SQL that is true where a used cell cannot be judged ('' where all can), and the flags it needs."""
        parts: list[str] = []
        flags: set[str] = set()
        for name in sorted(self._closure(ledger, used, through_any=False)):
            fact = self.facts(ledger).get(name)
            if fact is not None and fact.any:
                rest = words(fact.sql).columns - IMPLIED
                if rest <= self._unjudged(ledger):
                    parts.append("(" + " AND ".join(f"坏列 LIKE '%,{c},%'" for c in sorted(rest)) + ")")
            elif fact is not None and fact.source:
                if self._bad_sources(fact):
                    flags.add(f"坏_{name}")
                    parts.append(f"coalesce(坏_{name}, false)")
            elif fact is None and name in self._unjudged(ledger):
                parts.append(f"坏列 LIKE '%,{name},%'")
        return " OR ".join(parts), flags

    def _unjudged(self, ledger: str) -> frozenset[str]:
        found = self.shape.unreadable.get(ledger, frozenset())
        if ledger == HOUSEHOLDS:
            people = self.shape.unreadable.get(PEOPLE, frozenset())
            found = found.union(people.intersection(self._household_columns))
        return found

    def _bad_sources(self, fact: Fact) -> list[str]:
        used = self._closure(fact.source, self._used_there(fact), through_any=False)
        return sorted(used & self._unjudged(fact.source))

    def _used_there(self, fact: Fact) -> frozenset[str]:
        """Columns of its source that an aggregate uses."""
        return words(fact.sql).columns | words(fact.where).columns | {fact.by}

    def _closure(self, ledger: str, used: Iterable[str], *, through_any: bool = True) -> set[str]:
        """`used`, what their row facts use in turn, and the keys of aggregates."""
        found: set[str] = set()
        todo = list(used)
        while todo:
            name = todo.pop()
            if name in found:
                continue
            found.add(name)
            fact = self.facts(ledger).get(name)
            if fact is None or (fact.any and not through_any):
                continue
            todo += [fact.by] if fact.source else words(fact.sql).columns
        return found

    # ---- tables laid down once -----------------------------------------------------------------

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
                _in_people(name)
                for name in wanted[HOUSEHOLDS]
                if _in_people(name) in columns(ledgers()[PEOPLE])
            }
        self._laid = {}
        for ledger in sorted(wanted, key=lambda name: (name != PEOPLE, name)):
            if self.shape.has(ledger):
                yield self._table(ledger), self.own_rows(ledger, sorted(wanted[ledger]))
                self._laid[ledger] = frozenset(wanted[ledger])
            if ledger == PEOPLE and any(map(self._by_person, wanted)):
                yield self._table(_HOMES), self._homes()
                self._laid[_HOMES] = frozenset()
        if HOUSEHOLDS in wanted and self.shape.has(PEOPLE):
            yield self._table(_ALL_HOUSEHOLDS), self._households(sorted(wanted[HOUSEHOLDS]))
            self._laid[_ALL_HOUSEHOLDS] = frozenset(wanted[HOUSEHOLDS])

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

    def _table(self, name: str) -> str:
        return f"{self.shape.tables}_{name}"

    # ---- SQL -----------------------------------------------------------------------------------

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

    def own_rows(self, ledger: str, wanted: Iterable[str]) -> str:
        """Typed rows of one ledger's own sheets, with keys."""
        wanted = list(wanted)
        if ledger in self._laid and self._laid[ledger].issuperset(wanted):
            listed = dict.fromkeys([*ADDRESS, "数据日", "期间", *wanted, *KEYS])
            return f"SELECT {', '.join(listed)} FROM {self._table(ledger)}"
        model = columns(ledgers()[ledger])
        bound = self.shape.bound.get(ledger)
        table = f"{self.shape.tables}.{ledger}"
        own = (bound or frozenset()) | {"村"}
        picked = [*ADDRESS, "CAST(数据日 AS DATE) AS 数据日", "期间"]
        for name in wanted:
            if name not in model:
                raise KeyError(f"{ledger}.{name}")
            sql_type = model[name].kind.sql
            if bound is not None and (name in own or name in _PLACE):
                picked.append(name if sql_type == "VARCHAR" else f"CAST({name} AS {sql_type}) AS {name}")
            else:
                picked.append(
                    f"'' AS {name}" if sql_type == "VARCHAR" else f"CAST(NULL AS {sql_type}) AS {name}"
                )
        if bound is None:
            nothing = [
                "CAST(NULL AS BIGINT) AS _id",
                "'' AS _t",
                "CAST(NULL AS BIGINT) AS _row",
                "'' AS 坏列",
            ]
            nothing += [
                "CAST(NULL AS DATE) AS 数据日",
                "'' AS 期间",
                "'' AS 户键",
                "'' AS 身份",
                "'' AS 村键",
            ]
            return f"SELECT {', '.join([*nothing, *picked[6:]])} WHERE false"
        identity = "left(证件号码, 18)" if "证件号码" in own else "''"
        household = []
        village = self._village()
        if "户编号" in own:
            household.append(f"WHEN 户编号 <> '' THEN concat({village}, '/', 户编号)")
        if ledger == PEOPLE:
            household.append(f"WHEN 户主号 <> '' THEN concat({village}, '/', 户主号)")
        elif ledger == HOUSEHOLDS and "证件号码" in own:
            household.append(f"WHEN 证件号码 <> '' THEN concat({village}, '/', left(证件号码, 18))")
        key = f"CASE {' '.join(household)} ELSE '' END" if household else "''"
        picked += [f"{key} AS 户键", f"{identity} AS 身份", f"{village} AS 村键"]
        rows = f"SELECT {', '.join(picked)} FROM {table}"
        return self._through_person(rows, wanted) if self._by_person(ledger) else rows

    def _by_person(self, ledger: str) -> bool:
        """Whether a ledger's rows may find their household through the person."""
        named = "证件号码" in self.shape.bound.get(ledger, frozenset())
        return named and ledger not in {PEOPLE, HOUSEHOLDS} and self.shape.has(PEOPLE)

    def _through_person(self, rows: str, wanted: Iterable[str]) -> str:
        """A ledger without 户编号 finds its household through the person."""
        homes = self._table(_HOMES) if _HOMES in self._laid else f"({self._homes()})"
        listed = ", ".join(
            f"r.{name}" for name in dict.fromkeys([*ADDRESS, "数据日", "期间", *wanted, "身份", "村键"])
        )
        return (
            f"SELECT {listed}, CASE WHEN r.户键 <> '' AND r.户键 NOT LIKE '/%' THEN r.户键 "
            f"ELSE coalesce(p._户, r.户键) END AS 户键 "
            f"FROM ({rows}) r LEFT JOIN {homes} p ON r.身份 = p.身份"
        )

    def _village(self) -> str:
        """SQL of what tells a village from all others: its name, with the town's where two towns have one."""
        named = self.shape.same_named
        if named is not None and not named:
            return "村"
        listed = ", ".join("'" + name.replace("'", "''") + "'" for name in sorted(named or ()))
        which = f" AND 村 IN ({listed})" if named else ""
        return f"CASE WHEN 村 <> '' AND 乡 <> ''{which} THEN concat(乡, '/', 村) ELSE 村 END"

    def _homes(self) -> str:
        """Each person's household."""
        people = self.own_rows(PEOPLE, ())
        return f"SELECT 身份, min(户键) AS _户 FROM ({people}) WHERE 身份 <> '' GROUP BY 身份"

    def _households(self, wanted: list[str]) -> str:
        """One row per household: from 户 where it has one, else from the 户主's row in 家庭成员."""
        if not self.shape.has(PEOPLE):
            return self.own_rows(HOUSEHOLDS, wanted)
        if _ALL_HOUSEHOLDS in self._laid and self._laid[_ALL_HOUSEHOLDS].issuperset(wanted):
            listed = ", ".join([*ADDRESS, "数据日", "期间", *KEYS, *wanted])
            return f"SELECT {listed} FROM {self._table(_ALL_HOUSEHOLDS)}"
        member_columns = columns(ledgers()[PEOPLE])
        taken = {n: _in_people(n) for n in wanted}
        from_people = sorted({m for m in taken.values() if m in member_columns} | {"与户主关系"})
        people = self.own_rows(PEOPLE, from_people)
        picked = ", ".join(
            f"{taken[n]} AS {n}" if taken[n] in member_columns else f"{self._empty(n)} AS {n}" for n in wanted
        )
        listed = f", {picked}" if picked else ""
        # 先只挑行号：把整行按户排序，一个县以上放不进内存
        first = (
            "SELECT coalesce(min(_id) FILTER (WHERE 与户主关系 = '户主'), min(_id)) "
            f"FROM ({self.own_rows(PEOPLE, ['与户主关系'])}) WHERE 户键 <> '' GROUP BY 户键"
        )
        heads = (
            f"SELECT {', '.join((*ADDRESS, '数据日', '期间', *KEYS))}{listed} FROM ({people}) "
            f"WHERE _id IN ({first})"
        )
        if not self.shape.has(HOUSEHOLDS):
            return heads
        own = self.shape.bound[HOUSEHOLDS] | set(_PLACE)
        rows = self.own_rows(HOUSEHOLDS, wanted)
        merged = []
        for name in wanted:
            text = self._household_columns[name].kind.sql == "VARCHAR"
            if name not in own:
                merged.append(f"m.{name} AS {name}")
            elif taken[name] not in self.shape.bound[PEOPLE]:
                merged.append(
                    f"h.{name} AS {name}" if not text else f"coalesce(h.{name}, m.{name}) AS {name}"
                )
            elif text:
                merged.append(f"coalesce(nullif(h.{name}, ''), m.{name}, '') AS {name}")
            else:
                merged.append(f"coalesce(h.{name}, m.{name}) AS {name}")
        address = ", ".join(f"coalesce(h.{n}, m.{n}) AS {n}" for n in (*ADDRESS, "数据日", "期间", *KEYS))
        listed = f", {', '.join(merged)}" if merged else ""
        both = f"({rows}) h FULL JOIN ({heads}) m ON h.户键 = m.户键 AND h.户键 <> ''"
        return f"SELECT {address}{listed} FROM {both}"

    def _empty(self, name: str) -> str:
        sql_type = self._household_columns[name].kind.sql
        return "''" if sql_type == "VARCHAR" else f"CAST(NULL AS {sql_type})"

    def _join(
        self,
        ledger: str,
        inner: str,
        aggregates: Mapping[str, Fact],
        borrowed: Mapping[str, tuple[str, str]],
        flags: set[str],
    ) -> str:
        groups: dict[tuple[str, str], list[tuple[str, str, str]]] = {}  # (source, key) → (name, sql, default)
        used: dict[str, set[str]] = {}
        for name, fact in sorted(aggregates.items()):
            sql = f"{fact.sql} FILTER (WHERE {fact.where})" if fact.where else fact.sql
            groups.setdefault((fact.source, fact.by), []).append((name, sql, fact.default))
            used.setdefault(fact.source, set()).update(self._used_there(fact))
            if f"坏_{name}" in flags:
                bad = " OR ".join(f"坏列 LIKE '%,{c},%'" for c in self._bad_sources(fact))
                groups[fact.source, fact.by].append((f"坏_{name}", f"bool_or({bad})", "false"))
        for name, (source, key) in sorted(borrowed.items()):
            text = columns(ledgers()[ledger])[name].kind.sql == "VARCHAR"
            groups.setdefault((source, key), []).append((name, f"max({name})", "''" if text else ""))
            used.setdefault(source, set()).update({name, key})
        picked: list[str] = []
        joins = ""
        for number, ((source, key), items) in enumerate(sorted(groups.items())):
            alias = f"a{number}"
            wanted = self._closure(source, used[source])
            plain = wanted - self.facts(source).keys() - IMPLIED
            early = [n for n in wanted if n in self.facts(source)]
            if ledger == PEOPLE and source == HOUSEHOLDS:
                base = self._layers(source, self.own_rows(source, sorted(plain)), sorted(early))
            elif any(self.facts(source)[n].source for n in early) or plain & self._borrowable(source).keys():
                base = self.sql(source, used[source])
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


def _unlike(items: Iterable[tuple[str, str, str]]) -> str:
    """Of counts that are 1 by default, what leaves out the groups in which they are: nearly all of a nation's."""
    parts = {"1": "{} <> 1", "false": "{}"}
    listed = [(name, default) for name, _, default in items]
    if any(default not in parts for _, default in listed):
        return ""
    return f" HAVING {' OR '.join(parts[default].format(name) for name, default in listed)}"


def _unset(fact: Fact) -> list[str]:
    """Policy parameters that nothing has been put in for."""
    return sorted(words(fact.sql).parameters | words(fact.where).parameters)


def _in_people(name: str) -> str:
    """The column of 家庭成员 that a household's column is taken from."""
    return "姓名" if name == "户主姓名" else name


_HOMES, _ALL_HOUSEHOLDS = "人户", "全部户"
_PLACE = ("省", "市", "县", "乡", "村", "组")
# 别的台账缺这些列时，可从户或家庭成员取得；其余列同名不同义，不借
_HOUSEHOLD_FACTS = frozenset(
    {"户类型", "监测对象类别", "风险是否已消除", "识别监测时间", "消除监测时间", "脱贫年度", "户主姓名"}
)
_OWN_TO_PERSON = frozenset({*COMMON, "户编号", "证件号码"})
_PERSON_FACTS = frozenset({"姓名", "性别", "出生日期", "劳动技能", "健康状况", "在校生状况", "与户主关系"})
