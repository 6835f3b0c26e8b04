"""Relations: tables laid down once give what nested queries give; facts over facts; absent columns."""

import pytest

from fupin_cli.catalogue.entries import Fact
from fupin_cli.catalogue.loader import shipped
from fupin_cli.engine.duck import DuckEngine
from fupin_cli.trial import gathered

PERSON = {"户编号": "1", "姓名": "赵一", "证件号码": "341699198001010016", "与户主关系": "户主"}
ROWS = {
    "户": [
        {"户编号": "1", "户主姓名": "赵一", "监测对象类别": "边缘易致贫户"},
        {"户编号": "2", "户主姓名": "钱二", "监测对象类别": ""},
    ],
    "家庭成员": [
        PERSON | {"健康状况": "残疾", "家庭成员联系电话": "13900000001"},
        PERSON
        | {
            "户编号": "2",
            "姓名": "钱二",
            "证件号码": "341699198101010015",
            "家庭成员联系电话": "13900000001",
        },
    ],
    "外出务工": [
        {"姓名": "赵一", "证件号码": "341699198001010016", "开始时间": "2023年2月", "务工所在县": "鄞州区"}
    ],
}


@pytest.fixture
def engine():
    made = DuckEngine(shipped().facts, gathered(ROWS).datasets[""])
    yield made
    made.close()


@pytest.mark.parametrize(
    ("ledger", "names"),
    [
        ("户", ["户主姓名", "监测对象类别", "成员数", "残疾人数", "户务工记录数"]),
        ("家庭成员", ["姓名", "监测对象类别", "务工记录数", "同号务工户数", "年龄"]),
        ("外出务工", ["姓名", "监测对象类别", "最近开始"]),
    ],
)
def test_先铺好的表与层层嵌套的查询结果相同(engine, ledger, names):
    listed = ", ".join(["户键", *names])
    query = f"SELECT {listed} FROM ({{}}) ORDER BY 户键"
    nested = engine.rows(query.format(engine.relations.sql(ledger, names)))
    engine.lay([(ledger, names)])
    laid = engine.relations.sql(ledger, names)
    assert f"原表.{ledger}" not in laid
    assert engine.rows(query.format(laid)) == nested
    assert nested


def test_没有户编号的台账经过人找到户_再借户的情况(engine):
    sql = engine.relations.sql("外出务工", ["监测对象类别"])
    assert engine.rows(f"SELECT 户键, 监测对象类别 FROM ({sql})") == [("示例村/1", "边缘易致贫户")]


def test_事实可以再合计别的事实(engine):
    sql = engine.relations.sql("家庭成员", ["姓名", "同号务工户数"])
    found = engine.rows(f"SELECT 姓名, 同号务工户数 FROM ({sql}) ORDER BY 姓名")
    assert found == [("赵一", 1), ("钱二", 1)], "同号两户，只有一户有人务工"


def test_任一列在就能判断的事实_缺一列不算缺(engine):
    assert engine.relations.missing("户", ["在册"]) == [], "户里没有户类型一列，有监测对象类别就够"
    strict = Fact(name="两列都要", of=["户"], sql="户类型 = '脱贫户' OR 监测对象类别 <> ''", says="")
    other = DuckEngine([strict], gathered(ROWS).datasets[""])
    assert other.relations.missing("户", ["两列都要"]) == ["“户”的列“户类型”"]
    other.close()
