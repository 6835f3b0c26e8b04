"""底稿：材料里的每个数，值、单位、数的是什么、哪些文件的哪几行、背后是谁。"""

import io

import openpyxl

from fupin_cli.catalogue.loader import shipped
from fupin_cli.counting import Figures
from fupin_cli.office import sheets
from fupin_cli.periods import Period
from fupin_cli.reporting import sources_book
from fupin_cli.reporting.composing import Request, compose
from fupin_cli.scope import Scope
from fupin_cli.trial import DAY, gathered

ROWS = {
    "户": [
        {"户编号": "3416990001001", "户主姓名": "甄有田", "户类型": "脱贫户"},
        {"户编号": "3416990001002", "户主姓名": "=1+1", "户类型": "脱贫户"},
        {"户编号": "3416990001003", "户主姓名": "甄守业", "户类型": "一般农户"},
    ],
    "家庭成员": [
        {
            "户编号": "3416990001001",
            "人编号": "1",
            "姓名": "甄有田",
            "与户主关系": "户主",
            "户类型": "脱贫户",
        },
        {"户编号": "3416990001002", "人编号": "2", "姓名": "甄明", "与户主关系": "户主", "户类型": "脱贫户"},
    ],
    "引用数据": [{"来文": "柳城县通报", "指标": "调查户数", "数值": 49, "单位": "户"}],
}


def _pages():
    dataset = gathered(ROWS, place={"乡": "清河镇"}).datasets[""]
    figures = Figures(Scope("清河镇", Period.parse("2023"), DAY, dataset), shipped())
    record = compose(figures, Request("工作总结", {}, "柳城县", tables=True)).record
    return {page.name: page for page in sources_book.pages(figures, record)}


def _bytes():
    return sheets.workbook(
        [sheets.Page(p.name, p.title, p.header, [list(row) for row in p.rows]) for p in _pages().values()]
    )


def test_只有写进材料的数字():
    rows = {row[1]: row for row in _pages()["数字"].rows}
    assert set(rows) == {"脱贫户户数", "脱贫人口数"}
    assert rows["脱贫户户数"][2:7] == (2, "户", "户类型为脱贫户的户数", "期末数", "清河镇")


def test_背后的户和行():
    pages = _pages()
    homes = [row for row in pages["名单"].rows if row[0] == "脱贫户户数"]
    assert [(row[2], row[3], row[8]) for row in homes] == [
        ("3416990001001", "甄有田", 2),
        ("3416990001002", "=1+1", 3),
    ]
    assert ("脱贫户户数", "示例", "户", 2, "2、3") in [tuple(row) for row in pages["出处"].rows]
    assert any("户类型 = '脱贫户'" in row[1] for row in pages["查法"].rows)


def test_引用的数字写明来文():
    assert [tuple(row[:5]) for row in _pages()["引用数据"].rows] == [("柳城县通报", "", "调查户数", 49, "户")]


def test_字节相同_名字不会变成公式():
    assert _bytes() == _bytes()
    book = openpyxl.load_workbook(io.BytesIO(_bytes()))
    cells = [cell for row in book["名单"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}
