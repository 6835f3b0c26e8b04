"""结果怎么显示：文字、JSON、网页、Word 批注。"""

import hashlib
import json
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from syrupy.assertion import SnapshotAssertion

from fupin_cli.cli import run
from fupin_cli.errors import FupinError
from fupin_cli.proofreading import Result, proofread, read, read_text
from fupin_cli.proofreading.rendering import render
from fupin_cli.proofreading.rendering.annotate import annotated
from fupin_cli.proofreading.selection import filtered

TEXT = """一、基本情况
全镇现有监测对象95户210人，其中脱贫不稳定户20户44人、边缘易致贫户60户131人、突发严重困难户16户35人。
二、工作开展情况
截止目前，共发现问题50条，已整改45条，整改率95%。"""


def result(text: str = TEXT) -> Result:
    return proofread(read_text(text))


def word(path: Path) -> Path:
    document = Document()
    document.add_paragraph("压实责任，共发现问题50条，已整改45条，整改率95%。", style="List Number")
    split = document.add_paragraph("全镇现有监测对象9")
    split.add_run("5户210").bold = True
    split.add_run("人，其中脱贫不稳定户20户44人、边缘易致贫户60户131人、突发严重困难户16户35人。")
    document.save(str(path))
    return path


def test_文字(snapshot: SnapshotAssertion) -> None:
    assert render([result()], "text") == snapshot


def test_终端里用下划线() -> None:
    shown = render([result()], "text", colour=True)
    assert "\033[4m95户\033[0m" in shown
    assert "^^" not in shown


def test_json的键() -> None:
    shown = json.loads(render([result()], "json"))
    assert list(shown) == ["document", "claims", "findings", "summary"]
    assert list(shown["document"]) == ["path", "title", "date", "paragraphs"]
    assert list(shown["claims"][0]) == ["kind", "quote", "paragraph", "offset", "relation", "unit", "verdict"]
    finding = shown["findings"][0]
    assert list(finding) == ["code", "severity", "paragraph", "offset", "quote", "message", "hint"]
    text = TEXT.split("\n")[finding["paragraph"] - 1]
    assert text[finding["offset"] :].startswith(finding["quote"])
    assert shown["summary"] == {
        "claims": 3, "holds": 1, "broken": 2, "undecided": 0, "error": 2, "warning": 1, "info": 0,
    }  # fmt: skip


def test_网页转义且不引外部文件() -> None:
    page = render([result("<script>alert(1)</script>共有xx户。")], "html")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page


def test_批注正好落在字上_原文件不动(tmp_path: Path) -> None:
    source = word(tmp_path / "总结.docx")
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    checked = proofread(read(source))
    copy = tmp_path / "批注.docx"
    copy.write_bytes(annotated(checked))
    assert hashlib.sha256(source.read_bytes()).hexdigest() == before
    marked = {}
    for paragraph in Document(str(copy)).paragraphs:
        inside, words = None, ""
        for element in paragraph._p:
            if element.tag == qn("w:commentRangeStart"):
                inside, words = element.get(qn("w:id")), ""
            elif element.tag == qn("w:commentRangeEnd"):
                marked[inside], inside = words, None
            elif inside is not None:
                words += "".join(t.text or "" for t in element.iter(qn("w:t")))
    assert sorted(marked.values()) == sorted(f.quote for f in checked.findings)
    assert [p.text for p in Document(str(copy)).paragraphs] == [
        p.text for p in Document(str(source)).paragraphs
    ]
    comments = [comment.text for comment in Document(str(copy)).comments]
    assert any("PR001" in comment and "20+60+16=96" in comment for comment in comments)


def test_批注副本每次一样(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = word(tmp_path / "总结.docx")
    first = annotated(proofread(read(source)))
    monkeypatch.setattr("zipfile.time.time", lambda: 1_900_000_000.0)
    assert annotated(proofread(read(source))) == first


def test_不是word的不能批注(tmp_path: Path) -> None:
    path = tmp_path / "总结.txt"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(FupinError, match="不能加批注"):
        annotated(proofread(read(path)))


def test_按级别和编号筛选() -> None:
    assert {f.severity for f in filtered(result(), "error").findings} == {"error"}
    assert {f.code for f in filtered(result(), select=["PR5"]).findings} == {"PR502"}
    assert "PR502" not in {f.code for f in filtered(result(), ignore=["PR5"]).findings}
    with pytest.raises(FupinError, match="没有编号"):
        filtered(result(), select=["XX1"])


@pytest.mark.parametrize(
    ("text", "status"), [("全镇辖8个行政村。", 0), ("截止目前，已完成。", 0), (TEXT, 1), ("", 2)]
)
def test_退出状态(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, status: int) -> None:
    path = tmp_path / "总结.txt"
    path.write_text(text, encoding="utf-8")
    assert run(["proofread", str(path)]) == status
    assert "Traceback" not in capsys.readouterr().err


def test_命令写文件和批注(tmp_path: Path) -> None:
    source = word(tmp_path / "总结.docx")
    page, copy = tmp_path / "结果.html", tmp_path / "批注.docx"
    assert run(["proofread", str(source), "-f", "html", "-o", str(page), "--annotate", str(copy)]) == 1
    assert "校核结果" in page.read_text(encoding="utf-8")
    assert len(list(Document(str(copy)).comments)) > 0
    assert run(["proofread", str(source), "--annotate", str(source)]) == 2
