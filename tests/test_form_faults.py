"""TOML 里写错了，说得出错在哪个键、第几条。"""

from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import field
from msgspec.structs import force_setattr

from fupin_cli.forms import Fault, Form, Misfit, Unfit, choices, made


class 一村(Form, frozen=True, kw_only=True):
    名: str
    户数: int = 0


class 镇(Form, frozen=True, kw_only=True):
    名: str
    级: Literal["乡", "镇"] | None = None
    村: list[一村] = field(default_factory=list)
    别名: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.名 == "重名":
            raise Misfit(("名",), self.名)
        force_setattr(self, "名", self.名.strip())


def fault(data: Any) -> Fault:
    with pytest.raises(Unfit) as caught:
        made(镇, data)
    return caught.value.fault


def test_合的读成一份():
    town = made(镇, {"名": " 芦庙镇 ", "村": [{"名": "柳河村", "户数": 3}]})
    assert (town.名, town.村[0].户数, town.别名) == ("芦庙镇", 3, {})


@pytest.mark.parametrize(
    ("data", "kind", "path"),
    [
        ({"名": "芦庙镇", "存": []}, "unknown", ("存",)),
        ({"明": "芦庙镇"}, "unknown", ("明",)),  # 写错一个键，既多一个又缺一个：说多的
        ({}, "missing", ("名",)),
        ({"名": 3}, "wrong", ("名",)),
        ({"名": "芦庙镇", "级": "县"}, "wrong", ("级",)),
        ({"名": "芦庙镇", "村": [{"名": "甲"}, {"户数": 3}]}, "missing", ("村", 1, "名")),
        ({"名": "芦庙镇", "村": [{"名": "甲", "户数": "三"}]}, "wrong", ("村", 0, "户数")),
        ({"名": "芦庙镇", "村": "柳河村"}, "wrong", ("村",)),
        ({"名": "芦庙镇", "别名": {"甲": ["乙", 3]}}, "wrong", ("别名", "甲", 1)),
        ({"名": "重名"}, "wrong", ("名",)),
        ("芦庙镇", "wrong", ()),
    ],
)
def test_不合的指到那里(data, kind, path):
    found = fault(data)
    assert (found.kind, found.path) == (kind, path)


def test_不合的说得出该是什么():
    assert fault({"明": "芦庙镇"}).known == ("名", "级", "村", "别名")
    assert choices(fault({"名": "芦庙镇", "级": "县"}).wanted) == ("乡", "镇")
    assert fault({"名": "芦庙镇", "级": "县"}).value == "县"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["名", "级", "村", "别名", "户数", "甲"]), inner, max_size=4)
    ),
)


@given(data=anything)
def test_不论什么内容_要么合要么指得出(data):
    try:
        made(镇, data)
    except Unfit as error:
        found = error.fault
    else:
        return
    there = data
    for step in found.path[: -1 if found.kind == "missing" else None]:
        there = there[step]
    assert found.kind != "wrong" or there is found.value
