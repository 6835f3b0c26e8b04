"""fupin slip 和 fupin receive：问出去，收回来，销号。"""

import json

import docx
import openpyxl
import pytest

from fupin_cli.cli import run
from office.people import 甄守业, 甄小禾
from sheets import sheet, workbook


@pytest.fixture
def wrong(town):
    """柳河村的户台账里，甄守业的证件号码错了一位、户类型乱填。"""
    book = openpyxl.load_workbook("台账/柳河村.xlsx")
    page = book["户台账"]
    columns = {cell.value: cell.column for cell in page[2]}
    page.cell(4, columns["户主证件号码"]).value = 甄守业[:17] + ("1" if 甄守业[17] != "1" else "2")
    page.cell(3, columns["户类型"]).value = "富裕户"
    book.save("台账/柳河村.xlsx")
    return town


def slip_rows(path="核实单/柳河村核实单.xlsx"):
    page = openpyxl.load_workbook(path)["核实单"]
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    start = next(number for number, row in enumerate(rows) if row[0] == "编号")
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :] if row[0]]


def test_每村一份_有户主和后四位_没有整号(wrong, capsys):
    assert run(["slip", "-o", "核实单", "-q"]) == 0
    rows = slip_rows()
    asked = next(row for row in rows if "校验码" in row["需要核实的问题"])
    assert (asked["户主"], asked["组"], len(asked["证件号后四位"])) == ("甄守业", "二组", 4)
    assert asked["核实结果"] is None
    everything = " ".join(str(value) for row in rows for value in row.values())
    assert 甄守业[:17] not in everything
    table = docx.Document("核实单/柳河村核实单.docx").tables[0]
    assert [row.cells[0].text for row in table.rows[1:]] == [row["编号"] for row in rows]


def test_编号每轮不变_新问题接着编(wrong, capsys):
    run(["slip", "-o", "一", "-q"])
    first = {row["需要核实的问题"]: row["编号"] for row in slip_rows("一/柳河村核实单.xlsx")}
    book = openpyxl.load_workbook("台账/柳河村.xlsx")
    page = book["户台账"]
    columns = {cell.value: cell.column for cell in page[2]}
    page.cell(3, columns["户联系电话"]).value = "1390000"
    book.save("台账/柳河村.xlsx")
    run(["slip", "-o", "二", "-q"])
    second = {row["需要核实的问题"]: row["编号"] for row in slip_rows("二/柳河村核实单.xlsx")}
    assert first.items() <= second.items()
    added = set(second.values()) - set(first.values())
    assert added
    assert min(added) > max(first.values())


def reply(path, answers):
    """A returned slip with lines in another order; `answers` is {number: (result, who)}."""
    lines = "\n".join(f"| {number} | {result} | {who} |" for number, (result, who) in answers.items())
    workbook(path, sheet(f"| 编号 | 核实结果 | 核实人 |\n|---|---|\n{lines}", above=("柳河村交回",)))


def test_答复与台账对照(wrong, capsys):
    run(["slip", "-o", "核实单", "-q"])
    rows = slip_rows()
    number = next(row["编号"] for row in rows if "校验码" in row["需要核实的问题"])
    kind = next(row["编号"] for row in rows if "富裕户" in row["需要核实的问题"])
    reply(
        wrong / "回复" / "柳河.xlsx",
        {kind: ("已改", "甄书记"), number: ("无误，户口本如此", "甄书记"), "柳河村-9999": ("?", "")},
    )
    capsys.readouterr()
    assert run(["receive", "回复", "-o", "销号表.xlsx", "-f", "json", "-q"]) == 1
    told = json.loads(capsys.readouterr().out)
    state = {item["number"]: item["state"] for item in told["questions"]}
    assert state[kind] == "与台账不符"
    assert state[number] == "已销号"
    assert told["unknown"] == ["柳河村-9999"]
    assert told["summary"]["未返回"] == len(rows) - 2 + sum(1 for n in state if not n.startswith("柳河村"))

    book = openpyxl.load_workbook("台账/柳河村.xlsx")
    page = book["户台账"]
    columns = {cell.value: cell.column for cell in page[2]}
    page.cell(3, columns["户类型"]).value = "脱贫户"
    book.save("台账/柳河村.xlsx")
    assert run(["receive", "回复", "-o", "销号表.xlsx", "-f", "json", "-q"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {item["number"]: item["state"] for item in told["questions"]}[kind] == "已销号"
    page = openpyxl.load_workbook("销号表.xlsx")["销号表"]
    assert any(row[0] == kind and row[6] == "已销号" for row in page.iter_rows(values_only=True))


def test_Word填回来也收(wrong, capsys):
    run(["slip", "-o", "核实单", "-q"])
    document = docx.Document("核实单/柳河村核实单.docx")
    for row in document.tables[0].rows[1:]:
        row.cells[5].text = "情况属实，镇里处理"
    (wrong / "回复").mkdir()
    document.save("回复/柳河.docx")
    assert run(["receive", "回复", "-o", "销号表.xlsx", "-q"]) == 0
    assert "已销号" in capsys.readouterr().out


def test_疑点写进核实单(town, capsys):
    workbook(town / "残疾.xlsx", sheet(f"| 姓名 | 身份证号 |\n|---|---|\n| 甄小禾 | {甄小禾} |"))
    run(["match", "残疾.xlsx", "--kind", "残疾", "-o", "疑点.xlsx", "-q"])
    assert run(["slip", "-o", "核实单", "--with", "疑点.xlsx", "-q"]) == 0
    row = next(row for row in slip_rows() if row["需要核实的问题"].startswith("仅名单有"))
    assert "甄小禾" in row["需要核实的问题"]
    assert row["户主"] == "甄有田"


def test_没有发过核实单就收不了(town, capsys):
    reply(town / "回复" / "柳河.xlsx", {"柳河村-0001": ("已改", "")})
    assert run(["receive", "回复", "-o", "销号表.xlsx", "-q"]) == 2
    assert "还没有芦庙镇的登记册" in capsys.readouterr().err
