"""按 GB/T 9704-2012 量公文的版面：直接量 docx 里的数值。"""

import datetime as dt
import io
import zipfile

import docx
import pytest
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph
from msgspec.structs import replace

from fupin_cli.errors import FupinError
from fupin_cli.reporting.document import Document, Heading, Paragraph
from fupin_cli.reporting.docx_page import Page, write
from fupin_cli.reporting.red_head import RedHead
from reporting.test_document_sample import sample


@pytest.fixture(scope="module")
def page() -> Docx:
    return docx.Document(io.BytesIO(write(sample())))


def reopened(document: Document, page: Page | None = None) -> Docx:
    return docx.Document(io.BytesIO(write(document, page)))


def text_of(document: Docx, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.style_id == style]


def of_style(document: Docx, style: str) -> DocxParagraph:
    return next(paragraph for paragraph in document.paragraphs if paragraph.style.style_id == style)


def style_element(document: Docx, style: str):  # type: ignore[no-untyped-def]
    return next(one.element for one in document.styles if one.style_id == style)


def attribute(element, path: str, name: str) -> str:  # type: ignore[no-untyped-def]
    return element.find(path, element.nsmap).get(qn(name))


def test_纸张和页边距(page: Docx) -> None:
    section = page.sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(margin.mm) for margin in margins] == [37, 26, 35, 28]
    width = section.page_width.mm - section.left_margin.mm - section.right_margin.mm
    height = section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm
    assert (width, height) == (pytest.approx(156, abs=0.1), pytest.approx(225, abs=0.1))


def test_每页22行每行28字的网格(page: Docx) -> None:
    grid = page.sections[0]._sectPr.find(qn("w:docGrid"))
    pitch = int(grid.get(qn("w:linePitch")))
    normal = style_element(page, "Normal")

    assert grid.get(qn("w:type")) == "lines"
    assert 22 * pitch / 20 <= 225 / 25.4 * 72 < 23 * pitch / 20
    assert attribute(normal, "w:pPr/w:spacing", "w:line") == str(pitch)
    assert attribute(normal, "w:pPr/w:spacing", "w:lineRule") == "exact"
    assert attribute(normal, "w:pPr/w:widowControl", "w:val") == "0"
    character = 16 + int(attribute(page.styles.element, "w:docDefaults//w:rPr/w:spacing", "w:val")) / 20
    assert 28 * character <= 156 / 25.4 * 72 < 28.5 * character


def test_正文三号仿宋_首行空两字_两端对齐_数字用西文字体(page: Docx) -> None:
    defaults = page.styles.element.find(qn("w:docDefaults"))

    assert attribute(defaults, ".//w:rFonts", "w:eastAsia") == "仿宋_GB2312"
    assert attribute(defaults, ".//w:rFonts", "w:ascii") == "Times New Roman"
    assert attribute(defaults, ".//w:sz", "w:val") == "32"
    assert attribute(defaults, ".//w:lang", "w:eastAsia") == "zh-CN"
    assert attribute(style_element(page, "BodyText"), "w:pPr/w:ind", "w:firstLineChars") == "200"
    assert attribute(style_element(page, "Normal"), "w:pPr/w:jc", "w:val") == "both"


@pytest.mark.parametrize(
    ("style", "font", "level"),
    [("Heading1", "黑体", "0"), ("Heading2", "楷体_GB2312", "1"), ("Heading3", "仿宋_GB2312", "2")],
)
def test_各级标题的字体和大纲级别(page: Docx, style: str, font: str, level: str) -> None:
    element = style_element(page, style)

    assert element.find(qn("w:name")).get(qn("w:val")) == f"heading {int(level) + 1}"
    assert attribute(element, "w:rPr/w:rFonts", "w:eastAsia") == font
    assert attribute(element, "w:rPr/w:sz", "w:val") == "32"
    assert attribute(element, "w:pPr/w:outlineLvl", "w:val") == level
    assert not any(element.iter(qn("w:b"), qn("w:i"), qn("w:color")))


def test_标题二号小标宋居中_上空二行_分行成菱形(page: Docx) -> None:
    element = style_element(page, "Title")

    assert attribute(element, "w:rPr/w:rFonts", "w:eastAsia") == "方正小标宋简体"
    assert attribute(element, "w:rPr/w:sz", "w:val") == "44"
    assert attribute(element, "w:pPr/w:jc", "w:val") == "center"
    assert attribute(element, "w:pPr/w:spacing", "w:beforeLines") == "200"
    assert text_of(page, "Title") == [
        "青禾县柳溪镇2023年度\n巩固拓展脱贫攻坚成果同乡村振兴\n有效衔接工作情况的报告"
    ]


def test_编号写在字里_空标题不出现(page: Docx) -> None:
    assert text_of(page, "Heading1") == [
        "一、基本情况",
        "二、工作开展情况及成效",
        "三、存在问题",
        "四、下一步工作",
    ]
    assert text_of(page, "Heading2") == [
        "（一）健全防止返贫动态监测和帮扶机制",
        "（二）落实教育和就业帮扶",
        "（三）管好用好光伏收益",
        "（四）抓好项目和资金管理",
    ]


def test_段首标题与正文同段_字体是标题的(page: Docx) -> None:
    paragraph = next(one for one in page.paragraphs if one.text.startswith("（一）持续强化监测帮扶。坚持"))

    assert paragraph.style.style_id == "BodyText"
    assert [run.style.style_id for run in paragraph.runs] == ["Heading2Char", "DefaultParagraphFont"]


def test_取出的文字与原文一字不差(page: Docx) -> None:
    body = [block.text for block in sample().blocks if isinstance(block, Paragraph)]

    written = [paragraph.text for paragraph in page.paragraphs]
    assert all(text in written for text in body)
    assert not any(sign in "".join(written) for sign in "\u2060\u200b\ufeff\u00a0")


def test_单位不在行首_数和单位不断在两行(page: Docx) -> None:
    first, last = (page.settings.element.find(qn(f"w:noLineBreaks{side}")) for side in ("Before", "After"))

    assert {one.get(qn("w:lang")) for one in (first, last)} == {"zh-CN"}
    assert set(first.get(qn("w:val"))) > set("元万亿年月日户人") | set("，。、；：！？）》”%％")
    assert set("（《“") < set(last.get(qn("w:val")))
    assert len(first.get(qn("w:val"))) <= 100  # Word 只存得下这么多


def test_页码单页居右双页居左_各空一字(page: Docx) -> None:
    section = page.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]

    assert page.settings.odd_and_even_pages_header_footer
    assert [one.text.replace("1", "") for one in (odd, even)] == ["—  —", "—  —"]
    for paragraph in (odd, even):
        assert "PAGE" in paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr"))
    footer, footer_even = style_element(page, "Footer"), style_element(page, "FooterEven")
    assert attribute(footer, "w:rPr/w:rFonts", "w:ascii") == "宋体"
    assert attribute(footer, "w:rPr/w:sz", "w:val") == "28"
    assert attribute(footer, "w:pPr/w:jc", "w:val") == "right"
    assert attribute(footer, "w:pPr/w:ind", "w:rightChars") == "100"
    assert attribute(footer_even, "w:pPr/w:jc", "w:val") == "left"
    assert attribute(footer_even, "w:pPr/w:ind", "w:leftChars") == "100"


def test_主送机关顶格_附件说明左空二字(page: Docx) -> None:
    assert text_of(page, "Salutation") == ["县委农村工作领导小组办公室："]
    assert of_style(page, "Salutation").paragraph_format.first_line_indent is None
    names = [one for one in page.paragraphs if one.style.style_id == "AttachmentList"]
    assert [one.text for one in names] == [
        "附件：1. 各村脱贫户和监测对象情况",
        "2. 2023年度衔接资金项目验收报告",
    ]
    first, second = (one.paragraph_format for one in names)
    assert first.left_indent.pt + first.first_line_indent.pt == pytest.approx(2 * 15.75, abs=0.1)
    assert first.left_indent == second.left_indent
    assert first.space_before.pt == 28.95


def place(document: Docx, style: str) -> float:
    """左边空几个字。"""
    return of_style(document, style).paragraph_format.left_indent.pt / 15.75


def test_不盖章_署名右空二字_日期首字右移二字(page: Docx) -> None:
    assert place(page, "Signature") == pytest.approx(28 - 2 - 7, abs=0.1)
    assert place(page, "Date") == pytest.approx(place(page, "Signature") + 2, abs=0.1)
    assert text_of(page, "Date") == ["2024年1月3日"]


def test_日期比署名长_日期右空二字_署名跟着左移() -> None:
    document = reopened(Document("通知", (Paragraph("文。"),), signature="某某村", date="2024年12月31日"))

    assert place(document, "Date") == pytest.approx(28 - 2 - 7, abs=0.1)
    assert place(document, "Signature") == pytest.approx(place(document, "Date") - 2, abs=0.1)


def test_盖章_日期右空四字_署名居中() -> None:
    document = reopened(sample(), Page(seal=True))

    assert place(document, "Date") == pytest.approx(28 - 4 - 6, abs=0.1)
    assert place(document, "Signature") + 7 / 2 == pytest.approx(place(document, "Date") + 6 / 2, abs=0.1)


def test_两家署名各占一行() -> None:
    document = reopened(
        Document("通知", (Paragraph("文。"),), signature="某镇党委\n某镇人民政府", date="2024年1月3日")
    )

    assert text_of(document, "Signature") == ["某镇党委", "某镇人民政府"]


def test_署名不单独成页(page: Docx) -> None:
    last = next(one for one in page.paragraphs if one.text.startswith("（三）持续提升工作质量"))

    assert last.paragraph_format.keep_with_next
    assert of_style(page, "Signature").style.paragraph_format.keep_with_next


def test_红头() -> None:
    document = reopened(
        replace(sample(), number="柳政〔2024〕3号"), Page(red_head=RedHead("柳溪镇人民政府文件"))
    )

    assert text_of(document, "IssuerMark") == ["柳溪镇人民政府文件"]
    assert of_style(document, "IssuerMark").runs[0].font.size.pt <= 62
    assert text_of(document, "RedLine") == ["柳政〔2024〕3号"]
    assert attribute(style_element(document, "RedLine"), ".//w:bottom", "w:color") == "C00000"


def test_表格_表头每页重复_数字靠右_合计行_合并表头(page: Docx) -> None:
    table = page.tables[0]
    rows = table._tbl.tr_lst

    assert [row.find(".//" + qn("w:tblHeader")) is not None for row in rows] == [True, True] + [False] * 4
    assert table.cell(0, 2)._tc is table.cell(0, 3)._tc
    assert table.cell(1, 0)._tc is table.cell(0, 0)._tc
    assert table.cell(2, 1).paragraphs[0].style.style_id == "TableNumber"
    assert table.cell(5, 0).paragraphs[0].style.style_id == "TableTotal"
    assert attribute(style_element(page, "TableNumber"), "w:pPr/w:jc", "w:val") == "right"
    assert sum(column.width for column in table.columns) <= page.sections[0].page_width


def test_宽表所在页横放_网格相同_订口在上(page: Docx) -> None:
    upright, turned = page.sections

    assert (round(turned.page_width.mm), round(turned.page_height.mm)) == (297, 210)
    assert turned.orientation.name == "LANDSCAPE"
    assert round(turned.top_margin.mm) == round(upright.left_margin.mm)
    assert text_of(page, "AnnexMark") == ["附件1"]


def test_宽表之后回到竖放() -> None:
    annex = sample().annexes[0].blocks
    document = reopened(Document("测试", (Paragraph("前。"), *annex, Paragraph("后。"))))

    assert [section.orientation.name for section in document.sections] == [
        "PORTRAIT",
        "LANDSCAPE",
        "PORTRAIT",
    ]
    assert [one.text for one in document.paragraphs if one.text in ("前。", "后。")] == ["前。", "后。"]


def test_只有图的标题在不画图时不出现() -> None:
    chart = next(block for block in sample().blocks if type(block).__name__ == "Chart")
    document = Document("测试", (Heading(1, "甲"), chart, Heading(1, "乙"), Paragraph("文。")))

    assert text_of(reopened(document), "Heading1") == ["一、乙"]
    assert text_of(reopened(document, Page(charts=True)), "Heading1") == ["一、甲", "二、乙"]


def test_以表格结尾的文档末尾仍有段落() -> None:
    table = next(block for block in sample().blocks if type(block).__name__ == "Table")
    body = reopened(Document("测试", (table, table))).element.body

    assert [child.tag.rpartition("}")[2] for child in body][-2:] == ["p", "sectPr"]
    assert [child.tag.rpartition("}")[2] for child in body].count("tbl") == 2


@pytest.mark.parametrize("page", [Page(), Page(charts=True, seal=True, red_head=RedHead("某镇文件"))])
def test_同一文档的字节完全相同(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write(sample(), page)
    monkeypatch.setenv("TZ", "America/New_York")

    assert write(sample(), page) == first
    archive = zipfile.ZipFile(io.BytesIO(first))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in archive.infolist()} == {0}


def test_文件属性只有题名作者和日期_不提任何程序() -> None:
    document = replace(sample(), properties={"数据指纹": "<abc&>"})
    archive = zipfile.ZipFile(io.BytesIO(write(document, Page(charts=True))))
    core = reopened(document).core_properties

    assert (core.author, core.last_modified_by, core.comments) == ("柳溪镇人民政府", "柳溪镇人民政府", "")
    assert core.created.date() == core.modified.date() == dt.date(2024, 1, 3)
    assert "数据指纹" in archive.read("docProps/custom.xml").decode()
    assert "&lt;abc&amp;&gt;" in archive.read("docProps/custom.xml").decode()
    text = b"".join(archive.read(name) for name in archive.namelist()).lower()
    assert not [word for word in (b"python", b"fupin", b"openpyxl", b"macintosh", b"/tmp") if word in text]
    assert not [name for name in archive.namelist() if "thumbnail" in name or "customXml" in name]


def test_没有日期时用SOURCE_DATE_EPOCH(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("测试", (Paragraph("文。"),))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert reopened(document).core_properties.created.isoformat().startswith("2023-11-14T22:13:20")

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "昨天")
    with pytest.raises(FupinError, match="不是秒数"):
        write(document)


def test_空文档也写得出() -> None:
    assert [one.text for one in reopened(Document("只有标题", ())).paragraphs] == ["只有标题"]
