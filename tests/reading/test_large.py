"""大表一列里同样的格子只读一次，与整张表逐格读的结果一样；可能变意思的，仍整张读。"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_cli.errors import FupinError
from fupin_cli.findings import Finding
from fupin_cli.reading import large
from fupin_cli.reading.columns import Column, Rows
from fupin_cli.reading.formats import open_file
from fupin_cli.reading.limits import Limits
from fupin_cli.vocabulary.fields import BrokenCell

SMALL = Limits(slice_bytes=30)  # 这么小的也当大表读
Read = tuple[str, list[list[Any]], list[Any], Any, Any]


def both(content: bytes) -> tuple[list[Read], list[Read]]:
    """What reading by distinct cells and reading whole make of a workbook, values with their types."""
    return told(content, SMALL), told(content, Limits())


def told(content: bytes, limits: Limits) -> list[Read]:
    opened = open_file(content, "台账.xlsx", None, limits)
    found: list[Read] = []
    for grid in opened.grids:
        # 末尾只有空文字的行和列，写不写出来都一样
        depth = max((n for n, row in enumerate(grid.rows, 1) if any(v != "" for v in row)), default=0)
        width = max((n for n in range(1, grid.rows.width + 1) if not grid.rows.empty(n - 1)), default=0)
        rows = [[(type(value), value) for value in row[:width]] for row in grid.rows[:depth]]
        found.append((grid.name, rows, sorted(grid.merges), grid.hidden_rows, grid.hidden_columns))
    findings: list[Finding] = opened.findings
    return [*found, ("", [[finding] for finding in findings], [], None, None)]


def outcome(content: bytes, limits: Limits) -> Any:
    """What is read, or the sentence that says why not."""
    try:
        return told(content, limits)
    except FupinError as error:
        return error.message


def filled(page: Any) -> None:
    """A sheet with everything that stands beside values."""
    for number in range(2, 60):
        page.append([number, f"甄{number % 7}", 9860.5 + number, number % 2 == 0, None, dt.date(2023, 5, 3)])
    page["E5"] = "=C5*2"
    page["E40"] = "#REF!"
    page["E40"].data_type = "e"
    page.merge_cells("A3:A5")
    page.merge_cells("B50:C51")
    page.row_dimensions[44].hidden = True
    page.column_dimensions["D"].hidden = True
    page["J70"] = "末"


def openpyxl_bytes(fill: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    book.create_sheet("空表")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def shared_strings() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet("家庭成员")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number in range(40):
            page.write_row(number, 0, ["双庙村", f"甄{number % 9}", number, number / 7, number % 3 == 0])
            page.write_datetime(number, 6, dt.date(2023, 5, 3), day)
            page.write_blank(number, 7, None, day)
            page.write_formula(number, 8, f"=C{number + 1}*2", None, number * 2)
    return stream.getvalue()


def changed(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == "xl/worksheets/sheet1.xml" else data)
    return stream.getvalue()


def taken(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each large sheet was read by its distinct cells."""
    seen: list[bool] = []
    once = large.LargeSheet._by_fragments

    def watched(self: large.LargeSheet) -> Any:
        found = once(self)
        seen.append(found is not None)
        return found

    monkeypatch.setattr(large.LargeSheet, "_by_fragments", watched)
    return seen


def test_同样的格子只读一次也与整张读一样(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = taken(monkeypatch)
    once, whole = both(openpyxl_bytes(filled))
    assert seen == [True, False]  # 空表没有行
    assert once == whole
    (_, rows, merges, hidden_rows, hidden_columns), *_ = once
    assert rows[39][4] == (BrokenCell, BrokenCell("#REF!"))
    assert rows[4][4] == (BrokenCell, BrokenCell("=C5*2"))
    assert merges == [(2, 0, 4, 0), (49, 1, 50, 2)]
    assert (hidden_rows, hidden_columns) == (frozenset({44}), frozenset({3}))


@pytest.mark.parametrize("constant", [True, False])
def test_文字写在格子里或共用一处都一样(constant: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = taken(monkeypatch)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": constant}) as book:
        page = book.add_worksheet("家庭成员")
        for number in range(3, 300):
            page.write_row(number, 2, ["双庙村", f"甄{number}", number, number / 7, number % 3 == 0])
    once, whole = both(stream.getvalue())
    assert seen == [True]
    assert once == whole


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b"<row ", b"\n<row ").replace(b"</sheetData>", b"\n</sheetData>"),
        lambda xml: re.sub(rb"(<row [^>]*>)", rb"\n  \1\n    ", xml).replace(b"</row>", b"\n  </row>"),
        lambda xml: xml.replace(b"</c>", b"</c>\n"),
        lambda xml: re.sub(rb'(<c r="[A-Z]+\d+") s="(\d+)" t="(\w+)"', rb'\1 t="\3" s="\2"', xml),
        lambda xml: re.sub(rb'(<row r="\d+")', rb'\1 spans="1:9" ht="15.5" customHeight="1"', xml),
        lambda xml: xml.replace(b"</sheetData>", b'<row r="98" ht="3"/><row r="99"></row></sheetData>'),
    ],
)
def test_别的程序写的大表也走近路(change: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    seen = taken(monkeypatch)
    content = changed(shared_strings(), change)
    assert outcome(content, SMALL) == outcome(content, Limits())
    assert seen == [True]


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b'<row r="', b'<row  r="'),
        lambda xml: xml.replace(b"<row ", b"<x:row ").replace(b"</row>", b"</x:row>"),
        lambda xml: xml.replace(b'<row r="30"', b'<!-- <row r="7"> --><row r="30"'),
        lambda xml: xml.replace(b'<row r="30"', b'</sheetData><sheetData><row r="30"'),
        lambda xml: xml.replace(b'<row r="30"', b'<row r="3"').replace(b'"A30"', b'"A3"'),
        lambda xml: xml.replace(b'<row r="30"', b'<row r="999"'),
        lambda xml: xml.replace(b'r="A30"', b'r="A999"'),
        lambda xml: xml.replace(b'<row r="30"', b"<row"),
        lambda xml: xml.replace(b"<v>30</v>", b"<v>x</v>"),
        lambda xml: xml.replace(b"<v>30</v>", b"<v>30"),
        lambda xml: xml[: len(xml) // 2],
        lambda xml: xml.replace(b"</sheetData>", b""),
        lambda xml: xml.replace(
            b"<sheetData>", b"<mergeCells><mergeCell ref='A1:A9'/></mergeCells><sheetData>"
        ),
    ],
)
def test_不合常规的表也一样(change: Callable[[bytes], bytes]) -> None:
    content = changed(openpyxl_bytes(filled), change)
    assert outcome(content, SMALL) == outcome(content, Limits())


FORMS = [openpyxl_bytes(filled), shared_strings()]
MARKS = [b"<c ", b"</c>", b"<row ", b"</row>", b"/>", b">", b'"', b'r="', b"<v>", b"</v>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"</sheetData>", b"&amp;", b" ", b"A3", b"1"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(FORMS),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 9), st.sampled_from([b"", *MARKS])), min_size=1, max_size=3
    ),
)
def test_改坏哪几个字节都一样(form: bytes, edits: list[tuple[float, int, bytes]]) -> None:
    """不论成了什么样：要么读出同样的格子，要么说同样的话。"""

    def broken(xml: bytes) -> bytes:
        start, end = xml.find(b"<sheetData>") + 11, xml.rfind(b"</sheetData>")
        for at, less, more in edits:
            place = start + int(at * (end - start))
            xml = xml[:place] + more + xml[min(place + less, end) :]
            end = xml.rfind(b"</sheetData>")
        return xml

    content = changed(form, broken)
    assert outcome(content, SMALL) == outcome(content, Limits())


CELLS = st.one_of(
    st.none(),
    st.integers(-2, 3),
    st.floats(-2, 3),
    st.booleans(),
    st.sampled_from(["是", "1", "", " ", "甄"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=60))
def test_任意内容都一样(rows: list[list[Any]]) -> None:
    def fill(page: Any) -> None:
        for row in rows:
            page.append(row)

    once, whole = both(openpyxl_bytes(fill))
    assert once == whole


@settings(max_examples=200, deadline=None)
@given(st.lists(CELLS.map(lambda value: "" if value is None else value), max_size=40))
def test_一列里的值各记一次(values: list[Any]) -> None:
    column = Column.of(values)
    assert [(v is True or v is False, v) for v in column] == [(v is True or v is False, v) for v in values]
    distinct, codes = column.compact()
    assert [(v is True or v is False, v) for v in map(distinct.__getitem__, codes)] == [
        (v is True or v is False, v) for v in values
    ]
    assert list(dict.fromkeys(codes)) == list(range(len(distinct)))
    for position in range(len(values)):
        column[position] = True
        assert column[position] is True
    assert values[:1] not in column


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(CELLS.map(lambda v: "" if v is None else v), max_size=5), max_size=12))
def test_长短不齐的行补齐(rows: list[list[Any]]) -> None:
    made = Rows.of(rows)
    width = max(1, *map(len, rows)) if rows else 0
    assert made.width == width
    assert list(made) == [[*row, *[""] * (width - len(row))] for row in rows] == made[:]
    assert list(made.filled) == [len(row) - row.count("") for row in rows]
    span = range(1, 3)
    assert list(made.counts(span, 0)) == [sum(v != "" for v in row[1:3]) for row in rows]
    made.reach(len(rows) + 2, width + 1)
    made.put(len(rows) + 1, width, "远")
    assert made.cell(len(rows) + 1, width) == "远"
    assert made.without_end()[: len(rows)] == [[*row, *[""] * (width + 1 - len(row))] for row in rows]


def test_大表里同样的格子真的只读一次(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = taken(monkeypatch)
    path = tmp_path / "大.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet("家庭成员")
        for number in range(20_000):
            page.write_row(number, 0, [f"{number}号" * 3, *["甄有田"] * 20])
    (grid,) = open_file(path.read_bytes(), "大.xlsx", None, Limits()).grids
    assert seen == [True]
    assert grid.rows[19_999] == ["19999号" * 3, *["甄有田"] * 20]
    assert (len(grid.rows), grid.rows.width) == (20_000, 21)
