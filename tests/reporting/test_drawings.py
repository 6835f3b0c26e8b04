"""附图：资金用途、各村对比、工作进度，只画台账里有的，画了的数都进底稿。"""

import pytest

from fupin_cli.catalogue.loader import shipped
from fupin_cli.counting import Figures
from fupin_cli.periods import Period
from fupin_cli.reporting import drawings
from fupin_cli.reporting.written import Record
from fupin_cli.scope import Scope
from fupin_cli.trial import DAY, gathered

PLACE = {"乡": "清河镇", "村": ""}


def drawn(rows):
    record = Record()
    figures = Figures(
        Scope("清河镇", Period.parse("2023"), DAY, gathered(rows, place=PLACE).datasets[""]), shipped()
    )
    annex = drawings.annex(figures, record, ("乙村", "甲村"))
    return {chart.title: chart for chart in annex.blocks} if annex else {}, record


def home(number, village, kind="脱贫户"):
    return {"户编号": number, "村": village, "户类型": kind, "户主姓名": "王一"}


def test_各村并排_按工作区的次序() -> None:
    charts, record = drawn({"户": [home("1", "甲村"), home("2", "甲村"), home("3", "乙村")]})

    (chart,) = charts.values()
    assert chart.title == "各村脱贫户（户）"
    assert chart.labels == ("乙村", "甲村")
    assert [int(value) for value in chart.series[0].values] == [1, 2]
    assert record.places["脱贫户户数"] == {"甲村": 2, "乙村": 1}


def test_资金按多少排_整改画出百分比() -> None:
    use = {"村": "甲村", "年度": 2023}
    mending = {"村": "甲村", "标题": "题", "发现日期": "2023-05-01"}
    charts, record = drawn(
        {
            "光伏收益分配": [
                {**use, "分配用途": "占地租金", "计划金额": "12000.50"},
                {**use, "分配用途": "公益岗位工资", "计划金额": "30000"},
            ],
            "问题整改": [
                {**mending, "状态": "已整改"},
                {**mending, "状态": "已整改"},
                {**mending, "状态": "整改中"},
            ],
        }
    )

    uses = charts["光伏收益资金用途（万元）"]
    assert uses.labels == ("公益岗位工资", "占地租金")
    assert [str(value) for value in uses.series[0].values] == ["3", "1.2"]
    assert str(charts["工作进度"].series[0].values[0]) == "66.7"
    assert {"光伏占地租金", "已整改问题数", "整改问题数"} <= record.figures.keys()


def test_没有可画的就没有附图() -> None:
    assert drawn({"户": [home("1", "甲村")]})[0] == {}


def test_没有登记的不画成百分之零_全改完的一条也不画() -> None:
    watched = {
        **home("1", "甲村", "边缘易致贫户"),
        "监测对象类别": "边缘易致贫户",
        "识别监测时间": "2023-03-01",
    }
    mended = {"村": "甲村", "标题": "题", "发现日期": "2023-05-01", "状态": "已整改"}

    assert "工作进度" not in drawn({"户": [watched]})[0]
    assert "工作进度" not in drawn({"户": [watched], "问题整改": [mended]})[0]
    open_one = {**mended, "状态": "整改中"}
    assert drawn({"户": [watched], "问题整改": [mended, open_one]})[0]["工作进度"].labels == ("问题整改率",)


@pytest.mark.parametrize(
    "name", [*drawings._USES, *drawings._FUNDS, *drawings._HOUSEHOLDS, *drawings._SHARES]
)
def test_图里用到的都是指标(name: str) -> None:
    assert name in {indicator.name for indicator in shipped().indicators}
