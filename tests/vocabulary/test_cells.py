"""一个单元格的各种写法读成什么、报什么、提示什么。"""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from fupin_cli.vocabulary.fields import (
    Balance,
    BrokenCell,
    Choice,
    Code,
    Count,
    Date,
    EndDate,
    EndMonth,
    Kind,
    Measure,
    Money,
    Month,
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
from fupin_cli.vocabulary.marks import Misread

D = dt.date
T = dt.datetime.fromisoformat
ID = "341699196803050011"


def kind(annotation: Any) -> Kind:
    """The kind in an annotation such as Money."""
    found: Kind = annotation.__metadata__[0]
    return found


def read(annotation: Any, raw: Any, scale: Decimal | None = None) -> tuple[Any, list[str]]:
    """The value of a cell and the notes made on it."""
    context: dict[str, Any] = {"notes": []} | ({"scale": scale} if scale is not None else {})
    return kind(annotation).judge(raw, context), context["notes"]


def fault(annotation: Any, raw: Any) -> tuple[str, Any]:
    """The code of the fault of a cell and the value that is kept in spite of it."""
    with pytest.raises(Misread) as caught:
        kind(annotation).judge(raw, {"notes": []})
    return caught.value.code, caught.value.values.get("kept")


ALL = [Text, Code, ResidentId, Phone, Money, Number, Count, Date, Month, Year, Term, YesNo]


@pytest.mark.parametrize("annotation", ALL)
@pytest.mark.parametrize(
    "raw", [None, "", " ", "\u3000", "\u200b", "/", "／", "-", "—", "——", "--", " / ", '=""']
)
def test_各种写法的空(annotation: Any, raw: Any) -> None:
    assert read(annotation, raw)[0] is None


@pytest.mark.parametrize("annotation", ALL)
@pytest.mark.parametrize("raw", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", BrokenCell("#REF!")])
def test_错误值没有值可读(annotation: Any, raw: Any) -> None:
    assert fault(annotation, raw) == ("CE002", None)


@pytest.mark.parametrize("annotation", ALL)
def test_没有算过的公式没有值可读(annotation: Any) -> None:
    assert fault(annotation, BrokenCell("=SUM(A1:A3)")) == ("CE003", None)


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (Text, None),
        (Code, None),
        (ResidentId, None),
        (Phone, None),
        (Date, None),
        (Month, None),
        (YesNo, "否"),
    ],
)
def test_无字在文字里是空_在是否里是否(annotation: Any, value: Any) -> None:
    assert read(annotation, "无")[0] == value


@pytest.mark.parametrize("annotation", [Money, Number, Count])
def test_无字在数字里要报(annotation: Any) -> None:
    assert fault(annotation, "无") == ("CE024", None)


@pytest.mark.parametrize(
    ("annotation", "value"), [(Money, Decimal("0.00")), (Count, 0), (Text, "0"), (Code, "0")]
)
def test_零不是空(annotation: Any, value: Any) -> None:
    assert read(annotation, "0")[0] == value
    assert read(annotation, 0)[0] == value


@pytest.mark.parametrize(
    ("raw", "value", "notes"),
    [
        ("柳河村", "柳河村", []),
        ("  柳河村 ", "柳河村", ["CE101"]),
        ("柳\u200b河村", "柳河村", ["CE101"]),
        ("柳河村\xa0", "柳河村", ["CE101"]),
        ("'柳河村", "柳河村", ["CE101"]),
        ("柳 青", "柳青", ["CE101"]),
        ("柳　小　青", "柳小青", ["CE101"]),
        ("柳青 赵一", "柳青 赵一", []),
        ("A 区", "A 区", []),
        ('="柳河村"', "柳河村", ["CE101"]),
        (12, "12", []),
        (12.0, "12", []),
        (1.5, "1.5", []),
        (True, "是", []),
        (T("2023-05-03"), "2023-05-03", []),
    ],
)
def test_文字(raw: Any, value: str, notes: list[str]) -> None:
    assert read(Text, raw) == (value, notes)


@pytest.mark.parametrize(
    ("raw", "value", "notes"),
    [
        ("3416990001001", "3416990001001", []),
        ("XD2022-0037", "XD2022-0037", []),
        ("３４１６", "3416", ["CE102"]),
        ("3416 9900", "34169900", ["CE102"]),
        ("3416990001001.0", "3416990001001", ["CE102"]),
        (3416990001001, "3416990001001", ["CE103"]),
        (3416990001001.0, "3416990001001", ["CE103"]),
    ],
)
def test_编号(raw: Any, value: str, notes: list[str]) -> None:
    assert read(Code, raw) == (value, notes)


@pytest.mark.parametrize("raw", ["3.42E+17", "3.42e17", "1E+15", 6.2170017e18, 6217001700000000000])
def test_丢了位数的编号没有值可读(raw: Any) -> None:
    assert fault(Code, raw) == ("CE004", None)


@pytest.mark.parametrize(
    ("raw", "value", "notes"),
    [
        (ID, ID, []),
        (f"'{ID}", ID, ["CE101"]),
        (f'="{ID}"', ID, ["CE101"]),
        (f"{ID}\n", ID, ["CE101"]),
        ("341699 19680305 0011", ID, ["CE102"]),
        ("３４１６９９１９６８０３０５００１１", ID, ["CE102"]),
        (f"G{ID}", ID, ["CE104"]),
        ("34169919700812002x", "34169919700812002X", ["CE105"]),
        (f"{ID}42", f"{ID}42", []),
        (f"{ID}42B1", f"{ID}42B1", []),
    ],
)
def test_证件号码(raw: Any, value: str, notes: list[str]) -> None:
    assert read(ResidentId, raw) == (value, notes)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("341699680305001", "CE012"),
        (ID[:-1], "CE011"),
        (ID + "4", "CE011"),
        ("34169919680305O011", "CE013"),
        ("341699196802300012", "CE014"),
        (ID[:-1] + "2", "CE015"),
        (ID[:-1] + "2" + "42", "CE015"),
    ],
)
def test_写错的证件号码留着值(raw: str, code: str) -> None:
    assert fault(ResidentId, raw) == (code, raw)


@pytest.mark.parametrize("raw", [3.4169919680305e17, 341699196803050000, "3.41699E+17"])
def test_录成数值的证件号码没有值可读(raw: Any) -> None:
    assert fault(ResidentId, raw) == ("CE004", None)


@pytest.mark.parametrize(
    ("raw", "value", "notes"),
    [
        ("13900000001", "13900000001", []),
        ("139 0000 0001", "13900000001", ["CE102"]),
        ("139-0000-0001", "13900000001", ["CE102"]),
        ("+8613900000001", "13900000001", ["CE102"]),
        ("86-13900000001", "13900000001", ["CE102"]),
        (13900000001, "13900000001", []),
        (13900000001.0, "13900000001", []),
        ("13900000001.0", "13900000001", ["CE103", "CE102"]),
        ("0558-5551234", "0558-5551234", []),
        ("5551234", "5551234", []),
    ],
)
def test_电话(raw: Any, value: str, notes: list[str]) -> None:
    assert read(Phone, raw) == (value, notes)


@pytest.mark.parametrize(
    "raw", ["1390000000", "139000000011", "23900000001", "13900000001/13900000002", "村部"]
)
def test_写错的电话留着值(raw: str) -> None:
    assert fault(Phone, raw) == ("CE016", raw)


@pytest.mark.parametrize(
    ("raw", "value", "notes"),
    [
        (1500, "1500.00", []),
        (1500.5, "1500.50", []),
        (3900597.4000000004, "3900597.40", []),
        (0.1 + 0.2, "0.30", []),
        ("1500", "1500.00", ["CE107"]),
        ("1,234.50", "1234.50", ["CE107"]),
        ("1，234.50", "1234.50", ["CE107"]),
        ("１５００", "1500.00", ["CE107"]),
        ("1.2万", "12000.00", ["CE107"]),
        ("9.9555万元", "99555.00", ["CE107"]),
        ("1.56亿元", "156000000.00", ["CE107"]),
        ("3000元", "3000.00", ["CE107"]),
        ("¥3000", "3000.00", ["CE107"]),
        ("￥3,000.00", "3000.00", ["CE107"]),
        (".5", "0.50", ["CE107"]),
        ("5.", "5.00", ["CE107"]),
        ("1 234", "1234.00", ["CE107"]),
    ],
)
def test_金额(raw: Any, value: str, notes: list[str]) -> None:
    assert read(Money, raw) == (Decimal(value), notes)


@pytest.mark.parametrize(
    ("raw", "scale", "value"),
    [
        (9.9555, 10**4, "99555.00"),
        ("9.9555", 10**4, "99555.00"),
        ("9.9555万", 10**4, "99555.00"),
        ("5000元", 10**4, "5000.00"),
        (60.305, 10**4, "603050.00"),
        (0.000001, 10**4, "0.01"),
    ],
)
def test_表头是万元的金额折成元_自带单位的不再折(raw: Any, scale: int, value: str) -> None:
    assert read(Money, raw, Decimal(scale))[0] == Decimal(value)


@pytest.mark.parametrize(
    ("raw", "value"), [(36.52, "36.52"), ("36.52", "36.52"), ("36.52万元", "36.52"), ("365200元", "36.52")]
)
def test_以万元计的列(raw: Any, value: str) -> None:
    assert read(Wan, raw)[0] == Decimal(value)


@pytest.mark.parametrize(
    ("annotation", "raw", "code", "kept"),
    [
        (Money, "12.345", "CE021", Decimal("12.35")),
        (Money, 12.345, "CE021", Decimal("12.35")),
        (Money, -5, "CE022", Decimal("-5.00")),
        (Count, 2.5, "CE021", 3),
        (Count, -1, "CE022", -1),
    ],
)
def test_不合规的数字留着值(annotation: Any, raw: Any, code: str, kept: Decimal | int) -> None:
    assert fault(annotation, raw) == (code, kept)


def test_结余可以是负数() -> None:
    assert read(Balance, "-200.50")[0] == Decimal("-200.50")


@pytest.mark.parametrize(
    "raw",
    [
        "三千",
        "约300",
        "3000/年",
        "12,34",
        "1.2.3",
        "3.65%",
        "元",
        ".",
        "+",
        True,
        T("2023-05-03"),
        dt.time(8),
    ],
)
def test_不是数字的没有值可读(raw: Any) -> None:
    assert fault(Money, raw) == ("CE023", None)


@pytest.mark.parametrize("annotation", [Money, Number, Count, Measure])
@pytest.mark.parametrize("raw", [1e300, float("inf"), float("nan"), "9" * 40, 10**18])
def test_大到不可能的数字没有值可读(annotation: Any, raw: Any) -> None:
    assert fault(annotation, raw) == ("CE023", None)


@pytest.mark.parametrize("raw", [3.65, "3.65", "3.65%", "３．６５％"])
def test_百分数(raw: Any) -> None:
    assert read(Percent, raw)[0] == Decimal("3.65")


@pytest.mark.parametrize(("raw", "value"), [(12, 12), ("12", 12), ("12人", 12), (12.0, 12), ("1,200", 1200)])
def test_整数(raw: Any, value: int) -> None:
    assert read(Count, raw)[0] == value


@pytest.mark.parametrize(
    ("raw", "notes"),
    [
        ("2023-05-03", []),
        ("2023-5-3", []),
        ("2023-05-03 00:00:00", []),
        ("2023-5-3 10:00", []),
        ("2023-05-03T10:20:30", []),
        ("2023.5.3", ["CE108"]),
        ("2023.05.03", ["CE108"]),
        ("2023/5/3", ["CE108"]),
        ("2023年5月3日", ["CE108"]),
        ("2023年5月3号", ["CE108"]),
        ("2023 年 5 月 3 日", ["CE108"]),
        ("２０２３．５．３", ["CE108"]),
        ("20230503", []),
        ("20230503.0", ["CE108"]),
        (20230503, []),
        (45049, ["CE108"]),
        (45049.0, ["CE108"]),
        (45049.75, ["CE108"]),
        ("45049", ["CE108"]),
        (D(2023, 5, 3), []),
        (T("2023-05-03 10:20"), []),
    ],
)
def test_日期(raw: Any, notes: list[str]) -> None:
    assert read(Date, raw) == (D(2023, 5, 3), notes)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2023.5", D(2023, 5, 1)),
        ("2023.05", D(2023, 5, 1)),
        ("2023.1", D(2023, 1, 1)),
        ("2023.10", D(2023, 10, 1)),
        ("2016-9", D(2016, 9, 1)),
        ("2023/5", D(2023, 5, 1)),
        ("2023年5月", D(2023, 5, 1)),
        ("2023年05月份", D(2023, 5, 1)),
        ("202305", D(2023, 5, 1)),
        ("202305.0", D(2023, 5, 1)),
        (202305, D(2023, 5, 1)),
        (202305.0, D(2023, 5, 1)),
        ("2023-05-17", D(2023, 5, 1)),
        (45049, D(2023, 5, 1)),
        (T("2023-05-17"), D(2023, 5, 1)),
    ],
)
def test_年月(raw: Any, value: dt.date) -> None:
    assert read(Month, raw)[0] == value


@pytest.mark.parametrize(
    ("annotation", "raw", "code"),
    [
        (Date, "2023.5", "CE044"),
        (Date, "202305", "CE044"),
        (Date, 2023.1, "CE043"),
        (Month, 2023.1, "CE043"),
        (Month, 2023.5, "CE043"),
        (Date, "2023-02-30", "CE042"),
        (Date, 20231340, "CE042"),
        (Month, "202313", "CE042"),
        (Date, "2023", "CE041"),
        (Date, 2023, "CE041"),
        (Date, "5月3日", "CE041"),
        (Date, "1023-05-03", "CE041"),
        (Date, "202110月底", "CE044"),
        (Date, True, "CE041"),
        (Date, T("1899-12-31"), "CE041"),
        (Date, dt.time(8), "CE041"),
        (Date, "至今", "CE041"),
    ],
)
def test_读不出的日期(annotation: Any, raw: Any, code: str) -> None:
    assert fault(annotation, raw) == (code, None)


@pytest.mark.parametrize("annotation", [EndDate, EndMonth])
@pytest.mark.parametrize("raw", ["至今", "长期", "长期有效", "无", None])
def test_没有结束的期限是空(annotation: Any, raw: Any) -> None:
    assert read(annotation, raw)[0] is None


@pytest.mark.parametrize(
    "raw", [2023, 2023.0, "2023", "2023年", "2023年度", "２０２３", "2023.0", D(2023, 5, 3)]
)
def test_年度(raw: Any) -> None:
    assert read(Year, raw)[0] == 2023


@pytest.mark.parametrize("raw", ["23", "二〇二三年", 202305, "2023.5", 0, True, D(2101, 1, 1)])
def test_读不出的年度(raw: Any) -> None:
    assert fault(Year, raw) == ("CE045", None)


@pytest.mark.parametrize(
    ("raw", "value", "notes"),
    [
        ("2023春", "2023春", []),
        ("2023年春", "2023春", ["CE108"]),
        ("2023年春季学期", "2023春", ["CE108"]),
        ("2023春季", "2023春", ["CE108"]),
        ("2022-2023学年第二学期", "2023春", ["CE108"]),
        ("2022—2023学年度下学期", "2023春", ["CE108"]),
        ("2023-2024学年第1学期", "2023秋", ["CE108"]),
        ("2023至2024学年上学期", "2023秋", ["CE108"]),
    ],
)
def test_学期(raw: Any, value: str, notes: list[str]) -> None:
    assert read(Term, raw) == (value, notes)


@pytest.mark.parametrize("raw", ["2023", 2023, "春季", "2022-2024学年第一学期", "2023-2024学年"])
def test_读不出的学期(raw: Any) -> None:
    assert fault(Term, raw) == ("CE046", None)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (raw, "是")
        for raw in ["是", "√", "✓", "✔", "☑", "有", "Y", "y", "Yes", "TRUE", "1", "已", "对", 1, 1.0, True]
    ]
    + [
        (raw, "否")
        for raw in ["否", "×", "✗", "✘", "X", "x", "无", "没有", "N", "no", "FALSE", "0", "未", 0, False]
    ],
)
def test_是否(raw: Any, value: str) -> None:
    assert read(YesNo, raw)[0] == value


@pytest.mark.parametrize("raw", ["待定", "部分", "2"])
def test_不是是否的留着值(raw: str) -> None:
    assert fault(YesNo, raw) == ("CE031", raw)


HEALTH = Choice.of("健康", "残疾", "长期慢性病", many=True, also={"慢性病": "长期慢性病", "良好": ""})
CLOSED = Choice.of("A级", "之子", also={"A": "A级"})
OPEN = Choice.of("打井", "医疗", open=True)


@pytest.mark.parametrize(
    ("choice", "raw", "value", "notes"),
    [
        (CLOSED, "A级", "A级", []),
        (CLOSED, "之 子", "之子", []),
        (CLOSED, "Ａ级", "A级", ["CE102"]),
        (CLOSED, "A", "A级", ["CE106"]),
        (CLOSED, "Ａ", "A级", ["CE106"]),
        (CLOSED, "无", None, []),
        (OPEN, "修房", "修房", []),
        (HEALTH, "残疾，慢性病", "残疾,长期慢性病", ["CE106"]),
        (HEALTH, "残疾、长期慢性病", "残疾,长期慢性病", []),
        (HEALTH, "残疾;", "残疾", []),
        (HEALTH, "良好", None, ["CE106"]),
        (HEALTH, ",", None, []),
    ],
)
def test_选项(choice: Choice, raw: Any, value: Any, notes: list[str]) -> None:
    context: dict[str, Any] = {"notes": []}
    assert (choice.judge(raw, context), context["notes"]) == (value, notes)


@pytest.mark.parametrize(
    ("choice", "raw", "kept"),
    [(CLOSED, "之女", "之女"), (HEALTH, "残疾，特困，慢性病", "残疾,特困,长期慢性病")],
)
def test_规定以外的选项留着全部的值(choice: Choice, raw: str, kept: str) -> None:
    with pytest.raises(Misread) as caught:
        choice.judge(raw, None)
    assert (caught.value.code, caught.value.values["kept"]) == ("CE032", kept)


@pytest.mark.parametrize(
    ("annotation", "raw", "text", "shown"),
    [
        (Money, 1500, "1500.00", "1500"),
        (Money, 1500.5, "1500.50", "1500.5"),
        (Count, 12, "12", "12"),
        (Date, "2023.5.3", "2023-05-03", "2023年5月3日"),
        (Month, "202305", "2023-05-01", "2023年5月"),
        (Year, "2023", "2023", "2023年"),
        (Term, "2023年春", "2023春", "2023春"),
    ],
)
def test_值的规范写法和给人看的写法(annotation: Any, raw: Any, text: str, shown: str) -> None:
    value = read(annotation, raw)[0]
    assert (kind(annotation).text(value), kind(annotation).show(value)) == (text, shown)
