"""Pictures of a place: its households by village, its funds on their way, how far its work is."""

from collections.abc import Sequence
from decimal import Decimal

from fupin_cli.catalogue.entries import Catalogue
from fupin_cli.counting import Figure, Figures
from fupin_cli.gathering import Gathered
from fupin_cli.periods import Period
from fupin_cli.reporting.document import Chart, Series
from fupin_cli.scope import choose
from fupin_cli.vocabulary.numbers import plain_number

_HOUSEHOLDS = ("脱贫户户数", "未消除风险监测户户数", "已消除风险监测户户数")
_FUNDS = ("项目计划资金", "项目到位资金", "项目拨付资金", "项目支出资金")
_OTHER_FUNDS = ("光伏收益资金", "雨露计划补助金额", "交通补贴金额", "到户产业补助金额", "公益岗位工资金额")
_SHARES = ("风险消除率", "书记遍访占比", "家庭医生签约率", "就读取证率", "教育资助发放率", "助学贷款完成率")
_YUAN = 10000


def pictures(figures: Figures, places: Sequence[str]) -> list[Chart]:
    """The charts for which there are ledgers; villages in the order of `places`."""
    progress = _progress(figures)
    return [*of_place(figures, places), *([progress] if progress is not None else [])]


def of_ledgers(gathered: Gathered, catalogue: Catalogue) -> list[Chart]:
    """Households and funds of the latest period that the ledgers are of; by town where they are of several."""
    spans = [Period.parse(text) for text in gathered.datasets if text]
    years = [
        Period.parse(str(member.day.year)) for one in gathered.datasets.values() for member in one.members
    ]
    latest = max(spans or years, key=lambda span: (span.end, span.start), default=None)
    if latest is None:
        return []
    figures = Figures(choose(gathered, "", latest, None), catalogue)
    try:
        return of_place(figures, ())
    finally:
        figures.engine.close()


def of_place(figures: Figures, places: Sequence[str]) -> list[Chart]:
    """Households and funds; villages in the order of `places`."""
    found = (
        _households(figures, places),
        _funds(figures, "项目资金（万元）", _FUNDS),
        _funds(figures, "到户资金（万元）", _OTHER_FUNDS),
    )
    return [chart for chart in found if chart is not None]


def _households(figures: Figures, places: Sequence[str]) -> Chart | None:
    towns = {town for name in _HOUSEHOLDS for town in figures.by_town(name) if town}
    by = figures.by_town if len(towns) > 1 else figures.by_village
    title = "各镇户数（户）" if len(towns) > 1 else "各村户数（户）"
    counted = {name: {place: bare(value) for place, value in by(name).items()} for name in _HOUSEHOLDS}
    there = {village for values in counted.values() for village in values if village}
    villages = [*(v for v in places if v in there), *sorted(there - set(places))]
    if not villages:
        return None
    series = tuple(
        Series(name.removesuffix("户数"), tuple(values.get(village, Decimal(0)) for village in villages))
        for name, values in counted.items()
        if values
    )
    return Chart(title, "bar", tuple(villages), series)


def _funds(figures: Figures, title: str, names: Sequence[str]) -> Chart | None:
    known = [figure for figure in _known(figures, names) if figure.value]
    if not known:
        return None
    values = tuple((figure.value / _YUAN).quantize(Decimal("0.01")) for figure in known)
    return Chart(title, "bar", tuple(_short(figure.name) for figure in known), (Series("金额", values),))


def _progress(figures: Figures) -> Chart | None:
    known = _known(figures, _SHARES)
    shares = [(figure.name, figure.value.quantize(Decimal("0.1"))) for figure in known]
    done, all_ = (figures.figure(name) for name in ("已整改问题数", "整改问题数"))
    if done is not None and all_ is not None and all_.value:
        shares.append(("问题整改率", (done.value * 100 / all_.value).quantize(Decimal("0.1"))))
    if not shares:
        return None
    return Chart(
        "工作进度（%）",
        "progress",
        tuple(name for name, _ in shares),
        (Series("进度", tuple(v for _, v in shares)),),
    )


def bare(value: Decimal) -> Decimal:
    """Without idle zeros, as a chart writes it."""
    return Decimal(plain_number(value))


def _known(figures: Figures, names: Sequence[str]) -> list[Figure]:
    found = (figures.figure(name) for name in names)
    return [figure for figure in found if figure is not None]


def _short(name: str) -> str:
    return name.removesuffix("金额").removesuffix("资金")
