"""Relations: tables laid down once give what nested queries give; facts over facts; absent columns."""

import pytest
from msgspec.structs import replace

from fupin_cli.catalogue.entries import Fact
from fupin_cli.catalogue.loader import shipped
from fupin_cli.engine.duck import DuckEngine
from fupin_cli.engine.relations import Relations
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


HEAD, WIFE = "341699198001010016", "341699198202020023"


def opened(rows, **place):
    return DuckEngine(shipped().facts, gathered(rows, place=place or None).datasets[""])


def test_户里没填的由户主那一行补_填了的不改():
    engine = opened(
        {
            "户": [
                {"户编号": "1", "户主姓名": "赵一", "户类型": "", "人均纯收入": None},
                {"户编号": "2", "户主姓名": "钱二", "户类型": "一般农户", "人均纯收入": 5},
            ],
            "家庭成员": [
                {"户编号": "1", "姓名": "妻", "证件号码": WIFE, "与户主关系": "配偶", "户类型": "错", "人均纯收入": 1},
                {"户编号": "1", "姓名": "赵一", "证件号码": HEAD, "与户主关系": "户主", "户类型": "脱贫户", "人均纯收入": 7},
                {"户编号": "2", "姓名": "钱二", "证件号码": "", "与户主关系": "户主", "户类型": "脱贫户", "人均纯收入": 9},
                {"户编号": "3", "姓名": "孙三", "证件号码": "", "与户主关系": "户主", "户类型": "脱贫户", "人均纯收入": 3},
            ],
        }
    )  # fmt: skip
    names = ["户编号", "户主姓名", "户类型", "人均纯收入", "证件号码", "家庭人口数"]
    query = f"SELECT {', '.join(names)} FROM ({{}}) ORDER BY 户编号"
    expected = [
        ("1", "赵一", "脱贫户", 7, HEAD, None),
        ("2", "钱二", "一般农户", 5, "", None),
        ("3", "孙三", "脱贫户", 3, "", None),  # 户里没有的户，由家庭成员补上
    ]
    assert engine.rows(query.format(engine.relations.sql("户", names))) == expected
    engine.lay([("户", names)])
    assert engine.rows(query.format(engine.relations.sql("户", names))) == expected
    engine.close()


def test_没有户编号的户按户主的证件号码认():
    engine = opened(
        {"户": [{"户主姓名": "赵一", "证件号码": f"{HEAD}11B1"}, {"户主姓名": "钱二", "证件号码": ""}]}
    )
    sql = engine.relations.sql("户", ["户主姓名"])
    found = engine.rows(f"SELECT 户主姓名, 户键, 身份 FROM ({sql}) ORDER BY _id")
    assert found == [("赵一", f"示例村/{HEAD}", HEAD), ("钱二", "", "")]
    engine.close()


def test_别的台账不按证件号码认户_没有家庭成员就认不出户():
    engine = opened({"雨露计划": [{"学生姓名": "赵小", "证件号码": HEAD}]})
    sql = engine.relations.sql("雨露计划", ["学生姓名"])
    assert engine.rows(f"SELECT 户键, 身份 FROM ({sql})") == [("", HEAD)]
    engine.close()


def test_两个镇的同名村分得开():
    engine = opened({"户": [{"户编号": "1", "户主姓名": "赵一"}]}, 乡="芦庙镇", 村="柳河村")
    shape = engine.relations.shape
    facts = shipped().facts
    keys = {}
    for name, same in (
        ("没有同名", frozenset()),
        ("同名", {"柳河村"}),
        ("别村同名", {"槐'店村"}),
        ("不知道", None),
    ):
        relations = Relations(facts, replace(shape, same_named=None if same is None else frozenset(same)))
        ((keys[name],),) = engine.rows(f"SELECT 村键 FROM ({relations.sql('户', ['户主姓名'])})")
    assert keys == {
        "没有同名": "柳河村",
        "同名": "芦庙镇/柳河村",
        "别村同名": "柳河村",
        "不知道": "芦庙镇/柳河村",
    }
    engine.close()


def test_缺的列向户和家庭成员借_自己有的不借():
    engine = opened(
        {
            "家庭成员": [{"户编号": "1", "姓名": "赵一", "证件号码": HEAD, "与户主关系": "户主", "性别": "男", "户类型": "脱贫户", "文化程度": "小学"}],
            "雨露计划": [{"学生姓名": "赵一", "证件号码": HEAD, "户类型": "一般农户"}],
        }
    )  # fmt: skip
    relations = engine.relations
    assert relations.missing("雨露计划", ["户类型", "户主姓名"]) == []
    sql = relations.sql("雨露计划", ["户类型", "户主姓名"])
    assert engine.rows(f"SELECT 户类型, 户主姓名 FROM ({sql})") == [("一般农户", "赵一")]
    engine.close()


@pytest.mark.parametrize(
    ("ledger", "names", "lacking"),
    [
        ("户", ["户类型"], ["“户”的列“户类型”"]),
        ("户", ["户主姓名", "监测对象类别", "村"], []),
        ("外出务工", ["务工所在县", "姓名"], []),
        ("外出务工", ["务工企业名称"], ["“外出务工”的列“务工企业名称”"]),
        ("雨露计划", ["学期"], ["台账“雨露计划”"]),
        ("户", ["户务工记录数"], []),
    ],
)
def test_缺什么说什么(engine, ledger, names, lacking):
    assert engine.relations.missing(ledger, names) == lacking


def test_政策标准填进事实_没有填的说缺哪一项():
    facts = [
        Fact(name="超收入", of=["户"], sql="人均纯收入 > :监测范围", says=""),
        Fact(name="超人口", of=["户"], sql="家庭人口数 > 2", says=""),
    ]
    engine = DuckEngine(
        facts, gathered({"户": [{"户编号": "1", "人均纯收入": 9000, "家庭人口数": 3}]}).datasets[""]
    )
    assert engine.relations.missing("户", ["超收入", "超人口"]) == ["政策参数“监测范围”"]
    engine.relations.fill({"监测范围": "8500"})
    assert engine.relations.missing("户", ["超收入", "超人口"]) == []
    sql = engine.relations.sql("户", ["超收入", "超人口"])
    assert engine.rows(f"SELECT 超收入, 超人口 FROM ({sql})") == [(True, True)]
    engine.close()


def test_用到看不清的格子就判断不了_没用到的照样判断():
    rows = {
        "户": [{"户编号": "1", "户主姓名": "赵一", "家庭人口数": "#REF!", "户类型": "脱贫户"}],
        "家庭成员": [
            {"户编号": "1", "姓名": "赵一", "证件号码": "#REF!", "与户主关系": "户主", "出生日期": "#REF!"}
        ],
    }
    engine = opened(rows)
    guard, flags = engine.relations.guard("户", ["家庭人口数", "户类型"])
    assert (guard, flags) == ("坏列 LIKE '%,家庭人口数,%'", set())
    assert engine.relations.guard("户", ["户类型"]) == ("", set())
    engine.close()


def test_没有户编号的成员跟着上面的户主():
    engine = opened(
        {
            "家庭成员": [
                {"姓名": "赵一", "证件号码": HEAD, "与户主关系": "户主"},
                {"姓名": "妻", "证件号码": WIFE, "与户主关系": "配偶"},
            ]
        }
    )
    sql = engine.relations.sql("家庭成员", ["姓名"])
    assert engine.rows(f"SELECT 户键 FROM ({sql})") == [(f"示例村/{HEAD}",)] * 2
    engine.close()


@pytest.mark.parametrize(
    ("kind", "class_", "unsure"), [("#REF!", "#REF!", True), ("脱贫户", "#REF!", False), ("#REF!", "", False)]
)
def test_任一列能判断就判断_都看不清才判断不了(kind, class_, unsure):
    either = Fact(name="在册的", of=["户"], any=True, sql="户类型 = '脱贫户' OR 监测对象类别 <> ''", says="")
    rows = [
        {"户编号": "1", "户类型": kind, "监测对象类别": class_},
        {"户编号": "2", "户类型": "#REF!", "监测对象类别": "边缘易致贫户"},
        {"户编号": "3", "户类型": "脱贫户", "监测对象类别": "#REF!"},
    ]
    engine = DuckEngine([either], gathered({"户": rows}).datasets[""])
    guard, flags = engine.relations.guard("户", ["在册的"])
    assert flags == set()
    found = engine.rows(f"SELECT {guard} FROM ({engine.relations.sql('户', ['在册的'])}) ORDER BY _id")
    assert found == [(unsure,), (False,), (False,)]
    engine.close()


def test_铺的表一张只铺一次(engine):
    names = [name for name, _ in engine.relations.lay([("户", ["户主姓名"]), ("外出务工", ["监测对象类别"])])]
    assert sorted(names) == sorted(set(names))
    assert {"原表_户", "原表_家庭成员", "原表_外出务工", "原表_人户", "原表_全部户"} == set(names)


@pytest.mark.parametrize("ledger", ["外出务工", "自然增减"])
def test_人的情况向家庭成员借(ledger):
    engine = opened(
        {
            "家庭成员": [{"户编号": "1", "姓名": "赵一", "证件号码": HEAD, "与户主关系": "户主"}],
            ledger: [{"证件号码": HEAD}, {"证件号码": WIFE}],
        }
    )
    sql = engine.relations.sql(ledger, ["姓名", "与户主关系"])
    found = engine.rows(f"SELECT 姓名, 与户主关系, 户键 FROM ({sql}) ORDER BY _id")
    assert found == [("赵一", "户主", "示例村/1"), ("", "", "")]
    engine.close()


def test_成员借户里的收入_别的台账不因成员的格子看不清而判断不了():
    engine = opened(
        {
            "户": [{"户编号": "1", "户主姓名": "赵一", "人均纯收入": 9000}],
            "家庭成员": [{"户编号": "1", "姓名": "赵一", "证件号码": "#REF!", "与户主关系": "户主"}],
            "外出务工": [{"姓名": "钱二", "证件号码": WIFE}],
        }
    )
    sql = engine.relations.sql("家庭成员", ["姓名", "人均纯收入"])
    assert engine.rows(f"SELECT 人均纯收入 FROM ({sql})") == [(9000,)]
    assert engine.relations.guard("外出务工", ["证件号码"]) == ("", set())
    assert engine.relations.guard("家庭成员", ["证件号码"]) == ("坏列 LIKE '%,证件号码,%'", set())
    engine.close()
