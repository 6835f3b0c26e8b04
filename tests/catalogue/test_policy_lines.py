"""年龄、期限、金额各地各年不同：条件里只写名字，数从 catalogue/policy（注明地方、年度、文件）里取。"""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
import sqlglot
from msgspec.structs import replace
from sqlglot import exp

from fupin_cli.catalogue.loader import shipped
from fupin_cli.catalogue.policies import Policies, Spot, own_lines
from fupin_cli.catalogue.words import filled, tokens, words
from fupin_cli.engine.parameters import used
from fupin_cli.errors import FupinError
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers

COMPARED = (exp.GT, exp.GTE, exp.LT, exp.LTE, exp.EQ, exp.NEQ, exp.Between, exp.In)
UNITS = {"元", "万元", "天", "月", "亩", "平方米", "公里", "千瓦", "千瓦时", "%"}
FACTS = re.compile("年龄|生日|岁|天数|月数|金额|金|款|收入|支出|面积")  # 事实没有单位，看名字
MEASURING = {"月序", "日序", "相隔天数", "周岁"}
SCALES = {"12", "100", "10000"}  # 换算用的乘数、除数：一年12个月、百分数、年月日拼成的数
SHAPES = (exp.Length, exp.Substring, exp.Left, exp.Right)  # 号码有几位、第几位是什么，不是标准

# 可以写在条件里的数，和为什么
NOTHING = {"0"}  # 有没有，不是标准
ONCE = {"1"}  # 有没有重复；一元、一天、一岁还是标准
STANDING = {
    "PJ021": ({"0.01"}, "差一分就是不等"),
    "PV001": ({"0.01"}, "差一分就是不等"),
    "IN101": ({"1"}, "人均收入四舍五入到元，差不到一元不算错"),
    "IN103": ({"1"}, "人均收入四舍五入到元，差不到一元不算错"),
    "IN111": ({"1"}, "人均收入四舍五入到元，差不到一元不算错"),
    "IN114": ({"1"}, "人均收入四舍五入到元，差不到一元不算错"),
    "IN116": ({"1"}, "人均收入四舍五入到元，差不到一元不算错"),
    "PO007": ({"12"}, "一年只有十二个月"),
    "MO118": ({"3"}, "入户核实、评议、公示，一共三个环节"),
    "ED014": ({"9", "1", "8"}, "学年从9月开始，是历法不是标准"),
    "开学年龄": ({"9", "1"}, "学年从9月开始，是历法不是标准"),
    "PC052": ({"1"}, "首尾两天都算在内"),
    "RC041": ({"1"}, "首尾两个月都算在内；没有填月数的按一个月"),
    "RC115": ({"3", "8"}, "学期从哪个月开始、到哪个月为止，是历法不是标准"),
    "RC253": ({"12"}, "全年的数要到12月才齐"),
    "最后务工月": ({"2999-12-01"}, "没有结束的排在最后，不是期限"),
    "县外最后务工月": ({"2999-12-01"}, "没有结束的排在最后，不是期限"),
}


def measured() -> set[str]:
    """Columns and facts that hold an age, a span of time, an amount, an area …"""
    found = {fact.name for fact in shipped().facts if FACTS.search(fact.name)}
    for ledger in ledgers().values():
        found |= {name for name, column in columns(ledger).items() if column.unit in UNITS}
    return found


def fixed(sql: str, known: set[str]) -> dict[str, set[str]]:
    """Comparisons with numbers, and dates wherever they are, that stand in the SQL itself."""
    if not any(token[0].isdigit() for token in tokens(sql)) and not re.search(r"'\d", sql):
        return {}
    named = re.sub(r":(?=[^\W\d])", "政策_", sql)
    tree = sqlglot.parse_one(named, read="duckdb")
    found = {}
    for node in tree.find_all(*COMPARED):
        names = {column.name for column in node.find_all(exp.Column)}
        calls = {call.name for call in node.find_all(exp.Anonymous)}
        numbers = {
            number.name
            for number in node.find_all(exp.Literal)
            if not number.is_string and not _scale(number) and not _shape(number)
        }
        numbers -= NOTHING if names & known or calls & MEASURING else NOTHING | ONCE
        if numbers:
            found[node.sql(dialect="duckdb")] = numbers
    for text in tree.find_all(exp.Literal):
        if text.is_string and re.match(r"(19|20|29)\d\d\D?\d\d", text.name):
            found[text.parent.sql(dialect="duckdb") if text.parent else text.name] = {text.name}
    return found


def _scale(number: exp.Literal) -> bool:
    return number.name in SCALES and isinstance(number.parent, (exp.Mul, exp.Div))


def _shape(number: exp.Literal) -> bool:
    """Whether it counts the characters of a text."""
    above = number.parent
    if isinstance(above, (*COMPARED, exp.Tuple, exp.Paren)):
        return isinstance(above.find(*SHAPES), exp.Length)
    return isinstance(above, SHAPES)


def sql_of_all() -> Iterator[tuple[str, str]]:
    """(code or name, SQL) of every entry."""
    catalogue = shipped()
    for rule in catalogue.rules:
        yield from ((rule.code, rule.where), (rule.code, rule.broken))
    for fact in catalogue.facts:
        yield from ((fact.name, fact.where), (fact.name, fact.sql))
    for check in catalogue.checks:
        yield from ((check.code, sql) for sql in check.queries)
    for indicator in catalogue.indicators:
        yield from ((indicator.name, indicator.where), (indicator.name, indicator.value))


def said_by_name(name: str) -> set[str]:
    """Years that the entry's own name says: 2019年脱贫户数."""
    return set(re.findall(r"(\d{4})年", name))


def test_条件里没有写死的年龄_期限_金额_占比_日期():
    known = measured()
    wrong = []
    stood = set()
    for name, sql in sql_of_all():
        allowed, _ = STANDING.get(name, (said_by_name(name), ""))
        for said, numbers in fixed(sql, known).items() if sql else ():
            stood |= {name} & STANDING.keys() if numbers & allowed else set()
            wrong += [f"{name}: {said}"] if numbers - allowed else []
    assert wrong == [], "请改用 :名字，数写进 catalogue/policy"
    assert stood == STANDING.keys(), "不再需要的例外请删去"


@pytest.mark.parametrize(
    ("sql", "number"),
    [
        ("人均纯收入 < 7000 AND 纯收入 > 0", "7000"),
        ("年龄 BETWEEN 16 AND :劳动年龄上限", "16"),
        ("周岁(出生日期, 数据日) >= 60", "60"),
        ("相隔天数(开始日期, 结束日期) > 30", "30"),
        ("月序(数据日) - 月序(识别监测时间) < 6", "6"),
        ("生日 - 户主生日 < 140000", "140000"),
        ("驻村天数 IN (5, 10)", "5"),
        ("识别监测时间 >= DATE '2021-01-01'", "2021-01-01"),
        ("识别监测时间 < CAST('2023-04-01' AS DATE)", "2023-04-01"),
        ("left(学期, 4) >= '202301'", "202301"),
        ("年度 > 2020", "2020"),
        ("能劳动人数 * 4 > 成员数", "4"),
        ("同话户数 >= 3", "3"),
    ],
)
def test_写死的认得出(sql, number):
    (found,) = fixed(sql, measured()).values()
    assert number in found


@pytest.mark.parametrize(
    "sql",
    [
        "年龄 > :劳动年龄上限",
        "生日 - 户主生日 < :子女年龄差下限 * 10000",
        "length(证件号码) = 18",
        "length(证件号码) NOT IN (18, 20, 22) AND substring(证件号码, 17, 1) IN ('1', '3')",
        "能劳动人数 * 100 > 成员数 * :缺劳动力疑点占比",
        "识别监测时间 > :搬迁任务完成日",
        "同号数 > 1",
        "余额 > 0",
    ],
)
def test_不是标准的不拦(sql):
    assert fixed(sql, measured()) == {}


def test_每条标准都注明来处_也都有用处():
    catalogue = shipped()
    entries = [*catalogue.rules, *catalogue.checks, *catalogue.indicators]
    named = {name for entry in entries for name in used(entry, catalogue)}
    assert {line.name for line in catalogue.policy} == named
    for line in catalogue.policy:
        assert line.source, line.name
        assert bool(line.unit) != isinstance(line.value, dt.date), line.name


def test_先看工作区_再看范围最小的地方():
    lines = [line for line in shipped().policy if line.name == "公益岗年龄上限"]
    taian = Spot("山东省", "泰安市", "岱岳区", 2023)
    assert Policies(lines).value("公益岗年龄上限", taian) == 65
    assert Policies(lines).value("公益岗年龄上限", Spot("安徽省", "", "", 2023)) is None
    own = own_lines({"公益岗年龄上限": {"2023": Decimal(62)}}, lines)
    assert own[0].unit == "周岁"
    assert Policies([*lines, *own]).value("公益岗年龄上限", taian) == 62
    assert Policies([*lines, *own]).value("公益岗年龄上限", Spot("山东省", "泰安市", "岱岳区", 2022)) == 65


def test_年份写错说得清():
    with pytest.raises(FupinError, match="“监测范围”的年份“二三年”不对"):
        own_lines({"监测范围": {"二三年": Decimal(7500)}})


def test_数和日期写反了说得清():
    with pytest.raises(FupinError, match="“搬迁任务完成日”写的是 2020") as caught:
        own_lines({"搬迁任务完成日": Decimal(2020)}, shipped().policy)
    assert caught.value.hint == "这一项要写日期，例如 2023-12-31。"
    with pytest.raises(FupinError, match="“劳动年龄上限”写的是 2023-12-31"):
        own_lines({"劳动年龄上限": {2023: dt.date(2023, 12, 31)}}, shipped().policy)


def test_放进SQL的是数_地方不同时才分情况():
    lines = own_lines({"甲线": Decimal("59"), "乙线": {"2022": Decimal("0.5"), "2023": Decimal(2)}})
    here = {Spot("省", "市", "县", 2022), Spot("省", "市", "县", 2023)}
    found = Policies(lines).expressions(here)
    assert filled("年龄 > :甲线 AND 名 = ':甲线'", found) == "年龄 > 59 AND 名 = ':甲线'"
    assert found["乙线"] == (
        "CASE WHEN 县 = '县' AND year(数据日) = 2022 THEN CAST(0.5 AS DECIMAL(18,4)) "
        "WHEN 县 = '县' AND year(数据日) = 2023 THEN 2 END"
    )
    assert words(found["乙线"]).columns == {"县", "数据日"}


def test_日期也可以是参数_写进SQL还是日期():
    lines = own_lines({"起查日": dt.date(2022, 4, 1), "截止日": {2022: dt.date(2022, 3, 31)}})
    found = Policies(lines).expressions({Spot("省", "市", "县", 2022), Spot("省", "市", "县", 2023)})
    assert found == {
        "起查日": "DATE '2022-04-01'",
        "截止日": "CASE WHEN 县 = '县' AND year(数据日) = 2022 THEN DATE '2022-03-31' END",
    }


def test_两个县同名时_连市和省一起看():
    base = replace(shipped().policy[0], name="线", province="", city="", county="")
    lines = [
        replace(base, city="甲市"),
        replace(base, city="乙市", value=Decimal(9)),
    ]
    lines = [replace(line, since=0, until=9999) for line in lines]
    found = Policies(lines).expressions(
        [Spot("省", "甲市", "鼓楼区", 2023), Spot("省", "乙市", "鼓楼区", 2023)]
    )
    assert "县 = '鼓楼区' AND 市 = '甲市' AND 省 = '省'" in found["线"]
