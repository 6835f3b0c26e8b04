"""附表：各村各行相加就是合计，也就是正文的数；对不上就不写。宽表横放，之后竖回来。"""

import io
from decimal import Decimal

import docx
import pytest
from docx.oxml.ns import qn

from fupin_cli.catalogue.loader import shipped
from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.periods import Period
from fupin_cli.reporting import annexes
from fupin_cli.reporting.document import Align, Annex, Document, Paragraph, Table
from fupin_cli.reporting.docx_columns import PADDING, layout
from fupin_cli.reporting.docx_page import write
from fupin_cli.reporting.docx_units import TEXT_WIDTH
from fupin_cli.reporting.markup import parse
from fupin_cli.reporting.written import Record
from fupin_cli.scope import Scope
from fupin_cli.trial import DAY, gathered

户 = [
    {"户编号": str(number), "村": village, "户类型": "脱贫户", "户主姓名": f"王{number}"}
    for number, village in enumerate(["甲村", "甲村", "乙村", "丙村"], 1)
]


def figures() -> Figures:
    dataset = gathered({"户": 户}, place={"乡": "清河镇"}).datasets[""]
    return Figures(Scope("清河镇", Period.parse("2023"), DAY, dataset), shipped())


def test_合计等于各村相加_也等于正文的数() -> None:
    counted = figures()
    text = annexes.markup(counted, Record(), ("乙村", "甲村", "丙村"))

    (annex,) = parse(f"标题：测试\n{text}").annexes
    (table,) = annex.blocks
    assert isinstance(table, Table)
    assert table.rows == (("乙村", "1"), ("甲村", "2"), ("丙村", "1"), ("合计", "4"))
    assert counted.find("脱贫户户数").value == 4


def test_只有一个村_没有可以并排的附表() -> None:
    dataset = gathered({"户": 户[:2]}, place={"乡": "清河镇"}).datasets[""]
    alone = Figures(Scope("清河镇", Period.parse("2023"), DAY, dataset), shipped())

    assert annexes.markup(alone, Record()) == ""


def test_相加与正文对不上_不写(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = figures()
    monkeypatch.setattr(counted, "by_village", lambda name: {"甲村": Decimal(2), "乙村": Decimal(1)})

    with pytest.raises(FupinError, match="各行相加是3，正文的数是4"):
        annexes.markup(counted, Record())


def test_宽的附表横放_表头每页重复_数字靠右_之后竖回来() -> None:
    heads = ("村", *(f"第{number}项" for number in range(12)))
    rows = tuple((f"{number}村", *["1"] * 12) for number in range(40))
    right: tuple[Align, ...] = ("right",) * 12
    wide = Table("", (heads,), rows, ("left", *right), wide=True)
    narrow = Table("", (("村", "户"),), (("甲村", "1"), ("合计", "1")), ("left", "right"), total=True)
    annexed = (Annex("宽表", (wide,)), Annex("窄表", (narrow,)))

    document = docx.Document(io.BytesIO(write(Document("题", (Paragraph("文。"),), annexes=annexed))))

    pages = [section.orientation.name for section in document.sections]
    assert pages == ["PORTRAIT", "LANDSCAPE", "PORTRAIT"]
    for table in document.tables:
        headers = [row.find(".//" + qn("w:tblHeader")) is not None for row in table._tbl.tr_lst]
        assert headers == [True] + [False] * (len(headers) - 1)
        styles = {cell.paragraphs[0].style.style_id for cell in table.columns[1].cells[1:]}
        assert styles == {"TableNumber"}


@pytest.mark.parametrize(("columns", "page"), [(4, "PORTRAIT"), (9, "LANDSCAPE")])
def test_竖着放不下五号字的附表_自己横过来(columns: int, page: str) -> None:
    heads = ("村", *("帮扶资金" for _ in range(columns)))
    right: tuple[Align, ...] = ("right",) * columns
    table = Table("", (heads,), (("甲村", *["3900597.40"] * columns),), ("left", *right))

    document = docx.Document(io.BytesIO(write(Document("题", (), annexes=(Annex("资金", (table,)),)))))

    assert document.sections[1 if page == "LANDSCAPE" else 0].orientation.name == page
    assert len(document.sections) == (2 if page == "LANDSCAPE" else 1)


def test_表头换行时单位另起一行_不拆开名称() -> None:
    heads = ("村", *("累计监测对象（人）" for _ in range(5)))
    right: tuple[Align, ...] = ("right",) * 5
    table = Table("", (heads,), (("甲村", *["3"] * 5),), ("left", *right))

    points, widths = layout(table, TEXT_WIDTH)

    assert min(widths[1:]) >= len("累计监测对象") * points * 20 + PADDING
