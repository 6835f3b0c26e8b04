"""一项核对问出来以后怎么说：说不说得出人名、只看一个村、缺标准、查询写错、问到哪里。"""

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from fupin_cli.catalogue.entries import Check, PolicyLine, Side
from fupin_cli.catalogue.loader import shipped
from fupin_cli.catalogue.policies import Policies
from fupin_cli.reconciling import Outcome, reconcile
from reconciling.conftest import LINES, scope_of

ROWS = {
    "户": [
        {"村": village, "户编号": f"{n}", "户主姓名": name, "户类型": kind, "家庭人口数": n}
        for n, (name, village, kind) in enumerate(
            [("甲", "柳河村", "脱贫户"), ("乙", "柳河村", "脱贫户"), ("丙", "槐店村", "一般农户")], 1
        )
    ]
}
NOTHING = Side(label="右", needs=[], sql="SELECT '' AS 村, '' AS 键, 0 AS 值 WHERE false")


def left(key: str = "户编号", value: str = "1", where: str = "true") -> Side:
    sql = f"SELECT 村, {key} AS 键, {value} AS 值, _id FROM 台账.户 WHERE {where}"
    return Side(label="左", needs=["户"], sql=sql)


def check(one: Side, other: Side = NOTHING, **given: Any) -> Check:
    return Check(
        **{
            "code": "MY001",
            "title": "自定",
            "unit": "户",
            "left": one,
            "right": other,
            "match": True,
            **given,
        }
    )


def whole(outcomes: list[Outcome], code: str = "MY001") -> Outcome:
    return next(one for one in outcomes if one.code == code)


@pytest.mark.parametrize(
    ("key", "column", "named"),
    [
        ("户", "户编号", {"1": "甲", "2": "乙", "3": "丙"}),
        ("类别", "户类型", {"脱贫户": "", "一般农户": "丙"}),  # 一类里有几户，说一户的名字会叫人误会
        ("户", "户类型", {"脱贫户": "甲", "一般农户": "丙"}),  # 键是户时，几行是一户的几行
    ],
)
def test_说不说得出名字(tried: Any, key: str, column: str, named: dict[str, str]) -> None:
    found = tried(ROWS, check(left(column), key=key))
    assert {c.key: c.name for c in whole(found.outcomes).unmatched} == named


def test_哪边的行记在哪边_各村只列各村的(tried: Any) -> None:
    other = left(value="家庭人口数", where="户编号 <> '1'")
    found = [one for one in tried(ROWS, check(left(), other, key="户")).outcomes if one.code == "MY001"]
    traced = {
        one.village: tuple([source.rows for source in side.sources] for side in (one.left, one.right) if side)
        for one in found
    }
    assert traced == {
        None: ([(2, 3, 4)], [(3, 4)]),
        "柳河村": ([(2, 3)], [(3,)]),
        "槐店村": ([(4,)], [(4,)]),
    }


def test_只看一个村_只有这一村的一行(tried: Any) -> None:
    scope = replace(scope_of(ROWS), village="柳河村")
    catalogue = replace(shipped(), checks=[check(left(), key="户")], indicators=[])
    (one,) = [o for o in reconcile(scope, catalogue).outcomes if o.code == "MY001"]
    assert (one.village, one.verdict) == ("柳河村", "different")
    assert one.left is not None
    assert (one.left.value, [source.rows for source in one.left.sources]) == (2, [(2, 3)])


def test_疑点组的不平只算疑点(tried: Any) -> None:
    found = tried(ROWS, check(left(), key="户", sets=["疑点"]), check(left(), code="MY002", key="户"))
    assert [whole(found.outcomes, code).doubt for code in ("MY001", "MY002")] == [True, False]
    assert found.count("different") == 3, "全镇一行和两个村各一行"


def test_怎么办写在hint里_没有就用为什么(tried: Any) -> None:
    both = check(left(), key="户", hint="请改", why="要一致", basis="某文件")
    reason = check(left(), code="MY002", key="户", why="要一致")
    found = tried(ROWS, both, reason).outcomes
    assert (whole(found).hint, whole(found).basis) == ("请改", "某文件")
    assert whole(found, "MY002").hint == "要一致"


@pytest.mark.parametrize(
    ("line", "verdict"), [(Decimal("1.5"), "different"), (Decimal(2), "equal"), (Decimal(3), "equal")]
)
def test_政策标准填进查询(line: Decimal, verdict: str) -> None:
    own = check(left("户类型", "2", "户编号 = '1'"), Side(label="右", needs=[], sql="SELECT '柳河村' AS 村, '脱贫户' AS 键, :小额信贷上限 AS 值"), relation="<=")  # fmt: skip
    catalogue = replace(shipped(), checks=[own], indicators=[])
    policies = Policies(catalogue.policy, {**LINES, "小额信贷上限": line})
    assert whole(reconcile(scope_of(ROWS), catalogue, policies=policies).outcomes).verdict == verdict


@pytest.mark.parametrize(("most", "allowed"), [("利辛县", 3), ("会宁县", 7)])
def test_各县标准不同_用多数行所在的县的(most: str, allowed: int) -> None:
    households = [
        {"省": "某省", "市": "某市", "县": county, "村": "柳河村", "户编号": f"{n}", "户类型": "脱贫户"}
        for n, county in enumerate([most, "利辛县", "会宁县", most])
    ]
    lines = [
        PolicyLine(name="户数标准", value=Decimal(value), county=county, source="某文件")
        for county, value in (("利辛县", 3), ("会宁县", 7))
    ]
    standard = Side(label="右", needs=[], sql="SELECT '柳河村' AS 村, '' AS 键, :户数标准 AS 值")
    catalogue = replace(shipped(), checks=[check(left(), standard, match=False)], indicators=[])
    found = reconcile(scope_of({"户": households}), catalogue, policies=Policies(lines, LINES))
    assert whole(found.outcomes).right.value == allowed


def test_没有填的标准_说缺哪一项_别的照样核对(tried: Any) -> None:
    wanting = check(left(value=":没有的标准"), key="户")
    found = tried(ROWS, wanting, check(left(), left(), code="MY002", key="户"))
    one = whole(found.outcomes)
    assert (one.verdict, one.village) == ("not_checked", None)
    assert "“没有的标准”" in one.because
    assert "[policy]" in one.because
    assert whole(found.outcomes, "MY002").verdict == "equal"


@pytest.mark.parametrize(
    ("sql", "because"),
    [
        ("SELECT 村, 1 AS 值 FROM 台账.户 WHERE", "查询写得不对：syntax error"),
        ("SELECT 村, 户类型 AS 值 FROM 台账.户", "查询写得不对：Could not convert string"),
        ("SELECT 村, 没有函数(1) AS 值 FROM 台账.户", "查询写得不对：Scalar Function"),
        ("SELECT 村, 1 AS 数 FROM 台账.户", "查询写得不对：“左”的查询没有给出“值”一列"),
        ("SELECT 1 AS 值 FROM 台账.户", "查询写得不对：“左”的查询没有给出“村”一列"),
    ],
)
def test_查询写错_说错在哪里_不带英文的类别(tried: Any, sql: str, because: str) -> None:
    found = tried(ROWS, check(Side(label="左", needs=[], sql=sql), match=False))
    assert whole(found.outcomes).because.startswith(because)
    (error,) = found.broken
    assert error.message.startswith("核对 MY001“自定”的查询写得不对：")
    assert error.hint


def test_问到哪一项告诉进度_进度里停下就停() -> None:
    checks = [check(left(), left(), code=f"MY{n:03}", title=f"第{n}项", key="户") for n in range(12)]
    catalogue = replace(shipped(), checks=checks, indicators=[])
    told: list[str] = []
    reconcile(scope_of(ROWS), catalogue, progress=told.append)
    assert sorted(told) == sorted(f"第{n}项" for n in range(12))

    def stop(_title: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reconcile(scope_of(ROWS), catalogue, progress=stop)
