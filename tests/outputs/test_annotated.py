"""标注副本：原样不动，错处涂色加批注，行末有意见，首页列全部问题，再也不当台账读。"""

import hashlib
import stat
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from fupin_cli.cli import run
from sheets import Sheet, sheet, workbook

TABLE = """
| 序号 | 户编号 | 学生姓名 | 证件号码 | 学期 | 补助标准 | 补助金额 | 发放状态 | 备注 |
| {1} | 3416990001001 | 甄小禾 | 341699200603200028 | 2023春 | {1500} | 1,500 | 已发放 | |
| {2} | 3416990001002 | 甄小苗 | 341699200603200029 | 上学期 | {1500} | {1500} | 没发 | |
"""


def touched(page: Any) -> None:
    page.freeze_panes = "C3"
    page.column_dimensions["D"].width = 33
    page["A1"].font = Font(bold=True, size=20)
    choice = DataValidation(type="list", formula1='"已发放,未发放"')
    choice.add("H3:H99")
    page.add_data_validation(choice)
    page["I3"] = "=1+1"
    page["I3"].data_type = "s"
    page["I4"] = "=SUM(F3:F4)"
    page["D3"].comment = Comment("原有批注", "村里")


def ledger(name: str = "雨露计划") -> Sheet:
    return sheet(
        TABLE, name=name, above=("柳河村2023年雨露计划补助发放表",), merges=("A1:I1",), touch=touched
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return workbook(tmp_path / "台账" / "柳河村.xlsx", ledger())


def annotated(source: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    target = source.parent.parent / "标注"
    before = hashlib.sha256(source.read_bytes()).digest()
    assert run(["validate", str(source), "--annotate", str(target)]) == 1
    assert "有个人信息" in capsys.readouterr().err
    assert hashlib.sha256(source.read_bytes()).digest() == before
    (made,) = target.glob("*.xlsx")
    return made


def test_错处涂色_批注和行末意见都在(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.load_workbook(annotated(source, capsys))
    page = book["雨露计划"]
    assert page["D3"].fill.fgColor.rgb == "00FFC7CE"
    assert page["D3"].comment.text.startswith("原有批注\n【错误 CE015】")
    assert page["G3"].fill.fgColor.rgb == "00DDEBF7"
    assert page["J2"].value == "校验意见"
    assert "校验码不对" in page["J3"].value
    assert "学期" in page["J4"].value
    assert page["F3"].fill.fill_type is None


def test_首页列出全部问题_可筛选_每行能跳到格子(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.load_workbook(annotated(source, capsys))
    page = book.worksheets[0]
    assert page.title == "校验结果"
    assert book.active is page
    rows = list(page.iter_rows(min_row=3))
    assert {row[8].value for row in rows} >= {"CE015", "CE046", "CE032", "CE107"}
    assert page.auto_filter.ref == f"A2:I{len(rows) + 2}"
    assert "个人信息" in page["A1"].value
    links = {row[2].value: row[2].hyperlink.location for row in rows}
    assert links["D3"] == "'雨露计划'!D3"
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, False]


def test_原来的格式_宽度_下拉框_公式都留着(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = openpyxl.load_workbook(annotated(source, capsys))["雨露计划"]
    assert page.freeze_panes == "C3"
    assert page.column_dimensions["D"].width == 33
    assert page["A1"].font.size == 20
    assert [str(rule.sqref) for rule in page.data_validations.dataValidation] == ["H3:H99"]
    assert page["I4"].value == "=SUM(F3:F4)"
    assert page["I4"].data_type == "f"
    assert (page["I3"].value, page["I3"].data_type) == ("=1+1", "s")
    assert [str(area) for area in page.merged_cells.ranges] == ["A1:I1"]


def test_标注副本不当台账读(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = annotated(source, capsys)
    run(["validate", str(made)])
    assert "不当台账读" in capsys.readouterr().out


def test_两次写出的字节相同(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = annotated(source, capsys).read_bytes()
    assert annotated(source, capsys).read_bytes() == first


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有这种权限位")
def test_只有本人可读(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert stat.S_IMODE(annotated(source, capsys).stat().st_mode) == 0o600


def test_绝不覆盖台账(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = source.read_bytes()
    assert run(["validate", str(source), "--annotate", str(source)]) == 2
    assert "不能覆盖" in capsys.readouterr().err
    assert run(["validate", str(source), "-f", "json", "-o", str(source)]) == 2
    assert source.read_bytes() == before


def test_几个台账不能写进一个文件(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = workbook(source.with_name("槐店村.xlsx"), ledger())
    assert run(["validate", str(source), str(other), "--annotate", str(source.parent / "全部.xlsx")]) == 2
    assert "请在 --annotate 后面写文件夹" in capsys.readouterr().err


def test_csv_的副本是_xlsx_长编号仍是文字(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        "户编号,学生姓名,证件号码,学期,补助金额,备注",
        "3416990001001,甄小禾,341699200603200028,2023春,1500,=1+1",
    ]
    source = tmp_path / "柳河村.csv"
    source.write_text("\n".join(lines), encoding="gb18030")
    assert run(["validate", str(source), "--annotate", str(tmp_path / "标注")]) == 1
    assert "改存为xlsx" in capsys.readouterr().err
    page = openpyxl.load_workbook(tmp_path / "标注" / "柳河村.标注.xlsx").worksheets[1]
    assert (page["C2"].value, page["C2"].data_type) == ("341699200603200028", "s")
    assert (page["F2"].value, page["F2"].data_type) == ("=1+1", "s")
    assert page["C2"].fill.fgColor.rgb == "00FFC7CE"


def test_公式的结果和别处来的下拉框都带过来(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from zipfile import ZipFile

    source = workbook(tmp_path / "原" / "柳河村.xlsx", ledger())
    target = tmp_path / "柳河村.xlsx"
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidations count="1">'
        '<x14:dataValidation type="list" allowBlank="1"><x14:formula1>'
        "<xm:f>选项!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>E3:E99</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    with ZipFile(source) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = data.decode("utf-8").replace("<f>SUM(F3:F4)</f><v />", "<f>SUM(F3:F4)</f><v>3000</v>")
                text = text.replace("<f>SUM(F3:F4)</f><v></v>", "<f>SUM(F3:F4)</f><v>3000</v>")
                assert "<v>3000</v>" in text
                data = text.replace("</worksheet>", extension).encode("utf-8")
            new.writestr(name, data)
    made = annotated(target, capsys)
    assert openpyxl.load_workbook(made, data_only=True)["雨露计划"]["I4"].value == 3000
    rules = openpyxl.load_workbook(made)["雨露计划"].data_validations.dataValidation
    assert {(str(rule.sqref), rule.formula1) for rule in rules} >= {("E3:E99", "选项!$A$1:$A$3")}


def test_带宏的副本仍带宏(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from zipfile import ZipFile

    target = tmp_path / "带宏" / "柳河村.xlsm"
    target.parent.mkdir()
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    kind = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    relation = (
        '<Relationship Id="rId99" Target="vbaProject.bin" '
        'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/></Relationships>'
    )
    with ZipFile(source) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
                data = data.replace(b"</Types>", kind.encode())
            elif name == "xl/_rels/workbook.xml.rels":
                data = data.replace(b"</Relationships>", relation.encode())
            new.writestr(name, data)
        new.writestr("xl/vbaProject.bin", b"macros")
    assert run(["validate", str(target), "--annotate", str(tmp_path / "标注"), "-q"]) == 1
    with ZipFile(tmp_path / "标注" / "柳河村.标注.xlsm") as made:
        assert made.read("xl/vbaProject.bin") == b"macros"
        assert b"macroEnabled" in made.read("[Content_Types].xml")
    capsys.readouterr()
    run(["validate", str(tmp_path / "标注")])
    assert "不当台账读" in capsys.readouterr().out


def test_加密的台账_副本没有密码要说清(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    target = tmp_path / "加密" / "柳河村.xlsx"
    target.parent.mkdir()
    with source.open("rb") as plain, target.open("wb") as secret:
        OOXMLFile(plain).encrypt("密码123", secret)
    made = tmp_path / "标注.xlsx"
    assert run(["validate", str(target), "--annotate", str(made), "--password", "密码123"]) == 1
    assert "副本没有密码" in capsys.readouterr().err
    assert openpyxl.load_workbook(made).sheetnames == ["校验结果", "雨露计划"]


def test_带点的名字是文件夹_别的文件类型不行(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["validate", str(source), "--annotate", str(tmp_path / "标注2023.6"), "-q"]) == 1
    assert (tmp_path / "标注2023.6" / "柳河村.标注.xlsx").is_file()
    assert run(["validate", str(source), "--annotate", str(tmp_path / "标注.xls")]) == 2
    assert "请写文件夹" in capsys.readouterr().err


def test_几列合着定的宽度_加意见列时分开_行高够看(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import xlsxwriter

    source = tmp_path / "台账" / "柳河村.xlsx"
    source.parent.mkdir()
    with xlsxwriter.Workbook(source) as book:
        page = book.add_worksheet("雨露计划")
        page.set_column(0, 9, 17)
        page.write_row(0, 0, ("户编号", "学生姓名", "证件号码", "学期", "补助金额"))
        page.write_row(1, 0, ("3416990001001", "甄小禾", "341699200603200028", "上学期", 1500))
        book.add_worksheet("选项").hide()
    book = openpyxl.load_workbook(annotated(source, capsys))
    made = book["雨露计划"]
    assert made["F1"].value == "校验意见"
    spans = sorted((one.min, one.max, round(one.width)) for one in made.column_dimensions.values())
    assert spans == [(1, 5, 18), (6, 6, 50), (7, 10, 18)]
    assert made.row_dimensions[2].height >= 30
    assert book["选项"].sheet_state == "hidden"


def test_副本留不住的东西一行说清(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import xlsxwriter

    source = tmp_path / "柳河村.xlsx"
    with xlsxwriter.Workbook(source) as book:
        page = book.add_worksheet("雨露计划")
        page.write_row(0, 0, ("户编号", "学生姓名", "证件号码", "学期", "补助金额"))
        page.write_row(1, 0, ("3416990001001", "甄小禾", "341699200603200028", "上学期", 1500))
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=雨露计划!$E$2:$E$2"})
        page.insert_chart("H10", chart)
        page.insert_textbox("J2", "请照实填写")
        page.insert_checkbox("G9", True)
        page.add_sparkline("G2", {"range": "雨露计划!E2:E2"})
    assert run(["validate", str(source), "--annotate", str(tmp_path / "标注.xlsx")]) == 1
    said = [line for line in capsys.readouterr().err.splitlines() if "不在副本里" in line]
    assert said == ["注意：标注.xlsx：原文件里的文本框和图形、迷你图不在副本里，请看原文件。"]
    assert len(openpyxl.load_workbook(tmp_path / "标注.xlsx")["雨露计划"]._charts) == 1
