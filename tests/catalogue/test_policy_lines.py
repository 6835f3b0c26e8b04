"""钱的标准各地各年不同：规则和事实里不写死，要从 catalogue/policy（注明地方、年度、文件）里取。"""

import pytest
import sqlglot
from sqlglot import exp

from fupin_cli.catalogue.loader import shipped
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers

ROUNDING = {"0", "0.01", "1"}  # 有没有、差一分、（人均）差一元，不是标准
COMPARED = (exp.GT, exp.GTE, exp.LT, exp.LTE, exp.EQ, exp.NEQ, exp.Between)


def fixed_amounts(sql: str, ledger: str) -> list[str]:
    """Comparisons of an amount of money with a number that stands in the SQL itself."""
    known = columns(ledgers()[ledger])
    money = {name for name, column in known.items() if column.unit == "元" or column.kind.label == "金额"}
    tree = sqlglot.parse_one(sql.replace(":", "政策_"), read="duckdb")
    found = []
    for node in tree.find_all(*COMPARED):
        sides = {name.name for name in node.find_all(exp.Column)}
        numbers = {n.name for n in node.find_all(exp.Literal) if not n.is_string}
        if sides & money and numbers - ROUNDING:
            found.append(node.sql())
    return found


@pytest.mark.parametrize("rule", shipped().rules, ids=lambda rule: rule.code)
def test_规则里没有写死的金额(rule):
    for sql in filter(None, (rule.where, rule.broken)):
        assert fixed_amounts(sql, rule.ledger) == []


def test_事实里没有写死的金额():
    for fact in shipped().facts:
        for ledger in fact.of:
            for sql in filter(None, (fact.where, fact.sql)):
                assert fixed_amounts(sql, fact.source if fact.source in ledgers() else ledger) == [], (
                    fact.name
                )


def test_每条标准都注明来处():
    for line in shipped().policy:
        assert line.source, line.name
        assert line.unit, line.name


def test_写死的金额认得出():
    assert fixed_amounts("人均纯收入 < 7000 AND 纯收入 > 0", "户") == ["人均纯收入 < 7000"]
