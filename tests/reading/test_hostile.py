"""不怀好意或坏了的文件：每种格式都在 15 秒、1.5 GiB 以内读完或说打不开，不拖垮整台机器。"""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sheets import Sheet, workbook
from written import rewrite, write_ods, write_xls
from xlsb import write_xlsb

pytest.importorskip("resource", reason="上限要靠 POSIX 的 resource 来量")

HEAD = ["户编号", "姓名", "证件号码", "与户主关系", "家庭人口数"]
ROWS = [["H1", "甄有田", "341699196803050011", "户主", 2], ["H1", "甄小禾", "341699200603200029", "之女", ""]]
_RUN = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (15, 15))
from fupin_cli.errors import FupinError
from fupin_cli.reading.read import read_file
try:
    reading = read_file(Path(sys.argv[1]))
    print("读了", len(reading.tables), *sorted({f.code for f in reading.findings if f.severity != "info"}))
except FupinError as error:
    print("不读", error.message)
assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1536 * 1024
"""
_SS = b'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


def xlsx(path: Path, extra: bytes) -> None:
    workbook(path, Sheet([HEAD, *ROWS], "家庭成员"))
    rewrite(path, lambda xml: xml.replace(b"</sheetData>", extra + b"</sheetData>"))


def ods(path: Path, extra: bytes) -> None:
    write_ods(path, [HEAD, *ROWS])
    rewrite(path, lambda xml: xml.replace(b"</table:table>", extra + b"</table:table>"), "content.xml")


def spreadsheetml(path: Path, table: bytes, before: bytes = b"") -> None:
    book = b'<Workbook %s><Worksheet ss:Name="a"><Table>%s</Table></Worksheet></Workbook>' % (_SS, table)
    path.write_bytes(b'<?xml version="1.0"?>' + before + book)


def nested_zip(path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5000):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"")
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    path.write_bytes(stream.getvalue())


def far_xls(path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    page = book.add_sheet("家庭成员")
    for number, row in enumerate([HEAD, *ROWS]):
        for column, value in enumerate(row):
            page.write(number, column, value)
    page.write(65535, 255, "远")
    book.save(str(path))


def far_xlsb(path: Path) -> None:
    rows: list[list[object]] = [HEAD, *ROWS]
    write_xlsb(path, rows)
    # BrtWsDim 自称到 XFD1048576
    claim = (0).to_bytes(4, "little") + (1048575).to_bytes(4, "little") + (0).to_bytes(4, "little")
    record = bytes([0x94, 0x01, 16]) + claim + (16383).to_bytes(4, "little")
    rewrite(path, lambda data: record + data, "xl/worksheets/sheet1.bin")


_CELL = b'<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
_FAR_CELL = b'<table:table-row table:number-rows-repeated="1048500"><table:table-cell/></table:table-row>'
_ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "%s">]>' % (b"&a;" * 10)
CASES: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "远处一格_xlsx": (
        "a.xlsx",
        lambda p: xlsx(p, b'<row r="9"><c r="XFD1048576"><v>1</v></c></row>'),
        "读了 1 RD009",
    ),
    "远处一格_ods": (
        "a.ods",
        lambda p: ods(
            p,
            _FAR_CELL
            + b'<table:table-row><table:table-cell table:number-columns-repeated="16383"/>%s</table:table-row>'
            % _CELL,
        ),
        "不读",
    ),
    "远处一格_xls": ("a.xls", far_xls, "读了 1"),
    "远处一格_xlsb": ("a.xlsb", far_xlsb, "不读"),
    "远处一格_xml": (
        "a.xls",
        lambda p: spreadsheetml(
            p, b'<Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="String">x</Data></Cell></Row>'
        ),
        "不读",
    ),
    "一百万行空行_xlsx": (
        "a.xlsx",
        lambda p: xlsx(p, b"".join(b'<row r="%d" s="1"/>' % n for n in range(4, 1_000_000))),
        "读了 1",
    ),
    "一百万行有格式的空格_xlsx": (
        "a.xlsx",
        lambda p: xlsx(
            p, b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(4, 1_000_000))
        ),
        "读了 1",
    ),
    "一百万行空行_ods": ("a.ods", lambda p: ods(p, _FAR_CELL), "读了 1"),
    "实体_xml": ("a.xls", lambda p: spreadsheetml(p, b"<Row/>", _ENTITIES), "不读"),
    "实体_ods": (
        "a.ods",
        lambda p: (write_ods(p, [HEAD, *ROWS]), rewrite(p, lambda xml: _ENTITIES + xml, "content.xml")),
        "不读",
    ),
    "层层套的标签_xml": ("a.xls", lambda p: spreadsheetml(p, b"<Row>" * 200_000), "不读"),
    "层层套的标签_html": (
        "a.xls",
        lambda p: p.write_bytes(b"<html><table>" + b"<tr><td><table>" * 50_000),
        "读了",
    ),
    "五千个部件": ("a.xlsx", nested_zip, "不读"),
    "压缩炸弹_ods": ("a.ods", lambda p: ods(p, b" " * (64 << 20)), "不读"),
    "压缩炸弹_xlsb": (
        "a.xlsb",
        lambda p: (
            write_xlsb(p, [HEAD]),
            rewrite(p, lambda d: d + bytes(64 << 20), "xl/worksheets/sheet1.bin"),
        ),
        "不读",
    ),
    "一行二十万个逗号_csv": ("a.csv", lambda p: p.write_bytes(b"a,b\n" * 1000 + b"," * 200_000), "不读"),
    "不闭合的引号_csv": ("a.csv", lambda p: p.write_bytes(b'a,"b\n' + b"x" * (4 << 20)), "不读"),
    "截断_xls": (
        "a.xls",
        lambda p: (write_xls(p, [HEAD, *ROWS]), p.write_bytes(p.read_bytes()[:2000])),
        "不读",
    ),
    "截断_ods": ("a.ods", lambda p: (write_ods(p, [HEAD]), p.write_bytes(p.read_bytes()[:1000])), "不读"),
    "截断_xlsb": ("a.xlsb", lambda p: (write_xlsb(p, [HEAD]), p.write_bytes(p.read_bytes()[:500])), "不读"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_在上限以内读完或说打不开(tmp_path: Path, name: str) -> None:
    title, make, expected = CASES[name]
    make(tmp_path / title)
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(tmp_path / title)],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith(expected), done.stdout
