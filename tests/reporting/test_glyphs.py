"""附图里的字是画出来的：哪台电脑上都一样，没有中文字体也认得。"""

import pytest

from fupin_cli.errors import FupinError
from fupin_cli.reporting.drawings import _FUNDS, _HOUSEHOLDS, _SHARES, _USES, TITLE
from fupin_cli.reporting.glyphs import EM, outline


def test_汉字一字一格_数字约半格() -> None:
    assert outline("芦庙镇")[0] == 3 * EM
    assert EM * 0.4 < outline("8")[0] < EM * 0.6


def test_后一个字接在前一个字右边() -> None:
    one, two = outline("户")[1], outline("户户")[1]

    assert two[: len(one)] == one
    assert [(x - EM, y) for step in two[len(one) :] for x, y in step.points] == [
        point for step in one for point in step.points
    ]


def test_笔画都在格子里_每一笔都收口() -> None:
    _, steps = outline("国")

    assert all(-5 <= value <= EM + 5 for step in steps for point in step.points for value in point)
    kinds = [step.kind for step in steps]
    assert kinds.count("move") == kinds.count("close") > 1
    assert {len(step.points) for step in steps if step.kind == "curve"} <= {3}


def test_图上用到的说法都画得出() -> None:
    words = {TITLE, *_USES.values(), *_FUNDS.values(), *_HOUSEHOLDS.values(), *_SHARES, "0123456789.%/ （）"}

    assert all(outline(word)[1] for word in words)


def test_地名里的生僻字画得出() -> None:
    assert all(outline(sign)[1] for sign in "埇亳濉砀枞黟歙崾崄堖塆圪垯峁垴畲邨镕玥")


def test_字库里没有的字说清楚() -> None:
    with pytest.raises(FupinError, match="“𠙶”画不出来"):
        outline("𠙶村")
