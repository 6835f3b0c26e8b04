"""The one record of a problem: what is wrong and where; the words come from the catalogue, last."""

from functools import cache
from typing import Any, Literal

from msgspec import Struct, field

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
LABELS: dict[str, str] = {"error": "错误", "warning": "疑点", "info": "提示"}


class Place(Struct, frozen=True):
    """Where a problem stands: a cell, a row, a sheet or a whole file.

    Attributes:
        file: the path as the user gave it.
        sheet: the sheet's name; None for a whole file.
        row: 1-based row number as shown by Excel; None for a whole sheet.
        letter: column letter; None for a whole row.
        header: the sheet's own header of that column.
        field: the vocabulary's name of that column.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    letter: str | None = None
    header: str | None = None
    field: str | None = None

    @property
    def cell(self) -> str | None:
        """`F12`, or None where no single cell is meant."""
        return f"{self.letter}{self.row}" if self.letter and self.row else None


class Finding(Struct, frozen=True):
    """A problem found by `code` at `place`; `values` fill the catalogue's message.

    `raw` is the cell's content as it stands in the workbook (masked only when shown); `speaks_for` are the codes
    that were found at the same cell and say no more.
    """

    code: str
    severity: Severity
    place: Place
    values: dict[str, Any] = field(default_factory=dict)
    raw: Any = None
    ledger: str | None = None
    village: str | None = None
    household: str | None = None
    speaks_for: tuple[str, ...] = ()


@cache
def letter(index: int) -> str:
    """The Excel column letter of a 0-based index: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
