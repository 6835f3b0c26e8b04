"""按内容认格式：xlsx、xls、et、ods、xlsb、csv、网页表、加密；以及打不开的文件各一句话。"""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from fupin_cli.errors import FupinError
from fupin_cli.reading.limits import Limits
from fupin_cli.reading.model import Table
from fupin_cli.reading.read import read_file
from fupin_cli.vocabulary.fields import BrokenCell
from sheets import Sheet, sheet, workbook
from written import rewrite, write_ods, write_xls
from xlsb import write_xlsb

HEAD = ["户编号", "姓名", "证件号码", "与户主关系", "家庭人口数"]
ROWS: list[list[Any]] = [
    ["H1", "甄有田", "341699196803050011", "户主", 2],
    ["H1", "甄小禾", "341699200603200029", "之女", ""],
]
TEXT = "\n".join(",".join(map(str, row)) for row in [HEAD, *ROWS])


def only(path: Path, **options: Any) -> Table:
    (table,) = read_file(path, **options).tables
    assert table.ledger == "家庭成员"
    return table


def same(path: Path, kind: str) -> None:
    table = only(path)
    assert read_file(path).format == kind
    assert table.cells["姓名"] == ["甄有田", "甄小禾"]
    assert table.cells["证件号码"] == [row[2] for row in ROWS]
    assert [str(v).removesuffix(".0") for v in table.cells["家庭人口数"]] == ["2", ""]
    assert table.rows == [2, 3]


def test_xls_和改名的_et(tmp_path: Path) -> None:
    for name in ("台账.xls", "台账.et", "其实是xls.xlsx"):
        same(write_xls(tmp_path / name, [HEAD, *ROWS]), "xls")


def test_ods(tmp_path: Path) -> None:
    same(write_ods(tmp_path / "台账.ods", [HEAD, *ROWS]), "ods")


def test_xlsb(tmp_path: Path) -> None:
    same(write_xlsb(tmp_path / "台账.xlsb", [HEAD, *ROWS]), "xlsb")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(TEXT.replace(",", separator).encode(encoding))
    same(path, "csv")


def test_csv_里等号引号包着的长编号(tmp_path: Path) -> None:
    path = tmp_path / "系统导出.csv"
    path.write_text(TEXT.replace("341699196803050011", '="341699196803050011"'), encoding="gb18030")
    same(path, "csv")


def test_网页表改名的_xls(tmp_path: Path) -> None:
    body = "".join("<tr>" + "".join(f"<td>{v}</td>" for v in row) + "</tr>" for row in [HEAD, *ROWS])
    path = tmp_path / "导出.xls"
    path.write_bytes(f'<html><meta charset="gbk"><table>{body}</table></html>'.encode("gb18030"))
    same(path, "html")


def test_网页表的合并格(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    path.write_text(
        "<table><tr><th colspan=4>双庙村家庭成员</th></tr>"
        "<tr><th>户编号</th><th>姓名</th><th>证件号码</th><th>与户主关系</th></tr>"
        "<tr><td rowspan=2>H1</td><td>甄有田</td><td>341699196803050011</td><td>户主</td></tr>"
        "<tr><td>甄小禾</td><td>341699200603200029</td><td>之女</td></tr></table>",
        encoding="utf-8",
    )
    table = only(path)
    assert table.cells["户编号"] == ["H1", "H1"]
    assert table.cells["姓名"] == ["甄有田", "甄小禾"]


def test_2003_版_xml_表格(tmp_path: Path) -> None:
    def cell(value: Any) -> str:
        kind = "Number" if isinstance(value, int) else "String"
        return f'<Cell><Data ss:Type="{kind}">{value}</Data></Cell>' if value != "" else "<Cell/>"

    rows = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in [HEAD, *ROWS])
    path = tmp_path / "导出.xls"
    path.write_text(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="家庭成员"><Table>'
        f"{rows}</Table></Worksheet></Workbook>",
        encoding="utf-8",
    )
    same(path, "xml")


def encrypted(tmp_path: Path, password: str) -> Path:
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = workbook(tmp_path / "明.xlsx", Sheet([HEAD, *ROWS], "家庭成员"))
    path = tmp_path / "加密.xlsx"
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt(password, target)
    return path


def test_加密的_xlsx(tmp_path: Path) -> None:
    path = encrypted(tmp_path, "芦庙2023")
    assert only(path, password="芦庙2023").cells["姓名"] == ["甄有田", "甄小禾"]
    with pytest.raises(FupinError, match="加了密码"):
        read_file(path)
    with pytest.raises(FupinError, match="密码不对"):
        read_file(path, password="错了")


def test_建议只读的文件不用问密码(tmp_path: Path) -> None:
    assert only(encrypted(tmp_path, "VelvetSweatshop")).rows == [2, 3]


def test_错误值和没有结果的公式不当空白(tmp_path: Path) -> None:
    def spoil(page: Any) -> None:
        page["E2"] = "#REF!"
        page["E2"].data_type = "e"
        page["E3"] = "=COUNTA(B2:B3)"

    made = Sheet([HEAD, *([*row[:4], 1] for row in ROWS)], "家庭成员", touch=spoil)
    table = only(workbook(tmp_path / "台账.xlsx", made))
    assert table.cells["家庭人口数"] == [BrokenCell("#REF!"), BrokenCell("=COUNTA(B2:B3)")]


def test_公式算出空文字不是毛病(tmp_path: Path) -> None:
    path = workbook(tmp_path / "台账.xlsx", Sheet([HEAD, *([*row[:4], 7] for row in ROWS)], "家庭成员"))
    result = b'<c r="E2" t="str"><f>IF(1,"")</f><v></v></c>'
    rewrite(path, lambda xml: xml.replace(b'<c r="E2" t="n"><v>7</v></c>', result))
    assert only(path).cells["家庭人口数"] == ["", 7]


def test_xls_里的错误值(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "台账.xls", [HEAD, [*ROWS[0][:4], ""], ROWS[1]])
    import xlwt

    book = xlwt.Workbook()
    page = book.add_sheet("家庭成员")
    for number, row in enumerate([HEAD, *ROWS]):
        for column, value in enumerate(row[:4]):
            page.write(number, column, value)
    page.write(0, 4, HEAD[4])
    page.row(1).set_cell_error(4, "#REF!")
    book.save(str(path))
    assert only(path).cells["家庭人口数"] == [BrokenCell("#REF!"), ""]


def ordinary(tmp_path: Path) -> Path:
    return workbook(tmp_path / "台账.xlsx", Sheet([HEAD, *ROWS], "家庭成员"))


@pytest.mark.parametrize("reference", ["XFD1048576", "xfd1048576", "A1048576", "XFD1", "ZZ900000"])
def test_远处的孤立单元格不撑破内存(tmp_path: Path, reference: str) -> None:
    path = ordinary(tmp_path)
    stray = f'<row r="9"><c r="{reference}" t="n"><v>1</v></c></row></sheetData>'.encode()
    rewrite(path, lambda xml: xml.replace(b"</sheetData>", stray))
    reading = read_file(path)
    assert reading.tables[0].rows == [2, 3]
    said = [f for f in reading.findings if f.code == "RD009"]
    assert [f.values["cells"] for f in said] == [reference.upper()]


def test_散开的单元格撑出的范围太大就不打开(tmp_path: Path) -> None:
    path = ordinary(tmp_path)
    rows = b"".join(
        b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(10, 1_000_000, 1000)
    )
    rewrite(path, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    with pytest.raises(FupinError, match="范围异常"):
        read_file(path)


def test_一百万行空行(tmp_path: Path) -> None:
    path = ordinary(tmp_path)
    rows = b"".join(b'<row r="%d" s="1"></row>' % n for n in range(4, 1_000_000))
    rewrite(path, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    assert only(path).rows == [2, 3]


def test_压缩炸弹不打开(tmp_path: Path) -> None:
    path = ordinary(tmp_path)
    rewrite(path, lambda xml: xml.replace(b"</sheetData>", b" " * (64 << 20) + b"</sheetData>"))
    with pytest.raises(FupinError, match="压缩比异常"):
        read_file(path)


def test_超过上限不打开(tmp_path: Path) -> None:
    path = ordinary(tmp_path)
    with pytest.raises(FupinError, match="上限"):
        read_file(path, limits=Limits(file_bytes=100))
    with pytest.raises(FupinError, match="解压后超过"):
        read_file(path, limits=Limits(unpacked_bytes=100))
    with pytest.raises(FupinError, match="个工作表"):
        read_file(path, limits=Limits(sheets=0))


def test_实体声明不展开(tmp_path: Path) -> None:
    path = ordinary(tmp_path)
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    rewrite(path, lambda _: bomb)
    with pytest.raises(FupinError, match="实体"):
        read_file(path)
    (tmp_path / "实体.xls").write_bytes(
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&b;</Workbook>'
    )
    with pytest.raises(FupinError, match="实体"):
        read_file(tmp_path / "实体.xls")


def test_ods_重复单元格撑出的范围太大就不打开(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "台账.ods", [HEAD, *ROWS])
    far = (
        b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        b'table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p>'
        b"</table:table-cell></table:table-row></table:table>"
    )
    rewrite(path, lambda xml: xml.replace(b"</table:table>", far), "content.xml")
    with pytest.raises(FupinError, match="范围异常"):
        read_file(path)


def test_ods_里的合并_隐藏_错误值和没有结果的公式(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "台账.ods", [HEAD, *ROWS, ["", "甄大禾", ROWS[0][2], "之子", ""]])

    def spoil(xml: bytes) -> bytes:
        text = '<table:table-cell office:value-type="string">{}<text:p>{}</text:p></table:table-cell>'
        made = text.format("", "H1").replace(
            "<table:table-cell", '<table:table-cell table:number-rows-spanned="3"'
        )
        made += "".join(text.format("", value) for value in ROWS[0][1:4])
        error = text.format("", "#DIV/0!").replace(
            "office:", 'table:formula="of:=1/0" calcext:value-type="error" office:string-value="" office:'
        )
        rows = [
            f"<table:table-row>{made}{error}</table:table-row>",
            '<table:table-row table:visibility="collapse"><table:covered-table-cell/>'
            + "".join(text.format("", value) for value in ROWS[1][1:4])
            + '<table:table-cell table:formula="of:=SUM([.E2:.E2])"/></table:table-row>',
        ]
        start = [match.start() for match in re.finditer(b"<table:table-row", xml)]
        whole = xml[: start[1]] + "".join(rows).encode() + xml[start[3] :]
        first = b'<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>'
        whole = whole.replace(b"<table:table-row", first + b"<table:table-row", 1)
        return whole.replace(
            b"<office:document-content", b'<office:document-content xmlns:calcext="urn:x"', 1
        )

    rewrite(path, spoil, "content.xml")
    reading = read_file(path)
    (table,) = reading.tables
    assert table.cells["户编号"] == ["H1", "H1", "H1"]
    assert table.cells["姓名"] == ["甄有田", "甄小禾", "甄大禾"]
    assert table.cells["家庭人口数"] == [BrokenCell("#DIV/0!"), BrokenCell("=SUM([.E2:.E2])"), ""]
    assert [f.values["what"] for f in reading.findings if f.code == "RD007"] == ["第3行（1行）、D列"]


def test_打不开的文件各说一句(tmp_path: Path) -> None:
    def said(name: str, content: bytes | None) -> str:
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(FupinError) as error:
            read_file(path, shown=name)
        assert error.value.hint
        assert error.value.message.endswith("。")
        return error.value.message

    whole = ordinary(tmp_path).read_bytes()
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert said("没有.xlsx", None) == "找不到文件“没有.xlsx”。"
    assert said("空.xlsx", b"") == "文件“空.xlsx”是空的（0字节）。"
    assert said("半截.xlsx", whole[: len(whole) // 2]) == "文件“半截.xlsx”已损坏或没有传完整，打不开。"
    assert said("乱.xlsx", bytes(range(256)) * 40) == "文件“乱.xlsx”是无法识别的文件，不是表格。"
    assert said("扫描.xlsx", b"%PDF-1.4 ...") == "文件“扫描.xlsx”是PDF 文件，不是表格。"
    assert said("总结.xlsx", word.getvalue()) == "文件“总结.xlsx”是Word 文档，不是表格。"
    assert said("空白.csv", b" \n \n") == "文件“空白.csv”里没有内容。"
    (tmp_path / "夹").mkdir()
    assert said("夹", None) == "“夹”是文件夹，不是台账文件。"


def test_坏了一张表别的照读(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "台账.xlsx", Sheet([HEAD, *ROWS], "坏"), sheet("| 空 |"), Sheet([HEAD, *ROWS], "好")
    )
    rewrite(path, lambda xml: xml.replace(b"<v>2</v>", b"<v>x</v>"))
    reading = read_file(path)
    assert [table.sheet for table in reading.tables] == ["好"]
    assert [(f.code, f.place.sheet) for f in reading.findings] == [("RD008", "坏")]


def test_xlsb_里的错误值(tmp_path: Path) -> None:
    path = write_xlsb(tmp_path / "台账.xlsb", [HEAD, [*ROWS[0][:4], "#REF!"], ROWS[1]])
    assert only(path).cells["家庭人口数"] == [BrokenCell("#REF!"), ""]


def test_xlsb_里缺列号的格子不打开(tmp_path: Path) -> None:
    path = write_xlsb(tmp_path / "台账.xlsb", [HEAD, *ROWS])
    short = bytes([5, 2, 0, 0])
    rewrite(
        path,
        lambda data: data.replace(bytes([0x92, 0x01, 0]), short + bytes([0x92, 0x01, 0])),
        "xl/worksheets/sheet1.bin",
    )
    with pytest.raises(FupinError, match="已损坏"):
        read_file(path)


def test_自称有四十二亿个字符串的文件照样能读(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "台账.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("家庭成员")
        for number, row in enumerate([HEAD, *ROWS]):
            page.write_row(number, 0, row)
    rewrite(path, lambda xml: xml.replace(b'uniqueCount="', b'uniqueCount = "42949'), "xl/sharedStrings.xml")
    assert only(path).rows == [2, 3]


def test_xls_自称的范围太大就不打开(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "台账.xls", [HEAD, *ROWS])
    data = path.read_bytes()
    at = data.index(bytes([0x00, 0x02, 0x0E, 0x00]))  # DIMENSIONS
    path.write_bytes(data[: at + 8] + b"\xff\xff\xff\x7f\x00\x00\xff\xff" + data[at + 16 :])
    with pytest.raises(FupinError, match="范围异常"):
        read_file(path)
