"""What a blank ledger lets a clerk type: drop-downs, days, whole numbers, the length of an ID number."""

from typing import TYPE_CHECKING, Any

from fupin_cli.outputs.notes import note
from fupin_cli.vocabulary.fields import (
    Choice,
    CountKind,
    DateKind,
    Kind,
    NumberKind,
    PhoneKind,
    ResidentIdKind,
    YearKind,
    YesNoKind,
)
from fupin_cli.vocabulary.ledger import Column

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation

_SHEET = "选项"
_LONGEST = 250  # Excel 的下拉框里直接写的选项不能超过255个字符


class Options:
    """Long lists of values, on a hidden sheet that drop-downs point to."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._places: dict[tuple[str, ...], str] = {}

    def formula(self, values: tuple[str, ...]) -> str:
        """The list as a drop-down wants it: written out, or a range."""
        written = ",".join(values)
        if len(written) <= _LONGEST and not any("," in value for value in values):
            return f'"{written}"'
        if values not in self._places:
            self._places[values] = self._add(values)
        return self._places[values]

    def _add(self, values: tuple[str, ...]) -> str:
        from openpyxl.utils import get_column_letter

        if _SHEET not in self._book.sheetnames:
            self._book.create_sheet(_SHEET).sheet_state = "hidden"
        page = self._book[_SHEET]
        number = len(self._places) + 1
        for row, value in enumerate(values, 1):
            page.cell(row, number, value)
        letter = get_column_letter(number)
        return f"{_SHEET}!${letter}$1:${letter}${len(values)}"


def rule_for(column: Column, first: str, options: Options) -> "DataValidation | None":
    """The rule of a column whose first cell is `first`; None where anything may be typed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    told = note(column)
    test = _test(column.kind, first, options)
    if test is None and not told:
        return None
    rule = DataValidation(allow_blank=True, **(test or {}))
    if told:
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = column.name[:32], told[:250]
    if test is not None:
        rule.showErrorMessage = not (isinstance(column.kind, Choice) and column.kind.open)
        rule.errorTitle, rule.error = column.name[:32], told[:220] or "填写不对"
        if isinstance(column.kind, DateKind) and column.kind.open_ended:
            rule.errorStyle = "warning"  # 至今、长期也可以填
    return rule


def _test(kind: Kind, first: str, options: Options) -> dict[str, Any] | None:
    if isinstance(kind, YesNoKind):
        return {"type": "list", "formula1": '"是,否"'}
    if isinstance(kind, Choice):
        return None if kind.many else {"type": "list", "formula1": options.formula(kind.values)}
    if isinstance(kind, DateKind):
        return {
            "type": "date",
            "operator": "between",
            "formula1": "DATE(1900,1,1)",
            "formula2": "DATE(2100,12,31)",
        }
    if isinstance(kind, YearKind):
        return {"type": "whole", "operator": "between", "formula1": "1900", "formula2": "2100"}
    if isinstance(kind, NumberKind):
        exact = "whole" if isinstance(kind, CountKind) else "decimal"
        lowest = "-999999999999" if kind.signed else "0"
        return {"type": exact, "operator": "between", "formula1": lowest, "formula2": "999999999999"}
    if isinstance(kind, ResidentIdKind):
        return {"type": "custom", "formula1": f"OR(LEN({first})=18,LEN({first})=20,LEN({first})=22)"}
    if isinstance(kind, PhoneKind):
        return {"type": "textLength", "operator": "between", "formula1": "7", "formula2": "13"}
    return None
