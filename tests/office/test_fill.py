"""fupin fill：县里的表照原样填。"""

import tomllib

import openpyxl
import pytest
from openpyxl.styles import Font

from fupin_cli.cli import run
from sheets import sheet, workbook


def marks(page):
    """《指标》 in the table above stands for {{指标}}."""
    for row in page.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("《", "{{").replace("》", "}}")


def tidy(page):
    marks(page)
    page.merge_cells("A1:D1")
    page["B3"].font = Font(bold=True, color="FF0000")
    page["B3"].number_format = "0.0"


@pytest.fixture
def form(town):
    made = sheet(
        """
        | 县月报 | | | |
        | 指标 | 全镇 | 其中柳河村 | 备注 |
        | 脱贫户 | 《脱贫户户数》 | 《脱贫户户数@柳河村》 | 共《脱贫户户数》户、监测户《 监测户户数 》户 |
        | 雨露计划 | 《雨露计划学生数》 | | |
        | 两项和 | {=B3*2} | | |
        """,
        name="表1",
        touch=tidy,
    )
    return workbook(town / "县月报.xlsx", made)


def test_数填进去_格式公式合并都在(form, capsys):
    assert run(["fill", "县月报.xlsx", "--period", "2023", "-o", "已填.xlsx"]) == 0
    page = openpyxl.load_workbook("已填.xlsx")["表1"]
    assert page["B3"].value == 4
    assert page["C3"].value == 2
    assert page["D3"].value == "共4户、监测户1户"
    assert page["B5"].value == "=B3*2"
    assert page["B3"].number_format == "0.0"
    assert page["B3"].font.bold
    assert "A1:D1" in {str(area) for area in page.merged_cells.ranges}


def test_没有台账的留空并列出(form, capsys):
    assert run(["fill", "县月报.xlsx", "-o", "已填.xlsx"]) == 0
    shown = capsys.readouterr().out
    assert "留空1格" in shown
    assert "表1!B4 雨露计划学生数：" in shown
    assert openpyxl.load_workbook("已填.xlsx")["表1"]["B4"].value is None


def test_底稿里有名字(form, capsys):
    assert run(["fill", "县月报.xlsx", "-o", "已填.xlsx", "--with-sources", "底稿.xlsx"]) == 0
    assert "请勿外传" in capsys.readouterr().err
    book = openpyxl.load_workbook("底稿.xlsx")
    told = [cell for row in book["脱贫户户数"].iter_rows(values_only=True) for cell in row]
    assert {"甄有田", "甄守业", "甄兰", "甄春生"} <= set(told)


def test_指标名写错就不填(town, capsys):
    workbook(town / "县月报.xlsx", sheet("| 脱贫户 | 《脱贫户户书》 |\n|---|---|", touch=marks))
    assert run(["fill", "县月报.xlsx", "-o", "已填.xlsx"]) == 2
    assert "脱贫户户数" in capsys.readouterr().err
    assert not (town / "已填.xlsx").exists()


def test_按标题提出对应_放进配置就能填(town, capsys):
    plain = sheet(
        """
        | 月报表 | | | |
        | 村 | 脱贫户 | | 监测户数 |
        | | 户数 | 人数 | |
        | 柳河村 | | | |
        | 槐店村 | | | |
        """,
        name="表2",
        merges=("B2:C2", "A2:A3", "D2:D3"),
    )
    workbook(town / "乡镇月报.xlsx", plain)
    assert run(["fill", "乡镇月报.xlsx", "--suggest"]) == 0
    written = capsys.readouterr().out
    cells = tomllib.loads(written)["form"][0]["cells"]
    assert cells["表2!B4"] == "脱贫户户数@柳河村"
    assert cells["表2!D5"] == "监测户户数@槐店村"
    config = town / "fupin.toml"
    config.write_text(config.read_text(encoding="utf-8") + "\n" + written, encoding="utf-8")
    assert run(["fill", "乡镇月报.xlsx", "-o", "已填.xlsx", "-q"]) == 0
    page = openpyxl.load_workbook("已填.xlsx")["表2"]
    assert [page["B4"].value, page["B5"].value, page["D4"].value, page["D5"].value] == [2, 2, 1, 0]


def test_单位写在旁边一列或表头上的_也照着折算(town, capsys):
    workbook(
        town / "半年报.xlsx",
        sheet("| 指标 | 单位 | 数量 |\n| 脱贫户 | 户 | |\n| 光伏收益资金 | 万元 | |", name="一"),
        sheet("| 收支表 | 单位：万元 |\n| 光伏收益资金 | |", name="二"),
    )
    assert run(["fill", "半年报.xlsx", "--suggest", "-q"]) == 0
    shown = capsys.readouterr().out
    assert '"一!C2" = "脱贫户户数"  #' in shown
    assert '"一!C3" = "光伏收益资金|万元"' in shown
    assert '"二!B2" = "光伏收益资金|万元"' in shown


def test_老格式请先另存(town, capsys):
    (town / "月报.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert run(["fill", "月报.xls", "-o", "已填.xlsx"]) == 2
    assert "另存为 xlsx" in capsys.readouterr().err
