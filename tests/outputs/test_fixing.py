"""修正副本：只改有把握的写法，其余一格不动；再修一次无事可做；改过的都合格。"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from fupin_cli.cli import run
from sheets import sheet, workbook

TABLE = """
| 序号 | 户编号 | 学生姓名 | 证件号码 | 学期 | 标准 | 补助金额 | 发放日期 | 发放状态 | 联系电话 |
| {1} | {3416990001001} | 甄小禾 | 34169920060320002９ | 2023年春季 | {1500} | 1,500.00 | 2023.06.20 | 已发 | 138 0013 8000 |
| {2} | 3416990001002 | 甄　苗 | G34169920050101001x | 2023春 | {1500} | {1500} | {45049} | 已发放 | 13800138001 |
| {3} | 3416990001003 | 甄大苗 | 341699200603200028 | 上学期 | {1500} | {=F5} | 2023-06-20 | 没发 | 12345 |
"""
CHANGED = {"B3", "D3", "E3", "G3", "H3", "I3", "J3", "C4", "D4", "H4"}


def touched(page: Any) -> None:
    for row in page.iter_rows(min_row=3, max_row=5):
        for cell in row:
            cell.fill = PatternFill("solid", fgColor="EEEEEE")
    page["A7"] = "注：村里自报"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = sheet(TABLE, name="雨露计划", above=("柳河村2023年雨露计划补助发放表",), touch=touched)
    return workbook(tmp_path / "台账" / "柳河村.xlsx", made)


def fixed(source: Path) -> Path:
    run(["validate", str(source), "--fix", "-q"])
    return source.parent.parent / "校验结果" / "柳河村.修正.xlsx"


def codes(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, set[str]]:
    capsys.readouterr()
    run(["validate", str(path), "-f", "json", "-q"])
    found: dict[str, set[str]] = {}
    for finding in json.loads(capsys.readouterr().out)["findings"]:
        if finding["cell"]:
            found.setdefault(finding["cell"], set()).add(finding["code"])
    return found


def test_写在台账文件夹旁边_不进台账文件夹(source: Path) -> None:
    assert fixed(source).is_file()
    assert [path.name for path in source.parent.iterdir()] == ["柳河村.xlsx"]


def test_只改写法_别的格子和样式都不动(source: Path) -> None:
    before = openpyxl.load_workbook(source)["雨露计划"]
    after = openpyxl.load_workbook(fixed(source))["雨露计划"]
    assert before.dimensions == after.dimensions
    for row in before.iter_rows():
        for cell in row:
            new = after[cell.coordinate]
            assert repr(new.fill) == repr(cell.fill)
            if cell.coordinate not in CHANGED:
                assert (new.value, new.data_type) == (cell.value, cell.data_type)
                for style in ("number_format", "font", "border", "alignment", "protection"):
                    assert repr(getattr(new, style)) == repr(getattr(cell, style))


def test_改成该有的样子(source: Path) -> None:
    page = openpyxl.load_workbook(fixed(source))["雨露计划"]
    assert {spot: page[spot].value for spot in sorted(CHANGED)} == {
        "B3": "3416990001001",
        "C4": "甄苗",
        "D3": "341699200603200029",
        "D4": "34169920050101001X",
        "E3": "2023春",
        "G3": 1500,
        "H3": "2023-06-20",
        "H4": dt.datetime(2023, 5, 3),  # noqa: DTZ001  单元格没有时区
        "I3": "已发放",
        "J3": "13800138000",
    }
    assert page["B3"].number_format == "@"


def test_修正记录列出每一处(source: Path) -> None:
    book = openpyxl.load_workbook(fixed(source))
    assert book.sheetnames == ["雨露计划", "修正记录"]
    rows = list(book["修正记录"].iter_rows(values_only=True))
    assert rows[0] == ("工作表", "单元格", "列", "修正前", "修正后", "原因")
    assert {row[1] for row in rows[1:]} == CHANGED
    assert ("雨露计划", "G3", "补助金额", "1,500.00", "1500", "数字存成了文本") in rows
    assert next(row for row in rows if row[1] == "C4")[3] == "甄␣苗"


def test_修过的格子都合格_修不了的仍然报出(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = codes(source, capsys), codes(fixed(source), capsys)
    tidy = {f"CE10{number}" for number in range(1, 9)}
    assert not any(found & tidy for found in after.values())
    assert {spot: found - tidy for spot, found in before.items() if found - tidy} == after


def test_对自己的结果再修一次_什么也不改(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = fixed(source)
    content = made.read_bytes()
    run(["validate", str(made), "--fix"])
    assert "没有可以自动修正的地方" in capsys.readouterr().err
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    assert made.read_bytes() == content


def test_不选的规则不修(source: Path) -> None:
    run(["validate", str(source), "--fix", "--ignore", "CE107", "-q"])
    page = openpyxl.load_workbook(source.parent.parent / "校验结果" / "柳河村.修正.xlsx")["雨露计划"]
    assert page["G3"].value == "1,500.00"


def test_万元的列照万元写(tmp_path: Path) -> None:
    made = sheet(
        """
        | 村 | 年度 | 分配用途 | 计划金额（万元） | 实付金额（万元） |
        | 柳河村 | {2023} | 占地租金 | 3.2 | 3.2万 |
        """,
        name="光伏收益分配",
    )
    source = workbook(tmp_path / "台账" / "柳河村.xlsx", made)
    page = openpyxl.load_workbook(fixed(source))["光伏收益分配"]
    assert [page["D2"].value, page["E2"].value] == [3.2, 3.2]


def test_合并单元格的值只改一次_按户主补的空格不填(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = sheet(
        """
        | 户编号 | 户主姓名 | 姓名 | 证件号码 | 与户主关系 | 户类型 |
        | ３416990001001 | 甄有田 | 甄有田 | 341699196803050011 | 户主 | 脱贫户 |
        | | | 甄小禾 | 341699200603200029 | 之女 | |
        | ３416990001002 | 甄明 | 甄明 | 341699198801200054 | 户主 | 脱贫户 |
        | | | 甄一木 | 341699201407090015 | 之子 | |
        """,
        name="家庭成员",
        merges=("A4:A5",),
    )
    source = workbook(tmp_path / "台账" / "柳河村.xlsx", made)
    page = openpyxl.load_workbook(fixed(source))["家庭成员"]
    assert [page[f"A{row}"].value for row in range(2, 6)] == ["3416990001001", None, "3416990001002", None]
