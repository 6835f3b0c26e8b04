"""Every rule and fact is made of words that exist: columns, functions, values, placeholders."""

import re
from collections import Counter
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from fupin_cli.catalogue.entries import Rule
from fupin_cli.catalogue.loader import combined, shipped
from fupin_cli.catalogue.own import Written
from fupin_cli.catalogue.words import FUNCTIONS, KEYWORDS, MACROS
from fupin_cli.engine.checking import allowed_values, check_entry, check_facts
from fupin_cli.engine.inventory import Shape
from fupin_cli.engine.relations import Relations
from fupin_cli.errors import FupinError
from fupin_cli.findings import SEVERITIES

# 国家系统数据质量规则的编号；1111 开头的是省里加的
NATIONAL = (Path(__file__).parent / "national_numbers.txt").read_text(encoding="utf-8").split()
RULES = shipped().rules
RELATIONS = Relations(shipped().facts, Shape({}))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_规则用的列_函数_取值都存在(rule):
    check_entry(rule, shipped())
    assert all((rule.title, rule.message, rule.hint)), "每条都要有说法和改法"
    assert rule.columns, "每条都要说明标出哪一格"
    if rule.certainty == "C":
        assert rule.why, "意思不明的要说明怎样理解"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_每条规则都说明依据_与为什么不重复(rule):
    assert rule.basis.strip(), "写明依据：哪个文件，或者哪条常识"
    assert len(rule.basis) <= 60, "依据只写一句"
    assert not rule.basis.endswith("。"), "依据后面不加句号"
    assert rule.why.rstrip("。") not in rule.basis or not rule.why, "依据和为什么只写一处"


@pytest.mark.parametrize("cell", shipped().cells, ids=lambda cell: cell.code)
def test_逐格的问题没有依据_都要说为什么(cell):
    assert cell.why.endswith("。"), "为什么要改：写一句完整的话"
    assert cell.why not in (cell.message, cell.hint)


BARE = re.compile(r"(国家系统|省级)数据质量规则|[\d_、；，,\s]")


def test_依据只有编号的规则_都要说为什么():
    assert [rule.code for rule in RULES if not rule.why and not BARE.sub("", rule.basis)] == []


def test_每项核对都说为什么():
    assert [check.code for check in shipped().checks if not check.why.strip()] == []


def test_依据里的编号和文号都有来处():
    """国家规则的编号在名单里；文号在政策参数或核对项里也用着，不是凭空写的。"""
    quoted = " ".join(rule.basis for rule in RULES)
    assert set(_national(quoted)) <= set(NATIONAL)
    sources = [line.source for line in shipped().policy] + [check.basis for check in shipped().checks]
    known = set(re.findall(r"\w+〔\d{4}〕\d+号", " ".join(sources)))
    assert any(paper in quoted for paper in known)
    for paper in known:
        quoted = quoted.replace(paper, "")
    assert "〔" not in quoted


def _national(text: str) -> list[str]:
    return re.findall(r"\b(?:\d_\d{2}_\d{3}|1111_\d+)\b", text, flags=re.ASCII)


def test_事实不用不存在的列_也不绕圈():
    check_facts(shipped())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_与封闭选项比较的文字都是它的值(rule):
    """sqlglot 读一遍，与 checking 的词法检查互相印证。"""
    for sql in filter(None, (rule.where, rule.broken)):
        tree = sqlglot.parse_one(sql, read="duckdb")
        for column, literals, like in _compared(tree):
            allowed = allowed_values(column, rule.ledger, RELATIONS)
            for literal in literals if allowed is not None else ():
                if like:
                    assert any(value.startswith(literal.rstrip("%")) for value in allowed), (column, literal)
                else:
                    assert literal in allowed, (column, literal)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_只用两个引擎都懂的函数(rule):
    for sql in filter(None, (rule.where, rule.broken)):
        for node in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Anonymous):
            name = str(node.this)
            assert name in MACROS or name.lower() in FUNCTIONS | KEYWORDS, name


def test_国家规则每个编号都有_分成几条的各查各的列():
    listed: dict[str, list[Rule]] = {}
    for rule in RULES:
        for number in rule.national:
            listed.setdefault(number, []).append(rule)
    assert sorted(listed) == sorted(NATIONAL)
    for rules in listed.values():
        firsts = Counter((rule.ledger, rule.columns[0]) for rule in rules)
        assert max(firsts.values()) == 1, [rule.code for rule in rules]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.covers], ids=lambda rule: rule.code)
def test_替别的规则说话的_不比它轻(rule):
    severity = {entry.code: entry.severity for entry in shipped().coded}
    for code in rule.covers:
        assert SEVERITIES.index(rule.severity) <= SEVERITIES.index(severity[code]), code


def test_自己的规则不少于八十条():
    assert sum(not rule.national for rule in RULES) >= 80


OWN = {
    "code": "ZZ001",
    "title": "住房面积过大",
    "severity": "info",
    "ledger": "户",
    "broken": "住房面积 > 300",
    "columns": ["住房面积"],
    "message": "{户主姓名}户住房{住房面积}平方米。",
    "hint": "请核实。",
    "bad": {"户": [{"户主姓名": "赵一", "住房面积": 301}]},
    "good": {"户": [{"户主姓名": "赵一", "住房面积": 300}]},
}


def test_工作区自己的规则照样加载():
    assert combined([Written("rule", OWN, Path("fupin.toml"))]).rules[-1].code == "ZZ001"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "HH001"}, "编号已经有了"),
        ({"code": "住房一"}, "编号不合要求"),
        ({"ledger": "住户"}, "没有“住户”这种台账"),
        ({"broken": "住房面职 > 300"}, "不认识的列“住房面职”"),
        ({"broken": "住房面积 ＞ 300"}, "全角符号“＞”"),
        ({"broken": "todays(住房面积) > 300"}, "不认识的函数“todays”"),
        ({"where": "户类型 = '脱贫'"}, "“户类型”不会有“脱贫”这个值"),
        ({"where": "户类型 IN ('脱贫户', '低保')"}, "不会有“低保”这个值"),
        ({"where": "户类型 LIKE '脱贫人%'"}, "不会有“脱贫人%”这个值"),
        ({"where": "含(风险, '生病')"}, "“风险”不会有“生病”这个值"),
        ({"message": "{户主名}户住房过大。"}, "不认识的列“户主名”"),
        ({"columns": ["住房"]}, "没有“住房”这一列"),
    ],
)
def test_写错的规则说得清错在哪里(changed, said):
    whole = combined([Written("rule", {**OWN, **changed}, Path("fupin.toml"))])
    with pytest.raises(FupinError) as caught:
        check_entry(whole.rules[-1], whole)
    assert said in str(caught.value)
    assert caught.value.hint


def _compared(tree):
    for node in tree.find_all(exp.EQ, exp.NEQ, exp.Like):
        if isinstance(node.this, exp.Column) and node.expression.is_string:
            yield node.this.name, [node.expression.name], isinstance(node, exp.Like)
    for node in tree.find_all(exp.In):
        if isinstance(node.this, exp.Column):
            yield node.this.name, [item.name for item in node.expressions if item.is_string], False
    for node in tree.find_all(exp.Anonymous):
        if node.this == "含" and isinstance(node.expressions[0], exp.Column):
            yield node.expressions[0].name, [node.expressions[1].name], False
