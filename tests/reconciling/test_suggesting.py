"""对不上的号码可能是谁：差一位、颠倒两位、同名同生日才猜，挑最像的一个。"""

import pytest

from fupin_cli.reconciling.model import Contributor
from fupin_cli.reconciling.suggesting import MOST, Person, Suggester, likely
from fupin_cli.trial import gathered

NUMBER = "341699198001010016"


def person(number: str, name: str = "甄一", village: str = "") -> Person:
    return Person(number, name, village)


def lone(key: str, side: str = "left", name: str = "甄一") -> Contributor:
    return Contributor(key, side, None, None, (), name)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "name", "why"),
    [
        ("341699198001010026", "别人", "号码只差一位"),
        ("341699198001100016", "别人", "号码有两位颠倒"),
        ("341699198001019999", "甄一", "姓名、出生日期相同"),
        ("341699198103010016", "甄一", "姓名相同、号码差两位"),
        ("341699198103010016", "别人", ""),  # 差两位又不同名
        ("341699198001019999", "别人", ""),  # 同生日又不同名
        ("341699198106070016", "甄一", ""),  # 同名，差三位
        (NUMBER, "甄一", ""),  # 就是他自己
    ],
)
def test_多像才说(number: str, name: str, why: str) -> None:
    said = likely(person(NUMBER), [person(number, name)])
    assert said == (f"疑似同一人：{name}（{number}），{why}" if why else "")


def test_没有姓名的不按姓名猜() -> None:
    assert likely(person(NUMBER, ""), [person("341699198001019999", "")]) == ""


def test_挑最像的_一样像时先同名再号码小的() -> None:
    off, born, other = "341699198001010026", "341699198001019999", "341699198001010014"
    assert off in likely(person(NUMBER), [person(born), person(off, "别人")])
    assert off in likely(person(NUMBER), [person(other, "别人"), person(off)])
    assert other in likely(person(NUMBER), [person(off, "别人"), person(other, "别人")])


def test_写明在哪个村() -> None:
    assert "（341699198001010026，柳河村）" in likely(
        person(NUMBER), [person("341699198001010026", village="柳河村")]
    )


def family(*people: dict[str, object]) -> Suggester:
    return Suggester(gathered({"家庭成员": list(people)}, place={"村": "柳河村"}).datasets[""])


def test_先在另一边找_再到家庭成员里找() -> None:
    wrong, known = "341699198001010026", "341699198001010036"
    both = [lone(NUMBER), lone(wrong, "right", "甄二")]
    listed = family({"姓名": "甄三", "证件号码": known})
    first, second = listed.suggest(both)
    assert "甄二" in first.suggestion
    assert "甄一" in second.suggestion
    (alone,) = listed.suggest([lone(NUMBER)])
    assert alone.suggestion == f"疑似同一人：甄三（{known}，柳河村），号码只差一位"


def test_同一边的_两边都有的_不是证件号码的都不猜() -> None:
    near = "341699198001010026"
    assert [c.suggestion for c in family().suggest([lone(NUMBER), lone(near)])] == ["", ""]
    assert [c.suggestion for c in family().suggest([lone(NUMBER, "both"), lone(near, "right")])] == ["", ""]
    keys = lone("3416990001001-0001"), lone("3416990001001-0002", "right")  # 也是十八个字
    assert [c.suggestion for c in family().suggest(keys)] == ["", ""]


def test_自己也对不上的人不拿来猜() -> None:
    near = "341699198001010026"
    listed = family({"姓名": "甄一", "证件号码": near})
    assert [c.suggestion for c in listed.suggest([lone(NUMBER), lone(near)])] == ["", ""]


def test_残疾人证按前十八位认_没有写村的用表里的村() -> None:
    listed = family({"姓名": "甄三", "证件号码": "34169919800101003644", "村": "槐店村"})
    (alone,) = listed.suggest([lone(NUMBER)])
    assert "（341699198001010036，槐店村）" in alone.suggestion


def test_太多时不逐个猜() -> None:
    near = lone("341699198001010026", "right")
    few = [lone(NUMBER), near, *(lone(f"户{n}") for n in range(MOST - 2))]
    assert family().suggest(few)[0].suggestion
    assert not family().suggest([*few, lone("又一户")])[0].suggestion


def test_行里有姓名就说姓名() -> None:
    rows = {"雨露计划": [{"学生姓名": "甄小", "证件号码": NUMBER}], "户": [{"户编号": "1"}]}
    listed = Suggester(gathered(rows).datasets[""])
    assert listed.name([0]) == "甄小"
    assert listed.name([1, 0]) == "甄小"
    assert listed.name([1]) == ""
