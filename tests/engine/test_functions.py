"""规则里能用的每个函数，在两个引擎上对同样的值说同样的话。"""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from fupin_cli.catalogue.loader import shipped
from fupin_cli.catalogue.words import FUNCTIONS, MACROS, words
from fupin_cli.engine.choosing import open_engine, using
from fupin_cli.engine.dataset import Dataset
from two_engines import engines, needs_spark

D = dt.date
# 表达式 → 值；行表里的 甲 是 'a','b',NULL，数 是 1,2,NULL，真 是 true,false,NULL
ONE: dict[str, Any] = {
    "空('')": True,
    "空(CAST(NULL AS DATE))": True,
    "空('无')": False,
    "有('')": False,
    "有(DATE '2023-01-01')": True,
    "含('健康,残疾', '残疾')": True,
    "含('视力残疾', '残疾')": False,
    "项数('')": 0,
    "项数('甲,乙,丙')": 3,
    "月序(DATE '2023-03-31')": 24279,
    "月序(DATE '2023-03-01') - 月序(DATE '2022-12-31')": 3,
    "日序(DATE '2023-03-05')": 20230305,
    "相隔天数(DATE '2023-02-28', DATE '2024-03-01')": 367,
    "相隔天数(DATE '2023-03-01', DATE '2023-02-01')": -28,
    "周岁(DATE '2007-09-01', DATE '2023-08-31')": 15,
    "周岁(DATE '2007-09-01', DATE '2023-09-01')": 16,
    "周岁(DATE '2004-02-29', DATE '2022-02-28')": 17,
    "周岁(CAST(NULL AS DATE), DATE '2022-02-28')": None,
    "year(DATE '2023-12-31')": 2023,
    "month(DATE '2023-12-31')": 12,
    "day(DATE '2023-12-31')": 31,
    "last_day(DATE '2024-02-10')": D(2024, 2, 29),
    "abs(CAST(-1.50 AS DECIMAL(18,2)))": Decimal("1.50"),
    "round(CAST(2.345 AS DECIMAL(18,3)), 2)": Decimal("2.35"),
    "round(CAST(-2.345 AS DECIMAL(18,3)), 2)": Decimal("-2.35"),
    "floor(CAST(2.7 AS DECIMAL(18,2)))": 2,
    "floor(CAST(-2.1 AS DECIMAL(18,2)))": -3,
    "ceil(CAST(2.1 AS DECIMAL(18,2)))": 3,
    "floor(20070901 / 10000)": 2007,
    "coalesce(CAST(NULL AS VARCHAR), '甲')": "甲",
    "nullif('', '')": None,
    "length('柳河村a')": 4,
    "length('')": 0,
    "left('341699196803050011', 6)": "341699",
    "left('甲', 3)": "甲",
    "right('341699196803050011', 1)": "1",
    "right('甲乙', 5)": "甲乙",
    "substr('341699196803050011', 7, 8)": "19680305",
    "substring('柳河村', 2)": "河村",
    "substring('甲', 3, 2)": "",
    "upper('x1')": "X1",
    "lower('X1')": "x1",
    "trim('  甲 ')": "甲",
    "replace('1,2,3', ',', '')": "123",
    "replace('a.b', '.', '-')": "a-b",
    "concat('甲', NULL, 2, '乙')": "甲2乙",
    "concat(CAST(1.50 AS DECIMAL(18,2)), DATE '2023-01-02')": "1.502023-01-02",
    "greatest(1, NULL, 3)": 3,
    "least(2, NULL, 3)": 2,
    r"regexp_matches('电话13800138000', '1[3-9]\d{9}$')": True,
    r"regexp_matches('柳河村', '^[一-龥]+村$')": True,
    r"regexp_matches('a.b', '^a\.b$')": True,
    r"regexp_matches('axb', '^a\.b$')": False,
    "regexp_matches('', '^\\s*$')": True,
    "starts_with('脱贫户', '脱贫')": True,
    "ends_with('脱贫户', '户')": True,
    "contains('脱贫户', '贫')": True,
    "strpos('脱贫户', '户')": 3,
    "strpos('脱贫户', '镇')": 0,
    "'脱贫户' LIKE '脱贫_'": True,
    "'甲' < '乙'": False,
    "CAST(12.50 AS DECIMAL(18,2)) = 12.5": True,
    "CAST(CAST(12.50 AS DECIMAL(18,2)) AS VARCHAR)": "12.50",
    "7 % 3": 1,
    "CAST(NULL AS BOOLEAN) AND false": False,
    "CAST(NULL AS BOOLEAN) OR true": True,
}  # fmt: skip
ROWS = (
    "(SELECT 'a' AS 甲, 1 AS 数, true AS 真 UNION ALL SELECT 'b', 2, false UNION ALL SELECT NULL, NULL, NULL)"
)
ALL: dict[str, Any] = {
    "count(*)": 3,
    "count(甲)": 2,
    "count(DISTINCT 数)": 2,
    "sum(数)": 3,
    "sum(数) FILTER (WHERE 数 > 5)": None,
    "min(甲)": "a",
    "max(数)": 2,
    "bool_or(真)": True,
    "bool_and(真)": False,
    "bool_or(真) FILTER (WHERE 甲 IS NULL)": None,
    "count_if(真)": 1,
}
WINDOW: dict[str, Any] = {
    "max(前)": 1,
    "count(前)": 1,
}
_LAGGED = f"(SELECT lag(数) OVER (ORDER BY 数) AS 前 FROM (SELECT * FROM {ROWS}) WHERE 数 IS NOT NULL)"
QUERIES = ((ONE, ""), (ALL, f" FROM {ROWS}"), (WINDOW, f" FROM {_LAGGED}"))
# 核对的查询还可以用的：两边都有，意思由 tests/engine 里逐条核对的结果相同来保证
IN_CHECKS = frozenset({"unnest", "mode"})


def wrong() -> dict[str, tuple[Any, Any]]:
    """Expressions whose value is not the expected one, on the chosen engine."""
    engine = open_engine((), Dataset())
    found: dict[str, tuple[Any, Any]] = {}
    for expected, rest in QUERIES:
        listed = ", ".join(f"{sql} AS c{number}" for number, sql in enumerate(expected))
        (row,) = engine.rows(f"SELECT {listed}{rest}")
        for (sql, value), result in zip(expected.items(), row, strict=True):
            if value != result:
                found[sql] = (value, result)
    engine.close()
    return found


def test_允许用的函数每个都有例子() -> None:
    used = {name.lower() for expected, _ in QUERIES for sql in expected for name in words(sql).functions}
    assert {*FUNCTIONS, *MACROS} - used == {"lag", "left"}  # left 同 LEFT JOIN，不算函数名
    assert "lag(" in _LAGGED
    assert any(sql.startswith("left(") for sql in ONE)


def test_例子的值是DuckDB的值() -> None:
    assert wrong() == {}


@pytest.mark.slow
@needs_spark
def test_例子的值也是Spark的值() -> None:
    with using(engines()):
        assert wrong() == {}


def test_事实_核对_指标也只用允许的函数() -> None:
    catalogue = shipped()
    facts = [sql for fact in catalogue.facts for sql in (fact.sql, fact.where)]
    figures = [sql for one in catalogue.indicators for sql in (one.where, one.value)]
    checks = [sql for check in catalogue.checks for sql in check.queries]
    for listed, more in ((facts + figures, frozenset[str]()), (checks, IN_CHECKS)):
        used = {name for sql in listed for name in words(sql).functions}
        assert {name for name in used if name.lower() not in FUNCTIONS and name not in MACROS} <= more
