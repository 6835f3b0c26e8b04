"""台账同系统导出逐户逐人比：先按编号，再按证件号码，再按姓名和近似的号码认；认不出的两边分别列出。"""

from typing import Any

import pytest
from msgspec.structs import replace

from fupin_cli.catalogue.loader import shipped
from fupin_cli.reconciling import Outcome, reconcile
from fupin_cli.trial import gathered
from reconciling.conftest import scope_of

IDS = {
    "甲": "341699198001010016",
    "乙": "341699198202020023",
    "丙": "341699200603030031",
    "丁": "341699197104040048",
}


def person(name: str, at: int, village: str = "柳河村", **more: Any) -> dict[str, Any]:
    return {
        "村": village,
        "户编号": f"{at}",
        "人编号": f"{at}01",
        "姓名": name,
        "证件号码": IDS[name],
        "与户主关系": "户主",
        "健康状况": "健康",
        **more,
    }


OURS = (person("甲", 1), person("乙", 2, "槐店村"))


def compared(*theirs: dict[str, Any], ours: Any = OURS, village: str = "") -> list[Outcome]:
    scope = scope_of({"家庭成员": list(ours)})
    scope.village = village
    catalogue = replace(shipped(), checks=[], indicators=[])
    against = gathered({"家庭成员": list(theirs)}).datasets[""]
    return [o for o in reconcile(scope, catalogue, against=against).outcomes if o.code in {"RC952", "RC954"}]


def people(outcomes: list[Outcome], code: str = "RC952", village: str | None = None) -> Outcome:
    (one,) = [o for o in outcomes if o.code == code and o.village == village]
    return one


def test_全镇一行在前_各村一行在后_人数分开数() -> None:
    found = compared(OURS[0])
    sides = [(o.code, o.village, o.verdict, o.left.value, o.right.value) for o in found if o.left and o.right]
    assert sides == [
        ("RC952", None, "different", 2, 1),
        ("RC952", "柳河村", "equal", 1, 1),
        ("RC952", "槐店村", "different", 1, 0),
        ("RC954", None, "equal", 1, 1),
        ("RC954", "柳河村", "equal", 1, 1),
    ]
    (lone,) = people(found, village="槐店村").unmatched
    assert (lone.key, lone.name, lone.side, lone.left, lone.right) == ("201", "乙", "left", 1, None)


def test_只看一个村时只有这一村() -> None:
    found = compared(*OURS, village="柳河村")
    assert {(o.code, o.village, o.verdict) for o in found} == {
        ("RC952", "柳河村", "equal"),
        ("RC954", "柳河村", "equal"),
    }


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        ({"人编号": "909"}, ""),  # 编号换了，号码认得出
        ({"证件号码": IDS["丁"]}, "证件号码"),  # 号码换了，编号认得出
        ({"人编号": "909", "证件号码": "341699198001010026"}, "证件号码"),  # 都换了，同名、号码只差一位
        ({"人编号": "909", "证件号码": "341699198001019996"}, "证件号码"),  # 同村同名同生日
        ({"人编号": "", "证件号码": "341699198001019996"}, "证件号码"),
        ({"人编号": "909", "证件号码": "341699198001110016"}, "证件号码"),  # 差的一位在生日里，同名就认
    ],
)
def test_认得出是同一个人(changed: dict[str, str], differs: str) -> None:
    found = compared({**OURS[0], **changed}, OURS[1])
    assert people(found).verdict == "equal"
    content = people(found, "RC954")
    assert content.verdict == ("different" if differs else "equal")
    assert all(contributor.note.startswith(differs) for contributor in content.unmatched)


@pytest.mark.parametrize(
    "changed",
    [
        {"人编号": "909", "证件号码": "341699198505050055"},  # 只有姓名相同
        {"人编号": "909", "证件号码": "341699198001010026", "姓名": "丁"},  # 差一位，姓名不同
    ],
)
def test_认不出的两边各列一个(changed: dict[str, str]) -> None:
    one = people(compared({**OURS[0], **changed}, OURS[1]))
    assert one.verdict == "different", "人数一样多，也不算一致"
    assert [(c.side, c.left, c.right) for c in one.unmatched] == [("left", 1, None), ("right", None, 1)]
    assert [len(c.sources) for c in one.unmatched] == [1, 1]


@pytest.mark.parametrize("name", ["丁", "赵"])
def test_差一位而不同名的_不当一人_但提示(name: str) -> None:
    other = {**OURS[0], "人编号": "909", "证件号码": "341699198001010026", "姓名": name}
    left, right = people(compared(other, OURS[1])).unmatched
    assert left.suggestion == f"疑似同一人：{name}（341699198001010026，柳河村），号码只差一位"
    assert right.suggestion == f"疑似同一人：甲（{IDS['甲']}，柳河村），号码只差一位"


def test_两个都像时不猜是哪一个() -> None:
    twins = [
        {**OURS[0], "人编号": f"90{n}", "证件号码": f"3416991980010100{n}6", "村": "别村"} for n in (2, 3)
    ]
    one = people(compared(*twins, OURS[1]))
    assert sorted(contributor.side for contributor in one.unmatched) == ["left", "right", "right"]


def test_多登了一遍的提示是谁() -> None:
    again = {**OURS[0], "人编号": "909", "户编号": "9"}
    (lone,) = people(compared(*OURS, again)).unmatched
    assert (lone.side, lone.key) == ("right", "909")
    assert lone.suggestion == f"疑似同一人：甲（{IDS['甲']}，柳河村），姓名、出生日期相同"


def test_多登的人在两个村都有同名同生日的_提示的人和村是一个人的() -> None:
    other = {**OURS[0], "人编号": "301", "户编号": "3", "证件号码": "341699198001019996", "村": "槐店村"}
    again = {**OURS[0], "人编号": "909", "户编号": "9", "证件号码": "341699198001015555"}
    (lone,) = people(compared(OURS[0], other, again, ours=(OURS[0], other))).unmatched
    assert lone.suggestion == f"疑似同一人：甲（{IDS['甲']}，柳河村），姓名、出生日期相同"


@pytest.mark.parametrize("name", ["丁", "赵"])
def test_只有生日相同的不提示(name: str) -> None:
    other = {**OURS[0], "人编号": "909", "户编号": "9", "姓名": name, "证件号码": "341699198001015555"}
    (lone,) = people(compared(*OURS, other)).unmatched
    assert lone.suggestion == ""


def test_同一个人两边写的村不同_两村都不一致() -> None:
    found = compared({**OURS[0], "村": "槐店村"}, OURS[1])
    sides = {
        o.village: (o.verdict, o.left.value, o.right.value)
        for o in found
        if o.code == "RC952" and o.left and o.right
    }
    assert sides == {
        None: ("equal", 2, 2),
        "柳河村": ("different", 1, 0),
        "槐店村": ("different", 1, 2),
    }


def test_每一处不同都写出来_空的说空() -> None:
    found = compared({**OURS[0], "健康状况": "", "与户主关系": "配偶"}, OURS[1])
    (who,) = people(found, "RC954").unmatched
    assert who.note == "与户主关系 台账“户主”，系统导出“配偶”；健康状况 台账“健康”，系统导出“空”"
    assert [source.rows for source in who.sources] == [(2,), (2,)]  # 两边各一行
    assert people(found, "RC954", "柳河村").unmatched == [who]


def test_一边没有这种台账就不比_说是哪一边() -> None:
    scope = scope_of({"户": [{"户编号": "1", "户主姓名": "甲", "证件号码": IDS["甲"]}]})
    catalogue = replace(shipped(), checks=[], indicators=[])
    against = gathered({"家庭成员": [person("甲", 1)]}).datasets[""]
    found = reconcile(scope, catalogue, against=against).outcomes
    (one,) = [o for o in found if o.code == "RC952"]
    assert (one.verdict, one.because) == ("not_checked", "台账里没有“家庭成员”")
    scope = scope_of({"家庭成员": [person("甲", 1)]})
    against = gathered({"雨露计划": [{"学生姓名": "甲", "证件号码": IDS["甲"]}]}).datasets[""]
    found = reconcile(scope, catalogue, against=against).outcomes
    assert [o.because for o in found if o.verdict == "not_checked"] == [
        "系统导出里没有“户”",
        "系统导出里没有“家庭成员”",
    ]
