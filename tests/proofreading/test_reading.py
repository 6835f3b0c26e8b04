"""读材料：格式、编码、网页外壳、Word 的自动编号和文本框。"""

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from fupin_cli.errors import FupinError
from fupin_cli.proofreading import read, read_text

PAGE = """索引号: | 11341699000000000X/202401-00001 | 组配分类: | 政策文件 |
发布机构: | 芦花县柳河镇 | 主题分类: | 综合政务 |
名称: | 【工作总结】柳河镇2023年工作总结 | 文号: | 无 |
发文日期: | 2024-01-05 09:30 | 发布日期: | 2024-01-05 09:41 |
一、基本情况
全镇辖8个行政村。
扫一扫在手机打开当前页
"""


def body(path: Path) -> list[str]:
    return [p.text for p in read(path).judged()]


def test_网页外壳搁在一边_标题日期地点取自它() -> None:
    document = read_text(PAGE)
    assert (document.title, document.date, document.place) == (
        "柳河镇2023年工作总结",
        date(2024, 1, 5),
        "柳河镇",
    )
    assert [p.text for p in document.judged()] == ["一、基本情况", "全镇辖8个行政村。"]


def test_落款日期先于网页日期() -> None:
    document = read_text(PAGE.replace("扫一扫", "柳河镇人民政府\n2023年12月28日\n扫一扫"))
    assert document.date == date(2023, 12, 28)


def test_汉字落款日期() -> None:
    assert read_text("全镇辖8个行政村。\n二〇二三年十二月二十八日").date == date(2023, 12, 28)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_编码(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "总结.txt"
    path.write_bytes("一、基本情况\r\n全镇辖8个行政村。".encode(encoding))
    assert body(path) == ["一、基本情况", "全镇辖8个行政村。"]


def test_标准输入(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO("全镇辖8个行政村。".encode("gb18030")))
    monkeypatch.setattr("sys.stdin", stdin)
    assert [p.text for p in read("-").judged()] == ["全镇辖8个行政村。"]


def test_网页(tmp_path: Path) -> None:
    path = tmp_path / "总结.html"
    path.write_text(
        "<html><head><title>不要</title><script>var a=1</script></head><body><h1>柳河镇2023年工作总结</h1>"
        "<p>全镇辖<b>8</b>个行政村。</p><table><tr><td>村名</td><td>户数</td></tr>"
        "<tr><td>甲村</td><td>10</td></tr></table></body></html>",
        encoding="utf-8",
    )
    document = read(path)
    assert document.title == "柳河镇2023年工作总结"
    assert [p.text for p in document.judged()] == ["全镇辖8个行政村。", "村名", "户数", "甲村", "10"]
    assert document.tables[0][1][1].text == "10"


def test_md(tmp_path: Path) -> None:
    path = tmp_path / "总结.md"
    path.write_text(
        "# 柳河镇2023年工作总结\n\n全镇**共有**\n脱贫户973户。\n\n"
        "1. 第一\n2. 第二\n\n| 村 | 户 |\n|---|---|\n| 甲 | 1 |\n",
        encoding="utf-8",
    )
    document = read(path)
    assert document.title == "柳河镇2023年工作总结"
    assert [p.text for p in document.judged()] == [
        "全镇共有脱贫户973户。",
        "1.第一",
        "2.第二",
        "村",
        "户",
        "甲",
        "1",
    ]


def test_word的自动编号_表格_文本框(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("柳河镇2023年工作总结", 0)
    document.add_paragraph("压实责任。", style="List Number")
    document.add_paragraph("加强培训。", style="List Number")
    boxed = document.add_paragraph("全镇辖8个行政村。")
    boxed.runs[0]._r.append(
        parse_xml(
            f"<w:pict {nsdecls('w')}><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
            "<v:textbox><w:txbxContent>"
            "<w:p><w:r><w:t>文本框里的字。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
        )
    )
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "村名", "户数"
    path = tmp_path / "总结.docx"
    document.save(str(path))
    shown = read(path)
    assert shown.title == "柳河镇2023年工作总结"
    assert [p.text for p in shown.judged()] == [
        "1.压实责任。",
        "2.加强培训。",
        "全镇辖8个行政村。",
        "文本框里的字。",
        "村名",
        "户数",
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.txt", b"  \n"),
        ("旧.doc", bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600),
        ("坏.docx", b"PK\x03\x04" + b"\0" * 50),
        ("图.txt", b"\x89PNG\r\n\x1a\n\0\0\0\0\xff\xff"),
    ],
)
def test_读不了的文件说得清楚(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FupinError) as error:
        read(path)
    assert name in error.value.message
    assert error.value.hint


def test_没有的文件和文件夹(tmp_path: Path) -> None:
    with pytest.raises(FupinError, match="找不到文件"):
        read(tmp_path / "没有.docx")
    with pytest.raises(FupinError, match="是文件夹"):
        read(tmp_path)
