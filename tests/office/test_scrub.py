"""fupin scrub：公开以前先看有没有不该公开的。"""

import json
import zipfile

import docx
import openpyxl
import pytest
from docx.shared import Pt
from openpyxl.comments import Comment

from fupin_cli.cli import run
from office.people import 甄守业, 甄有田
from sheets import sheet, workbook


def everything(path):
    """All bytes of an office file, unpacked."""
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.fixture
def attachment(tmp_path, monkeypatch):
    """一份公示附件：身份证号、数字电话、健康列、隐藏的表和列、批注、作者。"""
    monkeypatch.chdir(tmp_path)

    def touch(page):
        page["A3"].comment = Comment(f"本人{甄守业}", "甄书记")
        page.column_dimensions["E"].hidden = True

    shown = sheet(
        f"""
        | 姓名 | 身份证号 | 联系电话 | 健康状况 | 备注 | 金额 |
        |---|---|
        | 甄有田 | {甄有田} | {{13900001111}} | 长期慢性病 | 秘密 | {{1500}} |
        """,
        name="公示",
        above=("柳河村补助公示",),
        touch=touch,
    )
    secret = sheet(f"| 姓名 | 身份证号 |\n|---|---|\n| 甄守业 | {甄守业} |", name="底表", hidden=True)
    path = workbook(tmp_path / "附件.xlsx", shown, secret, properties={"单位": "某镇"})
    book = openpyxl.load_workbook(path)
    book.properties.creator = "甄书记"
    book.save(path)
    return path


def test_说出有什么_屏幕上也遮住(attachment, capsys):
    assert run(["scrub", "附件.xlsx", "-f", "json"]) == 1
    shown = capsys.readouterr().out
    assert 甄有田 not in shown
    leaks = {(leak["what"], leak["place"]) for leak in json.loads(shown)["files"][0]["leaks"]}
    assert {
        ("证件号码", "公示!B列"),
        ("电话", "公示!C列"),
        ("健康状况", "公示!D列"),
        ("隐藏的工作表", "底表"),
        ("隐藏的行或列里的内容", "公示"),
        ("批注", "公示"),
        ("文件属性", "作者"),
        ("文件属性", "自定义属性"),
    } <= leaks


def test_清洁副本里什么都不剩_该公示的还在(attachment, capsys):
    assert run(["scrub", "附件.xlsx", "-o", "清洁"]) == 0
    page = openpyxl.load_workbook("清洁/附件.xlsx")["公示"]
    assert page["A3"].value == "甄有田"
    assert page["F3"].value == 1500
    raw = everything("清洁/附件.xlsx")
    for secret in (甄有田, 甄守业, "13900001111", "慢性病", "秘密", "甄书记", "底表"):
        assert secret not in raw, secret
    capsys.readouterr()
    assert run(["scrub", "清洁/附件.xlsx"]) == 0


def test_标题合并居中的工作簿也查得了(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    page = sheet(f"| 甄有田补助公示 | |\n| 姓名 | 身份证号 |\n| 甄有田 | {甄有田} |", merges=("A1:B1",))
    workbook(tmp_path / "公示.xlsx", page)
    assert run(["scrub", "公示.xlsx", "-o", "清洁"]) == 0
    assert "证件号码" in capsys.readouterr().out
    clean = openpyxl.load_workbook(tmp_path / "清洁" / "公示.xlsx").active
    assert [str(merged) for merged in clean.merged_cells.ranges] == ["A1:B1"]
    assert clean["B3"].value != 甄有田


def test_Word的正文表格批注隐藏文字(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    document = docx.Document()
    document.core_properties.author = "甄书记"
    paragraph = document.add_paragraph("联系人甄有田，")
    paragraph.add_run(甄有田[:8]).font.size = Pt(14)
    paragraph.add_run(甄有田[8:] + "，电话13900001111。")
    hidden = document.add_paragraph("公开。").add_run("不公开的话")
    hidden.font.hidden = True
    document.add_comment(paragraph.runs[0], text=f"核对{甄守业}", author="甄书记")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("姓名", "残疾类别", "甄守业", "肢体二级"), strict=True):
        cell.text = text
    document.save("附件.docx")
    assert run(["scrub", "附件.docx", "-o", "清洁"]) in {0, 1}
    raw = everything("清洁/附件.docx")
    for secret in (甄有田, 甄有田[8:], 甄守业, "13900001111", "肢体二级", "不公开的话", "甄书记"):
        assert secret not in raw, secret
    clean = docx.Document("清洁/附件.docx")
    assert clean.paragraphs[0].text == f"联系人甄有田，{甄有田[:6]}********{甄有田[-4:]}，电话139****1111。"
    assert next(run for run in clean.paragraphs[0].runs if run.text.startswith("341699")).font.size == Pt(14)
    assert clean.tables[0].cell(1, 0).text == "甄守业"


def test_没有问题就说没有(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "通知.txt").write_text("请各村于5月8日前报送。", encoding="utf-8")
    assert run(["scrub", "通知.txt"]) == 0
    assert "没有发现不该公开的内容" in capsys.readouterr().out


def test_查不了的格式明说(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "扫描.pdf").write_bytes(b"%PDF-1.4")
    assert run(["scrub", "扫描.pdf"]) == 2
    assert "请自己逐页看" in capsys.readouterr().err
