"""The road end to end, as a clerk walks it: a copy of the shipped town, through the command line."""

import json
import re
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from fupin_cli.cli import run
from fupin_cli.resources import folder

FIGURES = {  # 芦庙镇 2023 年公开总结里的数
    "行政村数": 8,
    "自然村数": 107,
    "脱贫户户数": 973,
    "脱贫人口数": 1845,
    "监测户户数": 115,
    "监测对象人数": 256,
    "脱贫不稳定户户数": 6,
    "脱贫不稳定户人数": 14,
    "边缘易致贫户户数": 88,
    "边缘易致贫户人数": 177,
    "突发严重困难户户数": 21,
    "突发严重困难户人数": 65,
    "集中排查问题数": 74,
    "集中排查已整改问题数": 74,
    "巷道里程": 21,
    "雨露计划学生数": 103,
    "光伏收益资金": "3900597.40",
    "光伏占地租金": "161267.40",
    "光伏电站管理费": 40730,
    "光伏公益岗位工资": 3072600,
    "光伏公益岗位人数": 436,
    "光伏奖补脱贫户户数": 87,
    "光伏奖补脱贫户金额": 220000,
    "光伏奖补边缘户户数": 13,
    "光伏奖补边缘户金额": 36000,
    "光伏小型公益事业资金": 370000,
    "交通补贴人数": 117,
    "网格员人数": 132,
    "网格员培训场次": 2,
}


@pytest.fixture
def town(tmp_path, monkeypatch):
    """A copy of 芦庙镇, with the prompt inside it."""
    home = tmp_path / "芦庙镇"
    shutil.copytree(folder("examples") / "芦庙镇", home)
    monkeypatch.chdir(home)
    return home


def text_of(path: Path) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def figures(capsysbinary, *options: str) -> dict[str, Decimal]:
    assert run(["report", "--no-check", "--format", "json", "-q", *options]) == 0
    found = json.loads(capsysbinary.readouterr().out, parse_float=Decimal)["figures"]
    return {item["name"]: Decimal(item["value"]) for item in found}


def test_校验没有错误_核对全平(town, capsys):
    assert run(["validate"]) == 0
    assert "没有发现问题" in capsys.readouterr().err
    assert run(["reconcile", "--town", "芦庙镇"]) == 0
    assert "不平" not in capsys.readouterr().out


@pytest.mark.parametrize("period", ["2023", "2023H2"])
def test_总结写成公文_每个数都在里面(town, period):
    assert run(["report", "--period", period, "--town", "芦庙镇", "-o", "总结.docx"]) == 0
    written = text_of(town / "总结.docx")
    numbers = set(re.findall(r"\d+(?:\.\d+)?", written))
    half = {
        "雨露计划学生数",
        "集中排查问题数",
        "集中排查已整改问题数",
        "巷道里程",
        "网格员培训场次",
        "交通补贴人数",
    }
    for name, value in FIGURES.items():
        if period == "2023" or name not in half:
            assert str(value) in numbers, name
    assert next(line for line in written.splitlines() if re.match(r"[一二三四]、", line)) == "一、基本情况"


def test_别的时期不用当期的标题(town):
    assert run(["report", "--period", "2023H1", "--no-check", "-q", "-o", "上半年.md"]) == 0
    assert (town / "上半年.md").read_text(encoding="utf-8").startswith("# 芦庙镇2023年上半年")


def test_每个数都从行里数出来(town, capsysbinary):
    found = figures(capsysbinary, "--period", "2023")
    for name, value in FIGURES.items():
        assert found[name] == Decimal(value), name


def test_删掉一户_数字跟着变_核对指出差在哪里(town, capsysbinary):
    book = openpyxl.load_workbook("台账/芦庙镇/柳河村.xlsx")
    page = book["户台账"]
    header = next(row[0].row for row in page.iter_rows() if any(cell.value == "户编号" for cell in row))
    columns = {cell.value: cell.column for cell in page[header]}
    number = next(
        page.cell(row, columns["户编号"]).value
        for row in range(header + 1, page.max_row)
        if page.cell(row, columns["户类型"]).value == "脱贫户"
        and not page.cell(row, columns["监测对象类别"]).value
    )
    gone = {}
    for sheet in book:
        for row in range(sheet.max_row, 0, -1):
            if any(cell.value == number for cell in sheet[row]):
                sheet.delete_rows(row)
                gone[sheet.title] = gone.get(sheet.title, 0) + 1
    book.save("台账/芦庙镇/柳河村.xlsx")

    found = figures(capsysbinary, "--period", "2023")
    assert found["脱贫户户数"] == 972
    assert found["脱贫人口数"] < 1845
    assert run(["report", "--period", "2023", "--no-check", "-q", "-o", "总结.docx"]) == 0
    assert "972户" in text_of(town / "总结.docx")

    assert run(["reconcile", "--format", "json", "-q"]) == 1
    checks = json.loads(capsysbinary.readouterr().out)["checks"]
    different = {(c["code"], c["village"]) for c in checks if c["verdict"] == "different"}
    assert ("RC001", "柳河村") in different
    assert ("RC001", "双井村") not in different
    line = next(c for c in checks if c["code"] == "RC001" and c["village"] == "柳河村")
    assert line["difference"] == -1
    assert line["left"]["sources"][0]["file"].endswith("柳河村.xlsx")


def test_终端上不输出Word(town, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(["report", "--period", "2023"]) == 2
    assert "-o" in capsys.readouterr().err


def test_屏幕上没有身份证号(town, capsys):
    page = openpyxl.load_workbook("台账/芦庙镇/柳河村.xlsx")
    sheet = next(page[name] for name in page.sheetnames if "家庭成员" in name)
    header = next(row[0].row for row in sheet.iter_rows() if any(cell.value == "证件号码" for cell in row))
    column = next(cell.column for cell in sheet[header] if cell.value == "证件号码")
    whole = sheet.cell(header + 1, column).value
    sheet.cell(header + 1, column).value = whole[:17] + ("1" if whole[17] != "1" else "2")
    page.save("台账/芦庙镇/柳河村.xlsx")
    assert run(["validate", "--format", "json"]) == 1
    shown = capsys.readouterr().out
    assert "341699********" in shown
    assert whole[:17] not in shown
    assert json.loads(shown)["summary"]["error"] >= 1
