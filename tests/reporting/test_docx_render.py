"""用 LibreOffice 排出版面再量：标准说的是印出来的样子，不只是文件里的数值。"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

from fupin_cli.reporting.document import Document, Paragraph
from fupin_cli.reporting.docx_page import Page, write
from fupin_cli.reporting.red_head import RedHead
from reporting.test_document_sample import sample

pytestmark = pytest.mark.slow

POINTS = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * POINTS, (210 - 26) * POINTS, 37 * POINTS, (297 - 35) * POINTS
TEXT = "防止返贫监测帮扶工作坚持早发现早干预早帮扶持续巩固拓展脱贫攻坚成果" * 40


@dataclass(frozen=True)
class Line:
    """One printed line: its words joined, and where it stands, in points."""

    text: str
    left: float
    right: float
    top: float


def rendered(document: Document, page: Page, folder: Path) -> list[list[Line]]:
    """The printed lines of each page."""
    for program in ("soffice", "pdftotext"):
        if shutil.which(program) is None:
            reason = f"没有 {program}：装上 LibreOffice 和 poppler-utils 才能量印出来的版面"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
    (folder / "文.docx").write_bytes(write(document, page))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for command in (
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "文.docx"],
        ["pdftotext", "-bbox-layout", "文.pdf", "文.xml"],
    ):
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    # pdftotext declares XHTML, whose entities ElementTree would look for
    text = re.sub(r"<!DOCTYPE[^>]*>", "", (folder / "文.xml").read_text(encoding="utf-8"))
    space = "{http://www.w3.org/1999/xhtml}"
    pages = []
    for sheet in ElementTree.fromstring(text).iter(f"{space}page"):
        found: dict[int, list[ElementTree.Element]] = {}
        for word in sheet.iter(f"{space}word"):
            found.setdefault(round((float(word.get("yMin", 0)) + float(word.get("yMax", 0))) / 8), []).append(
                word
            )
        lines = []
        for _, words in sorted(found.items()):
            words.sort(key=lambda word: float(word.get("xMin", 0)))
            lines.append(
                Line(
                    "".join(word.text or "" for word in words),
                    float(words[0].get("xMin", 0)),
                    float(words[-1].get("xMax", 0)),
                    float(words[0].get("yMin", 0)),
                )
            )
        pages.append(lines)
    return pages


def body(lines: list[Line]) -> list[Line]:
    return [line for line in lines if TOP - 1 < line.top < BOTTOM - 1]


def test_每页22行_每行28字(tmp_path: Path) -> None:
    pages = rendered(Document("测试", (Paragraph(TEXT), Paragraph(TEXT))), Page(), tmp_path)

    first, second, third = (body(lines) for lines in pages[:3])
    assert len(pages) == 5
    assert len(first) == 22 - 3  # 标题上空二行、下空一行
    assert len(second) == len(third) == 22
    assert {len(line.text) for line in second} == {28}
    assert len(first[1].text) == 26  # 首行空两字
    assert all(line.left == pytest.approx(LEFT, abs=1) for line in second)
    assert all(line.right == pytest.approx(RIGHT, abs=2) for line in second)
    steps = {round(below.top - above.top, 1) for above, below in pairwise(second)}
    assert steps <= {28.9, 29.0, 28.95}


def test_页码单页居右双页居左(tmp_path: Path) -> None:
    pages = rendered(Document("测试", (Paragraph(TEXT),)), Page(), tmp_path)

    odd, even = (lines[-1] for lines in pages[:2])
    assert (odd.text, even.text) == ("—1—", "—2—")
    assert odd.right == pytest.approx(RIGHT - 14, abs=2)
    assert even.left == pytest.approx(LEFT + 14, abs=2)
    assert BOTTOM < odd.top < BOTTOM + 10 * POINTS


@pytest.mark.parametrize(
    "page", [Page(), Page(charts=True), Page(seal=True, red_head=RedHead("柳溪镇人民政府文件"))]
)
def test_整份材料不出空页_署名成文日期附件都在(page: Page, tmp_path: Path) -> None:
    pages = rendered(sample(), page, tmp_path)

    assert 4 <= len(pages) <= 6
    assert all(len(lines) > 3 for lines in pages)
    title = next(one for one in docx.Document(str(tmp_path / "文.docx")).paragraphs if "\n" in one.text)
    assert {line.text for line in pages[0]} > set(title.text.split("\n"))  # 标题按所定的各行印出
    texts = ["".join(line.text for line in lines) for lines in pages]
    assert "2024年1月3日" in texts[-2]
    assert "柳溪镇人民政府" in texts[-2]
    assert texts[-1].startswith("附件1各村脱贫户和监测对象情况")
    assert all("—" in text for text in texts)
    assert ("307.26" in "".join(texts)) is page.charts
