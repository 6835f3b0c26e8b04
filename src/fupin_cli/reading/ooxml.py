"""xlsx, xlsm and xlsb: the parts are looked through before calamine reads them."""

import posixpath
from functools import partial
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from msgspec.structs import replace

from fupin_cli.findings import Finding, Place
from fupin_cli.patterns import regex
from fupin_cli.reading.aside import Aside
from fupin_cli.reading.biff import xlsb_relations, xlsb_sheet
from fupin_cli.reading.broken import facts
from fupin_cli.reading.extents import strays, without
from fupin_cli.reading.large import LargeSheet, is_large
from fupin_cli.reading.limits import Limits
from fupin_cli.reading.merges import hidden, merged
from fupin_cli.reading.package import damaged, pack, too_large
from fupin_cli.reading.workbook import Opened, open_workbook, read_grids

_COUNT = regex(rb"uniqueCount\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def open_xlsx(members: dict[str, bytes], shown: str, limits: Limits) -> Opened:
    """An xlsx or xlsm workbook from its unpacked parts.

    Raises:
        FupinError: damaged, or a sheet's used range is absurd.
    """
    names = _sheet_parts(members, shown)
    findings: list[Finding] = []
    for part in names:
        xml = members.get(part, b"")
        if b"\0" in xml[:200]:  # UTF-16：calamine 会当成空表
            raise damaged(shown)
        far = strays(xml, limits.cells)
        if far is None:
            raise too_large(shown, "的表格范围异常")
        if far:
            xml = members[part] = without(xml, far)
            if strays(xml, limits.cells) != []:
                raise too_large(shown, "的表格范围异常")
            place = Place(shown, names[part][1])
            findings.append(
                Finding("RD009", "warning", place, {"cells": "、".join(far[:5]), "count": len(far)})
            )
    for part in members.keys() - names.keys():
        # calamine 按自称的个数先要内存，写成 42 亿就会使进程中止；去掉它照样能读
        members[part] = _COUNT.sub(b"", members[part])
    shared = {part: data for part, data in members.items() if part not in names}
    large = {
        position: LargeSheet(position, part, members[part], shared, limits.slice_bytes)
        for part, (position, _) in names.items()
        if position >= 0 and is_large(members.get(part, b""), limits.slice_bytes)
    }
    members |= {sheet.part: sheet.without_rows for sheet in large.values()}
    whole = names.keys() & members.keys() - {sheet.part for sheet in large.values()}
    seen = {**members, **{part: hidden(members[part]) for part in whole}}
    book = open_workbook(pack(seen), shown, limits)
    looks = {position: partial(_aside, members.get(part, b"")) for part, (position, _) in names.items()}
    opened = Opened("xlsx", read_grids(book, looks, shown, findings, large), findings)
    opened.output = _property(members, "fupin-output", shown)
    return opened


def _aside(xml: bytes) -> Aside:
    """What is told beside the values of a sheet that is read whole."""
    return replace(facts(xml), merges=merged(xml))


def open_xlsb(members: dict[str, bytes], shown: str, limits: Limits) -> Opened:
    """An xlsb workbook from its unpacked parts.

    Raises:
        FupinError: damaged, or a sheet's used range is absurd.
    """
    sheets = {}
    for name, data in members.items():
        if name.startswith("xl/worksheets/") and name.endswith(".bin"):
            try:
                sheet = xlsb_sheet(data)
            except ValueError as error:
                raise damaged(shown) from error
            if (sheet.rows + 1) * (sheet.columns + 1) > limits.cells:
                raise too_large(shown, "的表格范围异常")
            sheets[name] = sheet
    findings: list[Finding] = []
    book = open_workbook(pack(members), shown, limits)
    targets = _targets(members, "xl/_rels/workbook.bin.rels", shown)
    order = [targets.get(relation, "") for relation in xlsb_relations(members.get("xl/workbook.bin", b""))]
    looks = {position: sheets[part].aside for position, part in enumerate(order) if part in sheets}
    return Opened("xlsb", read_grids(book, looks, shown, findings), findings)


def _sheet_parts(members: dict[str, bytes], shown: str) -> dict[str, tuple[int, str]]:
    """The sheets' parts with their position in the workbook and their name."""
    targets = _targets(members, "xl/_rels/workbook.xml.rels", shown)
    parts = {}
    sheets = (
        node for node in _parse(members, "xl/workbook.xml", shown).iter() if _local(node.tag) == "sheet"
    )
    for position, node in enumerate(sheets):
        relation = next((value for key, value in node.attrib.items() if _local(key) == "id"), "")
        if relation in targets:
            parts[targets[relation]] = position, node.get("name", "")
    # 关系表没有提到的部件 calamine 也可能按惯用的名字去读
    for name in members:
        if name.startswith("xl/worksheets/") and name.endswith(".xml") and name not in parts:
            parts[name] = -1, name.rpartition("/")[2]
    return parts


def _targets(members: dict[str, bytes], part: str, shown: str) -> dict[str, str]:
    """The parts that a relationships part points to, by relation."""
    found = {}
    for node in _parse(members, part, shown):
        target = node.get("Target", "")
        path = target.removeprefix("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        found[node.get("Id", "")] = path
    return found


def _property(members: dict[str, bytes], name: str, shown: str) -> str:
    """A custom document property's text, "" where there is none."""
    if "docProps/custom.xml" not in members:
        return ""
    for node in _parse(members, "docProps/custom.xml", shown):
        if node.get("name") == name:
            return "".join(node.itertext()).strip()
    return ""


def _parse(members: dict[str, bytes], part: str, shown: str) -> Element:
    try:
        root: Element = fromstring(members[part])
    except (KeyError, ParseError, ValueError, LookupError, DefusedXmlException) as error:
        raise damaged(shown) from error
    return root


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
