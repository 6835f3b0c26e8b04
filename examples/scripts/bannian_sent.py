"""芦庙镇半年: what seven villages send, each in its own way, with things among it that are no ledgers."""

import copy
import csv
import datetime as dt
import io
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from sheets import Field, Table, frozen, save

Sent = Mapping[str, list[Table]]


def send(folder: Path, sent: Sent) -> None:
    """Write 收到/; 兴隆村 sends nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    save(folder / "柳河村.xlsx", sent["柳河村"])
    _xls(folder / "槐店村台账（最终版）.xls", sent["槐店村"])
    for table in sent["石桥村"]:
        _csv(folder / "石桥村" / f"石桥村{table.sheet}.csv", table)
    qianying = [_one_too_many(sent["前营村"][0]), *sent["前营村"][1:]]
    save(folder / "前营村 12月20日.xlsx", _earlier(qianying))
    save(folder / "前营村 12月28日更正.xlsx", qianying)
    save(folder / "双井村汇总给镇里.xlsx", [_in_ten_thousands(sent["双井村"][0]), *sent["双井村"][1:]])
    save(folder / "枣园.xlsx", [_own_form(_misplaced(sent["枣园村"][0])), *sent["枣园村"][1:]])
    _xls(folder / "大杨村.et", sent["大杨村"])
    _strays(folder)


def _mapped(table: Table, header: str, change: Callable[[int, Any], Any]) -> Table:
    """The table with one column's values changed, each by its row's place."""
    at = [column.header for column in table.fields].index(header)
    rows = [list(row) for row in table.rows]
    for place, row in enumerate(rows):
        row[at] = change(place, row[at])
    return replace(table, rows=rows)


def _one_too_many(table: Table) -> Table:
    """前营村 counts one person too many in its third household."""
    return _mapped(table, "家庭人口数", lambda place, count: count + (place == 2))


def _earlier(tables: Sequence[Table]) -> list[Table]:
    """前营村's first try: without the household that was identified in September, and dated ten days before."""
    first = [replace(copy.copy(table), rows=list(table.rows)) for table in tables]
    newest = list(first[0].rows)[-1][3]
    for number, table in enumerate(first):
        rows = [row for row in table.rows if newest not in row]
        above = [line.replace("12月31日", "12月20日") for line in table.above]
        first[number] = replace(table, rows=rows, above=above)
    return first


def _in_ten_thousands(table: Table) -> Table:
    """双井村 counts incomes in 万元, and says who looks after each household."""
    incomes = ("纯收入", "人均纯收入（元）")
    for header in incomes:
        table = _mapped(table, header, lambda _, yuan: Decimal(yuan) / 10000)
    names = {"纯收入": "纯收入（万元）", "人均纯收入（元）": "人均纯收入（万元）"}
    fields = [
        replace(f, header=names.get(f.header, f.header), kind="数字" if f.header in names else f.kind)
        for f in table.fields
    ]
    rows = [[*row, f"包户干部{number % 3 + 1}"] for number, row in enumerate(table.rows)]
    above = [line for line in table.above if not line.startswith("单位")]
    return replace(table, fields=[*fields, Field("包户干部", width=12)], rows=rows, above=above)


def _misplaced(table: Table) -> Table:
    """枣园村 writes one household under 大杨村, and lists one of a village that is not the town's."""
    table = _mapped(table, "村", lambda place, name: "大杨村" if place == 1 else name)
    stranger = next(list(row) for row in table.rows)
    stranger[1], stranger[3], stranger[4], stranger[5] = "双庙村", "3416999990001", "禾外来", ""
    return replace(table, rows=[*table.rows, stranger])


def _own_form(table: Table) -> Table:
    """枣园村's own headers and order of columns."""
    names = {
        "村": "所在村",
        "户编号": "户号",
        "户主姓名": "户主",
        "户主证件号码": "户主身份证号",
        "家庭人口数": "人口数",
    }
    order = [4, 5, 3, 1, 2, *range(6, len(table.fields))]
    order.insert(0, 0)
    fields = [replace(f, header=names.get(f.header, f.header)) for f in (table.fields[n] for n in order)]
    rows = [[list(row)[n] for n in order] for row in table.rows]
    return replace(table, sheet="花名册", fields=fields, rows=rows, title="枣园村脱贫户和监测户花名册")


def _xls(path: Path, tables: Sequence[Table]) -> None:
    """An Excel 97 workbook (.xls, and .et as WPS names it)."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    days = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for table in tables:
        sheet = book.add_sheet(table.sheet)
        sheet.write(0, 0, table.title)
        for column, text in enumerate(table.above):
            sheet.write(1, column * 4, text)
        for column, known in enumerate(table.fields):
            sheet.write(2, column, known.header)
        for number, row in enumerate(table.rows, 3):
            for column, value in enumerate(row):
                if value == "":
                    continue
                if isinstance(value, dt.date):
                    sheet.write(number, column, value, days)
                else:
                    sheet.write(number, column, float(value) if isinstance(value, Decimal) else value)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))


def _csv(path: Path, table: Table) -> None:
    """As the old office program saves it: GB18030, CR LF, a tab before long numbers."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([table.title])
    writer.writerow(table.above)
    writer.writerow([column.header for column in table.fields])
    for row in table.rows:
        long = [
            column.kind == "编号" and str(value).isdigit()
            for column, value in zip(table.fields, row, strict=True)
        ]
        writer.writerow(
            [f"\t{value}" if is_long else value for is_long, value in zip(long, row, strict=True)]
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(stream.getvalue().encode("gb18030"))


def _strays(folder: Path) -> None:
    """A photo, the lock file of an open workbook, and a letter."""
    import docx

    (folder / "公示照片.png").write_bytes(_photo())
    (folder / "~$柳河村.xlsx").write_bytes(b"\x05user".ljust(165, b" "))
    letter = docx.Document()
    letter.add_paragraph("各村：请于12月31日前把下半年台账发到镇乡村振兴工作站。")
    stream = io.BytesIO()
    letter.save(stream)
    (folder / "关于报送下半年台账的通知.docx").write_bytes(frozen(stream))


def _photo() -> bytes:
    """A grey square of 8 × 8."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + b"\x80" * 8) * 8
    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    pixels = zlib.compress(rows, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
