"""目录里的查询怎么变成能跑的：缺什么说得出，参数填得对，几项核对共用的表只算一遍。"""

import datetime as dt
from decimal import Decimal

import pytest

from fupin_cli.catalogue.literals import literal
from fupin_cli.catalogue.loader import shipped
from fupin_cli.engine import duck
from fupin_cli.engine.choosing import query_errors
from fupin_cli.engine.duck import DuckEngine, Line
from fupin_cli.engine.queries import Queries
from fupin_cli.errors import FupinError
from fupin_cli.trial import gathered

ROWS = {
    "户": [
        {"村": "柳河村", "户编号": "1", "户主姓名": "甲", "户类型": "脱贫户"},
        {"村": "槐店村", "户编号": "2", "户主姓名": "乙", "户类型": "一般农户"},
    ],
    "网格员": [{"村": "柳河村", "姓名": "丙"}],
}


@pytest.fixture
def engine():
    made = DuckEngine(shipped().facts, gathered(ROWS).datasets[""])
    yield made
    made.close()


@pytest.fixture
def queries(engine):
    return Queries(engine.relations, None)


@pytest.mark.parametrize(
    ("sql", "needs", "lacking"),
    [
        ("SELECT 村, 1 AS 值 FROM 台账.户", (), []),
        ("SELECT 村, 1 AS 值 FROM 台账.户 WHERE 户类型 = '脱贫户'", (), []),
        ("SELECT 村, 家庭人口数 AS 值 FROM 台账.户", (), ["“户”的列“家庭人口数”"]),
        ("SELECT 村, 金额 AS 值 FROM 台账.防返贫基金", (), ["台账“防返贫基金”"]),
        ("SELECT 村, 1 AS 值 FROM 上期.户", (), ["上一期的台账"]),
        ("SELECT 村, 1 AS 值 FROM 原表.户", ("户.户类型",), []),
        ("SELECT 村, 家庭人口数 AS 值 FROM 原表.户", (), ["“户”的列“家庭人口数”"]),
        ("SELECT 村, 1 AS 值 FROM 原表.走访记录", (), ["台账“走访记录”"]),
        ("SELECT 村, 1 AS 值 FROM 台账.户", ("户.家庭人口数",), ["“户”的列“家庭人口数”"]),
        ("SELECT 村, 1 AS 值 FROM 台账.户", ("走访记录",), ["台账“走访记录”"]),
        # 两种台账一起用时，列名可能是另一种的：只看 needs 里写明的
        ("SELECT 村, 家庭人口数 AS 值 FROM 台账.户 JOIN 台账.网格员 USING (村)", (), []),
        # 或有：有一种就够，一种也没有才算缺
        ("SELECT 村, 1 AS 值 FROM 或有.户 UNION ALL SELECT 村, 1 FROM 或有.走访记录", (), []),
        ("SELECT 村, 1 AS 值 FROM 或有.走访记录 UNION ALL SELECT 村, 1 FROM 或有.防返贫基金", (), ["台账“走访记录”", "台账“防返贫基金”"]),
        ("SELECT 村, 1 AS 值 FROM 台账.走访记录 UNION ALL SELECT 村, 1 FROM 或有.户", (), ["台账“走访记录”"]),
    ],
)  # fmt: skip
def test_缺什么说什么(queries, sql, needs, lacking):
    assert queries.lacking(sql, needs) == sorted(lacking)


def test_上一期缺的说是上一期的(engine):
    earlier = DuckEngine(shipped().facts, gathered({"网格员": ROWS["网格员"]}).datasets[""])
    both = Queries(engine.relations, earlier.relations)
    assert both.lacking("SELECT 村, 1 AS 值 FROM 上期.户", ()) == ["上一期的台账“户”"]
    assert both.lacking("SELECT 村, 1 AS 值 FROM 台账.户", ("上期.户",)) == ["上一期的台账“户”"]
    turned = Queries(earlier.relations, engine.relations)
    assert turned.lacking("SELECT 村, 1 AS 值 FROM 上期.户", ()) == [], "这一期没有不要紧，问的是上一期"
    earlier.close()


def test_没有这种台账的说没有(queries):
    with pytest.raises(FupinError, match="没有叫“户口本”的台账"):
        queries.lacking("SELECT 村, 1 AS 值 FROM 台账.户口本", ())


def test_名字有长有短的参数各填各的(engine, queries):
    sql = "SELECT :期 AS a, :期末 AS b, :期末年 AS c, :额 AS d"
    given = {"期": "2023", "期末": dt.date(2023, 12, 31), "期末年": 2023, "额": Decimal("0.10")}
    assert engine.rows(queries.fill(sql, given)) == [("2023", dt.date(2023, 12, 31), 2023, Decimal("0.10"))]


@pytest.mark.parametrize(
    ("value", "sql"),
    [
        ("柳河村", "'柳河村'"),
        ("柳'河", "'柳''河'"),
        (12, "12"),
        (Decimal("12.50"), "CAST(12.50 AS DECIMAL(18,4))"),
        (dt.date(2023, 5, 3), "DATE '2023-05-03'"),
    ],
)
def test_值写成查询里的样子(value, sql):
    assert literal(value) == sql


def test_只看要看的村(engine):
    own = Queries(engine.relations, None, "村 = '柳河村'")
    assert engine.rows(own.fill("SELECT 村, 户主姓名 FROM 台账.户")) == [("柳河村", "甲")]


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """算出来留着的表，按先后。"""
    names: list[str] = []
    before = Line.make

    def make(line, table, sql):
        names.append(table)
        before(line, table, sql)

    monkeypatch.setattr(Line, "make", make)
    return names


def test_几项核对共用的表只算一遍_列不够的另算(engine, queries, made):
    names, kinds = "SELECT 村, 户主姓名 FROM 台账.户 ORDER BY 1", "SELECT 村, 户类型 FROM 台账.户 ORDER BY 1"
    alone = [engine.rows(queries.fill(sql)) for sql in (names, kinds)]
    queries.share([names, kinds, "SELECT 村, 1 AS 值 FROM 台账.户口本"])
    queries.lay(engine)
    assert [engine.rows(queries.fill(sql)) for sql in (names, kinds, names)] == [*alone, alone[0]]
    assert made == ["共用_台账_户"]
    wider = "SELECT 村, 户编号 FROM 台账.户 ORDER BY 1"
    assert engine.rows(queries.fill(wider)) == [("柳河村", "1"), ("槐店村", "2")]
    queries.share([wider])
    queries.lay(engine)
    assert engine.rows(queries.fill(wider)) == [("柳河村", "1"), ("槐店村", "2")]
    assert made == ["共用_台账_户"] * 2, "先前没有说过的列，说了以后重算"


def test_或有的台账与台账是同一张表(engine, queries, made):
    queries.share(
        ["SELECT 村, 户主姓名 FROM 台账.户", "SELECT 村, 户类型 FROM 或有.户", "SELECT 村 FROM 或有.雨露计划"]
    )
    queries.lay(engine)
    assert sorted(made) == ["共用_台账_户", "共用_台账_雨露计划"]
    assert engine.rows(queries.fill("SELECT 村 FROM 或有.雨露计划")) == []
    assert "共用_台账_户" in queries.fill("SELECT 村, 户类型 FROM 或有.户")


def test_算不出的表不共用_问到它的查询自己说错(engine, queries, made, monkeypatch):
    monkeypatch.setattr(Queries, "_select", lambda self, kind, ledger, used: "(SELECT 没有的列)")
    asked = "SELECT 村 FROM 台账.户"
    queries.share([asked])
    queries.lay(engine)
    queries.lay(engine)
    assert made == ["共用_台账_户"], "算过一次不成的，不再算"
    with pytest.raises(query_errors()):
        engine.rows(queries.fill(asked))


def test_自己写的查询读写不了别的文件(engine, tmp_path):
    secret, left = tmp_path / "别的.csv", tmp_path / "留下.csv"
    secret.write_text("甲,乙\n1,2\n", encoding="utf-8")
    for sql in (
        f"SELECT * FROM read_csv('{secret}')",
        f"COPY (SELECT 1) TO '{left}'",
        f"ATTACH '{left}'",
        "SET enable_external_access = true",
    ):
        with pytest.raises(query_errors()):
            engine.rows(sql)
    assert not left.exists()


def test_没完没了的查询会停下来(engine, monkeypatch):
    monkeypatch.setattr(duck, "LONGEST", 0.2)
    with pytest.raises(FupinError) as stopped:
        engine.records("SELECT count(*) FROM range(100000000) a, range(100000) b WHERE a.range <> b.range")
    assert stopped.value.message.startswith(
        "查询算了0.2秒还没有算完：SELECT count(*) FROM range(100000000) a"
    )
    assert engine.records("SELECT 1 AS 甲") == [{"甲": 1}]
