"""写着“合计”的行：是各行之和，还是真有其人的一行，凭这一行别的格子判断；有疑问的都说出来。"""

from pathlib import Path

import pytest

from fupin_cli.reading.model import Reading
from fupin_cli.reading.read import read_file
from sheets import sheet, workbook

HEAD = "| 序号 | 学生姓名 | 证件号码 | 学期 | 学校 | 补助金额 | 备注 |"
ROWS = """
| {1} | 甄小禾 | 341699200603200029 | 2023春 | 职业学校 | {1500} | |
| {2} | 甄小麦 | 341699200603200037 | 2023春 | 职业学校 | {1500} | |
"""


def read(tmp_path: Path, last: str, rows: str = ROWS) -> tuple[Reading, list[int], list[int]]:
    """The reading, and the sheet rows taken for data and for totals."""
    made = sheet(f"{HEAD}{rows.rstrip()}\n{last}", name="雨露计划")
    reading = read_file(workbook(tmp_path / "台账.xlsx", made))
    (table,) = reading.tables
    return reading, table.rows, [total.row for total in table.totals]


def doubts(reading: Reading) -> list[tuple[str, str, str]]:
    return [
        (f.place.cell or "", str(f.values["column"]), str(f.values["taken"]))
        for f in reading.findings
        if f.code == "RD014"
    ]


@pytest.mark.parametrize(
    "last",
    [
        "| 合计 | | | | | {3000} | |",
        "| | 合计 | 2人 | | | {3000} | |",
        "| 合计 | 2人 | {2} | | | {3000} | |",
        "| 总计 | — | / | | | {2999} | |",
        "| | 双庙村小计 | 双庙村 | | | {3000} | |",
    ],
)
def test_没有编号姓名的是合计行(tmp_path: Path, last: str) -> None:
    reading, rows, totals = read(tmp_path, last)
    assert (rows, totals) == ([2, 3], [4])
    assert doubts(reading) == []


@pytest.mark.parametrize(
    ("last", "cell", "column"),
    [
        ("| {3} | 甄小豆 | 341699200603200045 | 2023春 | 合计 | {1500} | |", "E4", "证件号码"),
        ("| {3} | 甄小豆 | | 2023春 | 职业学校 | {1500} | 合计 |", "G4", "学生姓名"),
        ("| 合计 | 甄小豆 | 341699200603200045 | 2023春 | 职业学校 | {1500} | |", "A4", "证件号码"),
        ("| 合计 | 甄小豆 | | | | {2999} | |", "A4", "学生姓名"),
    ],
)
def test_有编号姓名又不等于各行之和的_按一行数据读_并说出来(
    tmp_path: Path, last: str, cell: str, column: str
) -> None:
    reading, rows, totals = read(tmp_path, last)
    assert (rows, totals) == ([2, 3, 4], [])
    assert doubts(reading) == [(cell, column, "一行数据")]


@pytest.mark.parametrize(
    ("last", "cell", "column"),
    [
        ("| 合计 | 甄守业 | | | | {3000} | |", "A4", "学生姓名"),
        ("| 合计 | 341699200603200045 | 341699200603200045 | | | 3,000.00 | |", "A4", "证件号码"),
        ("| {3} | 合计 | 341699200603200045 | | | {2999} | |", "B4", "证件号码"),
    ],
)
def test_等于各行之和的_姓名栏写着合计的_是合计行_也说出来(
    tmp_path: Path, last: str, cell: str, column: str
) -> None:
    reading, rows, totals = read(tmp_path, last)
    assert (rows, totals) == ([2, 3], [4])
    assert doubts(reading) == [(cell, column, "合计行")]


def test_只有一行时_金额相同也不当合计(tmp_path: Path) -> None:
    one = "\n| {1} | 甄小禾 | 341699200603200029 | 2023春 | 职业学校 | {1500} | |\n"
    last = "| 合计 | 甄小麦 | 341699200603200037 | 2023春 | 职业学校 | {1500} | |"
    reading, rows, totals = read(tmp_path, last, one)
    assert (rows, totals) == ([2, 3], [])
    assert doubts(reading) == [("A3", "证件号码", "一行数据")]


def test_每村小计各加各的(tmp_path: Path) -> None:
    last = (
        "| 小计 | 甄守业 | | | | {3000} | |\n"
        "| {3} | 甄小豆 | 341699200603200045 | 2023春 | 职业学校 | {1500} | |\n"
        "| {4} | 甄小谷 | 341699200603200053 | 2023春 | 职业学校 | {1000} | |\n"
        "| 小计 | 甄守田 | | | | {2500} | |\n"
        "| 总计 | 甄守田 | | | | {5500} | |"
    )
    reading, rows, totals = read(tmp_path, last)
    assert (rows, totals) == ([2, 3, 5, 6], [4, 7, 8])
    assert [taken for _, _, taken in doubts(reading)] == ["合计行"] * 3


def test_像备注的行有身份证号也是数据(tmp_path: Path) -> None:
    last = "| 备注：补发 | 甄小豆 | 341699200603200045 | 2023春 | 职业学校 | {1500} | |"
    _, rows, totals = read(tmp_path, last)
    assert (rows, totals) == ([2, 3, 4], [])


@pytest.mark.parametrize(
    "last", ["| 填表人： | 甄守业 | 13855550001 |", "| 填表人：甄守业 | | 2023年6月30日 |"]
)
def test_签字行不是数据(tmp_path: Path, last: str) -> None:
    assert read(tmp_path, last)[1] == [2, 3]


def test_只剩身份证号的一行也不丢(tmp_path: Path) -> None:
    assert read(tmp_path, "| | | 341699200603200045 | | | | |")[1] == [2, 3, 4]
