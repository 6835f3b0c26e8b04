"""Numbers that cannot be: more households than people, a subsidy in millions; words that hedge twice."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from fupin_cli.patterns import regex
from fupin_cli.proofreading.codes import finding
from fupin_cli.proofreading.grammar.mentions import Mention, mentions
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.model import Notes

_HEAD = regex(r"每(?:人|名|生|户|月|亩|学期|学年|口)|人均|户均|亩均")
_LIMITS = {
    "元": (Decimal(1_000_000), _HEAD, "单个人、户的金额"),
    "亩": (Decimal(3_000_000), regex(r"全[村镇乡]|[我本][村镇乡]|耕地|林地"), "一个乡镇的面积"),
    "公里": (Decimal(5_000), regex(r"道路|公路|巷道|村道|管网|渠|路"), "一个乡镇的里程"),
    "人": (Decimal(2_000_000), regex(r"全[村镇乡]|[我本][村镇乡]"), "一个乡镇的人口"),
}
_HEDGED = regex(
    r"(?:约|大约|近|将近|接近|超过|超|逾)\s*\d[\d.]*\s*(?:[余多]\s*)?(?:万|亿)?[\u4e00-\u9fff]{1,2}?(?:左右|上下|以上)|(?:约|大约|近|超过|超|逾)\s*\d[\d.]*(?:万|亿)?[余多]"
    r"|\d[\d.]*[余多](?:万|亿)?[\u4e00-\u9fff]{1,2}?(?:左右|上下|以上)"
)


def judge(piece: Piece, notes: Notes) -> None:
    """Magnitudes of every sentence."""
    for parsed in piece.paragraphs:
        for sentence in parsed.sentences:
            found = mentions(parsed, sentence)
            for one, two in pairwise(found):
                _pair(parsed, one, two, notes)
            for mention in found:
                _limit(parsed, mention, notes)
        for match in _HEDGED.finditer(parsed.plain):
            message = f"“{match[0]}”把概数说了两遍。"
            notes.find(finding("PR503", parsed, *match.span(), message, "“约”“余”“左右”“以上”留一个。"))


def _pair(parsed: Parsed, one: Mention, two: Mention, notes: Notes) -> None:
    """X户Y人 written side by side: a household has at least one person."""
    a, b = one.quantity, two.quantity
    between = parsed.plain[a.end : b.start].strip(" 、,()共计")
    if (one.base, two.base) != ("户", "人") or between or a.about or b.about or b.amount >= a.amount:
        return
    if re.search(r"其中|每|[选派聘]", parsed.plain[a.end : b.start]):
        return
    message = f"{a.raw}、{b.raw}：户数多于人数。"
    notes.find(finding("PR016", parsed, a.start, b.end, message, "请核对户数和人数是否颠倒或漏写一位。"))


def _limit(parsed: Parsed, mention: Mention, notes: Notes) -> None:
    limit = _LIMITS.get(mention.base)
    quantity = mention.quantity
    if limit and quantity.amount > limit[0] and limit[1].search(mention.left):
        message = f"“{mention.left.strip()[-8:]}{quantity.raw}”作为{limit[2]}大得不合常理。"
        notes.find(
            finding(
                "PR017",
                parsed,
                quantity.start,
                quantity.end,
                message,
                "请核对单位是“元”还是“万元”，小数点是否正确。",
            )
        )
