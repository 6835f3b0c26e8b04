"""fupin collect：村里报来什么样都收，一行不丢。"""

import json
import os
import stat

import openpyxl
import pytest

from fupin_cli.cli import run
from fupin_cli.reading.read import read_file
from sheets import sheet, workbook

HUAIDIAN = """
| 户主 | 户主身份证号 | 户号 | 家庭人口（人） | 户类型 | 纯收入（万元） | 村干部意见 |
|---|---|
| 甄兰 | 341699194712150243 | 3416990002001 | {1} | 脱贫户 | {0.8} | 同意 |
| 甄春生 | 341699198007070354 | 3416990002002 | {3} | 脱贫户 | {2.7} | =1+1 |
| 合计 | | | {4} | | {3.5} | |
"""


@pytest.fixture
def sent(town):
    """收到/：柳河村两版、槐店村另一种版式、一个外镇的村、一个写错村名的表。"""
    folder = town / "收到"
    book = (town / "台账" / "柳河村.xlsx").read_bytes()
    folder.mkdir()
    (folder / "柳河村2023年12月31日.xlsx").write_bytes(book)
    old = sheet(
        """
        | 村 | 户编号 | 户主姓名 | 家庭人口数 | 户类型 |
        |---|---|
        | 柳河村 | 3416990001001 | 甄有田 | {3} | 脱贫户 |
        | 柳河村 | 3416990001009 | 甄远 | {1} | 脱贫户 |
        """,
        name="户台账",
    )
    workbook(folder / "柳河村2023年6月30日.xlsx", old)
    workbook(folder / "槐店村报表.xlsx", sheet(HUAIDIAN, name="脱贫户花名册", above=("槐店村脱贫户",)))
    stray = """
    | 村 | 户编号 | 户主姓名 | 家庭人口数 | 户类型 |
    |---|---|
    | 红旗村 | 3416990009001 | 甄旗 | {2} | 脱贫户 |
    """
    workbook(folder / "其他.xlsx", sheet(stray, name="户台账"))
    return folder


def rows_in(folder):
    return sum(len(t.rows) for path in folder.iterdir() for t in read_file(path).tables)


def test_收到的行等于汇总的行加列出的行(sent, capsys):
    assert run(["collect", "收到", "-o", "汇总.xlsx", "-f", "json", "-q"]) == 1
    told = json.loads(capsys.readouterr().out)
    out = read_file(sent.parent / "汇总.xlsx")
    assert rows_in(sent) == sum(len(t.rows) for t in out.tables) + len(told["unplaced"]) + len(
        told["replaced"]
    )
    assert told["ledgers"]["户"] == {"柳河村": 2, "槐店村": 2, "石桥村": 0}


def test_先村后户_序号重排_来源写明(sent, capsys):
    run(["collect", "收到", "-o", "汇总.xlsx", "-q"])
    page = openpyxl.load_workbook("汇总.xlsx")["户"]
    header = [cell.value for cell in page[2]]
    rows = [dict(zip(header, row, strict=True)) for row in page.iter_rows(min_row=3, values_only=True)]
    people = [row for row in rows if isinstance(row["序号"], int)]
    assert [row["户主姓名"] for row in people] == ["甄有田", "甄守业", "甄兰", "甄春生"]
    assert [row["序号"] for row in people] == [1, 2, 3, 4]
    assert people[2]["来源文件"] == "槐店村报表.xlsx › 脱贫户花名册 第3行"
    assert people[2]["纯收入"] == 8000, "万元换成元"
    assert [row["序号"] for row in rows if not isinstance(row["序号"], int)] == [
        "柳河村小计",
        "槐店村小计",
        "合计",
    ]


def test_合计是公式_存着结果_读回来对得上(sent, capsys):
    run(["collect", "收到", "-o", "汇总.xlsx", "-q"])
    formulas = openpyxl.load_workbook("汇总.xlsx")["户"]
    results = openpyxl.load_workbook("汇总.xlsx", data_only=True)["户"]
    column = next(cell.column for cell in formulas[2] if cell.value == "家庭人口数")
    last = formulas.max_row
    assert formulas.cell(last, column).value.startswith("=SUBTOTAL(9,")
    assert results.cell(last, column).value == 7
    ledger = next(t for t in read_file(sent.parent / "汇总.xlsx").tables if t.ledger == "户")
    assert [total.values["家庭人口数"] for total in ledger.totals] == [3, 4, 7]


def test_说清采用了哪一版_谁没报_哪行归不到村(sent, capsys):
    assert run(["collect", "收到", "-o", "汇总.xlsx", "-q"]) == 1
    shown = capsys.readouterr().out
    assert "文件名日期较新（2023-12-31，另一份2023-06-30）" in shown
    assert "1行是采用的那份里没有的" in shown
    assert "未报  石桥村" in shown
    page = openpyxl.load_workbook("汇总.xlsx")["收表情况"]
    told = "\n".join(str(cell) for row in page.iter_rows(values_only=True) for cell in row if cell)
    assert "芦庙镇没有叫“红旗村”的村" in told
    assert "户主姓名=甄旗" in told
    assert "户主姓名=甄远" in told
    assert "村干部意见" in told


def test_不认识的列附在右边_等号开头也是文字(sent, capsys):
    run(["collect", "收到", "-o", "汇总.xlsx", "-q"])
    page = openpyxl.load_workbook("汇总.xlsx")["户"]
    column = next(cell.column for cell in page[2] if cell.value == "村干部意见")
    cell = next(cell for (cell,) in page.iter_rows(min_col=column, max_col=column) if cell.value == "=1+1")
    assert cell.data_type == "s"


def test_照县模板填_表头列宽落款都在(sent, capsys):
    form = sheet(
        """
        | 序号 | 行政村 | 户主姓名 | 身份证号 | 家庭人口数 | 纯收入（万元） |
        |---|---|
        | 示例 | 某村 | 张三 | | {4} | |
        | 合计 | | | | | |
        """,
        name="附表1",
        above=("谯城区2023年户信息表", "填报单位：　　　　填报时间："),
        below=("填表人：　　　负责人：",),
        merges=("A1:F1",),
        touch=lambda page: setattr(page.column_dimensions["C"], "width", 33),
    )
    workbook(sent.parent / "县模板.xlsx", form)
    assert run(["collect", "收到", "-o", "汇总.xlsx", "--form", "县模板.xlsx", "-q"]) == 1
    page = openpyxl.load_workbook("汇总.xlsx", data_only=True)["附表1"]
    values = [list(row) for row in page.iter_rows(values_only=True)]
    assert values[0][0] == "谯城区2023年户信息表"
    assert values[2][:6] == ["序号", "行政村", "户主姓名", "身份证号", "家庭人口数", "纯收入（万元）"]
    assert page.column_dimensions["C"].width == 33
    assert "A1:F1" in {str(area) for area in page.merged_cells.ranges}
    assert [row[2] for row in values[3:] if row[2]] == ["甄有田", "甄守业", "甄兰", "甄春生"]
    assert values[6][5] == 0.8
    assert values[-2][0] == "合计"
    assert values[-2][4] == 7
    assert values[-1][0].startswith("填表人")
    assert "张三" not in str(values)
    state = openpyxl.load_workbook("汇总.xlsx")["收表情况"]
    told = "\n".join(str(cell) for row in state.iter_rows(values_only=True) for cell in row if cell)
    assert "县模板没有这些列" in told


def test_同样的输入_同样的字节_只给本人看(sent, capsys):
    run(["collect", "收到", "-o", "一.xlsx", "-q"])
    run(["collect", "收到", "-o", "二.xlsx", "-q"])
    assert (sent.parent / "一.xlsx").read_bytes() == (sent.parent / "二.xlsx").read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE((sent.parent / "一.xlsx").stat().st_mode) == 0o600


def test_一张台账都没有就不写(town, capsys):
    folder = town / "收到"
    workbook(folder / "通知.xlsx", sheet("| 请各村 | 尽快上报 |\n|---|---|\n| 谢谢 | 谢谢 |"))
    assert run(["collect", "收到", "-o", "汇总.xlsx"]) == 2
    assert "没有认出一张台账" in capsys.readouterr().err
    assert not (town / "汇总.xlsx").exists()


def test_没有人编号的一家几口_不算重复行(town, capsys):
    people = "| 户编号 | 姓名 | 证件号码 | 与户主关系 |\n| 1 | 甄一 | 341699198001010016 | 户主 |\n| 1 | 甄二 | 341699198202020033 | 配偶 |"
    workbook(town / "收到" / "柳河村.xlsx", sheet(people, name="家庭成员", above=("柳河村家庭成员",)))
    run(["collect", "收到", "-o", "汇总.xlsx"])
    assert "重复行" not in capsys.readouterr().out
