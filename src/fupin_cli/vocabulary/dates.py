"""Days, months, years and school terms as villages write them."""

import datetime as dt
import re
from typing import Any

from fupin_cli.patterns import regex
from fupin_cli.vocabulary.marks import tidy, unreadable
from fupin_cli.vocabulary.spelling import halfwidth, narrow

_EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
_SERIALS = range(14611, 73051)  # 1940-01-01 … 2099-12-31
_PARTS = regex(r"^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?|月[份底末]?)?$", re.A)
_TIME = regex(r"(?<=[\d日号])[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$", re.A)
_DIGITS = regex(r"^(\d{4})(\d{2})(?:(\d{2})[日号]?|月[份底末]?)?(?:\.0)?$", re.A)
# 日期后面的星期、上午下午不改变是哪一天；“23年5月”写了“年”字，只能是年份
_BESIDE = regex(r"\((?:星期|周)[一二三四五六日天]\)$|(?:星期|周)[一二三四五六日天]$|[上下]午$|[.。、]$")
_SHORT_YEAR = regex(r"^(\d{2})年(?=\d{1,2}月)", re.A)
_THIS_CENTURY = 40
_SERIAL = regex(r"^\d{5}(?:\.\d+)?$", re.A)
_TERM = regex(r"^(\d{4})(?:年|年度)?(春|秋)(?:季)?(?:学期)?$", re.A)
_SCHOOL_YEAR = regex(r"^(\d{4})[-—~～至/](\d{4})学年(?:度)?第?(一|二|上|下|1|2)学期$", re.A)
_YEAR = regex(r"^(\d{4})(?:年|年度)?(?:\.0)?$", re.A)

_HAN = "〇零○一二三四五六七八九"
_HAN_DATE = regex(rf"^[{_HAN}]{{4}}年[{_HAN}十]{{1,3}}月(?:份|[{_HAN}十]{{1,3}}[日号])?$")


def _arabic(text: str) -> str:
    """A date written in Chinese numerals (二〇二三年五月三十日) in digits."""
    year, rest = text[:4], text[4:]
    digits = str.maketrans(_HAN, "000123456789")
    tens = re.sub(
        rf"([{_HAN}])?十([{_HAN}])?", lambda m: (m[1] or "1").translate(digits) + (m[2] or "0"), rest
    )
    return (year + tens).translate(digits)


def _plainer(text: str) -> str:
    """A written date with ordinary signs, a year of four digits, and without weekday or half of the day."""
    text = re.sub(r"(?<=\d)[。、](?=\d)", ".", _BESIDE.sub("", text))
    return _SHORT_YEAR.sub(lambda m: f"{20 if int(m[1]) <= _THIS_CENTURY else 19}{m[1]}年", text)


def _day(year: int, month: int, day: int, shown: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise unreadable("CE042", "“{shown}”这一天不存在", shown=shown) from None


def _parts(raw: Any, context: Any) -> tuple[int, int, int | None, str]:
    """Year, month, day (None where only a month is written) and the text that was read."""
    if isinstance(raw, dt.date):  # a datetime too
        day = dt.date(raw.year, raw.month, raw.day)
        if not 1900 <= day.year <= 2100:  # 数字0设成日期格式就是1899年
            raise unreadable("CE041", "应填日期，现为“{shown}”", shown=str(day))
        return day.year, day.month, day.day, str(day)
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
        raise unreadable("CE041", "应填日期，现为“{shown}”", shown=str(raw))
    text = narrow(_TIME.sub("", halfwidth(raw))) if isinstance(raw, str) else f"{raw:.15g}"
    if _SERIAL.match(text) and int(float(text)) in _SERIALS:
        day = _EXCEL_DAY_ZERO + dt.timedelta(days=int(float(text)))
        tidy(context, "CE108")
        return day.year, day.month, day.day, str(day)
    if isinstance(raw, float) and "." in text:
        # 2023.1 作为数字，分不清是 1 月还是 10 月
        raise unreadable("CE043", "日期{shown}以数值形式录入，分不清月份", shown=text)
    if _HAN_DATE.match(text):
        text = _arabic(text)
        tidy(context, "CE108")
    if text != (text := _plainer(text)):
        tidy(context, "CE108")
    match = _PARTS.match(text) or _DIGITS.match(text)
    if not match or not 1900 <= int(match[1]) <= 2100:
        raise unreadable("CE041", "应填日期，现为“{shown}”", shown=str(raw))
    return int(match[1]), int(match[2]), int(match[3]) if match[3] else None, text


def iso_day(text: str) -> dt.date | None:
    """The day of a text as 2023-12-31 or 20231231, from 1900 to 2100; None for anything else."""
    if not (text.isdigit() if len(text) == 8 else len(text) == 10 and text[4] == text[7] == "-"):
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2100 else None


def read_date(raw: Any, context: Any = None) -> dt.date:
    """A day; a month alone is not enough."""
    year, month, day, shown = _parts(raw, context)
    if day is None:
        _day(year, month, 1, shown)
        raise unreadable("CE044", "日期“{shown}”只有年月，没有日", shown=shown)
    if isinstance(raw, str) and "-" not in shown and not shown.isdigit():  # 系统导出的日期就是八位数字
        tidy(context, "CE108")
    return _day(year, month, day, shown)


def read_month(raw: Any, context: Any = None) -> dt.date:
    """The first day of a month; a day that is written too is dropped."""
    year, month, day, shown = _parts(raw, context)
    _day(year, month, day or 1, shown)
    return dt.date(year, month, 1)


def read_year(raw: Any, context: Any = None) -> int:
    """A year, 1900 to 2100."""
    match = _YEAR.match(narrow(str(raw.year if isinstance(raw, dt.date) else raw)))
    if not match or not 1900 <= int(match[1]) <= 2100:
        raise unreadable("CE045", "应填四位年份，现为“{shown}”", shown=str(raw))
    if isinstance(raw, str) and raw != match[1]:
        tidy(context, "CE108")
    return int(match[1])


def read_term(raw: Any, context: Any = None) -> str:
    """A school term as 2023春 or 2023秋; 2022-2023 学年第二学期 is 2023春."""
    text = narrow(str(raw))
    match = _TERM.match(text)
    if match:
        if text != f"{match[1]}{match[2]}":
            tidy(context, "CE108")
        return f"{match[1]}{match[2]}"
    match = _SCHOOL_YEAR.match(text)
    if match and int(match[2]) == int(match[1]) + 1:
        tidy(context, "CE108")
        return f"{match[1]}秋" if match[3] in "一上1" else f"{match[2]}春"
    raise unreadable("CE046", "应填学期（如2023春），现为“{shown}”", shown=str(raw))
