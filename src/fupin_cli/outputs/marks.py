"""Workbooks that we write: marked as ours, the same bytes for the same content, formulas with results."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from fupin_cli.patterns import regex

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell

Stored = Mapping[str, tuple[str | None, str]]  # 单元格 → 公式结果的类型和内容，照原文件
_PROPERTY = "fupin-output"
_EPOCH = (2000, 1, 1, 0, 0, 0)
_MODIFIED = regex(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_CREATED = regex(rb"(<dcterms:created[^>]*>)[^<]*(</dcterms:created>)")
_UNPRINTABLE = regex("[\x00-\x08\x0b\x0c\x0e-\x1f]")
COLOURS = {"error": "FFC7CE", "warning": "FFEB9C", "info": "DDEBF7"}


def mark(book: "Workbook", kind: Literal["annotated", "report", "fixed", "template"]) -> None:
    """Say in the workbook's properties what it is; `annotated` and `report` are never read as ledgers."""
    from openpyxl.packaging.custom import StringProperty

    properties = book.custom_doc_props  # type: ignore[attr-defined]  # 类型桩里没有
    if _PROPERTY in properties.names:
        del properties[_PROPERTY]
    properties.append(StringProperty(name=_PROPERTY, value=kind))


def put_text(cell: "Cell | MergedCell", text: str) -> None:
    """Write `text` as text, whatever it starts with: `=1+1` stays four characters, when edited too."""
    text = _UNPRINTABLE.sub("", text)[:32767]
    cell.value = text
    if text[:1] in {"=", "+", "-", "@"}:
        cell.data_type = "s"
        cell.quotePrefix = True


def write(book: "Workbook", stored: Mapping[str, Stored] | None = None) -> bytes:
    """The workbook's bytes: no clock in them, and the formulas' results of the source put back.

    openpyxl leaves formulas without results, which phones and our own reader would see as empty cells.

    Args:
        book: the workbook.
        stored: by sheet name, the results that the source holds for its formulas.
    """
    stream = io.BytesIO()
    book.save(stream)
    results = {
        f"xl/worksheets/sheet{number}.xml": stored[sheet.title]
        for number, sheet in enumerate(book.worksheets, 1)
        if stored and stored.get(sheet.title)
    }
    moment = book.properties.created if stored is not None else None
    stamp = (moment or dt.datetime(*_EPOCH)).strftime("%Y-%m-%dT%H:%M:%SZ").encode()  # noqa: DTZ001
    packed = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
                data = _CREATED.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
            elif item.filename in results:
                data = _with_results(data, results[item.filename])
            entry = zipfile.ZipInfo(item.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0o600 << 16
            target.writestr(entry, data)
    return packed.getvalue()


def _with_results(xml: bytes, stored: Stored) -> bytes:
    from lxml import etree

    root = etree.fromstring(xml)
    for cell in root.iter("{*}c"):
        result = stored.get(cell.get("r", ""))
        formula = cell.find("{*}f")
        if result is None or formula is None:
            continue
        kind, text = result
        value: Any = cell.find("{*}v")
        if value is None:
            value = etree.SubElement(cell, formula.tag[:-1] + "v")
        value.text = text
        if "t" in cell.attrib:
            del cell.attrib["t"]
        if kind:
            cell.set("t", kind)
    whole: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return whole
