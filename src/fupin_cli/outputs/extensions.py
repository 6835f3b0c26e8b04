"""What openpyxl leaves behind of an xlsx: formula results, and drop-downs in Excel's extension list."""

import io
import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from fupin_cli.outputs.marks import Stored

if TYPE_CHECKING:
    from openpyxl import Workbook


def stored_results(members: Mapping[str, bytes]) -> dict[str, Stored]:
    """By sheet and cell, the type and text of every formula's result in an unpacked xlsx."""
    from lxml import etree

    found: dict[str, Stored] = {}
    for name, xml in _sheets(members):
        results: dict[str, tuple[str | None, str]] = {}
        if b"<f" in xml or b":f" in xml:
            for _, cell in etree.iterparse(io.BytesIO(xml), tag="{*}c", resolve_entities=False):
                value = cell.find("{*}v")
                if cell.find("{*}f") is not None and value is not None and cell.get("t") != "s":
                    results[cell.get("r", "")] = (cell.get("t"), value.text or "")
                cell.clear()
        found[name] = results
    return found


def restore_drop_downs(book: "Workbook", members: Mapping[str, bytes]) -> None:
    """Add the drop-downs whose list stands on another sheet: Excel 2010 and later write them apart (x14)."""
    from lxml import etree
    from openpyxl.worksheet.datavalidation import DataValidation

    for name, xml in _sheets(members):
        if b"x14:dataValidation" not in xml or name not in book.sheetnames:
            continue
        root = etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=False))
        for node in root.iter(
            "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}dataValidation"
        ):
            cells = node.findtext("{*}sqref")
            if not cells:
                continue
            written: dict[str, Any] = {
                key: node.get(key)
                for key in ("type", "operator", "errorTitle", "error", "promptTitle", "prompt")
            }
            rule = DataValidation(
                formula1=_formula(node, "formula1"),
                formula2=_formula(node, "formula2"),
                allow_blank=node.get("allowBlank") == "1",
                showErrorMessage=node.get("showErrorMessage") == "1",
                showInputMessage=node.get("showInputMessage") == "1",
                sqref=cells,
                **written,
            )
            book[name].add_data_validation(rule)


def _formula(node: Any, name: str) -> str | None:
    found = node.findtext(f"{{*}}{name}/{{*}}f")
    return str(found) if found else None


def _sheets(members: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Each sheet's name and XML."""
    from defusedxml.ElementTree import fromstring

    targets = {
        node.get("Id", ""): node.get("Target", "")
        for node in fromstring(members["xl/_rels/workbook.xml.rels"])
    }
    for node in fromstring(members["xl/workbook.xml"]).iter():
        if node.tag.rpartition("}")[2] != "sheet":
            continue
        relation = next((v for k, v in node.attrib.items() if k.rpartition("}")[2] == "id"), "")
        target = targets.get(relation, "")
        part = target.removeprefix("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if part in members:
            yield node.get("name", ""), members[part]
