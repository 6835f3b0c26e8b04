"""日期、年月、金额的每一种写法：写出去的值，读回来还是它。"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_cli.vocabulary.dates import read_date, read_month, read_term, read_year
from fupin_cli.vocabulary.fields import Balance, Count, Kind, Measure, Money, Text
from fupin_cli.vocabulary.marks import Misread

_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


def han(number: int) -> str:
    """A month or day in Chinese numerals: 五, 十, 十二, 二十, 三十一."""
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 0 else "十" if tens == 1 else f"{tens}十").translate(_HAN)
    return lead + (str(ones).translate(_HAN) if ones else "")


def han_year(year: int) -> str:
    return f"{year}".translate(_HAN)


DAYS: dict[str, Callable[[dt.date], Any]] = {
    "横线": lambda d: f"{d:%Y-%m-%d}",
    "斜线不补零": lambda d: f"{d.year}/{d.month}/{d.day}",
    "点": lambda d: f"{d.year}.{d.month}.{d.day}",
    "年月日": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "年月号有空格": lambda d: f" {d.year} 年 {d.month:02} 月 {d.day:02} 号",
    "全角": lambda d: f"{d.year}.{d.month}.{d.day}".translate(_WIDE),
    "汉字": lambda d: f"{han_year(d.year)}年{han(d.month)}月{han(d.day)}日",
    "汉字零": lambda d: f"{han_year(d.year)}年{han(d.month)}月{han(d.day)}号".replace("〇", "零"),
    "八位数字": lambda d: f"{d:%Y%m%d}",
    "八位数值": lambda d: int(f"{d:%Y%m%d}"),
    "带时刻": lambda d: f"{d:%Y-%m-%d} 08:30:00",
    "带T时刻": lambda d: f"{d:%Y-%m-%d}T00:00:00.000",
    "年月日带时刻": lambda d: f"{d.year}年{d.month}月{d.day}日 8:30",
    "日期格": lambda d: d,
    "时刻格": lambda d: dt.datetime.combine(d, dt.time(9, 30)),
}
MONTHS: dict[str, Callable[[dt.date], Any]] = {
    "横线": lambda d: f"{d:%Y-%m}",
    "点": lambda d: f"{d.year}.{d.month}",
    "年月": lambda d: f"{d.year}年{d.month}月",
    "月份": lambda d: f"{d.year}年{d.month:02}月份",
    "汉字": lambda d: f"{han_year(d.year)}年{han(d.month)}月",
    "汉字月份": lambda d: f"{han_year(d.year)}年{han(d.month)}月份",
    "六位数字": lambda d: f"{d:%Y%m}",
    "六位数值": lambda d: float(f"{d:%Y%m}"),
}
MONEY: dict[str, Callable[[Decimal], Any]] = {
    "数字": str,
    "千分位": lambda m: f"{m:,}",
    "带元": lambda m: f"{m}元",
    "人民币符号": lambda m: f"¥{m:,}",
    "全角": lambda m: f"￥{m:,}".translate(_WIDE),
    "万元": lambda m: f"{m / 10**4:f}万元",
    "万": lambda m: f"{m / 10**4:f}万",
    "亿": lambda m: f"{m / 10**8:f}亿",
    "数值": float,
    "小数": lambda m: m,
}
dates = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
amounts = st.integers(0, 10**12).map(lambda fen: Decimal(fen) / 100)


def kind(annotation: Any) -> Kind:
    found: Kind = annotation.__metadata__[0]
    return found


@pytest.mark.parametrize("written", DAYS.values(), ids=DAYS)
@settings(max_examples=60, deadline=None)
@given(day=dates)
def test_日期怎么写都读成这一天(written: Callable[[dt.date], Any], day: dt.date) -> None:
    assert read_date(written(day)) == day
    assert read_month(written(day)) == day.replace(day=1)


@settings(max_examples=100, deadline=None)
@given(day=st.dates(dt.date(1940, 1, 1), dt.date(2099, 12, 31)), hour=st.sampled_from([0, 0.25, 0.75]))
def test_Excel的日期序号(day: dt.date, hour: float) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    assert read_date(serial + hour) == read_date(serial) == read_date(str(serial)) == day


@pytest.mark.parametrize("serial", [14610, 73051])
def test_超出范围的五位数不是日期(serial: int) -> None:
    with pytest.raises(Misread) as caught:
        read_date(serial)
    assert caught.value.code == "CE041"


@pytest.mark.parametrize("written", MONTHS.values(), ids=MONTHS)
@settings(max_examples=60, deadline=None)
@given(day=dates)
def test_年月怎么写都读成这个月(written: Callable[[dt.date], Any], day: dt.date) -> None:
    assert read_month(written(day)) == day.replace(day=1)
    with pytest.raises(Misread) as caught:
        read_date(written(day))
    assert caught.value.code == "CE044"


@pytest.mark.parametrize("year", [1899, 2101])
def test_范围外一年的日期读不出(year: int) -> None:
    for reader, raw in ((read_date, f"{year}-01-01"), (read_date, dt.date(year, 1, 1)), (read_year, year)):
        with pytest.raises(Misread) as caught:
            reader(raw)
        assert caught.value.code in {"CE041", "CE045"}


def test_头尾两年也算() -> None:
    assert (read_year(1900), read_year("2100年度")) == (1900, 2100)


@settings(max_examples=60, deadline=None)
@given(year=st.integers(1900, 2099), second=st.booleans())
def test_学年第几学期是哪一年的春秋(year: int, second: bool) -> None:
    term = f"{year + 1}春" if second else f"{year}秋"
    for mark in "二下2" if second else "一上1":
        assert read_term(f"{year}-{year + 1}学年第{mark}学期") == term
    assert read_term(f"{term[:4]}年{term[4:]}季学期") == term
    with pytest.raises(Misread):
        read_term(f"{year}-{year + 2}学年第一学期")


@pytest.mark.parametrize("written", MONEY.values(), ids=MONEY)
@settings(max_examples=60, deadline=None)
@given(amount=amounts)
def test_金额怎么写都是这么多元(written: Callable[[Decimal], Any], amount: Decimal) -> None:
    assert kind(Money).judge(written(amount), {"notes": []}) == amount


@settings(max_examples=60, deadline=None)
@given(amount=amounts.filter(bool))
def test_负的金额要报_负的结余不用(amount: Decimal) -> None:
    assert kind(Balance).judge(f"-{amount:,}元", None) == -amount
    with pytest.raises(Misread) as caught:
        kind(Money).judge(f"-{amount:,}元", None)
    assert caught.value.code == "CE022"
    assert caught.value.values["kept"] == -amount


@pytest.mark.parametrize(("digits", "fits"), [(16, True), (17, False)])
def test_金额最多十六位整数(digits: int, fits: bool) -> None:
    raw = "9" * digits
    if fits:
        assert kind(Money).judge(raw, None) == Decimal(raw)
        return
    with pytest.raises(Misread) as caught:
        kind(Money).judge(raw, None)
    assert caught.value.code == "CE023"


@pytest.mark.parametrize(("raw", "kept"), [("0.125", "0.13"), ("0.124", "0.12"), ("2.675", "2.68")])
def test_厘要报_按四舍五入留着(raw: str, kept: str) -> None:
    with pytest.raises(Misread) as caught:
        kind(Money).judge(raw, None)
    assert caught.value.code == "CE021"
    assert caught.value.values["kept"] == Decimal(kept)


def test_整数是整数() -> None:
    assert type(kind(Count).judge("12", None)) is int


@settings(max_examples=200, deadline=None)
@given(
    raw=st.text(max_size=24) | st.text(alphabet="0123456789〇零一二三十年月日号/.-:T 万亿元,¥+", max_size=24)
)
def test_任意文字只出这一类型自己的错(raw: str) -> None:
    refused: list[str] = []

    def attempt(reader: Callable[[str], Any]) -> None:
        try:
            reader(raw)
        except Misread as error:
            refused.append(error.code)  # 同一串文字有的读法认，有的不认

    for reader in (read_date, read_month, read_year, read_term):
        attempt(reader)
    for annotation in (Money, Balance, Count):
        attempt(lambda text, kind=kind(annotation): kind.judge(text, None))  # type: ignore[misc]
    assert all(code.startswith("CE0") for code in refused)


@pytest.mark.parametrize("raw", [12, 12.0, Decimal(12), "12"])
def test_表的单位是万元_没写单位的数都按万元(raw: Any) -> None:
    assert kind(Money).judge(raw, {"scale": Decimal(10**4)}) == Decimal(120000)
    assert kind(Money).judge("12元", {"scale": Decimal(10**4)}) == Decimal(12)


def test_六位小数的数值记到六位() -> None:
    assert kind(Measure).judge("0.123456", None) == Decimal("0.123456")
    with pytest.raises(Misread) as caught:
        kind(Measure).judge("0.1234567", None)
    assert caught.value.code == "CE021"


def test_井号开头的不都是错误值() -> None:
    assert kind(Text).judge("#3机井", None) == "#3机井"


@pytest.mark.parametrize(("raw", "noted"), [("2023", []), (2023, []), ("2023年", ["CE108"])])
def test_年度多写了字才提示(raw: Any, noted: list[str]) -> None:
    notes: list[str] = []
    assert read_year(raw, {"notes": notes}) == 2023
    assert notes == noted
