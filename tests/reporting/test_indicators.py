"""指标和模板：每个指标写得对，模板里用到的名字都是指标或自带的说法。"""

import re
from collections import Counter
from pathlib import Path

import pytest
from jinja2 import meta

from fupin_cli.aggregates import Aggregate
from fupin_cli.catalogue.loader import shipped
from fupin_cli.catalogue.words import words
from fupin_cli.counting import Figures
from fupin_cli.engine.inventory import Shape
from fupin_cli.engine.relations import Relations
from fupin_cli.periods import Period
from fupin_cli.reporting.composing import Request, kinds, render
from fupin_cli.reporting.parts import parts
from fupin_cli.reporting.phrases import Phrases
from fupin_cli.reporting.rendering import environment
from fupin_cli.reporting.written import Record
from fupin_cli.resources import folder
from fupin_cli.scope import Scope
from fupin_cli.trial import DAY, gathered
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers

INDICATORS = {indicator.name: indicator for indicator in shipped().indicators}
TEMPLATES = sorted(folder("templates").rglob("*.j2"))
COMPOSED = {"文字", "自设章节", "各部分", "反馈问题"}
# 模板自己先设好的名字（设在 if 里面的，jinja 也当作外来的）
SET = {n for path in TEMPLATES for n in re.findall(r"\{%-? ?set (\w+) =", path.read_text(encoding="utf-8"))}


def _globals():
    dataset = gathered({"文字材料": [{"章节": "引言", "次序": 1, "正文": "甲"}]}).datasets[""]
    figures = Figures(Scope("清河镇", Period.parse("2023"), DAY, dataset), shipped())
    return set(Phrases(figures, Request("工作总结", {}, "柳城县"), Record()).names()) | COMPOSED


def test_名称和别名都不重复():
    names = Counter(n for i in INDICATORS.values() for n in {i.name, *i.synonyms})
    assert not [name for name, count in names.items() if count > 1]
    assert len(INDICATORS) == len(shipped().indicators)


@pytest.mark.parametrize("name", INDICATORS)
def test_指标只用台账里有的列(name):
    indicator = INDICATORS[name]
    known = Relations(shipped().facts, Shape({})).names(indicator.ledger)
    used = {c for sql in (indicator.where, indicator.value, indicator.date) for c in words(sql).columns}
    assert not used - known
    assert Aggregate.of(indicator).form
    assert indicator.says.strip("。") == indicator.says


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_模板里的名字都是指标或自带的说法(path: Path):
    source = path.read_text(encoding="utf-8")
    names = meta.find_undeclared_variables(environment().parse(source))
    assert not names - INDICATORS.keys() - _globals() - SET
    assert not SET & INDICATORS.keys()
    assert not set(re.findall(r'(?:指标|变化|升降|分村|分镇)\("([^"]+)"\)', source)) - INDICATORS.keys()


def test_模板里没有写死的数字():
    """材料里的数都出自台账；模板里只有条件、单位换算和固定说法里的年份、年龄可以有数字。"""
    allowed = {"2014", "6", "15"}
    for path in TEMPLATES:
        text = re.sub(r"\{[{%].*?[%}]\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert set(re.findall(r"\d+", text)) <= allowed, path.name


def test_每项工作都有文字和能用的台账():
    files = {part.file for part in parts()}
    for part in parts():
        assert (folder("templates") / part.file).is_file()
        assert part.needs
        assert set(part.kinds) <= set(kinds())
    included = {
        name
        for path in TEMPLATES
        for name in re.findall(r'include "(部分/[^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert {f"部分/{p.name}" for p in TEMPLATES if p.parent.name == "部分"} == files | included


def _figure(name, rows, period="2023"):
    dataset = gathered(rows).datasets[""]
    return Figures(Scope("", Period.parse(period), DAY, dataset), shipped()).figure(name)


def test_比率_最大值_平均数():
    homes = [
        {
            "户编号": str(n),
            "户主姓名": "甲",
            "监测对象类别": "边缘易致贫户",
            "风险是否已消除": "是" if n else "否",
        }
        for n in range(4)
    ]
    assert _figure("风险消除率", {"户": homes}).value == 75
    grants = [
        {"证件号码": "341699200603200029", "学期": term, "补助金额": 1500} for term in ("2023春", "2023秋")
    ]
    assert _figure("雨露计划每生补助", {"雨露计划": grants}).value == 3000
    deeds = [{"日期": "2023-05-01", "单位": "中心校", "事项": "摸排", "类别": "排查", "数量": 300, "人次": 2}]
    assert _figure("平均每名教师摸排", {"帮扶活动": deeds}).value == 150
    assert _figure("风险消除率", {"户": [{"户编号": "1", "户主姓名": "甲", "监测对象类别": ""}]}) is None


def test_帮扶多个村的单位在镇里算一个_各村各算一个():
    rows = [
        {"村": village, "户编号": village, "户主姓名": "甲", "帮扶人": "乙", "单位": "市图书馆", "层级": "市"}
        for village in ("柳河村", "双桥村")
    ]
    dataset = gathered({"结对帮扶": rows}).datasets[""]
    figures = Figures(Scope("", Period.parse("2023"), DAY, dataset), shipped())
    assert figures.find("市级帮扶单位").value == 1
    assert figures.by_village("市级帮扶单位数") == {"双桥村": 1, "柳河村": 1}


def test_缺列的台账算不出_不当成零():
    assert _figure("未消除风险监测户户数", {"户": [{"户编号": "1", "户主姓名": "甲"}]}) is None


@pytest.mark.parametrize("kind", ["工作总结", "整改报告", "行业部门"])
@pytest.mark.parametrize("name", sorted(ledgers()))
def test_只有一种台账也写得出(name, kind):
    """只有必填列的台账也不出错：缺的列、缺的台账，那句话就不写。"""
    ledger = ledgers()[name]
    must = {column.name for column in columns(ledger).values() if column.required} | {
        *ledger.needs,
        *ledger.key,
    }
    for rows in (ledger.examples, [{k: v for k, v in row.items() if k in must} for row in ledger.examples]):
        found = gathered({name: list(rows)}, place={"乡": "清河镇"}).datasets[""]
        for period in ("2023", "2023H1", "2019H1"):
            figures = Figures(Scope("清河镇", Period.parse(period), DAY, found), shipped())
            assert "标题：" in render(figures, Request(kind, {}, "柳城县", tables=True))
