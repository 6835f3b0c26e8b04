"""Which of several workbooks for one village and ledger is the latest, and why."""

import datetime as dt
from pathlib import Path

from msgspec import Struct

from fupin_cli.judging import TypedTable
from fupin_cli.patterns import regex

_DAY = regex(r"(?<!\d)(20\d{2})[-.年/_]?(\d{1,2})(?:[-.月/_]?(\d{1,2}))?日?(?!\d)")
_NUMBERED = regex(
    r"(?:最终|终稿|定稿|修改|修订|更正|改)(?:版|稿)?[（(]?(\d{1,2})?|[（(](\d{1,2})[）)]|[vV](\d{1,2})"
)
_FINAL = ("最终", "终稿", "定稿")


class Version(Struct, frozen=True, order=True):
    """How late a file is; compared field by field, the first that differs decides."""

    data_date: dt.date
    name_date: dt.date
    final: bool
    number: int
    modified: float

    @classmethod
    def of(cls, typed: TypedTable) -> "Version":
        """From what the sheet states, then what the file is called, then when it was saved."""
        return cls(*stated(typed), Path(typed.reading.path).stat().st_mtime)

    def reason(self, other: "Version") -> str:
        """Why this one was taken before `other`."""
        if self.data_date != other.data_date:
            return f"表内日期较新（{_shown(self.data_date)}，另一份{_shown(other.data_date)}）"
        if self.name_date != other.name_date:
            return f"文件名日期较新（{_shown(self.name_date)}，另一份{_shown(other.name_date)}）"
        if (self.final, self.number) != (other.final, other.number):
            return "文件名标明是较后的修改稿或最终稿"
        if self.modified != other.modified:
            return "文件保存时间较晚"
        return "两份看不出先后，按文件名次序取了第一份，请核对"


def stated(typed: TypedTable) -> tuple[dt.date, dt.date, bool, int]:
    """How late a file says that it is, whenever it was saved; the later is the greater."""
    name = Path(typed.reading.path).stem
    final = any(word in name for word in _FINAL)
    return typed.table.data_date or dt.date.min, _date_in(name), final, _number_in(name)


def _date_in(name: str) -> dt.date:
    """The day (or the month's first day) that a file's name carries; the earliest of all days for none."""
    for match in _DAY.finditer(name):
        try:
            return dt.date(int(match[1]), int(match[2]), int(match[3] or 1))
        except ValueError:
            continue
    return dt.date.min


def _number_in(name: str) -> int:
    """修改 → 1, 修改2 → 2, （3） → 3, no mark → 0; a 副本 counts as the file it copies."""
    found = [int(next(filter(None, match.groups()), 1)) for match in _NUMBERED.finditer(name)]
    return max(found, default=0)


def _shown(day: dt.date) -> str:
    return "未写明" if day == dt.date.min else day.isoformat()
