"""A minimal xlsb writer for tests: no library writes the format ([MS-XLSB] 2.1.4, 2.4)."""

import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    "</Types>"
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="{target}"/></Relationships>'
)


@dataclass(frozen=True)
class FormulaResult:
    """A formula's stored result; a text that starts with # is the error #REF!."""

    value: Any


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
    length, size = b"", len(body)
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + length + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _cell(column: int, value: Any) -> bytes:
    start = struct.pack("<II", column, 0)
    if isinstance(value, FormulaResult):
        return _formula(start, value.value)
    if isinstance(value, str) and value.startswith("#"):
        return _record(3, start + bytes([0x17]))  # BrtCellError #REF!
    if isinstance(value, str):
        return _record(6, start + _wide(value))  # BrtCellSt
    return _record(5, start + struct.pack("<d", value))  # BrtCellReal


def _formula(start: bytes, result: Any) -> bytes:
    """BrtFmlaError, BrtFmlaString or BrtFmlaNum: the result, no flags, the formula 1 as its tokens."""
    formula = struct.pack("<HI", 0, 3) + b"\x1e\x01\x00" + struct.pack("<I", 0)
    if isinstance(result, str) and result.startswith("#"):
        return _record(11, start + bytes([0x17]) + formula)
    if isinstance(result, str):
        return _record(8, start + _wide(result) + formula)
    return _record(9, start + struct.pack("<d", result) + formula)


def write_xlsb(path: Path, rows: list[list[Any]], name: str = "家庭成员") -> Path:
    """Write one sheet; a text that starts with # becomes the error #REF!."""
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    sheet = _record(129) + _record(148, size) + _record(145)  # BrtBeginSheet, BrtWsDim, BrtBeginSheetData
    for number, row in enumerate(rows):
        sheet += _record(0, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0))
        sheet += b"".join(_cell(column, value) for column, value in enumerate(row) if value != "")
    sheet += _record(146) + _record(130)
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name)
    book = _record(131) + _record(143) + _record(156, bundle) + _record(144) + _record(132)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS.format(kind="officeDocument", target="xl/workbook.bin"))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels", _RELS.format(kind="worksheet", target="worksheets/sheet1.bin")
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path
