"""Turns of phrase that follow the figures: how much is mended, what has changed, which time is meant."""

import datetime as dt
from decimal import Decimal

from fupin_cli.periods import Period
from fupin_cli.reporting import amounts
from fupin_cli.vocabulary.numbers import plain_number

_QUARTERS = "一二三四"
_SUFFIXES = ("街道", "镇", "乡", "村", "社区", "县", "区", "市", "州", "局", "委")


def we(place: str) -> str:
    """我镇, 我乡, 我村, 我县 …; a unit that is no place is 我单位."""
    return f"我{next((suffix for suffix in _SUFFIXES if place.endswith(suffix)), '单位')}"


def whole(place: str) -> str:
    """全镇, 全村, 全县 …"""
    return f"全{we(place)[1:]}"


def within(period: Period) -> str:
    """全年, 上半年, 一季度, 5月, 期间: the period as a sentence about flows names it."""
    if period.name == f"{period.year}年":
        return "全年"
    if period.name.endswith("半年"):
        return period.name[-3:]
    if period.name.endswith("季度"):
        return f"{_QUARTERS[(period.end.month - 1) // 3]}季度"
    if period.name == f"{period.year}年{period.end.month}月":
        return f"{period.end.month}月"
    return "期间"


def year_to_date(period: Period, written: dt.date) -> str:
    """What annual ledgers cover: 全年, else 今年以来 (or the year, where it is written in another one)."""
    if period.name == f"{period.year}年":
        return "全年"
    return "今年以来" if written.year == period.year else f"{period.year}年以来"


def mended(total: Decimal, done: Decimal, unit: str) -> str:
    """How many of `total` problems are mended; never 全部 where one is open.

    >>> mended(Decimal(103), Decimal(99), "条")
    '已整改99条，其余4条尚未整改到位'
    """
    if done >= total:
        return "已整改到位" if total == 1 else "已全部整改到位"
    if not done:
        return "尚未整改到位"
    return f"已整改{plain_number(done)}{unit}，其余{plain_number(total - done)}{unit}尚未整改到位"


def change(now: Decimal, before: Decimal, unit: str, since: str) -> str:
    """较2022年底增加12户, …减少…, …持平; shares rise and fall by 个百分点.

    >>> change(Decimal(115), Decimal(103), "户", "2022年底")
    '较2022年底增加12户'
    """
    difference = now - before
    if not difference:
        return f"与{since}持平"
    step = "个百分点" if unit == "%" else unit
    size = abs(difference).quantize(Decimal("0.01")) if unit == "%" else abs(difference)
    verb = "增加" if difference > 0 else "减少"
    if unit == "%":
        verb = "提高" if difference > 0 else "下降"
    shown = amounts.money(size, amounts.money_unit([size])) if unit == "元" else f"{plain_number(size)}{step}"
    return f"较{since}{verb}{shown}"


def moved(before: Decimal, now: Decimal, unit: str) -> str:
    """由83%提高到100%; '' where nothing moved."""
    if before == now:
        return ""
    verb = "提高" if now > before else "下降"
    places = Decimal("0.01")
    one, two = (plain_number(value.quantize(places)) for value in (before, now))
    return f"由{one}{unit}{verb}到{two}{unit}"


def called(name: str, unit: str, before: str = "") -> str:
    """A quoted figure's name as a sentence has it before the figure; `before` is the name of the one before.

    >>> [called("单人保户数", "户"), called("总户数", "户"), called("不精准占比", "%", "不精准户数")]
    ['单人保户', '共', '占']
    """
    stem = name.removesuffix("占比")
    if stem != name and unit == "%" and before.startswith(stem):
        return "占"
    if name in {"总户数", "户数"} and unit == "户":
        return "共"
    return name.removesuffix("数") if name.endswith(("户数", "村数")) and unit in {"户", "个"} else name


def end_of(period: Period) -> str:
    """The end of an earlier period: 2022年底, 2023年6月底."""
    if period.end.month == 12:
        return f"{period.year}年底"
    return f"{period.year}年{period.end.month}月底"


def date(day: dt.date) -> str:
    """2023年11月21日."""
    return f"{day.year}年{day.month}月{day.day}日"


def as_of(day: dt.date) -> str:
    """2019年6月底 on a month's last day, else the day itself."""
    last = (day + dt.timedelta(days=1)).day == 1
    return f"{day.year}年{day.month}月底" if last else date(day)
