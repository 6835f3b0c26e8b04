"""数据来源表：材料里的每个数出自哪种台账、哪张表、几行、几户；不写文件、人名、查法。"""

import io
from decimal import Decimal

import docx
from docx.oxml.ns import qn

from fupin_cli.catalogue.loader import shipped
from fupin_cli.counting import Figures
from fupin_cli.periods import Period
from fupin_cli.reporting import source_list
from fupin_cli.reporting.document import Document, Table
from fupin_cli.reporting.docx_page import write
from fupin_cli.reporting.written import Quoted, Record
from fupin_cli.scope import Scope
from fupin_cli.trial import DAY, gathered

户 = [
    {"户编号": str(number), "村": village, "户类型": "脱贫户", "户主姓名": f"王{number}"}
    for number, village in enumerate(["甲村", "甲村", "乙村"], 1)
]
成员 = [{"户编号": home, "村": "甲村", "姓名": "王", "户类型": "脱贫户"} for home in ("1", "1", "2")]
收益 = [
    {"村": "甲村", "年度": 2023, "分配用途": "占地租金", "计划金额": "1200.50"},
    {"村": "乙村", "年度": 2023, "分配用途": "占地租金", "计划金额": "800"},
]


def counted() -> tuple[Figures, Record]:
    rows = {"户": 户, "家庭成员": 成员, "光伏收益分配": 收益}
    dataset = gathered(rows, place={"乡": "清河镇"}).datasets[""]
    return Figures(Scope("清河镇", Period.parse("2023"), DAY, dataset), shipped()), Record()


def listed(names: tuple[str, ...], *, places: tuple[str, ...] = (), quoted: Quoted | None = None) -> Table:
    figures, record = counted()
    for name in names:
        record.figure(figures.find(name))
    for name in places:
        record.places[name] = figures.by_village(name)
    if quoted:
        record.quoted["县统计", "农民收入"] = quoted
    annex = source_list.annex(figures, record)
    assert annex is not None
    (table,) = annex.blocks
    assert isinstance(table, Table)
    return table


def test_每个数的台账_行数_户数() -> None:
    table = listed(("脱贫户户数", "脱贫人口数", "光伏占地租金"))

    assert table.header == (("序号", "数据", "数值", "单位", "台账", "工作表", "行数", "户数"),)
    assert [(row[1], row[2], row[3], row[4], row[6], row[7]) for row in table.rows] == [
        ("脱贫户户数", "3", "户", "户", "3", "3"),
        ("脱贫人口数", "3", "人", "家庭成员", "3", "2"),
        ("光伏占地租金", "2000.50", "元", "光伏收益分配", "2", "—"),  # 这种台账不按户记
    ]
    assert [row[0] for row in table.rows] == ["1", "2", "3"]


def test_附表里的数也列_只列一次() -> None:
    names = [row[1] for row in listed(("脱贫户户数",), places=("脱贫户户数", "脱贫人口数")).rows]

    assert names == ["脱贫户户数", "脱贫人口数"]


def test_引用的数写来文() -> None:
    quote = Quoted("农民收入", Decimal("16204.1"), "元", "县统计公报", "统〔2024〕1号", "原文", 3)

    assert listed((), quoted=quote).rows[0][1:] == (
        "农民收入",
        "16204.1",
        "元",
        "县统计公报统〔2024〕1号",
        "—",
        "—",
        "—",
    )


def test_没有数就没有这张表() -> None:
    assert source_list.annex(*counted()) is None


def test_表里没有文件_人名_查法_表头每页重复_数字靠右() -> None:
    figures, record = counted()
    record.figure(figures.find("脱贫户户数"))
    annex = source_list.annex(figures, record)
    assert annex is not None
    made = docx.Document(io.BytesIO(write(Document("测试", (), annexes=(annex,)))))
    (table,) = made.tables

    words = "".join(cell.text for row in table.rows for cell in row.cells)
    assert not [word for word in ("示例", "王1", "SELECT", "fupin", ".xlsx") if word in words]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert {table.rows[1].cells[column].paragraphs[0].style.style_id for column in (2, 6, 7)} == {
        "TableNumber"
    }
