import re
from html.parser import HTMLParser

from syrupy.assertion import SnapshotAssertion

from fupin_cli.reporting.document import Document, Heading, Paragraph, Table
from fupin_cli.reporting.html_page import write
from reporting.test_document_sample import sample


class _Outline(HTMLParser):
    """Checks that each tag is closed where it should be, and keeps the text."""

    VOID = ("meta", "br", "wbr")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def outline(page: str) -> _Outline:
    parser = _Outline()
    parser.feed(page)
    assert parser.open == []
    return parser


def test_整份材料(snapshot: SnapshotAssertion) -> None:
    page = write(sample())

    assert page.partition("<main>")[2] == snapshot
    assert outline(page).tags >= {"h1", "h2", "h3", "table", "svg", "section"}


def test_自成一体_不连网_不带脚本() -> None:
    page = write(sample())

    assert not re.search(r"https?:|//|url\(|@import|<script|<link|<img|src=", page)
    assert "size: A4" in page
    assert 'name="viewport"' in page


def test_所有文字都转义() -> None:
    bad = "<b>&\"'"
    table = Table(bad, ((bad,),), ((bad,),), ("left",))
    blocks = (Heading(1, bad), Heading(2, bad, bad), Paragraph(bad), table)
    page = write(Document(bad, blocks, bad, bad, bad, bad, (bad,)))

    assert "b" not in outline(page).tags
    assert outline(page.partition("<body>")[2].partition("</body>")[0]).text.count(bad) == 13


def test_数和单位不分在两行_复制出来的文字不变() -> None:
    page = write(Document("测试", (Paragraph("共3072600.00元、33.91%，占3户&#39;。"),)))

    assert '<span class="figure">3072600.00元</span>' in page
    assert '<span class="figure">33.91%</span>' in page
    assert "共3072600.00元、33.91%，占3户&#39;。" in outline(page).text


def test_数字列靠右() -> None:
    table = Table("", (("村", "户数"),), (("甲", "3"),), ("left", "right"))

    assert '<td class="right">3</td>' in write(Document("测试", (table,)))


def test_标题只在词间换行_复制出来的文字不变() -> None:
    page = write(Document("柳溪镇2023年上半年工作总结", (Paragraph("文。"),)))

    assert "<h1>柳溪镇<wbr>2023年<wbr>上半年<wbr>工作总结</h1>" in page
    assert "柳溪镇2023年上半年工作总结" in outline(page.partition("<body>")[2].partition("</body>")[0]).text
