"""Periods of reports: 2023, 2023H1, 2023Q3, 2023-05, 2023-03-01..2023-05-31."""

import calendar
import datetime as dt
import re

from msgspec import Struct

from fupin_cli.errors import FupinError
from fupin_cli.nearest import nearest
from fupin_cli.patterns import regex

_HINT = "时期写作 2023、2023H1、2023Q3、2023-05 或 2023-03-01..2023-05-31。"
_PART = regex(r"^(\d{4})(?:[Hh]([12])|[Qq]([1-4])|-(\d{1,2}))?$")
_RANGE = regex(r"^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$")


class Period(Struct, frozen=True, order=True):
    """A span of days; `text` is how it was written."""

    start: dt.date
    end: dt.date
    text: str

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Raises FupinError where `text` is no period."""
        span = _RANGE.match(text.strip())
        if span:
            try:
                start, end = dt.date.fromisoformat(span[1]), dt.date.fromisoformat(span[2])
            except ValueError:
                raise FupinError(f"时期“{text}”里有不存在的日期。", _HINT) from None
            if start > end:
                raise FupinError(f"时期“{text}”的开始晚于结束。", _HINT)
            return cls(start, end, text.strip())
        match = _PART.match(text.strip())
        if not match:
            raise FupinError(f"看不懂时期“{text}”。", _near(text) + _HINT)
        year = int(match[1])
        first, months = 1, 12
        if match[2]:
            first, months = 6 * int(match[2]) - 5, 6
        elif match[3]:
            first, months = 3 * int(match[3]) - 2, 3
        elif match[4]:
            first, months = int(match[4]), 1
        if not (1900 <= year <= 2100 and 1 <= first <= 12):
            raise FupinError(f"看不懂时期“{text}”。", _HINT)
        last = first + months - 1
        end = dt.date(year, last, calendar.monthrange(year, last)[1])
        return cls(dt.date(year, first, 1), end, text.strip().upper())

    @property
    def year(self) -> int:
        return self.end.year

    @property
    def name(self) -> str:
        """2023年, 2023年上半年, 2023年第三季度, 2023年5月 or the days themselves."""
        months = (self.end.month - self.start.month + 1) if self.start.year == self.end.year else 0
        whole = (
            self.start.day == 1
            and (self.end + dt.timedelta(days=1)).day == 1
            and self.start.year == self.end.year
        )
        if whole and months == 12:
            return f"{self.year}年"
        if whole and months == 6 and self.start.month in {1, 7}:
            return f"{self.year}年{'上' if self.start.month == 1 else '下'}半年"
        if whole and months == 3 and self.start.month % 3 == 1:
            return f"{self.year}年第{'一二三四'[self.start.month // 3]}季度"
        if whole and months == 1:
            return f"{self.year}年{self.start.month}月"
        first, last = (f"{day.year}年{day.month}月{day.day}日" for day in (self.start, self.end))
        return f"{first}至{last}"

    def like(self, other: "Period") -> bool:
        """Whether both are the same part of a year (its first half, May …), so that flows compare."""
        return (self.start.month, self.start.day, self.end.month) == (
            other.start.month,
            other.start.day,
            other.end.month,
        ) and self.end.year - self.start.year == other.end.year - other.start.year

    def contains(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Period") -> bool:
        return self.start <= other.end and other.start <= self.end

    def __str__(self) -> str:
        return self.text


def _near(wrong: str) -> str:
    """是不是 2023H1？ for a period of a year that is written otherwise (2023年上半年, 2023h3)."""
    year = re.match(r"(?:19|20)\d\d", wrong.strip())
    if year is None:
        return ""
    parts = ("", "H1", "H2", "Q1", "Q2", "Q3", "Q4", *(f"-{month:02d}" for month in range(1, 13)))
    known = [Period.parse(year[0] + part) for part in parts]
    spelt = {**{str(period): period for period in known}, **{period.name: period for period in known}}
    return "".join(f"是不是 {spelt[name]}？" for name in nearest(wrong.strip(), spelt))
