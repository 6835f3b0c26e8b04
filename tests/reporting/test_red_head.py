"""红头文件：发文机关标志、文号、红线在前，版记在最后一面；缺什么说什么。"""

import io

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from msgspec.structs import replace

from fupin_cli.errors import FupinError
from fupin_cli.reporting import html_page
from fupin_cli.reporting.document import Document, Paragraph
from fupin_cli.reporting.docx_ending import imprint_place
from fupin_cli.reporting.docx_page import Page, write
from fupin_cli.reporting.red_head import RedHead, red_head

文 = Document(
    "柳溪镇工作报告",
    (Paragraph("正文。"),),
    signature="柳溪镇人民政府",
    date="2024年1月3日",
    number="柳政〔2024〕3号",
)
配置 = {"印发机关": "柳溪镇党政办公室", "抄送": ["县财政局", "县教育局。"]}


def test_标志和印发日期不写就用署名和成文日期() -> None:
    red = red_head(配置, 文)

    assert (red.mark, red.printed) == ("柳溪镇人民政府文件", "2024年1月3日")
    assert red.copies == ("县财政局", "县教育局")
    assert red_head({**配置, "抄送": "甲局；乙局"}, 文).copies == ("甲局", "乙局")
    assert red_head({**配置, "印发日期": "2024-01-05"}, 文).printed == "2024年1月5日"


def test_缺配置用一句话说缺什么() -> None:
    with pytest.raises(FupinError) as told:
        red_head({}, Document("题", (Paragraph("文。"),)))

    assert "“文号”、“印发机关”、“发文机关标志”" in told.value.message
    assert "[report]" in told.value.hint


@pytest.mark.parametrize("number", ["柳政[2024]3号", "柳政〔2024〕03号", "柳政〔2024〕第3号"])
def test_文号不合标准的写法不收(number: str) -> None:
    with pytest.raises(FupinError, match="文号"):
        red_head(配置, Document("题", (), signature="甲镇", number=number))


def test_版记有抄送和印发两栏_首末粗线() -> None:
    document = docx.Document(io.BytesIO(write(文, Page(red_head=red_head(配置, 文)))))

    styles = [paragraph.style.style_id for paragraph in document.paragraphs]
    assert styles[:3] == ["IssuerMark", "RedLine", "Title"]
    assert document.paragraphs[1].text == "柳政〔2024〕3号"
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0][0] == "抄送：县财政局，县教育局。"
    assert cells[1] == ["柳溪镇党政办公室", "2024年1月3日印发"]
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    sizes = {side.tag.rpartition("}")[2]: int(side.get(qn("w:sz"))) for side in borders}
    assert sizes["top"] == sizes["bottom"] > sizes["insideH"]


def paper(lines: int) -> Document:
    return replace(文, blocks=tuple(Paragraph("坚持早发现早干预早帮扶。") for _ in range(lines)))


@pytest.mark.parametrize(
    ("lines", "place"), [(2, "next"), (6, "apart"), (18, "same"), (27, "apart"), (36, "next"), (60, "same")]
)
def test_版记放在哪一页_拿不准就另起双页(lines: int, place: str) -> None:
    assert imprint_place(paper(lines), RedHead("柳溪镇人民政府文件"), 1, seal=False) == place


@pytest.mark.parametrize(("lines", "numbered"), [(2, True), (27, False)])
def test_版记另起的是双页_前面有空白页就不编页码(lines: int, numbered: bool) -> None:
    red = red_head(配置, 文)
    *_, last = docx.Document(io.BytesIO(write(paper(lines), Page(red_head=red)))).sections

    assert last.start_type == WD_SECTION.EVEN_PAGE
    assert last.footer.is_linked_to_previous is last.even_page_footer.is_linked_to_previous is numbered
    assert numbered or not last.even_page_footer.paragraphs[0].text


def test_正文止于双页又放得下_版记在同一页() -> None:
    document = docx.Document(io.BytesIO(write(paper(18), Page(red_head=red_head(配置, 文)))))

    assert len(document.sections) == 1


def test_上行文的文号居左_签发人在右() -> None:
    red = RedHead("柳溪镇人民政府文件", signer="张三")
    document = docx.Document(io.BytesIO(write(文, Page(red_head=red))))

    assert document.paragraphs[1].text == "柳政〔2024〕3号\t签发人：张三"
    assert document.paragraphs[1].runs[-1]._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体_GB2312"
    assert not document.tables, "没有印发机关就没有版记"


def test_网页也有红头和版记() -> None:
    page = html_page.write(文, red_head(配置, 文))

    assert '<p class="issuer">柳溪镇人民政府文件</p>' in page
    assert page.index("issuer") < page.index("柳政〔2024〕3号</span>") < page.index("<h1>")
    assert "<p>抄送：县财政局，县教育局。</p>" in page
    assert "2024年1月3日印发" in page
