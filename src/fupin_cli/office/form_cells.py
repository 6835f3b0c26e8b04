"""A form's cells, read and written in its own XML: everything else of the workbook stays byte for byte.

openpyxl would lose charts, shapes and other programs' extensions on the way; a county's form must come back
as it went.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct

from fupin_cli.errors import FupinError
from fupin_cli.patterns import regex
from fupin_cli.vocabulary.numbers import plain_number

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = regex(r"^([A-Z]+)(\d+)$")


class Spot(Struct, frozen=True):
    """A cell of a sheet: its address and the text that stands in it."""

    sheet: str
    address: str
    text: str


class FormBook:
    """An xlsx form opened for filling.

    Raises:
        FupinError: no xlsx, or damaged.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise FupinError(f"找不到表“{path}”。", "请检查文件名和所在文件夹。")
        try:
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
                self._entries = archive.infolist()
                self._parts = {entry.filename: archive.read(entry) for entry in self._entries}
            self._workbook = _parse(self._parts["xl/workbook.xml"])
            relations = _parse(self._parts["xl/_rels/workbook.xml.rels"])
        except (zipfile.BadZipFile, KeyError, SyntaxError):
            raise FupinError(
                f"“{path}”不是 xlsx 表格，或已损坏。", "xls、et 请用 WPS 或 Excel 另存为 xlsx 再用。"
            ) from None
        targets = {node.get("Id"): node.get("Target", "") for node in relations}
        self._sheets: dict[str, Any] = {}
        self._part_of: dict[str, str] = {}
        for node in self._workbook.iter(f"{_MAIN}sheet"):
            target = targets.get(node.get(_RELATION), "")
            part = target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if part in self._parts and b"<worksheet" in self._parts[part][:2000]:
                self._sheets[node.get("name", "")] = _parse(self._parts[part])
                self._part_of[node.get("name", "")] = part
        shared = self._parts.get("xl/sharedStrings.xml")
        self._strings = [_joined(item) for item in _parse(shared)] if shared else []

    @property
    def sheets(self) -> list[str]:
        """Names of the worksheets, in order."""
        return list(self._sheets)

    def texts(self) -> Iterator[Spot]:
        """All cells that hold text."""
        for name, sheet in self._sheets.items():
            for cell in sheet.iter(f"{_MAIN}c"):
                text = self._text(cell)
                if text:
                    yield Spot(name, cell.get("r", ""), text)

    def put(self, sheet: str, address: str, value: Decimal | str | None) -> None:
        """A number, a text, or nothing into a cell; its format stays.

        Raises:
            FupinError: no such sheet or address.
        """
        if sheet not in self._sheets or not _ADDRESS.match(address):
            raise FupinError(
                f"表里没有“{sheet}”的“{address}”这一格。", f"工作表有：{'、'.join(self._sheets)}。"
            )
        cell = self._cell(self._sheets[sheet], address)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, Decimal):
            _sub(cell, "v").text = plain_number(value)
        elif value:
            cell.set("t", "inlineStr")
            text = _sub(_sub(cell, "is"), "t")
            text.text = value
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def save(self) -> bytes:
        """The form's bytes; its formulas are computed anew when it is opened."""
        from docx.opc.oxml import serialize_part_xml

        changed = {self._part_of[name]: sheet for name, sheet in self._sheets.items()}
        for sheet in self._sheets.values():
            for cell in sheet.iter(f"{_MAIN}c"):
                value = cell.find(f"{_MAIN}v")
                if cell.find(f"{_MAIN}f") is not None and value is not None:
                    cell.remove(value)
                    cell.attrib.pop("t", None)
        self._compute_on_load()
        changed["xl/workbook.xml"] = self._workbook
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
            for entry in self._entries:
                tree = changed.get(entry.filename)
                content = self._parts[entry.filename]
                if tree is not None:
                    content = serialize_part_xml(tree)
                fresh = zipfile.ZipInfo(entry.filename, date_time=(1980, 1, 1, 0, 0, 0))
                fresh.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(fresh, content)
        return target.getvalue()

    def _compute_on_load(self) -> None:
        settings = self._workbook.find(f"{_MAIN}calcPr")
        if settings is None:
            settings = _sub(self._workbook, "calcPr")
            # 次序有规定：calcPr 在 definedNames（没有时在 sheets）之后
            before = self._workbook.find(f"{_MAIN}definedNames")
            if before is None:
                before = self._workbook.find(f"{_MAIN}sheets")
            if before is not None:
                before.addnext(settings)
        settings.set("fullCalcOnLoad", "1")

    def _text(self, cell: Any) -> str:
        if cell.find(f"{_MAIN}f") is not None:
            return ""
        kind, value = cell.get("t"), cell.findtext(f"{_MAIN}v")
        if kind == "s" and value is not None:
            return self._strings[int(value)]
        if kind == "inlineStr":
            return _joined(cell)
        return value or "" if kind == "str" else ""

    @staticmethod
    def _cell(sheet: Any, address: str) -> Any:
        """The cell at an address, made where the sheet leaves it out."""
        match = _ADDRESS.match(address)
        assert match is not None
        number, data = int(match[2]), sheet.find(f"{_MAIN}sheetData")
        assert data is not None
        row = next((node for node in data if node.get("r") == match[2]), None)
        if row is None:
            row = _insert(data, "row", lambda node: int(node.get("r", "0")) < number)
            row.set("r", match[2])
        cell = next((node for node in row if node.get("r") == address), None)
        if cell is None:
            place = _column(match[1])
            cell = _insert(row, "c", lambda node: _column(node.get("r", "A").rstrip("0123456789")) < place)
            cell.set("r", address)
        return cell


def _parse(content: Any) -> Any:
    from docx.opc.oxml import parse_xml  # resolves no entities

    return parse_xml(content)


def _joined(node: Any) -> str:
    """The text of a string item; phonetic readings are no part of it."""
    parts = [t for t in node.iter(f"{_MAIN}t") if t.getparent().tag != f"{_MAIN}rPh"]
    return "".join(part.text or "" for part in parts)


def _sub(parent: Any, name: str) -> Any:
    made = parent.makeelement(f"{_MAIN}{name}")
    parent.append(made)
    return made


def _insert(parent: Any, name: str, before: Any) -> Any:
    made = parent.makeelement(f"{_MAIN}{name}")
    parent.insert(sum(1 for node in parent if before(node)), made)
    return made


def _column(letters: str) -> int:
    number = 0
    for sign in letters:
        number = number * 26 + ord(sign) - 64
    return number
