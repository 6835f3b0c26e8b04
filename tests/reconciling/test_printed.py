"""表里自己写的合计、序号：合计行同它管的那几行相加比，序号同实有的行比。"""

from decimal import Decimal
from typing import Any

import pytest

from fupin_cli.periods import Period
from fupin_cli.reading.model import TotalRow
from fupin_cli.reconciling.model import Outcome
from fupin_cli.reconciling.printed import numbering, printed_totals
from fupin_cli.scope import Scope
from fupin_cli.trial import DAY, gathered


def scope(ledger: str, rows: list[dict[str, Any]], *totals: TotalRow, **place: str) -> Scope:
    """The rows from row 2 of the sheet on, in 柳河村 of 芦庙镇 if `place` does not say otherwise."""
    dataset = gathered({ledger: rows}, place={"乡": "芦庙镇", "村": "柳河村", **place}).datasets[""]
    dataset.members[0].typed.table.totals.extend(totals)
    return Scope("芦庙镇", Period.parse("2023"), DAY, dataset)


class Test合计行:
    ROWS = ({"姓名": "甲", "应发": "100.50"}, {"姓名": "乙", "应发": ""}, {"姓名": "丙", "应发": "200"})

    def printed(self, stated: Any, over: tuple[int, int] = (2, 4), label: str = "合计") -> list[Outcome]:
        total = TotalRow(9, label, {"应发": stated} if stated is not None else {}, over)
        return printed_totals(scope("公益性岗位", list(self.ROWS), total))

    def test_加得拢(self) -> None:
        (one,) = self.printed("300.5")
        assert (one.code, one.verdict, one.title) == ("RC902", "equal", "公益性岗位合计行：应发")
        assert (one.town, one.village, one.period) == ("芦庙镇", "柳河村", "2023")

    def test_差一分就不平_两边的行都指得出(self) -> None:
        (one,) = self.printed("300.51")
        assert (one.verdict, one.difference) == ("different", Decimal("0.01"))
        assert one.left is not None
        assert one.right is not None
        assert (one.left.sources[0].rows, one.right.sources[0].rows) == ((9,), (2, 3, 4))
        assert (one.left.unit, one.right.unit) == ("元", "元")

    @pytest.mark.parametrize(
        ("over", "sum_"),
        [((2, 4), "300.5"), ((2, 3), "100.5"), ((3, 4), "200"), ((4, 4), "200"), ((3, 3), "0")],
    )
    def test_只加它管的那几行(self, over: tuple[int, int], sum_: str) -> None:
        (one,) = self.printed("7", over, "小计")
        assert one.right is not None
        assert one.right.value == Decimal(sum_)
        assert one.title.startswith("公益性岗位小计行")

    @pytest.mark.parametrize("stated", [None, "", "#REF!"])
    def test_没写的_读不出的不比(self, stated: Any) -> None:
        assert self.printed(stated) == []

    def test_不能相加的列不比(self) -> None:
        total = TotalRow(9, "合计", {"姓名": "3", "应发": "300.5"}, (2, 4))
        (one,) = printed_totals(scope("公益性岗位", list(self.ROWS), total))
        assert one.title.endswith("应发")


class Test序号:
    def numbered(self, *numbers: Any, **place: str) -> list[Outcome]:
        rows = [{"序号": number, "姓名": f"李{at}"} for at, number in enumerate(numbers)]
        return list(numbering(scope("网格员", rows, **place)))

    @pytest.mark.parametrize(
        ("numbers", "wrong"),
        [
            ((1, 2, 3), []),
            ((2, 3), ["序号1"]),  # 只有两行的表也看
            ((1, 2, 2, 3), ["序号2"]),  # 四行里重一个还算一个一个编的
            ((1, 2, 4, 5, 7, 8, 10, 11, 13, 14), ["序号3", "序号6", "序号9", "序号12"]),  # 三行里断一次
            ((2, 3, 4), ["序号1"]),  # 第一行删过
            ((1, 2, 4), ["序号3"]),
            ((1, 2, 2, 3, 4), ["序号2"]),
            ((1, 3, 4, 4, 5), ["序号2", "序号4"]),
        ],
    )
    def test_断开的和重复的(self, numbers: tuple[int, ...], wrong: list[str]) -> None:
        (one,) = self.numbered(*numbers)
        assert [contributor.key for contributor in one.unmatched] == wrong
        assert one.verdict == ("different" if wrong else "equal")
        assert one.left is not None
        assert one.right is not None
        assert (one.left.value, one.right.value) == (max(numbers), len(numbers))
        assert (one.doubt, one.village) == (True, "柳河村")

    def test_重复的指得出是哪几行_断开的说缺(self) -> None:
        (one,) = self.numbered(1, 3, 4, 4, 5)
        gap, twice = one.unmatched
        assert (gap.side, gap.left, gap.right, gap.note) == ("left", 2, None, "缺这个序号")
        assert (twice.side, twice.left, twice.right, twice.note) == ("right", None, 2, "序号重复")
        assert twice.sources[0].rows == (4, 5)

    @pytest.mark.parametrize(
        "numbers",
        [
            (1,),  # 只有一行
            (3, 4, 5),  # 接着别的表编的
            (1, 2, ""),  # 有空的
            (1, 2, "三"),
            (1, 1, 2, 2, 3, 3),  # 按户编的，一户几行
            (1, 5, 9, 13),  # 不是一个一个编的
            (1, 1, 2),  # 一半都重复
        ],
    )
    def test_另有编法的不管(self, numbers: tuple[Any, ...]) -> None:
        assert self.numbered(*numbers) == []

    def test_没有序号一列的不管(self) -> None:
        assert list(numbering(scope("网格员", [{"姓名": "甲"}, {"姓名": "乙"}]))) == []


def test_只看这个镇这个村的表() -> None:
    total = TotalRow(9, "合计", {"应发": "1"}, (2, 2))
    rows = [{"姓名": "甲", "应发": "1"}]
    assert len(printed_totals(scope("公益性岗位", rows, total))) == 1
    assert len(printed_totals(scope("公益性岗位", rows, total, 乡=""))) == 1  # 没写镇的算这个镇
    assert printed_totals(scope("公益性岗位", rows, total, 乡="别镇")) == []
    one = scope("公益性岗位", rows, total)
    one.village = "槐店村"
    assert printed_totals(one) == []
    one.village = "柳河村"
    assert len(printed_totals(one)) == 1
    county = scope("公益性岗位", rows, total, 乡="别镇")
    county.town = ""
    assert len(printed_totals(county)) == 1
