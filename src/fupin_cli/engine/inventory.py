"""What a dataset has for entries to look at: columns, facts, and cells that cannot be judged.

The names that an entry uses are followed through facts to the ledgers' own columns; what is not there is told by
name, and where a cell behind it cannot be read, the entry is not judged on that row.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from fupin_cli.catalogue.entries import Fact
from fupin_cli.catalogue.words import filled, words
from fupin_cli.vocabulary.ledger import COMMON, PLACE, Column, columns
from fupin_cli.vocabulary.registry import ledgers

ADDRESS = ("_id", "_t", "_row", "坏列")
KEYS = ("户键", "身份", "村键")
IMPLIED = frozenset({*ADDRESS, *KEYS, "数据日", "期间"})
HOUSEHOLDS, PEOPLE = "户", "家庭成员"
SAME = "本表"
# 别的台账缺这些列时，可从户或家庭成员取得；其余列同名不同义，不借
_HOUSEHOLD_FACTS = frozenset(
    {"户类型", "监测对象类别", "风险是否已消除", "识别监测时间", "消除监测时间", "脱贫年度", "户主姓名"}
)
_OWN_TO_PERSON = frozenset({*COMMON, "户编号", "证件号码"})
_PERSON_FACTS = frozenset({"姓名", "性别", "出生日期", "劳动技能", "健康状况", "在校生状况", "与户主关系"})


class Shape(Struct, frozen=True):
    """What a dataset holds: for each ledger its bound fields, and those with cells that cannot be judged.

    `same_named` are villages that two towns have, None where any may be one: 村键 tells them apart.
    """

    bound: Mapping[str, frozenset[str]]
    unreadable: Mapping[str, frozenset[str]] = field(default_factory=dict)
    tables: str = "原表"
    same_named: frozenset[str] | None = frozenset()

    def has(self, ledger: str) -> bool:
        return ledger in self.bound


class Inventory:
    """The ledgers' columns and the catalogue's facts over a dataset of `shape`: which are there, and what they use."""

    def __init__(self, facts: Iterable[Fact], shape: Shape) -> None:
        self.shape = shape
        self._facts: dict[str, dict[str, Fact]] = {}
        for fact in facts:
            for ledger in fact.of:
                own = replace(fact, source=ledger) if fact.source == SAME else fact
                self._facts.setdefault(ledger, {})[fact.name] = own
        self._available: dict[str, set[str]] = {}

    def facts(self, ledger: str) -> dict[str, Fact]:
        return self._facts.get(ledger, {})

    def fill(self, parameters: Mapping[str, str]) -> None:
        """Put policy parameters (SQL by name) into the facts; a fact that lacks one of its own is missing."""
        for facts in self._facts.values():
            for name, fact in facts.items():
                if ":" in fact.sql or ":" in fact.where:
                    put = {"sql": filled(fact.sql, parameters), "where": filled(fact.where, parameters)}
                    facts[name] = replace(fact, **put)

    @cached_property
    def _household_columns(self) -> dict[str, Column]:
        return columns(ledgers()[HOUSEHOLDS])

    def names(self, ledger: str) -> set[str]:
        """All names that an entry over `ledger` may use."""
        return {*columns(ledgers()[ledger]), *self.facts(ledger), *IMPLIED}

    def available(self, ledger: str) -> set[str]:
        """Columns of `ledger` that hold something: bound, merged (户 from 家庭成员) or borrowed."""
        if ledger not in self._available:
            self._available[ledger] = self._find_available(ledger)
        return self._available[ledger]

    def _find_available(self, ledger: str) -> set[str]:
        own = set(self.shape.bound.get(ledger, frozenset()))
        own |= set(PLACE) & set(columns(ledgers()[ledger])) if own else set()
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


def _unset(fact: Fact) -> list[str]:
    """Policy parameters that nothing has been put in for."""
    return sorted(words(fact.sql).parameters | words(fact.where).parameters)
