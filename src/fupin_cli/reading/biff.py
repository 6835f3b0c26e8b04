"""The records of xls (BIFF8) and xlsb sheets, walked only for what calamine does not tell.

Layouts: [MS-XLS] 2.4 (record header of two 16-bit words, cells starting with row and column) and [MS-XLSB]
2.1.4 (record type and length as 7-bit groups, rows numbered by BrtRowHdr, cells starting with the column).
"""

import re
import struct
from collections.abc import Iterator

from msgspec import Struct, field

from fupin_cli.patterns import regex
from fupin_cli.reading.aside import Aside
from fupin_cli.vocabulary.fields import BrokenCell

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_XLS_CELLS = frozenset({0x06, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E})
_BOF, _EOF, _BOUNDSHEET, _FORMULA, _STRING, _BOOLERR = 0x809, 0x0A, 0x85, 0x06, 0x207, 0x205
_ROW, _COLINFO, _DIMENSIONS, _RECALC_ID = 0x208, 0x7D, 0x200, 0x1C1
_UNCALCULATED = BrokenCell("=")
# 记号串以加减乘除、乘方或 SUM、COUNT、AVERAGE、MIN、MAX、COUNTA、SUMIF、ROUND、COUNTIF 结尾的公式，结果总是数
# （[MS-XLS] 2.5.198）
_NUMBER = regex(
    rb"(?:[\x03-\x07]|\x19\x10..|[\x22\x42\x62].(?:[\x00\x04-\x07\xa9]\x00|\x59\x01)"
    rb"|[\x21\x41\x61](?:\x1b\x00|\x5a\x01))\Z",
    re.S,
)


class BinarySheet(Struct):
    """One sheet's extent (0-based last row and column) and the cells without a value to read."""

    rows: int = 0
    columns: int = 0
    broken: dict[tuple[int, int], BrokenCell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)  # 1-based
    hidden_columns: set[int] = field(default_factory=set)  # 0-based
    blanks: set[tuple[int, int]] = field(default_factory=set)  # 存着空文字、也许没算过的公式
    results: bool = False  # 有公式存着不是零、不是空的结果
    no_sums: bool = False  # 有求和一类的公式存着空文字

    def declare(self, top: int, bottom: int, left: int, right: int) -> None:
        """Extend the sheet to the size that it claims; one that ends before it begins is endless."""
        self.reach(max(bottom - 1, 0), max(right - 1, 0))
        if top > bottom or left > right:
            self.reach(1 << 24, 1 << 14)

    def aside(self) -> Aside:
        """What is to be told beside the values."""
        return Aside(self.broken, frozenset(self.hidden_rows), frozenset(self.hidden_columns))

    def reach(self, row: int, column: int) -> None:
        """Extend the sheet to a cell."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)


def xls_sheets(stream: bytes, *, by_office: bool = False) -> dict[int, BinarySheet]:
    """The sheets of a Workbook stream in the workbook's order; a damaged stream ends where it breaks.

    An IF that came to an empty text and one that a library wrote without calculating it are the same bytes:
    the workbook's other marks tell them apart. It was calculated where a RecalcId record says by which engine
    ([MS-XLS] 2.4.215), where another formula has a result, or where an office program saved it (`by_office`:
    the file has a SummaryInformation stream, which such libraries leave out) – unless a sum stands without one.
    """
    offsets: list[int] = []
    calculated = by_office
    for _, kind, data in _xls_records(stream, 0):
        if kind == _BOUNDSHEET and len(data) >= 4:
            offsets.append(struct.unpack_from("<I", data)[0])
        elif kind == _RECALC_ID:
            calculated = True
        elif kind == _EOF:
            break
    sheets = {number: _xls_sheet(stream, offset) for number, offset in enumerate(offsets)}
    calculated = calculated or any(sheet.results for sheet in sheets.values())
    if not calculated or any(sheet.no_sums for sheet in sheets.values()):
        for sheet in sheets.values():
            sheet.broken.update(dict.fromkeys(sheet.blanks, _UNCALCULATED))
    return sheets


def _xls_records(stream: bytes, offset: int) -> Iterator[tuple[int, int, bytes]]:
    end = len(stream)
    while offset + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, offset)
        yield offset, kind, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length


def _xls_sheet(stream: bytes, offset: int) -> BinarySheet:
    sheet = BinarySheet()
    depth = 0
    text_of: tuple[int, int] | None = None  # 结果是文字的公式，文字在后面的 STRING 记录里
    for _, kind, data in _xls_records(stream, offset):
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif kind == _DIMENSIONS and len(data) >= 10:  # calamine 按它先要内存，所以也算数
            sheet.declare(*struct.unpack_from("<IIHH" if len(data) >= 12 else "<HHHH", data))
        elif depth == 1 and kind in _XLS_CELLS and len(data) >= 6:
            row, column = struct.unpack_from("<HH", data)
            last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind in {0xBD, 0xBE} else column
            sheet.reach(row, max(column, last))
            text_of = None
            if kind == _BOOLERR and len(data) >= 8 and data[7]:
                sheet.broken[row, column] = BrokenCell(_ERRORS.get(data[6], "#N/A"))
            elif kind == _FORMULA and (fault := _fault(data)):
                sheet.broken[row, column] = fault
                sheet.no_sums |= len(data) >= 16 and _is_blank(data) and not data[14] & 2
                if data[12:14] == b"\xff\xff" and data[6] == 0:
                    text_of = row, column
            elif kind == _FORMULA and _is_blank(data):
                sheet.blanks.add((row, column))
            elif kind == _FORMULA:
                sheet.results |= data[6:14] != bytes(8)
        elif kind == _STRING and depth == 1 and text_of:
            del sheet.broken[text_of]
            sheet.results = True
            text_of = None
        elif depth == 1 and kind == _ROW and len(data) >= 16 and data[12] & 0x20:
            sheet.hidden_rows.add(struct.unpack_from("<H", data)[0] + 1)
        elif depth == 1 and kind == _COLINFO and len(data) >= 10 and data[8] & 1:
            first, last = struct.unpack_from("<HH", data)
            sheet.hidden_columns.update(range(first, min(last, 255) + 1))
    return sheet


def _is_blank(formula: bytes) -> bool:
    """Whether a FORMULA record's stored result is an empty text."""
    return formula[6] == 3 and formula[12:14] == b"\xff\xff"


def _fault(formula: bytes) -> BrokenCell | None:
    """What is wrong with the stored result of a FORMULA record ([MS-XLS] 2.4.127, 2.5.133), None if nothing.

    A text counts as missing until its STRING record comes. Libraries that write formulas without
    calculating them store a zero and set the second flag, which Excel leaves unset, or store an empty text:
    that of a sum was never calculated, that of an IF may be what it came to (see `xls_sheets`).
    """
    if len(formula) < 16:
        return _UNCALCULATED
    kind = formula[6] if formula[12:14] == b"\xff\xff" else -1
    if kind == 2:
        return BrokenCell(_ERRORS.get(formula[8], "#N/A"))
    if kind == 3:
        tokens = formula[22 : 22 + int.from_bytes(formula[20:22], "little")]
        never = bool(formula[14] & 2) or _NUMBER.search(tokens) is not None
    else:
        never = kind == 0 or (formula[6:14] == bytes(8) and bool(formula[14] & 2))
    return _UNCALCULATED if never else None


def xlsb_sheet(data: bytes) -> BinarySheet:
    """One xlsb sheet part; a damaged part ends where it breaks.

    Raises:
        ValueError: a cell is too short for its column, which calamine would take from the record before.
    """
    sheet = BinarySheet()
    row = 0
    for kind, body in _xlsb_records(data):
        if kind == 0 and len(body) >= 4:
            row = struct.unpack_from("<I", body)[0]
            if len(body) >= 12 and body[11] & 0x10:
                sheet.hidden_rows.add(row + 1)
        elif kind == 148 and len(body) >= 16:  # BrtWsDim
            top, bottom, left, right = struct.unpack_from("<IIII", body)
            sheet.declare(top, bottom + 1, left, right + 1)
        elif (1 <= kind <= 11 or kind == 62) and len(body) < 8:
            raise ValueError("a cell record without its column")
        elif 1 <= kind <= 11 or kind == 62:
            column = struct.unpack_from("<I", body)[0]
            sheet.reach(row, column)
            if kind in {3, 11} and len(body) >= 9:
                sheet.broken[row, column] = BrokenCell(_ERRORS.get(body[8], "#N/A"))
        elif kind == 60 and len(body) >= 18 and body[16] & 1:  # BrtColInfo
            first, last = struct.unpack_from("<II", body)
            sheet.hidden_columns.update(range(first, min(last, 2000) + 1))
    return sheet


def xlsb_relations(workbook: bytes) -> list[str]:
    """The relations of a workbook.bin's sheets, in its order."""
    found = []
    for kind, body in _xlsb_records(workbook):
        if kind == 156 and len(body) >= 12:  # BrtBundleSh
            length = struct.unpack_from("<I", body, 8)[0]
            found.append(body[12 : 12 + 2 * min(length, 255)].decode("utf-16-le", "replace"))
    return found


def _xlsb_records(data: bytes) -> Iterator[tuple[int, bytes]]:
    offset, end = 0, len(data)
    while offset < end:
        kind = data[offset]
        offset += 1
        if kind & 0x80 and offset < end:
            kind = (kind & 0x7F) | ((data[offset] & 0x7F) << 7)
            offset += 1
        length = shift = 0
        while offset < end:
            byte = data[offset]
            offset += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        yield kind, data[offset : offset + length]
        offset += length
