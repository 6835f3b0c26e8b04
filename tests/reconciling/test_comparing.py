"""两边怎么比：全镇比、各村比、逐个对象比，允许差多少，谁使它不平，依据哪几行。"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest

from fupin_cli.catalogue.entries import Check, Side
from fupin_cli.reconciling.model import Contributor, Outcome

Line = tuple[str, str, Any]  # 村、键、值
ROWS = {"户": [{"村": "柳河村", "户编号": f"{n}", "户主姓名": name, "家庭人口数": n} for n, name in enumerate("甲乙丙", 1)]}  # fmt: skip


def side(label: str, lines: Sequence[Line]) -> Side:
    values = ", ".join(f"('{village}', '{key}', {value})" for village, key, value in lines)
    none = "SELECT '' AS 村, '' AS 键, 0 AS 值 WHERE false"
    return Side(
        label=label,
        needs=[],
        sql=f"SELECT 村, 键, 值 FROM (VALUES {values}) t(村, 键, 值)" if lines else none,
    )


def check(left: Side, right: Side, code: str = "MY001", **given: Any) -> Check:
    return Check(code=code, title="自定", unit="元", left=left, right=right, **given)


@pytest.fixture
def compared(tried: Any) -> Callable[..., dict[str | None, Outcome]]:
    def run(left: Sequence[Line], right: Sequence[Line], **given: Any) -> dict[str | None, Outcome]:
        found = tried(ROWS, check(side("左", left), side("右", right), **given))
        assert not found.broken
        return {one.village: one for one in found.outcomes if one.code == "MY001"}

    return run


def verdicts(outcomes: dict[str | None, Outcome]) -> dict[str | None, str]:
    return {village: one.verdict for village, one in outcomes.items()}


def who(outcome: Outcome) -> list[tuple[str, str, Decimal | None, Decimal | None]]:
    return [(c.key, c.side, c.left, c.right) for c in outcome.unmatched]


class Test按村比:
    LEFT = (("柳河村", "", "100.50"), ("柳河村", "", 2), ("槐店村", "", 3))

    def test_各村相加等于全镇(self, compared: Any) -> None:
        found = compared(self.LEFT, (("柳河村", "", "102.50"), ("槐店村", "", 3)))
        assert verdicts(found) == {None: "equal", "柳河村": "equal", "槐店村": "equal"}
        sides = {village: (one.left.value, one.right.value) for village, one in found.items()}
        assert sides == {None: (Decimal("105.5"),) * 2, "柳河村": (Decimal("102.5"),) * 2, "槐店村": (3, 3)}

    def test_差一分的村不平_别的村照样平(self, compared: Any) -> None:
        found = compared(self.LEFT, (("柳河村", "", "102.51"), ("槐店村", "", 3)))
        assert verdicts(found) == {None: "different", "柳河村": "different", "槐店村": "equal"}

    def test_两村一多一少_全镇平_各村不平(self, compared: Any) -> None:
        right = (("柳河村", "", "103.50"), ("槐店村", "", 2))
        assert verdicts(compared(self.LEFT, right)) == {
            None: "equal",
            "柳河村": "different",
            "槐店村": "different",
        }
        assert verdicts(compared(self.LEFT, right, by="镇")) == {None: "equal"}, "按镇比的不看各村"

    def test_一边没有这个村的按零比(self, compared: Any) -> None:
        found = compared(self.LEFT[:2], (("柳河村", "", "102.50"), ("槐店村", "", 3)))
        assert (found["槐店村"].left.value, found["槐店村"].verdict) == (0, "different")

    def test_两边都没有数据_说没有可比的(self, compared: Any) -> None:
        (one,) = compared((), ()).values()
        assert (one.verdict, one.because) == ("not_checked", "两边都没有数据")


@pytest.mark.parametrize(
    ("relation", "left", "right", "verdict"),
    [
        ("=", "10.10", "10", "equal"),
        ("=", "10", "10.10", "equal"),
        ("=", "10.11", "10", "different"),
        ("=", "10", "10.11", "different"),
        ("<=", "10", "10", "equal"),
        ("<=", "1", "10", "equal"),  # 不超过就行，少多少都可以
        ("<=", "10.10", "10", "equal"),
        ("<=", "10.11", "10", "different"),
    ],
)
def test_允许差一角(compared: Any, relation: str, left: str, right: str, verdict: str) -> None:
    sides = (("柳河村", "A", left),), (("柳河村", "A", right),)
    assert set(verdicts(compared(*sides, relation=relation, tolerance=0.1)).values()) == {verdict}
    each = compared(*sides, relation=relation, tolerance=0.1, match=True, key="合同")
    assert set(verdicts(each).values()) == {verdict}
    assert all(bool(one.unmatched) == (verdict == "different") for one in each.values())


class Test逐个比:
    def test_合计相等_对象不同也不平_说得出是谁(self, compared: Any) -> None:
        left = (("柳河村", "A", 1), ("柳河村", "A", 1), ("柳河村", "B", 1), ("柳河村", "C", 5))
        right = (("柳河村", "A", 2), ("柳河村", "B", 2), ("柳河村", "D", 4))
        found = compared(left, right, match=True, key="合同")
        assert verdicts(found) == {None: "different", "柳河村": "different"}
        assert (
            who(found[None])
            == who(found["柳河村"])
            == [("B", "both", 1, 2), ("C", "left", 5, None), ("D", "right", None, 4)]
        )

    def test_按村比时别的村同名的不算_按镇比时算(self, compared: Any) -> None:
        sides = (("柳河村", "A", 1),), (("槐店村", "A", 1),)
        found = compared(*sides, match=True, key="合同")
        assert who(found["柳河村"]) == [("A", "left", 1, None)]
        assert who(found["槐店村"]) == [("A", "right", None, 1)]
        assert found[None].verdict == "different"
        assert verdicts(compared(*sides, match=True, key="合同", by="镇")) == {None: "equal"}

    def test_不超过的只列超过的_右边没有的按零比(self, compared: Any) -> None:
        left = (("柳河村", "A", 2), ("柳河村", "B", 1), ("柳河村", "C", 1))
        right = (("柳河村", "A", 1), ("柳河村", "B", 9), ("柳河村", "D", 9))
        found = compared(left, right, match=True, key="合同", relation="<=")
        assert who(found[None]) == [("A", "both", 2, 1), ("C", "left", 1, None)]
        assert verdicts(found) == {None: "different", "柳河村": "different"}, "合计没有超过，有一个超过也不行"

    def test_逐个差一点的加起来超过允许的_不平(self, compared: Any) -> None:
        left = (("柳河村", "A", "1.10"), ("柳河村", "B", "1.10"))
        right = (("柳河村", "A", 1), ("柳河村", "B", 1))
        found = compared(left, right, match=True, key="合同", tolerance=0.1)
        assert verdicts(found) == {None: "different", "柳河村": "different"}
        assert who(found[None]) == []

    def test_一边写了零也算有_一边没有才算没有(self, compared: Any) -> None:
        found = compared(
            (("柳河村", "A", 0), ("柳河村", "B", 0)), (("柳河村", "B", 0),), match=True, key="合同"
        )
        assert who(found[None]) == [("A", "left", 0, None)]


class Test依据:
    LEFT = Side(
        label="户",
        needs=["户"],
        sql="SELECT 村, 户编号 AS 键, 家庭人口数 AS 值, _id, 户主姓名 AS 说明 FROM 台账.户",
    )

    def test_不平的指得出是哪几行_平的不列(self, tried: Any) -> None:
        right = side("右", [("柳河村", "1", 1), ("柳河村", "2", 7), ("柳河村", "3", 3)])
        found = tried(ROWS, check(self.LEFT, right, match=True, key="户")).outcomes
        whole = next(one for one in found if one.code == "MY001")
        (lone,) = whole.unmatched
        assert (lone.key, lone.name, lone.note, [s.rows for s in lone.sources]) == ("2", "乙", "乙", [(3,)])
        assert whole.left is not None
        assert whole.right is not None
        assert ([s.rows for s in whole.left.sources], whole.right.sources) == ([(2, 3, 4)], ())
        same = side("右", [("柳河村", f"{n}", n) for n in (1, 2, 3)])
        found = tried(ROWS, check(self.LEFT, same, match=True, key="户")).outcomes
        assert [one.left.sources for one in found if one.left and one.code == "MY001"] == [(), ()]

    @pytest.mark.parametrize(
        ("note", "said"), [("'记账有误'", "乙 记账有误"), ("'乙'", "乙"), ("''", "乙"), ("NULL", "乙")]
    )
    def test_两边的说明不同才都写(self, tried: Any, note: str, said: str) -> None:
        sql = f"SELECT '柳河村' AS 村, '2' AS 键, 7 AS 值, {note} AS 说明"
        right = Side(label="右", needs=[], sql=sql)
        found = tried(ROWS, check(self.LEFT, right, match=True, key="户")).outcomes
        noted = {c.key: c.note for one in found if one.code == "MY001" for c in one.unmatched}
        assert noted == {"1": "甲", "2": said, "3": "丙"}

    def test_没有说明的不写(self, compared: Any) -> None:
        found = compared((("柳河村", "A", 1),), (), match=True, key="合同")
        assert found[None].unmatched == [Contributor("A", "left", Decimal(1), None, ())]


def test_一次问几项_各得各的结果(tried: Any) -> None:
    checks = [
        check(side("左", [("柳河村", "A", n)]), side("右", [("柳河村", "A", 10)]), f"MY{n:03}")
        for n in range(1, 20)
    ]
    wrong = check(
        Side(label="左", needs=[], sql="SELECT 村, 没有 AS 值 FROM 台账.户"), side("右", []), "MY900"
    )
    found = tried(ROWS, *checks[:9], wrong, *checks[9:])
    assert [one.code for one in found.outcomes if one.village is None and one.verdict == "equal"] == ["MY010"]
    values = {one.code: one.left.value for one in found.outcomes if one.left is not None}
    assert values == {f"MY{n:03}": n for n in range(1, 20)}
    assert len(found.broken) == 1
