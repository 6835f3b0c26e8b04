import pytest
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion

from fupin_cli.reporting.document import Document, Heading, Paragraph, Table
from fupin_cli.reporting.markdown_page import write
from reporting.test_document_sample import sample


def html(document: Document) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(write(document)))


def test_整份材料(snapshot: SnapshotAssertion) -> None:
    assert write(sample()) == snapshot


def test_段首标题加粗_后面紧跟汉字也认得出() -> None:
    document = Document("测试", (Heading(2, "开展“排查”", "正文。"),))

    assert "<p><strong>（一）开展“排查”</strong>。正文。</p>" in html(document)


SIGNS = [
    "# 甲",
    "- 甲",
    "1. 甲",
    "*甲*",
    "_甲_",
    "<b>甲</b>",
    "`甲`",
    "[甲](乙)",
    "| 甲 |",
    "> 甲",
    "~~甲~~",
    "\\甲",
    "---",
]


@pytest.mark.parametrize("text", SIGNS)
def test_文字里的符号不当作格式(text: str) -> None:
    shown = text.replace("<", "&lt;").replace(">", "&gt;")

    assert f"<p>{shown}</p>" in html(Document("测试", (Paragraph(text),)))


def test_表格每行格数相同_两行表头合成一行() -> None:
    table = Table(
        "表", (("村", "脱贫户", "<"), ("^", "户|数", "人数")), (("甲", "1", "2"),), ("left", "right", "right")
    )
    page = html(Document("测试", (table,)))

    assert (page.count("<th "), page.count("<td ")) == (2, 2)  # 靠左的一列不带样式
    assert "脱贫户·户|数" in page
    assert 'style="text-align:right"' in page
