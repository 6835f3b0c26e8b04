"""Dates that do not exist, periods that run backwards, days after the document's own."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from fupin_cli.patterns import regex
from fupin_cli.proofreading.codes import finding
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.model import Notes

_DAY = regex(r"(?:(?P<y>(?:19|20)\d\d)\s*年\s*)?(?<!\d)(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]")
_MONTH = regex(r"(?:(?:19|20)\d\d\s*年\s*)(?P<m>\d{1,2})\s*月")
_RANGE = regex(
    r"(?P<a>(?:19|20)\d\d)\s*年(?:\s*(?P<am>\d{1,2})\s*月)?\s*(?:至|到|[-—–~]+)\s*(?P<b>(?:19|20)\d\d)\s*年(?:\s*(?P<bm>\d{1,2})\s*月)?"
)
_MONTHS = regex(r"(?<!\d)(?P<a>\d{1,2})\s*月?\s*(?:至|到|[-—–~]+)\s*(?P<b>\d{1,2})\s*月(?!\d)")
_UNTIL = regex(
    r"截[至止](?:到)?\s*(?:(?P<y>(?:19|20)\d\d)\s*年)?\s*(?:(?P<m>\d{1,2})\s*月)?\s*(?:(?P<d>\d{1,2})\s*日)?(?P<end>底|末)?"
)
_DONE = regex(
    r"(?P<y>20\d\d)年(?:(?P<m>\d{1,2})月)?(?=[^，。；,;]{0,12}(?:已|共完成|完成了|召开了|开展了|发放了))"
)


def judge(piece: Piece, notes: Notes) -> None:
    """Dates of every paragraph."""
    for parsed in piece.paragraphs:
        _impossible(parsed, notes)
        _backwards(parsed, notes)
        if piece.document.date and parsed.paragraph.kind == "body":
            _after(parsed, piece.document.date, notes)


def _impossible(parsed: Parsed, notes: Notes) -> None:
    for match in _DAY.finditer(parsed.plain):
        month, day = int(match["m"]), int(match["d"])
        # without a year 29 February is given the benefit of the doubt
        year = int(match["y"]) if match["y"] else 2024
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
            message = f"“{match[0]}”这一天不存在。"
            notes.find(finding("PR401", parsed, *match.span(), message, "请核对月和日。"))
    for match in _MONTH.finditer(parsed.plain):
        if not 1 <= int(match["m"]) <= 12 and not _DAY.match(parsed.plain, match.start()):
            notes.find(finding("PR401", parsed, *match.span(), f"没有“{match['m']}月”。", "请核对月份。"))


def _backwards(parsed: Parsed, notes: Notes) -> None:
    for match in _RANGE.finditer(parsed.plain):
        start = (int(match["a"]), int(match["am"] or 0))
        end = (int(match["b"]), int(match["bm"] or (12 if match["am"] else 0)))
        if end < start:
            message = f"“{match[0]}”的终点早于起点。"
        elif end == start:
            message = f"“{match[0]}”起止相同，多半有一个年份被写错或被网页模板改坏。"
        else:
            continue
        notes.find(finding("PR402", parsed, *match.span(), message, "请核对起止年份。"))
    for match in _MONTHS.finditer(parsed.plain):
        a, b = int(match["a"]), int(match["b"])
        of_a_year = re.search(r"\d\s*年\s*$", parsed.plain[: match.start()])  # “每年11月至3月”不算
        crossing = re.match(r"[（(]?(?:次年|翌年|来年)", parsed.plain[match.end() :])
        if 1 <= b < a <= 12 and of_a_year and not crossing:
            message = f"“{match[0]}”的终点早于起点。"
            notes.find(finding("PR402", parsed, *match.span(), message, "请核对起止月份；跨年的请写明年份。"))


def _after(parsed: Parsed, day: date, notes: Notes) -> None:
    for match in _UNTIL.finditer(parsed.plain):
        if not (match["y"] or match["m"]):
            continue
        year = int(match["y"] or day.year)
        month = int(match["m"] or (12 if match["end"] else 1))
        known = int(match["d"] or 1)
        if not 1 <= month <= 12 or not 1 <= known <= monthrange(year, month)[1]:
            continue
        if match["y"] is None and month > day.month and day.month <= 2:
            continue  # 次年初写上年的“截至11月”
        if date(year, month, known) > day:
            message = f"“{match[0]}”晚于成文日期 {day.year}年{day.month}月{day.day}日。"
            notes.find(finding("PR403", parsed, *match.span(), message, "请核对截止日期和成文日期。"))
    for match in _DONE.finditer(parsed.plain):
        if (int(match["y"]), int(match["m"] or 1)) > (day.year, day.month):
            message = f"“{match[0]}”写成已经发生，却晚于成文日期 {day.year}年{day.month}月{day.day}日。"
            notes.find(finding("PR403", parsed, *match.span(), message, "请核对年月。"))
