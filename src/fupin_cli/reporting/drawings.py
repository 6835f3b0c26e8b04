"""附图: funds by use, villages side by side, how far the mending is; each from figures that go on record."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from fupin_cli.counting import Figures
from fupin_cli.reporting import amounts
from fupin_cli.reporting.document import Annex, Chart, Series
from fupin_cli.reporting.written import Record
from fupin_cli.vocabulary.numbers import plain_number

TITLE = "工作情况图示"

# 图里的说法 → 指标
_USES = {
    "光伏公益岗位工资": "公益岗位工资",
    "光伏奖补脱贫户金额": "奖补脱贫户",
    "光伏奖补边缘户金额": "奖补边缘户",
    "光伏小型公益事业资金": "小型公益事业",
    "光伏占地租金": "占地租金",
    "光伏电站管理费": "电站管理费",
    "光伏直接补助金额": "直接补助",
    "光伏奖励补助金额": "奖励补助",
    "光伏其他用途资金": "其他用途",
}
_FUNDS = {
    "项目到位资金": "项目到位资金",
    "光伏收益资金": "光伏收益",
    "公益岗位工资金额": "公益岗位工资",
    "雨露计划补助金额": "雨露计划补助",
    "到户产业补助金额": "到户产业补助",
    "交通补贴金额": "交通补贴",
    "防返贫基金金额": "防返贫基金",
}
_HOUSEHOLDS = {
    "脱贫户户数": "脱贫户",
    "已消除风险监测户户数": "已消除风险监测户",
    "未消除风险监测户户数": "未消除风险监测户",
}
_SHARES = ("风险消除率", "书记遍访占比", "家庭医生签约率", "就读取证率", "教育资助发放率", "助学贷款完成率")
_CENT, _TENTH = Decimal("0.01"), Decimal("0.1")


def annex(figures: Figures, record: Record, order: Sequence[str]) -> Annex | None:
    """The charts for which there are ledgers, places in `order`; None where there is none.

    A chart of one bar says nothing that the sentence does not: it is left out; so is a bar of nothing, since the
    ledgers do not tell whether nothing was done or nothing was written down.
    """
    drawn = (
        _funds(figures, record, "各项帮扶资金", _FUNDS),
        _funds(figures, record, "光伏收益资金用途", _USES),
        _places(figures, record, order),
        _mending(figures, record),
    )
    charts = tuple(chart for chart in drawn if chart is not None)
    return Annex(TITLE, charts) if charts else None


def _funds(figures: Figures, record: Record, title: str, names: Mapping[str, str]) -> Chart | None:
    known = [
        (figure, label) for name, label in names.items() if (figure := figures.figure(name)) and figure.value
    ]
    if len(known) < 2:
        return None
    for figure, _ in known:
        record.figure(figure)
    known.sort(key=lambda item: -item[0].value)
    small = min(figure.value for figure, _ in known) < amounts.TEN_THOUSAND / 100
    unit, scale = ("元", Decimal(1)) if small else ("万元", amounts.TEN_THOUSAND)
    values = tuple(_bare((figure.value / scale).quantize(_CENT)) for figure, _ in known)
    labels = tuple(label for _, label in known)
    return Chart(f"{title}（{unit}）", "bar", labels, (Series("金额", values),))


def _places(figures: Figures, record: Record, order: Sequence[str]) -> Chart | None:
    county = not figures.scope.town
    by = figures.by_town if county else figures.by_village
    counted = {name: by(name) for name in _HOUSEHOLDS}
    there = {place for values in counted.values() for place in values if place}
    if len(there) < 2:
        return None
    places = [*(place for place in order if place in there), *sorted(there - set(order))]
    series = []
    for name, values in counted.items():
        if any(values.values()):
            record.places[name] = values
            shown = tuple(_bare(values.get(place, Decimal(0))) for place in places)
            series.append(Series(_HOUSEHOLDS[name], shown))
    if not series:
        return None
    title = f"各{'乡镇' if county else '村'}{'脱贫户和监测户' if len(series) > 1 else series[0].name}（户）"
    return Chart(title, "stacked" if len(series) > 1 else "bar", tuple(places), tuple(series))


def _mending(figures: Figures, record: Record) -> Chart | None:
    shares = []
    done, everything = (figures.figure(name) for name in ("已整改问题数", "整改问题数"))
    if done is not None and everything is not None and everything.value:
        record.figure(done)
        record.figure(everything)
        shares.append(("问题整改率", (done.value * 100 / everything.value).quantize(_TENTH)))
    for name in _SHARES:
        figure = figures.figure(name)
        if figure is not None and figure.value:
            record.figure(figure)
            shares.append((name, figure.value.quantize(_TENTH)))
    if not shares or [value for _, value in shares] == [100]:
        return None
    labels = tuple(name for name, _ in shares)
    return Chart(
        "工作进度", "progress", labels, (Series("进度", tuple(_bare(value) for _, value in shares)),)
    )


def _bare(value: Decimal) -> Decimal:
    return Decimal(plain_number(value))
