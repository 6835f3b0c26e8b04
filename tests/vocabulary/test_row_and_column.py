"""整行（pydantic 模型）和逐列（列的校验器）对任何单元格判断一样，且从不出别的错。"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from stdnum.iso7064 import mod_11_2

from fupin_cli.vocabulary.fields import (
    Balance,
    BrokenCell,
    Choice,
    Code,
    Count,
    Date,
    EndDate,
    EndMonth,
    Measure,
    Money,
    Month,
    Must,
    Number,
    Percent,
    Phone,
    ResidentId,
    Term,
    Text,
    Wan,
    Year,
    YesNo,
)
from fupin_cli.vocabulary.ledger import COMMON, Ledger, column, columns, model
from fupin_cli.vocabulary.marks import Misread


class 样表(Ledger):
    """一行是每种类型各一列，有的必填。"""

    文字: Text = column()
    必填文字: Must[Text] = column()
    编号: Code = column()
    证件号码: Must[ResidentId] = column()
    电话: Phone = column()
    金额: Must[Money] = column()
    结余: Balance = column()
    数量: Number = column()
    数值: Measure = column()
    万元: Wan = column()
    百分数: Percent = column()
    人数: Count = column()
    日期: Must[Date] = column()
    止日: EndDate = column()
    年月: Month = column()
    止月: EndMonth = column()
    年度: Year = column()
    学期: Term = column()
    是否: YesNo = column()
    单选: Annotated[str | None, Choice.of("是", "否", "1", "2023", also={"√": "是", "无关": ""})] = column()
    多选: Annotated[str | None, Choice.of("残疾", "健康", many=True, also={"良好": ""})] = column()
    开放: Annotated[str | None, Choice.of("打井", open=True, many=True)] = column()


NAMES = [name for name in columns(样表) if name not in COMMON]
FILLED = {"必填文字": "甲", "证件号码": "341699196803050011", "金额": 0, "日期": "2023-05-03"}

texts = st.one_of(
    st.text(max_size=20),
    st.text(alphabet="0123456789０１２.．,，-—/年月日号 \u3000\u200bT:万亿元%￥¥'\"=()Ee+GXx", max_size=24),
    st.text(alphabet="是否有无√×YN残疾健康打井良好无关、，,; 春秋季学期第一二至今长期", max_size=10),
    st.from_regex(r"(19|20)\d{2}[-./年]\d{1,2}([-./月]\d{1,2}日?)?", fullmatch=True),
    st.from_regex(r"G?341699(19|20)\d{6}\d{3}[\dXx]([1-7][1-4])?", fullmatch=True),
    st.from_regex(r"20\d{2}(-20\d{2}学年第[一二]学期|年?[春秋]季?)", fullmatch=True),
    st.sampled_from(["#REF!", "#N/A", "/", "—", "", "无", "3.42E+17", "1.2万", "1,234.50", "12.345"]),
)
cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=-10, max_value=10**12),
    st.floats(),
    st.floats(min_value=-1e6, max_value=1e6).map(lambda value: round(value, 3)),
    st.integers(min_value=14000, max_value=74000).map(float),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.builds(BrokenCell, st.sampled_from(["#REF!", "=SUM(A1:A9)"])),
    texts,
)
scales = st.sampled_from([None, Decimal(10**4), Decimal(15), Decimal("0.0001")])


def context(scale: Decimal | None) -> dict[str, Any]:
    return {"notes": []} | ({"scale": scale} if scale is not None else {})


def verdict(error: ValidationError) -> tuple[Any, list[tuple[str, str]]]:
    """The kept value of the cell that is wrong, and all faults (code, message)."""
    faults = error.errors(include_input=False)
    return faults[0].get("ctx", {}).get("kept"), [(fault["type"], fault["msg"]) for fault in faults]


def by_row(name: str, raw: Any, scale: Decimal | None) -> tuple[Any, list[tuple[str, str]]]:
    """Value and faults of one cell, judged in a row where the other cells are in order."""
    try:
        row = model(样表).model_validate({**FILLED, name: raw}, context=context(scale))
    except ValidationError as error:
        return verdict(error)
    return getattr(row, name), []


def by_column(name: str, raw: Any, scale: Decimal | None) -> tuple[Any, list[tuple[str, str]]]:
    """The same by the column, as ledgers are judged."""
    try:
        return columns(样表)[name].judge(raw, context(scale)), []
    except Misread as fault:
        return fault.values.get("kept"), [(fault.code, fault.message.format(**fault.values))]


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=60)
@given(raw=cells, scale=scales)
def test_整行和逐列判断一样(name: str, raw: Any, scale: Decimal | None) -> None:
    assert by_row(name, raw, scale) == by_column(name, raw, scale)


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=60)
@given(raw=cells)
def test_读出的值写成规范写法再读还是它(name: str, raw: Any) -> None:
    """缓存和导出都用规范写法，读回来不能变。"""
    value, faults = by_column(name, raw, None)
    kind = columns(样表)[name].kind
    if value is not None and not faults:
        again, _ = by_column(name, kind.text(value), None)
        assert (again, type(again)) == (value, type(value))


@settings(deadline=None)
@given(
    birth=st.dates(dt.date(1920, 1, 1), dt.date(2023, 12, 31)),
    order=st.integers(0, 999),
    last=st.sampled_from("0123456789X"),
)
def test_校验码与国际标准的算法一致(birth: dt.date, order: int, last: str) -> None:
    number = f"341699{birth:%Y%m%d}{order:03}{last}"
    _, faults = by_column("证件号码", number, None)
    assert [code for code, _ in faults] == ([] if mod_11_2.is_valid(number) else ["CE015"])
