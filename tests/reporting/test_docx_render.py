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

from fupin_cli.reporting import docx_chart, docx_package
from fupin_cli.reporting.document import Chart, Document, Paragraph
from fupin_cli.reporting.docx_page import Page, write
from fupin_cli.reporting.red_head import RedHead
from reporting.test_document_sample import sample

pytestmark = pytest.mark.slow

POINTS = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * POINTS, (210 - 26) * POINTS, 37 * POINTS, (297 - 35) * POINTS
TEXT = "防止返贫监测帮扶工作坚持早发现早干预早帮扶持续巩固拓展脱贫攻坚成果" * 40
NUMBERS = ("3900597.40", "1845", "69.23%", "390.06", "1/3", "3,900,597.40", "7‰")
BEFORE = range(12, 29)
COMMAS = "资金直接打到学生家庭的卡上，不漏一人，不重一人，学校和学籍核对无误后再报，公示后执行，" * 6

HEAD = RedHead("柳溪镇人民政府文件")
FOOT = RedHead("柳溪镇人民政府文件", copies=("县财政局",), printer="柳溪镇党政办公室", printed="2024年1月3日")


def red(lines: int) -> Document:
    """红头文件，正文这么多行。"""
    return Document(
        "柳溪镇工作报告",
        tuple(Paragraph("坚持早发现早干预早帮扶。") for _ in range(lines)),
        signature="柳溪镇人民政府",
        date="2024年1月3日",
        number="柳政〔2024〕3号",
    )


PAPERS = {
    "长文": (Document("测试", (Paragraph(TEXT), Paragraph(TEXT))), Page()),
    "数字": (
        Document("测试", tuple(Paragraph("防" * k + n + "元人户扶" * 3) for n in NUMBERS for k in BEFORE)),
        Page(),
    ),
    "标点": (Document("测试", tuple(Paragraph(COMMAS[k:]) for k in range(30))), Page()),
    "整份": (sample(), Page()),
    "带图": (sample(), Page(charts=True)),
    "红头": (sample(), Page(seal=True, red_head=HEAD)),
    "版记同页": (red(18), Page(red_head=FOOT)),
    "版记下一页": (red(4), Page(red_head=FOOT)),
    "版记另起": (red(26), Page(red_head=FOOT)),
    "版记在附件后": (sample(), Page(red_head=FOOT)),
}
"""一次排完：启动 LibreOffice 比排版慢得多。"""


@dataclass(frozen=True)
class Line:
    """One printed line: its words joined, and where it stands, in points."""

    text: str
    left: float
    right: float
    top: float


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """各份材料的 docx，和排出来的 pdf（自动留的空白页也印）。"""
    for program in ("soffice", "pdftotext"):
        if shutil.which(program) is None:
            reason = f"没有 {program}：装上 LibreOffice 和 poppler-utils 才能量印出来的版面"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
    folder = tmp_path_factory.mktemp("版面")
    for name, (document, page) in PAPERS.items():
        (folder / f"{name}.docx").write_bytes(write(document, page))
    (folder / "单图.docx").write_bytes(one_chart())
    convert(folder, *(f"{name}.docx" for name in PAPERS), "单图.docx")
    return folder


def convert(folder: Path, *names: str, outdir: str = ".", **environment: str) -> None:
    """排成 pdf。"""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    kind = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", outdir, *names]
    subprocess.run(
        command, cwd=folder, check=True, capture_output=True, timeout=180, env={**os.environ, **environment}
    )


def one_chart() -> bytes:
    """只有一幅图、没有一个字的文档。"""
    document = docx_package.blank()
    chart = next(block for block in sample().blocks if isinstance(block, Chart))
    docx_chart.add(document.add_paragraph(), chart, 1)
    return docx_package.save(document)


def printed(folder: Path, name: str) -> list[list[Line]]:
    """The printed lines of each page."""
    subprocess.run(["pdftotext", "-bbox-layout", f"{name}.pdf", "文.xml"], cwd=folder, check=True, timeout=60)
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


def test_每页22行_每行28字(folder: Path) -> None:
    pages = printed(folder, "长文")

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


def test_数字落在行的哪一处都不断开(folder: Path) -> None:
    lines = [line.text for page in printed(folder, "数字") for line in body(page)]

    whole = re.compile(r"(?<![\d.,/])(?:" + "|".join(map(re.escape, NUMBERS)) + r")(?![\d.,/%‰])")
    found = [number for line in lines for number in whole.findall(line)]
    assert {number: found.count(number) for number in NUMBERS} == dict.fromkeys(NUMBERS, len(BEFORE))
    assert any(re.search(r"防\d[\d.]+$", line) for line in lines), "有的数字正好在行末"
    assert any(re.match(r"\d", line) for line in lines), "有的数字整个移到了下一行"


def test_行末的逗号都印出来(folder: Path) -> None:
    text = "".join(line.text for page in printed(folder, "标点") for line in body(page))

    assert text.count("，") == sum(COMMAS[k:].count("，") for k in range(30))


def test_页码单页居右双页居左(folder: Path) -> None:
    odd, even = (lines[-1] for lines in printed(folder, "长文")[:2])

    assert (odd.text, even.text) == ("—1—", "—2—")
    assert odd.right == pytest.approx(RIGHT - 14, abs=2)
    assert even.left == pytest.approx(LEFT + 14, abs=2)
    assert BOTTOM < odd.top < BOTTOM + 10 * POINTS


@pytest.mark.parametrize("name", ["整份", "带图", "红头"])
def test_整份材料不出空页_署名成文日期附件都在(name: str, folder: Path) -> None:
    pages = printed(folder, name)

    assert 4 <= len(pages) <= 6
    assert all(len(lines) > 3 for lines in pages)
    title = next(one for one in docx.Document(str(folder / f"{name}.docx")).paragraphs if "\n" in one.text)
    assert {line.text for line in pages[0]} > set(title.text.split("\n"))  # 标题按所定的各行印出
    texts = ["".join(line.text for line in lines) for lines in pages]
    assert "2024年1月3日" in texts[-2]
    (date,) = [line for line in pages[-2] if line.text == "2024年1月3日"]
    assert date.right <= RIGHT + 2, "成文日期不出版心"
    assert "柳溪镇人民政府" in texts[-2]
    assert texts[-1].startswith("附件1各村脱贫户和监测对象情况")
    assert all("—" in text for text in texts)


@pytest.mark.parametrize(
    ("name", "count", "signed", "number"),
    [("版记同页", 2, 2, "—2—"), ("版记下一页", 2, 1, "—2—"), ("版记另起", 4, 2, "")],
)
def test_版记在双页的版心下边缘(name: str, count: int, signed: int, number: str, folder: Path) -> None:
    pages = printed(folder, name)

    texts = ["".join(line.text for line in lines) for lines in pages]
    assert len(pages) == count
    assert [page for page, text in enumerate(texts, 1) if "柳溪镇人民政府2024" in text] == [signed]
    last = next(line for line in pages[-1] if line.text.endswith("印发"))
    assert last.top == pytest.approx(BOTTOM - 24, abs=6)  # 版记的一行高 24 磅
    assert texts[-1].endswith(number or "印发")
    assert signed == count or texts[-1].startswith("抄送：")
    assert count == 2 or texts[2] == "", "版记页前的空白页和版记页不编页码"


def test_版记在附件之后_也在双页(folder: Path) -> None:
    pages = printed(folder, "版记在附件后")

    assert len(pages) % 2 == 0
    assert "".join(line.text for line in pages[-1]) == "抄送：县财政局。柳溪镇党政办公室2024年1月3日印发"


def test_没有中文字体的机器上附图照样是那些字(folder: Path) -> None:
    latin = folder / "只有西文字体"
    latin.mkdir()
    font = subprocess.run(["fc-match", "-f", "%{file}", "DejaVu Sans"], capture_output=True, check=True)
    shutil.copy(font.stdout.decode(), latin)
    conf = f"<fontconfig><dir>{latin}</dir><cachedir>{folder / '字体缓存'}</cachedir></fontconfig>"
    (latin / "fonts.conf").write_text(f'<?xml version="1.0"?>{conf}', encoding="utf-8")
    fonts = {"FONTCONFIG_FILE": str(latin / "fonts.conf")}
    seen = subprocess.run(
        ["fc-list", ":lang=zh"], capture_output=True, env={**os.environ, **fonts}, check=True
    )
    assert seen.stdout == b"", "这台机器此时看不到中文字体"

    convert(folder, "单图.docx", outdir="无字体", **fonts)

    pictures = []
    for path in ("单图.pdf", "无字体/单图.pdf"):
        listed = subprocess.run(["pdffonts", path], cwd=folder, capture_output=True, check=True).stdout
        assert len(listed.splitlines()) == 2, "图里的字不用字体，只有表头两行"
        command = ["pdftoppm", "-gray", "-r", "100", path]
        pictures.append(subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout)
    assert pictures[0] == pictures[1]
    assert 0.005 < sum(shade < 128 for shade in pictures[0]) / len(pictures[0]) < 0.2, "画上有字有条"
