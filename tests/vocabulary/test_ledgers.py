"""每一种台账的说明、列、别名和样例都站得住。"""

import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from stdnum.iso7064 import mod_11_2

from fupin_cli.reading.headers import normalise
from fupin_cli.vocabulary.fields import Choice, Kind
from fupin_cli.vocabulary.ledger import COMMON, Ledger, columns, model
from fupin_cli.vocabulary.registry import ledgers

EVERY = pytest.mark.parametrize("ledger", ledgers().values(), ids=ledgers())

NATIONAL = tomllib.loads(Path(__file__).with_name("national_headers.toml").read_text(encoding="utf-8"))
NAMES = """
    家庭成员 户 行政村 外出务工 计划务工 乡村建设户信息 交通补贴 雨露计划 教育资助
    光伏电站 光伏收益分配 公益性岗位 小额信贷 到户产业 衔接资金项目 防返贫基金 三保障 结对帮扶
    走访记录 问题整改 监测线索 监测程序 收入测算 自然增减 部门名单 督查检查 健康帮扶
    扶贫资产 驻村帮扶 网格员 培训会议 人居环境 历年脱贫 低保特困 控辍保学 易地搬迁
    村情 帮扶活动 汇总表 引用数据 文字材料
"""


def headers(ledger: type[Ledger]) -> dict[str, set[str]]:
    """Normalised header → the columns that claim it."""
    found = defaultdict(set)
    for column in columns(ledger).values():
        for header in (column.name, *column.synonyms):
            found[normalise(header).name].add(column.name)
    return found


def enumerations() -> list[Any]:
    return [
        pytest.param(column.kind, id=f"{name}.{column.name}")
        for name, ledger in ledgers().items()
        for column in columns(ledger).values()
        if isinstance(column.kind, Choice)
    ]


def test_台账的名目齐全() -> None:
    assert set(ledgers()) == set(NAMES.split())


@EVERY
def test_每种台账都说明一行是什么(ledger: type[Ledger]) -> None:
    assert re.match(r"一行是.+。", ledger.__doc__ or "")


@EVERY
def test_主键和必备列都是本台账的列(ledger: type[Ledger]) -> None:
    assert ledger.key
    assert ledger.needs
    assert {*ledger.key, *ledger.needs, *COMMON} <= set(columns(ledger))


@EVERY
def test_同一台账里一个表头只能指一列(ledger: type[Ledger]) -> None:
    assert {header: names for header, names in headers(ledger).items() if len(names) > 1} == {}


def test_一个表名只属于一种台账() -> None:
    owners = defaultdict(set)
    for name, ledger in ledgers().items():
        for title in (name, *ledger.sheets):
            owners[normalise(title).name].add(name)
    assert {title: names for title, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("ledger", "left", "right"),
    [
        ("户", "户类型", "监测对象类别"),
        ("户", "户编号", "户主编号"),
        ("户", "年收入", "人均纯收入"),
        ("户", "林地面积（亩）", "林果面积（亩）"),
        ("家庭成员", "证件号码", "户主编号"),
        ("家庭成员", "公益性岗位", "公益性岗位(月数)"),
        ("家庭成员", "户联系电话", "家庭成员联系电话"),
        ("雨露计划", "证件号码", "户主身份证号"),
    ],
)
def test_意思不同的表头指向不同的列(ledger: str, left: str, right: str) -> None:
    known = headers(ledgers()[ledger])
    assert known[normalise(left).name]
    assert known[normalise(right).name]
    assert known[normalise(left).name].isdisjoint(known[normalise(right).name])


@pytest.mark.parametrize(
    ("ledger", "header"), [(name, header) for name, known in NATIONAL.items() for header in known]
)
def test_国家系统导出的表头都认得(ledger: str, header: str) -> None:
    assert normalise(header).name in headers(ledgers()[ledger])


def test_家庭成员带着户的全部情况() -> None:
    assert set(columns(ledgers()["户"])) <= set(columns(ledgers()["家庭成员"]))


@EVERY
def test_样例整行能过(ledger: type[Ledger]) -> None:
    assert ledger.examples
    for example in ledger.examples:
        row = model(ledger).model_validate(example)
        assert set(example) == row.model_fields_set


@EVERY
def test_样例逐列判断的值和整行的一样(ledger: type[Ledger]) -> None:
    for example in ledger.examples:
        row = model(ledger).model_validate(example).model_dump()
        assert {name: columns(ledger)[name].judge(raw, None) for name, raw in example.items()} == {
            name: row[name] for name in example
        }


@EVERY
def test_样例里的证件号码是编的(ledger: type[Ledger]) -> None:
    """县码 341699 没有分配给任何县，校验码是对的。"""
    numbers = [
        example[column.name]
        for example in ledger.examples
        for column in columns(ledger).values()
        if column.kind.label == "证件号码" and column.name in example
    ]
    assert all(number.startswith("341699") and mod_11_2.is_valid(number) for number in numbers)


@EVERY
def test_别的列不收(ledger: type[Ledger]) -> None:
    with pytest.raises(ValidationError, match="没有这一列"):
        model(ledger).model_validate({**ledger.examples[0], "没有这一列": 1})


def blanks_refused(ledger: type[Ledger]) -> set[str]:
    """The columns that an empty row is told to fill in."""
    try:
        model(ledger).model_validate({})
    except ValidationError as error:
        return {str(fault["loc"][0]) for fault in error.errors() if fault["type"] == "CE001"}
    return set()


@EVERY
def test_只有必填的列不许留空(ledger: type[Ledger]) -> None:
    assert blanks_refused(ledger) == {column.name for column in columns(ledger).values() if column.required}


@EVERY
def test_身份证电话银行卡健康情况是个人信息(ledger: type[Ledger]) -> None:
    personal = re.compile(r"证件号码|银行卡号|电话$|^健康状况$|^病种$|^残疾证号$|^学籍号$")
    assert {c.name for c in columns(ledger).values() if personal.search(c.name) and not c.pii} == set()


@EVERY
def test_合计列是数字_金额列有单位(ledger: type[Ledger]) -> None:
    for column in columns(ledger).values():
        assert not column.total or column.kind.label in {"数字", "金额", "整数"}, column.name
        assert column.kind.label != "金额" or column.unit == "元", column.name


@pytest.mark.parametrize("kind", enumerations())
def test_选项的写法规整(kind: Choice) -> None:
    written = [*kind.values, *(other for other, _ in kind.also)]
    assert len(set(kind.values)) == len(kind.values)
    assert not set(kind.values) & {other for other, _ in kind.also}
    assert {value for _, value in kind.also} <= {*kind.values, ""}
    for text in written:
        assert text == re.sub(r"\s", "", text)
        assert text
    if kind.many:
        assert not [value for value in kind.values if re.search("[,，、;；]", value)]


@pytest.mark.parametrize("kind", enumerations())
def test_选项照写不提示_别的写法能认(kind: Choice) -> None:
    for value in kind.values:
        context: dict[str, Any] = {"notes": []}
        assert kind.judge(value, context) == value
        assert context["notes"] == []
    for other, value in kind.also:
        context = {"notes": []}
        assert (kind.judge(other, context) or "") == value
        assert context["notes"] == ["CE106"]


def test_民族有五十六个() -> None:
    kind = columns(ledgers()["家庭成员"])["民族"].kind
    assert isinstance(kind, Choice)
    assert sum(value.endswith("族") for value in kind.values) == 56


@EVERY
def test_列的类型都有名称和数据库类型(ledger: type[Ledger]) -> None:
    for column in columns(ledger).values():
        assert isinstance(column.kind, Kind)
        assert column.kind.label
        assert re.fullmatch(r"VARCHAR|BIGINT|DATE|DECIMAL\(18,[246]\)", column.kind.sql)
