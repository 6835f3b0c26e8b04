from decimal import Decimal
from xml.etree import ElementTree

import pytest

from fupin_cli.reporting.charts import svg
from fupin_cli.reporting.document import Chart, ChartKind, Series


def chart(kind: ChartKind, *values: tuple[str, ...]) -> Chart:
    labels = tuple("甲乙丙"[: len(values[0])])
    series = (Series(f"第{n}组", tuple(map(Decimal, one))) for n, one in enumerate(values, 1))
    return Chart("各村<资金>", kind, labels, tuple(series))


def drawn(one: Chart) -> tuple[list[str], list[float]]:
    """The texts, and the bars' lengths, of a chart."""
    root = ElementTree.fromstring(svg(one))
    return [text.text or "" for text in root.iter("text")], [
        float(box.get("width", "0")) for box in root.iter("rect") if box.get("fill") != "#e6e6e6"
    ]


def test_条形的长短与数值成比例_数值原样写出() -> None:
    texts, bars = drawn(chart("bar", ("10.00", "5", "0")))

    assert texts == ["甲", "10.00", "乙", "5", "丙", "0"]
    assert bars[0] == pytest.approx(2 * bars[1], abs=0.2)
    assert bars[2] == 0


def test_堆积图写各部分_不写合计_有图例() -> None:
    texts, bars = drawn(chart("stacked", ("1.5", "2"), ("2.5", "4")))

    assert texts == ["第1组", "第2组", "甲", "1.5 / 2.5", "乙", "2 / 4"]
    assert bars[2] + bars[3] == pytest.approx((bars[4] + bars[5]) * 4 / 6, abs=0.5)


def test_进度以百分之百为满() -> None:
    texts, bars = drawn(chart("progress", ("100", "61.25", "120")))

    assert texts == ["甲", "100%", "乙", "61.25%", "丙", "120%"]
    assert bars[1] == pytest.approx(bars[0] * 0.6125, abs=0.2)
    assert bars[2] == bars[0]


@pytest.mark.parametrize("kind", ["bar", "stacked", "progress"])
def test_全是零或负数也画得出(kind: ChartKind) -> None:
    _, bars = drawn(chart(kind, ("0", "-3")))

    assert set(bars) == {0}


def test_标题转义后给读屏软件() -> None:
    assert ElementTree.fromstring(svg(chart("bar", ("1",)))).get("aria-label") == "各村<资金>"
