"""Safe repairs in a copy: what was understood anyway is written as it should be, nothing else."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from fupin_cli.findings import letter
from fupin_cli.judging import Verdict, encode, verdict
from fupin_cli.outputs.copying import Copy
from fupin_cli.outputs.marks import mark, put_text, write
from fupin_cli.reading.model import Table
from fupin_cli.vocabulary.fields import CodeKind, DateKind, Kind, NumberKind, PhoneKind, plain
from fupin_cli.vocabulary.ledger import Ledger, columns
from fupin_cli.vocabulary.registry import ledgers

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

RECORD = "修正记录"
_HEADER = ("工作表", "单元格", "列", "修正前", "修正后", "原因")
_WIDTHS = (16, 10, 20, 28, 28, 40)


class Repair(Struct, frozen=True):
    """A cell to be written anew: where, what stood there, what is to stand there, by which rules."""

    sheet: str
    row: int
    column: int  # 1-based
    header: str
    before: Any
    after: Any
    codes: tuple[str, ...]
    as_text: bool


def repairs(tables: Sequence[Table], wanted: Callable[[str], bool]) -> list[Repair]:
    """The safe repairs of a file's tables; `wanted` says which codes may be repaired.

    A cell is repaired only if the new content reads as the same value and leaves no fault but those that
    a repair cannot mend.
    """
    found: list[Repair] = []
    for table in tables:
        ledger = ledgers()[table.ledger]
        for bound in table.columns:
            raws, codes = encode(table.cells[bound.field])
            mended = [_mend(ledger, bound.field, raw, bound.scale, wanted) for raw in raws]
            for position, code in enumerate(codes):
                better = mended[code]
                row, index = table.at(bound, position)
                if better is None or index is None:
                    continue
                after, faults, as_text = better
                header = " ".join(bound.header.split())
                found.append(Repair(table.sheet, row, index + 1, header, raws[code], after, faults, as_text))
    return found


def _mend(
    ledger: type[Ledger], name: str, raw: Any, scale: Decimal | None, wanted: Callable[[str], bool]
) -> tuple[Any, tuple[str, ...], bool] | None:
    """The better content of a cell, the codes that it settles, and whether it must be text."""
    old = verdict(ledger, name, raw, scale)
    settled = tuple(code for code, _ in old.faults if wanted(code))
    if not settled or not old.readable or old.value is None:
        return None
    kind = columns(ledger)[name].kind
    after = _written(kind, raw, old.value, scale)
    new = verdict(ledger, name, after, scale)
    same = new.value == old.value and {code for code, _ in new.faults} <= _lasting(old, settled)
    return (after, settled, isinstance(kind, (CodeKind, PhoneKind))) if same else None


def _lasting(old: Verdict, settled: Sequence[str]) -> set[str]:
    return {code for code, _ in old.faults if code not in settled}


def _written(kind: Kind, raw: Any, value: Any, scale: Decimal | None) -> Any:
    """A value as its cell should hold it: in the sheet's own unit, text where it was text."""
    if isinstance(kind, NumberKind):
        number = Decimal(value) / (scale or 1)
        return int(number) if number == number.to_integral_value() else float(number)
    if isinstance(kind, DateKind) and not isinstance(raw, str):
        return dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001  a cell knows no zone
    text = kind.text(value)
    return text[:7] if kind.label == "年月" else text


def fix(copy: Copy, found: Sequence[Repair], titles: dict[str, str]) -> tuple[bytes, list[Repair]]:
    """The repaired copy's bytes and the repairs that were done.

    Formulas are left alone, and so are cells that only show what stands above them. `titles` are the rules'
    titles by code, for the sheet 修正记录.
    """
    done: list[Repair] = []
    for repair in found:
        page = copy.sheet(repair.sheet)
        if page is not None and _apply(page, repair):
            done.append(repair)
    if not done:
        return b"", []
    _record(copy, done, titles)
    mark(copy.book, "fixed")
    copy.book.calculation.fullCalcOnLoad = True  # 数字改成真数字后，合计要重算
    return write(copy.book, copy.stored), done


def _apply(page: "Worksheet", repair: Repair) -> bool:
    from openpyxl.cell.cell import MergedCell

    cell = page.cell(repair.row, repair.column)
    if isinstance(cell, MergedCell) or cell.value is None or cell.data_type == "f":
        return False
    if isinstance(repair.after, str):
        put_text(cell, repair.after)
        if repair.as_text:
            cell.number_format = "@"
        return True
    cell.value = repair.after
    if isinstance(repair.after, dt.datetime):
        cell.number_format = "yyyy-mm-dd"
    elif cell.number_format == "@" or "%" in cell.number_format:
        cell.number_format = "General"
    return True


def _record(copy: Copy, done: Sequence[Repair], titles: dict[str, str]) -> None:
    """List each change on the last sheet; an earlier list is continued."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink

    if RECORD in copy.book.sheetnames:
        page = copy.book[RECORD]
    else:
        page = copy.book.create_sheet(RECORD)
        page.append(list(_HEADER))
        for number, size in enumerate(_WIDTHS, 1):
            page.column_dimensions[get_column_letter(number)].width = size
            page.cell(1, number).font = Font(bold=True)
            page.cell(1, number).fill = PatternFill("solid", fgColor="D9D9D9")
        page.freeze_panes = "A2"
    for row, repair in enumerate(done, page.max_row + 1):
        spot = f"{letter(repair.column - 1)}{repair.row}"
        why = "、".join(titles[code] for code in dict.fromkeys(repair.codes))
        values = (
            repair.sheet,
            spot,
            repair.header,
            _visible(repair.before),
            _visible(repair.after),
            why,
        )
        for column, value in enumerate(values, 1):
            cell = page.cell(row, column)
            put_text(cell, value)
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        target = copy.sheet(repair.sheet)
        if target is not None:
            link = page.cell(row, 2)
            title = target.title.replace("'", "''")
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{title}'!{spot}")
            link.font = Font(color="0563C1", underline="single")
    page.auto_filter.ref = f"A1:{get_column_letter(len(_HEADER))}{page.max_row}"


def _visible(value: Any) -> str:
    """A cell's content with the spaces that a reader could not see."""
    if not isinstance(value, str):
        return plain(value)
    shown = value.translate({0xA0: "␣", 0x3000: "␣", 0x200B: "␣", 0xFEFF: "␣", 0x09: "␣", 0x0A: "␣"})
    stripped = shown.strip(" ")
    lead, trail = len(shown) - len(shown.lstrip(" ")), len(shown) - len(shown.rstrip(" "))
    return "␣" * lead + stripped + "␣" * trail if stripped else shown
