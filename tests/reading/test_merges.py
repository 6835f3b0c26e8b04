"""合并单元格从表的 XML 里认，与 calamine 自己认的一样。"""

import io
import zipfile

import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from fupin_cli.reading.merges import hidden, merged

SHEET = "xl/worksheets/sheet1.xml"


def workbook(*ranges: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 9):
        sheet.append([f"{row}行{column}列" for column in range(30)])
    for one in ranges:
        sheet.merge_cells(one)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_sheet(content: bytes, xml: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name == SHEET else old.read(name))
    return made.getvalue()


def by_calamine(content: bytes) -> tuple[list[tuple[int, int, int, int]], list[list[object]]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    ranges = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    return ranges, sheet.to_python()


@pytest.mark.parametrize("ranges", [(), ("A1:D1",), ("A1:AD1", "A2:A8", "Z3:AA4")])
@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_与calamine认的一样_内容也不变(ranges: tuple[str, ...], prefix: bytes) -> None:
    content = workbook(*ranges)
    xml = zipfile.ZipFile(io.BytesIO(content)).read(SHEET)
    if prefix:  # 有的软件给每个标签都加前缀
        xml = xml.replace(b"</", b"\0").replace(b"<", b"<x:").replace(b"\0", b"</x:")
        xml = xml.replace(b"xmlns=", b"xmlns:x=")
        content = with_sheet(content, xml)
    found, values = by_calamine(content)
    assert len(found) == len(ranges)
    assert merged(xml) == found
    told, same = by_calamine(with_sheet(content, hidden(xml)))
    assert same == values
    assert told == ([] if not prefix else found)
