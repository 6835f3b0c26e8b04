"""Whether a row that says 合计 is a sum or somebody's own row: by what else stands in it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from fupin_cli.patterns import regex
from fupin_cli.reading.binding import Candidate
from fupin_cli.reading.columns import Rows
from fupin_cli.reading.headers import Index
from fupin_cli.vocabulary.fields import BrokenCell
from fupin_cli.vocabulary.marks import Misread
from fupin_cli.vocabulary.numbers import NumberKind
from fupin_cli.vocabulary.spelling import WRITTEN_BLANKS, clean, compact, narrow

_PEOPLE = frozenset({"姓名", "户主姓名", "学生姓名", "借款人"})
_CODES = frozenset({"证件号码", "编号"})
# 合计行在编号、姓名栏里常写的是户数、人数
_COUNT = regex(r"^(?:共|合?计)?\d{1,6}(?:\.0)?(?:户|人|人次|个|名|件|笔|项)?$")
_CODE = regex(r"^[A-Za-z\d][A-Za-z\d/_-]*$")
_RESIDENT = regex(r"^\d{17}[\dXx]$")
_MOBILE = regex(r"^1[3-9]\d{9}$")
_NAME = regex(r"^[^\W\d_A-Za-z]{2,}(?:·[^\W\d_A-Za-z]+)*$")
_NO_NAME = regex(r"计|[村组户镇乡]$")


class Witnesses(Struct, frozen=True):
    """The columns of a table that say whose a row is, and those that a sum row adds up (0-based, with headers)."""

    codes: tuple[tuple[int, str], ...] = ()
    names: tuple[tuple[int, str], ...] = ()
    sums: tuple[int, ...] = ()

    @classmethod
    def of(cls, candidate: Candidate, index: Index) -> "Witnesses":
        """Those of a ledger's columns."""
        kinds = index.columns(candidate.ledger)
        bound = [
            (label.index, "".join(label.shown.split()), kinds[name]) for label, name, _ in candidate.bound
        ]
        return cls(
            tuple((at, shown) for at, shown, kind in bound if kind.kind.label in _CODES),
            tuple((at, shown) for at, shown, kind in bound if kind.name in _PEOPLE),
            tuple(at for at, _, kind in bound if kind.total),
        )

    def whose(self, row: Sequence[Any]) -> str:
        """The header of the column that says whose the row is; "" where none does."""
        for columns, says in ((self.codes, _is_code), (self.names, _is_name)):
            for at, shown in columns:
                if at < len(row) and says(row[at]):
                    return shown
        return ""

    def named_at(self, at: int) -> bool:
        """Whether a column is one of names."""
        return any(own == at for own, _ in self.names)

    def person(self, row: Sequence[Any]) -> bool:
        """Whether the row carries a resident ID number, or a name and a code that is no phone number."""
        codes = [narrow(clean(str(row[at]))) for at, _ in self.codes if at < len(row) and _is_code(row[at])]
        named = any(at < len(row) and _is_name(row[at]) for at, _ in self.names)
        return any(_RESIDENT.match(code) or (named and not _MOBILE.match(code)) for code in codes)

    def adds_up(self, rows: Rows, number: int, spans: Sequence[Sequence[int]]) -> bool:
        """Whether every figure of row `number` is the sum of its column over one of `spans` of two rows or more."""
        stated = {at: found for at in self.sums if (found := _figure(rows.cell(number, at))) is not None}
        return any(stated.values()) and any(
            len(span) > 1
            and all(
                sum((_figure(rows.cell(row, at)) or Decimal(0) for row in span), Decimal(0)) == figure
                for at, figure in stated.items()
            )
            for span in spans
        )


def _is_code(value: Any) -> bool:
    if isinstance(value, str):
        text = narrow(clean(value))
        return _CODE.match(text) is not None and any(map(str.isdigit, text)) and not _COUNT.match(text)
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) >= 10**6


def _is_name(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    text = compact(clean(value))
    return _NAME.match(text) is not None and not _NO_NAME.search(text) and text not in {*WRITTEN_BLANKS, "无"}


def _figure(value: Any) -> Decimal | None:
    """A cell's number; None for one that holds none."""
    if value == "" or isinstance(value, BrokenCell):
        return None
    try:
        found = NumberKind(places=6, signed=True).judge(value, None)
    except Misread:
        return None
    return found if isinstance(found, Decimal) else None
