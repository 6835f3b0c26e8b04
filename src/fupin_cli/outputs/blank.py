"""Blank ledgers: a sheet each with drop-downs and typed columns, and a page that says how to fill them in."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fupin_cli.judging import verdict
from fupin_cli.outputs.marks import mark, put_text, write
from fupin_cli.outputs.notes import GENERAL, note
from fupin_cli.outputs.rules_of_entry import Options, rule_for
from fupin_cli.outputs.width import width
from fupin_cli.vocabulary.fields import DateKind, Kind, MoneyKind, MonthKind, NumberKind, YearKind
from fupin_cli.vocabulary.ledger import COMMON, Column, Ledger, columns

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADER_ROW = 3
FIRST_ROW = HEADER_ROW + 2
LAST_ROW = 3000
NOTES = "填写说明"
_LEFT = ("序号", "村", "组")
_WHO = ("户编号", "人编号", "户主姓名", "户主证件号码", "姓名", "学生姓名", "借款人", "证件号码")
_FAR = 16384
_PALE, _STRONG = "DDEBF7", "FCE4D6"


def listed(ledger: type[Ledger], *, brief: bool = False) -> list[Column]:
    """The columns of a blank ledger from left to right; `brief` keeps those that its examples fill in.

    The place above the village stands in the line 填报单位, the day in 填报时间.
    """
    known = columns(ledger)
    used = {name for example in ledger.examples for name in example}
    own = [
        column
        for name, column in known.items()
        if name not in COMMON
        and (not brief or column.required or name in used or name in {*ledger.key, *ledger.needs})
    ]
    own.sort(key=lambda column: _WHO.index(column.name) if column.name in _WHO else len(_WHO))
    return [*(known[name] for name in _LEFT), *own, known["备注"]]


def blank(ledgers: Sequence[type[Ledger]], place: Mapping[str, str], *, brief: bool = False) -> bytes:
    """A workbook of blank ledgers for a place (县, 乡, 村 where known); the same bytes every time."""
    import openpyxl

    book = openpyxl.Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    _notes(book.create_sheet(NOTES), ledgers, brief=brief)
    pages = [book.create_sheet(ledger.__name__) for ledger in ledgers]
    options = Options(book)
    for page, ledger in zip(pages, ledgers, strict=True):
        _sheet(page, ledger, listed(ledger, brief=brief), place, options)
    mark(book, "template")
    return write(book)


def header(column: Column) -> str:
    """A column's header with its unit: 补助金额（元）."""
    return f"{column.name}（{column.unit}）" if column.unit else column.name


def format_of(column: Column) -> str:
    """The number format of a column: text for everything that is no quantity and no date."""
    kind = column.kind
    if column.name == "序号" or isinstance(kind, YearKind):
        return "General"
    if isinstance(kind, MonthKind):
        return "yyyy-mm"
    if isinstance(kind, DateKind):
        return "yyyy-mm-dd"
    if isinstance(kind, MoneyKind):
        return "0.00"
    return "General" if isinstance(kind, NumberKind) else "@"


def entry(ledger: type[Ledger], name: str, raw: Any) -> Any:
    """An example's value as the blank ledger wants it typed."""
    value = verdict(ledger, name, raw).value
    kind: Kind = columns(ledger)[name].kind
    if value is None or isinstance(kind, YearKind):
        return value
    if isinstance(kind, NumberKind):
        return int(value) if value == int(value) else float(value)
    if isinstance(kind, DateKind):
        return dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001  a cell knows no zone
    return kind.text(value)


def _sheet(
    page: "Worksheet",
    ledger: type[Ledger],
    wanted: Sequence[Column],
    place: Mapping[str, str],
    options: Options,
) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
    from openpyxl.utils import get_column_letter

    thin = Side(style="thin", color="999999")
    page["A1"] = ledger.__name__
    page["A1"].font = Font(bold=True, size=16)
    page["A2"] = f"填报单位：{''.join(place.get(level, '') for level in ('县', '乡', '村'))}"
    page.cell(2, 5, "填报时间：")
    example = ledger.examples[0]
    for number, column in enumerate(wanted, 1):
        letter = get_column_letter(number)
        head = page.cell(HEADER_ROW, number)
        put_text(head, header(column))
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor=_STRONG if column.required else _PALE)
        head.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        head.border = Border(thin, thin, thin, thin)
        kind = format_of(column)
        shape = page.column_dimensions[letter]
        shape.width = _width(column)
        shape.number_format = kind
        shape.protection = Protection(locked=False)
        sample = page.cell(HEADER_ROW + 1, number)
        value = "示例" if column.name == "序号" else entry(ledger, column.name, example.get(column.name))
        if isinstance(value, str):
            put_text(sample, value)
        else:
            sample.value = value
        sample.number_format = kind
        sample.protection = Protection(locked=False)
        sample.font = Font(color="808080", italic=True)
        rule = rule_for(column, f"{letter}{FIRST_ROW}", options)
        if rule is not None:
            rule.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
            page.add_data_validation(rule)
    rest = page.column_dimensions[get_column_letter(len(wanted) + 1)]
    rest.min, rest.max, rest.width = len(wanted) + 1, _FAR, 12
    rest.protection = Protection(locked=False)
    page.row_dimensions[HEADER_ROW].height = 36
    page["E2"].protection = page["A2"].protection = Protection(locked=False)
    page.freeze_panes = f"D{HEADER_ROW + 1}"
    page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    page.page_setup.orientation = "landscape"
    _protect(page)


def _protect(page: "Worksheet") -> None:
    """Guard the title and the header; rows may be typed, pasted, inserted, deleted, sorted and filtered."""
    guard = page.protection
    guard.sheet = True
    for allowed in (
        "formatCells",
        "formatColumns",
        "formatRows",
        "insertRows",
        "insertColumns",
        "insertHyperlinks",
        "deleteRows",
        "sort",
        "autoFilter",
    ):
        setattr(guard, allowed, False)


def _width(column: Column) -> float:
    sizes = {"证件号码": 21, "编号": 17, "电话": 14, "日期": 12, "年月": 10, "金额": 13}
    return max(sizes.get(column.kind.label, 10), min(width(header(column)) + 2, 18))


def _notes(page: "Worksheet", ledgers: Sequence[type[Ledger]], *, brief: bool) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    page["A1"] = "填写说明"
    page["A1"].font = Font(bold=True, size=16)
    for row, line in enumerate(GENERAL, 2):
        page.cell(row, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=5)
        page.row_dimensions[row].height = 32 if width(line) > 100 else 18
    top = len(GENERAL) + 3
    for number, (text, size) in enumerate(
        (("台账", 18), ("列", 28), ("必填", 8), ("怎么填", 70), ("示例", 30)), 1
    ):
        head = page.cell(top, number, text)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor=_PALE)
        page.column_dimensions[get_column_letter(number)].width = size
    row = top
    for ledger in ledgers:
        row += 1
        page.cell(row, 1, ledger.__name__).font = Font(bold=True)
        page.cell(row, 4, (ledger.__doc__ or "").strip())
        for column in listed(ledger, brief=brief):
            row += 1
            sample = entry(ledger, column.name, ledger.examples[0].get(column.name))
            values = (
                ledger.__name__,
                header(column),
                "必填" if column.required else "",
                note(column),
                "" if sample is None else column.kind.text(verdict(ledger, column.name, sample).value),
            )
            for number, value in enumerate(values, 1):
                cell = page.cell(row, number)
                put_text(cell, value)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = f"A{top + 1}"
    page.auto_filter.ref = f"A{top}:E{row}"
