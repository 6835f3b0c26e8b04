"""DuckDB 与 Spark 对同样的行说同样的话：每条规则的正反例、每项核对的正反例、每个指标。"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from fupin_cli.aggregates import rows_sql
from fupin_cli.catalogue.entries import Rule
from fupin_cli.catalogue.loader import shipped
from fupin_cli.catalogue.policies import Policies
from fupin_cli.catalogue.words import filled
from fupin_cli.engine.choosing import open_engine, using
from fupin_cli.engine.dataset import Dataset
from fupin_cli.engine.parameters import put_in
from fupin_cli.engine.queries import Queries
from fupin_cli.gathering import Gathered
from fupin_cli.periods import Period
from fupin_cli.scope import Scope, parameters
from fupin_cli.trial import DAY, gathered
from fupin_cli.validating import Selection, Validation, validate
from two_engines import apart, engines, example, laid_together, needs_spark

RULES = tuple(shipped().rules)
LINES = {name: value for rule in RULES for name, value in rule.policy.items()}
LINES["光伏劳务占比"] = Decimal(80)  # 只有2020年的数


def found(rows: Gathered, rules: Sequence[Rule]) -> Validation:
    wanted = Selection(select=tuple(rule.code for rule in rules))
    return validate(rows, shipped(), Policies(shipped().policy, LINES), wanted)


@cache
def sets() -> list[tuple[tuple[Rule, ...], Gathered, Validation]]:
    """Rules with rows on which each is broken, as DuckDB finds: all together; what is not broken among the
    rows of all the others comes again by itself."""
    together = laid_together(RULES)
    made = [(RULES, together, found(together, RULES))]
    left = unbroken(*made[0])
    if left:
        made.append((left, laid_together(left), found(laid_together(left), left)))
    return made


def unbroken(rules: Sequence[Rule], _: Gathered, result: Validation) -> tuple[Rule, ...]:
    hits = {(finding.code, finding.place.file) for finding in result.findings}
    return tuple(rule for rule in rules if (rule.code, example(rule, "bad")) not in hits)


def test_合在一起的例子里_每条规则都有查出来的() -> None:
    broken = {finding.code for _, _, result in sets() for finding in result.findings}
    assert broken >= {rule.code for rule in RULES}
    assert len(sets()[-1][0]) in {len(RULES), *range(1, 20)}, "单独跑的规则越少越好"
    assert not any(result.not_checked for _, _, result in sets())


@pytest.mark.slow
@needs_spark
def test_每条规则的正反例_两个引擎查出的相同() -> None:
    for rules, rows, expected in sets():
        with using(engines()):
            result = found(rows, rules)
        assert result.not_checked == {}
        assert [told(f) for f in result.findings] == [told(f) for f in expected.findings]
        assert result.unknown == expected.unknown


def told(finding: Any) -> tuple[Any, ...]:
    return finding.code, finding.place, str(finding.values), finding.village, finding.household


# ---- checks and indicators: their queries as they are, many in one job ------------------------------------

KEPT = ("村", "键", "值", "_id", "说明")


def scope() -> Scope:
    """All examples of the checks as 2023 and, where they have an earlier period, as 2022."""
    now, before = Dataset(), Dataset()
    for number, check in enumerate(shipped().checks):
        for part, example_rows in (("holds", check.holds), ("differs", check.differs)):
            village = f"{check.code}{part}村"
            rows = apart(example_rows, 2 * number + (part == "differs"), village, sound=False)
            for period, dataset in (("", now), ("上期.", before)):
                own = {
                    name.removeprefix(period): items
                    for name, items in rows.items()
                    if name.startswith("上期.") == bool(period)
                }
                day = DAY if not period else DAY.replace(year=DAY.year - 1)
                for member in gathered(own, day, {"村": village}).datasets[""].members:
                    dataset.add(member.typed, "2022" if period else "2023", day)
    return Scope("", Period.parse("2023"), DAY, now, earlier=before, earlier_period=Period.parse("2022"))


def answers(where: Scope, asked: dict[str, str], chunk: int = 1) -> dict[str, list[Any]]:
    """The rows of each query, on the chosen engine; `chunk` of them go together in one."""
    given = {**parameters(where), "上期末": DAY.replace(year=DAY.year - 1)}
    engine = open_engine(shipped().facts, where.dataset, where.earlier)
    lines = put_in(engine, Policies(shipped().policy, LINES), where.dataset, where.earlier)
    queries = Queries(engine.relations, engine.earlier)
    queries.share(asked.values())
    queries.lay(engine)
    rows: dict[str, list[Any]] = {name: [] for name in asked}
    listed = [
        f"SELECT '{name}' AS 名, {picked(sql)} FROM ({queries.fill(filled(sql, lines), given)})"
        for name, sql in asked.items()
    ]
    for start in range(0, len(listed), chunk):
        for name, *row in engine.rows(" UNION ALL ".join(listed[start : start + chunk])):
            rows[name].append(tuple(row))
    engine.close()
    return {name: sorted(found, key=str) for name, found in rows.items()}


def picked(sql: str) -> str:
    """The columns that a side or an indicator gives, each with one type in all of them."""
    kinds = {"村": "VARCHAR", "键": "VARCHAR", "说明": "VARCHAR", "_id": "BIGINT", "值": "DECIMAL(38,4)"}
    there = set(re.findall(r"\w+", sql))
    return ", ".join(
        f"CAST({name if name in there else 'NULL'} AS {kind}) AS {name}" for name, kind in kinds.items()
    )


@pytest.fixture(scope="module")
def everything() -> Scope:
    return scope()


SIDES = {
    f"{check.code}{side}": sql
    for check in shipped().checks
    for side, sql in zip("左右", check.queries, strict=True)
}
FIGURES = {one.name: rows_sql(one, "*", whole=True) for one in shipped().indicators}


ASKED = {"核对": SIDES, "指标": FIGURES}


@pytest.fixture(scope="module")
def expected(everything: Scope) -> dict[str, dict[str, list[Any]]]:
    """What DuckDB answers, each query by itself."""
    return {kind: answers(everything, asked) for kind, asked in ASKED.items()}


def test_每项核对至少一边有行_每个指标都能算(expected: dict[str, dict[str, list[Any]]]) -> None:
    sides = expected["核对"]
    assert [c.code for c in shipped().checks if not sides[f"{c.code}左"] and not sides[f"{c.code}右"]] == []
    assert len(expected["指标"]) == len(shipped().indicators)


# 少几个任务省下编排，但每个任务都要读一遍合在一起的整条查询：六条一起最省
TOGETHER = 6


@pytest.mark.slow
@needs_spark
@pytest.mark.parametrize("kind", ASKED)
def test_核对和指标的行_两个引擎相同(
    kind: str, everything: Scope, expected: dict[str, dict[str, list[Any]]]
) -> None:
    with using(engines()):
        result = answers(everything, ASKED[kind], TOGETHER)
    assert {n: rows for n, rows in result.items() if rows != expected[kind][n]} == {}
