"""docx 里的附图：条形和画出来的字，不靠打开它的电脑有什么字体。"""

import io
import zipfile
from decimal import Decimal

from lxml import etree
from msgspec.structs import replace

from fupin_cli.reporting.document import Chart, Document, Series
from fupin_cli.reporting.docx_page import Page, write
from reporting.test_document_sample import sample

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"


def body(document: Document) -> etree._Element:
    archive = zipfile.ZipFile(io.BytesIO(write(document, Page(charts=True))))
    return etree.fromstring(archive.read("word/document.xml"))


def test_图默认不画_要画才画() -> None:
    assert b"<wpg:wgp>" not in write(sample())
    assert b"<wpg:wgp>" in write(sample(), Page(charts=True))


def test_图里没有要字体的字_也没有图片() -> None:
    drawing = next(body(sample()).iter(f"{WP}inline"))

    assert {one.tag.rpartition("}")[2] for one in drawing.iter()}.isdisjoint(
        {"t", "latin", "ea", "blip", "pic"}
    )
    assert [one.get("name") for one in drawing.iter(f"{WPS}cNvPr")][:3] == ["土地租金", "条", "16.13"]
    assert len(list(drawing.iter(f"{A}custGeom"))) == 12


def test_读屏软件读得到图里的数() -> None:
    inline = [one.get("descr") for one in body(sample()).iter(f"{WP}docPr")]

    assert inline[0].startswith("光伏收益用途（万元）：土地租金16.13，")
    assert inline[1] == "各类项目资金支出进度：产业发展100%，基础设施96.4%，公共服务61.25%。"


def test_各图各形状的编号不重复() -> None:
    root = body(sample())
    keys = [one.get("id") for tag in (f"{WP}docPr", f"{WPS}cNvPr") for one in root.iter(tag)]

    assert len(keys) == len(set(keys)) > 30


def test_村再多图也不出一页() -> None:
    labels = tuple(f"第{number}村" for number in range(60))
    many = Chart("各村脱贫户（户）", "bar", labels, (Series("脱贫户", (Decimal(9),) * 60),))
    (extent,) = body(replace(sample(), blocks=(many,), annexes=())).iter(f"{WP}extent")

    assert int(extent.get("cy")) / 360000 < 22.5 - 2  # 版心高 22.5 厘米，还要容下图题
