"""谁来了、谁走了、为什么：每一类每一村都是期初＋新增－减少＝期末，没有来由的数得出来。"""

from collections.abc import Callable
from typing import Any

import pytest

from fupin_cli.catalogue.loader import shipped
from fupin_cli.reconciling.model import Movement

CHECK = next(check for check in shipped().checks if check.code == "RC107")  # 用不着户和人，只为跑一遍
IDS = {name: f"34169919800101{n:03}1" for n, name in enumerate(("甲", "乙", "丙", "丁", "戊"))}


def home(
    number: str, name: str, village: str = "柳河村", kind: str = "脱贫户", **more: Any
) -> dict[str, Any]:
    return {
        "村": village,
        "户编号": number,
        "户主姓名": name,
        "户类型": kind,
        "监测对象类别": "",
        "识别监测时间": None,
        "消除监测时间": None,
        "风险是否已消除": "",
        **more,
    }


def watched(number: str, name: str, since: str, **more: Any) -> dict[str, Any]:
    kind = {"监测对象类别": "边缘易致贫户", "识别监测时间": since, "风险是否已消除": "否", **more}
    return home(number, name, kind="一般农户", **kind)


def person(number: str, name: str, village: str = "柳河村", relation: str = "户主") -> dict[str, Any]:
    return {"村": village, "户编号": number, "姓名": name, "证件号码": IDS[name], "与户主关系": relation}


def change(name: str, which: str, why: str, day: str) -> dict[str, Any]:
    return {"村": "柳河村", "姓名": name, "证件号码": IDS[name], "增减": which, "原因": why, "日期": day}


@pytest.fixture
def moved(tried: Any) -> Callable[..., dict[tuple[str, str, str], Movement]]:
    """The movements between 2022 and 2023 by category, unit and village."""

    def run(
        before: list[dict[str, Any]], now: list[dict[str, Any]], **more: list[dict[str, Any]]
    ) -> dict[tuple[str, str, str], Movement]:
        rows = {"上期.户": before, "户": now}
        rows |= {name.replace("上期", "上期."): items for name, items in more.items()}
        found = {(m.category, m.unit, m.village): m for m in tried(rows, CHECK).movements}
        for m in found.values():
            assert m.opening + len(m.came) - len(m.left) == m.closing
        return found

    return run


def said(movement: Movement) -> list[tuple[str, str, str, bool]]:
    return [
        (direction, mover.name, mover.because, mover.explained)
        for direction, movers in (("来", movement.came), ("走", movement.left))
        for mover in movers
    ]


def test_没有上期就没有变动(tried: Any) -> None:
    assert tried({"户": [home("1", "甲")]}, CHECK).movements == []


def test_没变的也列出_各村相加等于全镇(moved: Any) -> None:
    same = [home("1", "甲"), home("2", "乙", "槐店村")]
    found = moved(same, same)
    assert {key: (m.whole, m.opening, m.closing) for key, m in found.items()} == {
        ("脱贫户", "户", ""): (True, 2, 2),
        ("脱贫户", "户", "柳河村"): (False, 1, 1),
        ("脱贫户", "户", "槐店村"): (False, 1, 1),
    }
    assert not any(m.came or m.left for m in found.values())


def test_换了类型说出是什么_不算来由(moved: Any) -> None:
    found = moved(
        [home("1", "甲"), home("2", "乙", kind="一般农户")], [home("1", "甲", kind=""), home("2", "乙")]
    )
    whole = found["脱贫户", "户", ""]
    assert said(whole) == [("来", "乙", "上期是一般农户", False), ("走", "甲", "本期是没有写户类型", False)]
    assert [mover.name for mover in whole.unexplained] == ["乙", "甲"]
    assert [mover.key for mover in whole.left] == ["1"]


def test_换了村的一边走一边来(moved: Any) -> None:
    found = moved([home("1", "甲")], [home("1", "甲", "槐店村")])
    assert said(found["脱贫户", "户", "柳河村"]) == [("走", "甲", "转到槐店村", True)]
    assert said(found["脱贫户", "户", "槐店村"]) == [("来", "甲", "由柳河村转来", True)]
    assert found["脱贫户", "户", ""].unexplained == []


def test_贫困户不算脱贫户(moved: Any) -> None:
    found = moved([home("1", "甲", kind="贫困户"), home("2", "乙")], [home("2", "乙")])
    assert (found["脱贫户", "户", ""].opening, found["脱贫户", "户", ""].closing) == (1, 1)


def test_人换了村_哪个方向都说从哪里到哪里(moved: Any) -> None:
    homes = [home("1", "甲"), home("2", "乙", "槐店村")]
    found = moved(
        homes,
        homes,
        上期家庭成员=[
            person("1", "甲"),
            person("1", "丙", relation="之子"),
            person("2", "乙", "槐店村"),
            person("2", "丁", "槐店村", "之女"),
        ],
        家庭成员=[
            person("1", "甲"),
            person("1", "丁", relation="儿媳"),
            person("2", "乙", "槐店村"),
            person("2", "丙", "槐店村", "女婿"),
        ],
    )
    assert said(found["脱贫户", "人", "柳河村"]) == [
        ("来", "丁", "由槐店村转来", True),
        ("走", "丙", "转到槐店村", True),
    ]
    assert said(found["脱贫户", "人", "槐店村"]) == [
        ("来", "丙", "由柳河村转来", True),
        ("走", "丁", "转到柳河村", True),
    ]


def test_识别和消除的月份在上期以后才算来由(moved: Any) -> None:
    gone = watched("1", "甲", "2021-05", 风险是否已消除="是", 消除监测时间="2023-06")
    early = watched("2", "乙", "2022-12")
    found = moved(
        [watched("1", "甲", "2021-05"), home("2", "乙", kind="一般农户")],
        [gone, early, watched("3", "丙", "2023-01")],
    )
    whole = found["监测户（未消除）", "户", ""]
    assert said(whole) == [
        ("来", "乙", "上期是一般农户", False),  # 识别日在上期以内，上期就该有
        ("来", "丙", "2023年1月识别", True),
        ("走", "甲", "2023年6月消除风险", True),
    ]
    assert said(found["边缘易致贫户", "户", ""]) == said(whole)
    assert ("突发严重困难户", "户", "") not in found  # 两期都没有的类别不列


def test_人的来去以登记的增减为由(moved: Any) -> None:
    homes = [home("1", "甲")]
    found = moved(
        homes,
        homes,
        上期家庭成员=[
            person("1", "甲"),
            person("1", "乙", relation="配偶"),
            person("1", "丙", relation="之子"),
        ],
        家庭成员=[person("1", "甲"), person("1", "丁", relation="之女"), person("1", "戊", relation="之子")],
        自然增减=[
            change("乙", "减少", "死亡", "2023-03-02"),
            change("丁", "增加", "", "2023-12-31"),
            change("丙", "减少", "迁出", "2022-12-31"),  # 上期最后一天的，上期已经算过
            change("戊", "减少", "死亡", "2023-03-02"),  # 方向不对
        ],
    )
    assert said(found["脱贫户", "人", ""]) == [
        ("来", "丁", "12月增加", True),
        ("来", "戊", "", False),
        ("走", "乙", "3月死亡", True),
        ("走", "丙", "", False),
    ]


def test_全户的来去随户(moved: Any) -> None:
    kept = [home("1", "甲")]
    found = moved(
        [*kept, home("2", "乙")],
        kept,
        上期家庭成员=[person("1", "甲"), person("2", "乙"), person("2", "丙", relation="之子")],
        家庭成员=[person("1", "甲")],
        自然增减=[change("乙", "减少", "死亡", "2023-03-02")],
    )
    # 一人有登记，一人没有：全户走了就还缺来由
    assert said(found["脱贫户", "户", ""]) == [("走", "乙", "3月死亡", False)]
    assert said(found["脱贫户", "人", ""]) == [
        ("走", "乙", "3月死亡", True),
        ("走", "丙", "全户3月死亡", False),
    ]


def test_一家人都登记了_户就有来由_同样的话只说一遍(moved: Any) -> None:
    kept = [home("1", "甲")]
    found = moved(
        [*kept, home("2", "乙")],
        kept,
        上期家庭成员=[person("1", "甲"), person("2", "乙"), person("2", "丙", relation="之子")],
        家庭成员=[person("1", "甲")],
        自然增减=[change("乙", "减少", "迁出", "2023-03-02"), change("丙", "减少", "迁出", "2023-03-09")],
    )
    assert said(found["脱贫户", "户", ""]) == [("走", "乙", "3月迁出", True)]


def test_换到别户的说换户_不算来由(moved: Any) -> None:
    homes = [home("1", "甲"), home("2", "乙", kind="一般农户")]
    found = moved(
        homes,
        homes,
        上期家庭成员=[person("1", "甲"), person("1", "丙", relation="之子"), person("2", "乙")],
        家庭成员=[person("1", "甲"), person("2", "乙"), person("2", "丙", relation="女婿")],
    )
    assert said(found["脱贫户", "人", ""]) == [("走", "丙", "转到别户", False)]
