"""时期怎么写、叫什么名字、谁包着谁。"""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_cli.errors import FupinError
from fupin_cli.periods import Period

D = dt.date


@pytest.mark.parametrize(
    ("text", "start", "end", "name"),
    [
        ("2023", D(2023, 1, 1), D(2023, 12, 31), "2023年"),
        ("2023H1", D(2023, 1, 1), D(2023, 6, 30), "2023年上半年"),
        ("2023h2", D(2023, 7, 1), D(2023, 12, 31), "2023年下半年"),
        ("2023Q1", D(2023, 1, 1), D(2023, 3, 31), "2023年第一季度"),
        ("2023q2", D(2023, 4, 1), D(2023, 6, 30), "2023年第二季度"),
        ("2023Q3", D(2023, 7, 1), D(2023, 9, 30), "2023年第三季度"),
        ("2023Q4", D(2023, 10, 1), D(2023, 12, 31), "2023年第四季度"),
        ("2024-02", D(2024, 2, 1), D(2024, 2, 29), "2024年2月"),
        ("2023-2", D(2023, 2, 1), D(2023, 2, 28), "2023年2月"),
        ("2023-12", D(2023, 12, 1), D(2023, 12, 31), "2023年12月"),
        (" 1900 ", D(1900, 1, 1), D(1900, 12, 31), "1900年"),
        ("2100H2", D(2100, 7, 1), D(2100, 12, 31), "2100年下半年"),
        ("2023-01-01..2023-12-31", D(2023, 1, 1), D(2023, 12, 31), "2023年"),
        ("2023-02-01..2023-04-30", D(2023, 2, 1), D(2023, 4, 30), "2023年2月1日至2023年4月30日"),
        ("2023-03-01..2023-05-31", D(2023, 3, 1), D(2023, 5, 31), "2023年3月1日至2023年5月31日"),
        ("2023-02-01..2023-07-31", D(2023, 2, 1), D(2023, 7, 31), "2023年2月1日至2023年7月31日"),
        ("2023-05-02..2023-05-31", D(2023, 5, 2), D(2023, 5, 31), "2023年5月2日至2023年5月31日"),
        ("2023-05-01..2023-05-30", D(2023, 5, 1), D(2023, 5, 30), "2023年5月1日至2023年5月30日"),
        ("2022-12-01..2023-05-31", D(2022, 12, 1), D(2023, 5, 31), "2022年12月1日至2023年5月31日"),
        ("2022-01-01..2023-12-31", D(2022, 1, 1), D(2023, 12, 31), "2022年1月1日至2023年12月31日"),
        ("2023-05-03..2023-05-03", D(2023, 5, 3), D(2023, 5, 3), "2023年5月3日至2023年5月3日"),
    ],
)
def test_起止日和名字(text: str, start: dt.date, end: dt.date, name: str) -> None:
    period = Period.parse(text)
    assert (period.start, period.end, period.name) == (start, end, name)
    assert period.year == end.year
    assert str(period) == text.strip().upper()


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("2023-00", "看不懂时期“2023-00”。", "时期写作"),
        ("2023-13", "看不懂时期“2023-13”。", "时期写作"),
        ("1899", "看不懂时期“1899”。", "时期写作"),
        ("2101", "看不懂时期“2101”。", "时期写作"),
        ("上半年", "看不懂时期“上半年”。", "时期写作"),
        ("2023年上半年", "看不懂时期“2023年上半年”。", "是不是 2023H1？时期写作"),
        ("2023年12月", "看不懂时期“2023年12月”。", "是不是 2023-12？时期写作"),
        ("2023年第四季度", "看不懂时期“2023年第四季度”。", "是不是 2023Q4？时期写作"),
        ("2023-02-30..2023-05-31", "时期“2023-02-30..2023-05-31”里有不存在的日期。", "时期写作"),
        ("2023-05-02..2023-05-01", "时期“2023-05-02..2023-05-01”的开始晚于结束。", "时期写作"),
    ],
)
def test_写错的时期说明该怎么写(text: str, said: str, hint: str) -> None:
    with pytest.raises(FupinError) as caught:
        Period.parse(text)
    assert caught.value.message == said
    assert (caught.value.hint or "").startswith(hint)


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("2023H1", "2022H1", True),
        ("2023", "2022", True),
        ("2023-05", "2021-05", True),
        ("2023H1", "2022H2", False),
        ("2023H1", "2022Q1", False),
        ("2023-05", "2022-05-02..2022-05-31", False),
        ("2022-06-01..2023-05-31", "2022-06-01..2022-06-30", False),
        ("2022-06-01..2023-05-31", "2021-06-01..2022-05-31", True),
        ("2022-01-01..2023-12-31", "2022", False),
    ],
)
def test_同一段时间才能比(one: str, other: str, like: bool) -> None:
    assert Period.parse(one).like(Period.parse(other)) is like
    assert Period.parse(other).like(Period.parse(one)) is like


days = st.dates(D(1900, 1, 1), D(2100, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> Period:
    start, end = sorted((draw(days), draw(days)))
    return Period.parse(f"{start}..{end}")


@settings(max_examples=100, deadline=None)
@given(spans(), spans())
def test_包着和搭着按天数得出来(one: Period, other: Period) -> None:
    shared = (min(one.end, other.end) - max(one.start, other.start)).days + 1
    assert one.overlaps(other) == (shared >= 1)
    assert one.contains(other) == (shared == (other.end - other.start).days + 1)


def test_头尾那一天也算() -> None:
    half, quarter, day = map(Period.parse, ("2023H1", "2023Q1", "2023-06-30..2023-06-30"))
    assert half.contains(quarter)
    assert half.contains(day)
    assert half.contains(half)
    assert not quarter.contains(half)
    assert half.overlaps(Period.parse("2023-06-30..2023-07-02"))
    assert not half.overlaps(Period.parse("2023H2"))


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=20)
    | st.from_regex(r"[12]\d{3}([HhQq-]?\d{0,2}|-\d\d-\d\d\.\.[12]\d{3}-\d\d-\d\d)", fullmatch=True)
)
def test_任意文字要么是时期_要么一句话说不是(text: str) -> None:
    try:
        period = Period.parse(text)
    except FupinError as error:
        said = error.message
    else:
        assert period.start <= period.end
        assert Period.parse(str(period)) == period
        return
    assert said.endswith("。")
