"""xls 和 xlsb 里看不见值的格子：错误值、没有结果的公式，都不当空白；加了密码的 xls。"""

import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import olefile
import pytest
import xlwt

from encrypted_xls import write_encrypted_xls
from fupin_cli.errors import FupinError
from fupin_cli.reading.biff import xls_sheets
from fupin_cli.reading.model import Table
from fupin_cli.reading.read import read_file
from fupin_cli.vocabulary.fields import BrokenCell
from xlsb import FormulaResult, write_xlsb

HEAD = ["户编号", "姓名", "证件号码", "与户主关系", "家庭人口数"]
ROWS: list[list[Any]] = [
    ["H1", "甄有田", "341699196803050011", "户主", 2],
    ["H1", "甄小禾", "341699200603200029", "之女", ""],
]
UNCALCULATED = BrokenCell("=")


def only(path: Path, **options: Any) -> Table:
    (table,) = read_file(path, **options).tables
    assert table.ledger == "家庭成员"
    return table


def with_formula(path: Path, formula: str) -> Path:
    """An xls whose E2 is a formula and E3 holds 5."""
    return with_column(path, xlwt.Formula(formula), 5)


def with_column(path: Path, *cells: object) -> Path:
    """An xls of the people with these cells in its fifth column."""
    book = xlwt.Workbook()
    page = book.add_sheet("家庭成员")
    for number, row in enumerate([HEAD, *ROWS]):
        for column, value in enumerate(row[:4]):
            page.write(number, column, value)
    for number, cell in enumerate((HEAD[4], *cells)):
        page.write(number, 4, cell)
    book.save(str(path))
    return path


def change_record(path: Path, kind: int, change: Callable[[bytes], bytes]) -> Path:
    """Change the body of the first record of a kind, its length kept."""
    with olefile.OleFileIO(str(path), write_mode=True) as ole:
        stream = bytearray(ole.openstream("Workbook").read())
        at = 0
        while True:
            found, length = struct.unpack_from("<HH", stream, at)
            if found == kind:
                break
            at += 4 + length
        body = change(bytes(stream[at + 4 : at + 4 + length]))
        assert len(body) == length
        stream[at + 4 : at + 4 + length] = body
        ole.write_stream("Workbook", bytes(stream))
    return path


def formula_with(path: Path, result: bytes, flags: int) -> Path:
    """An xls whose E2 is a formula with this stored result and these flags."""
    with_formula(path, 'IF(A2="","",1)')
    return change_record(path, 0x06, lambda body: body[:6] + result + struct.pack("<H", flags) + body[16:])


TEXT, ERROR, BLANK = (
    bytes([kind, 0, value, 0, 0, 0, 0xFF, 0xFF]) for kind, value in ((0, 0), (2, 0x17), (3, 0))
)


@pytest.mark.parametrize(
    ("result", "flags", "cell"),
    [
        (struct.pack("<d", 7), 0, 7.0),
        (struct.pack("<d", 0), 0, 0.0),
        (struct.pack("<d", 0), 1, 0.0),  # TODAY() 一类每次都重算的公式，结果照样存着
        (struct.pack("<d", 0), 2, UNCALCULATED),
        (struct.pack("<d", 7), 2, 7.0),
        (BLANK, 0, UNCALCULATED),
        (BLANK, 3, UNCALCULATED),
        (TEXT, 0, UNCALCULATED),
        (ERROR, 0, BrokenCell("#REF!")),
    ],
    ids=["数", "零", "每次重算的零", "没算过的零", "算过的数", "别处也没有结果的空文字", "没算过的空文字", "缺了文字", "错误值"],
)  # fmt: skip
def test_xls_的公式只认存着的结果(tmp_path: Path, result: bytes, flags: int, cell: Any) -> None:
    table = only(formula_with(tmp_path / "台账.xls", result, flags))
    assert table.cells["家庭人口数"] == [cell, 5]


def test_xls_公式的文字在后一条记录里(tmp_path: Path) -> None:
    path = formula_with(tmp_path / "台账.xls", TEXT, 0)
    # E3 的 RK 记录（十字节）换成一条 STRING“6”，剩下的两字节并在里面
    with olefile.OleFileIO(str(path), write_mode=True) as ole:
        stream = ole.openstream("Workbook").read()
        number = struct.pack("<HHHH", 0x27E, 10, 2, 4)
        at = stream.index(number)
        text = struct.pack("<HHHB", 0x207, 10, 7, 0) + "6".ljust(7).encode()
        ole.write_stream("Workbook", stream[:at] + text + stream[at + 14 :])
    assert only(path).cells["家庭人口数"] == ["6".ljust(7), ""]


@pytest.mark.parametrize(
    "formula",
    ["A1+1", "1/2", "2^3", "SUM(A1:A2)", "SUM(A1,A2)", "COUNT(A1:A2)", "COUNTA(A1:A2)", "MAX(1,2)", "ROUND(1.5,0)",
     "SUMIF(A1:A9,\"x\")", "COUNTIF(A1:A9,\"x\")", "IF(A1=1,1,2)*3"],
)  # fmt: skip
def test_xls_里没算过的数不当空白(tmp_path: Path, formula: str) -> None:
    assert only(with_formula(tmp_path / "台账.xls", formula)).cells["家庭人口数"] == [UNCALCULATED, 5]


EMPTY_TEXTS = ['IF(A1=1,"x","")', 'A1&""', "A1", 'LEFT("",4)', 'IF(A1=1,"",4)']


@pytest.mark.parametrize("formula", EMPTY_TEXTS)
def test_xls_没有一处算过的痕迹_空文字也是没算过(tmp_path: Path, formula: str) -> None:
    assert only(with_formula(tmp_path / "台账.xls", formula)).cells["家庭人口数"] == [UNCALCULATED, 5]


@pytest.mark.parametrize("formula", EMPTY_TEXTS)
def test_xls_里算出空文字的公式是空白(tmp_path: Path, formula: str) -> None:
    with olefile.OleFileIO(str(with_formula(tmp_path / "台账.xls", formula))) as ole:
        stream = ole.openstream("Workbook").read()
    # 办公软件存的：带着文档属性；或写着重算引擎的编号，这里借用大小一样的 HIDEOBJ 记录的位置
    assert xls_sheets(stream, by_office=True)[0].broken == {}
    assert xls_sheets(stream)[0].broken == {(1, 4): UNCALCULATED}
    recalculated = re.sub(rb"\x8d\x00\x02\x00", b"\xc1\x01\x02\x00", stream, count=1)
    assert recalculated != stream
    assert xls_sheets(recalculated)[0].broken == {}


def two_formulas(path: Path, other: str, result: bytes | None = None) -> Path:
    """An xls with an IF in E2, and in E3 a formula whose stored result may be given."""
    with_column(path, xlwt.Formula(other), xlwt.Formula('IF(A2="","",1)'))
    if result is not None:
        change_record(path, 0x06, lambda body: body[:6] + result + body[14:])
    return path


def test_xls_别的公式存着结果_空文字就是算出来的(tmp_path: Path) -> None:
    path = two_formulas(tmp_path / "台账.xls", "1+1", struct.pack("<d", 2))
    assert only(path).cells["家庭人口数"] == [2, ""]


def test_xls_求和都没有结果_别的空文字也没算过(tmp_path: Path) -> None:
    path = two_formulas(tmp_path / "台账.xls", "SUM(A1:A2)")
    assert only(path).cells["家庭人口数"] == [UNCALCULATED, UNCALCULATED]


def test_xlsb_的公式只认存着的结果(tmp_path: Path) -> None:
    results = [
        FormulaResult(3),
        FormulaResult("4"),
        FormulaResult(""),
        FormulaResult("#REF!"),
        FormulaResult(0),
    ]
    rows = [["H1", f"甄{n}", ROWS[0][2], "户主", result] for n, result in enumerate(results)]
    table = only(write_xlsb(tmp_path / "台账.xlsb", [HEAD, *rows]))
    assert table.cells["家庭人口数"] == [3, "4", "", BrokenCell("#REF!"), 0]


def test_加密的_xls(tmp_path: Path) -> None:
    path = write_encrypted_xls(tmp_path / "加密.xls", [HEAD, *ROWS], "芦庙2023")
    assert read_file(path, password="芦庙2023").format == "xls（加密）"
    assert only(path, password="芦庙2023").cells["姓名"] == ["甄有田", "甄小禾"]
    with pytest.raises(FupinError) as error:
        read_file(path, shown="加密.xls")
    assert error.value.message == "文件“加密.xls”加了密码。"
    with pytest.raises(FupinError) as error:
        read_file(path, shown="加密.xls", password="芦庙2024")
    assert error.value.message == "打开文件“加密.xls”的密码不对。"


def test_建议只读的_xls_不用问密码(tmp_path: Path) -> None:
    path = write_encrypted_xls(tmp_path / "只读.xls", [HEAD, *ROWS], "VelvetSweatshop")
    assert only(path).rows == [2, 3]
    assert only(path, password="别的文件的密码").rows == [2, 3]
