"""The ordinals of official prose: 一、（一） 1. （1） at the head of a line."""

from __future__ import annotations

from fupin_cli.patterns import regex

_DIGITS = "一二三四五六七八九"
LEVELS = (
    regex(r"^\s*(?P<n>[一二三四五六七八九十]{1,3})(?P<mark>、|[.．,，](?!\d))"),
    regex(r"^\s*[(（](?P<n>[一二三四五六七八九十]{1,3})[)）](?P<mark>、?)"),
    # 1.5万 is no ordinal, 1、12.8万个 and 1.2023年 are
    regex(r"^\s*(?P<n>\d{1,2})(?P<mark>、|[.．](?!\d(?!0[12]\d年|\d{3}年)))"),
    regex(r"^\s*[(（](?P<n>\d{1,2})[)）](?P<mark>、?)"),
)
"""The levels of an outline, the highest first."""


def chinese(written: str) -> int:
    """一 … 九十九 → 1 … 99; 0 where it is no such number."""
    tens, ten, ones = written.partition("十")
    if not ten:
        return _DIGITS.find(written) + 1 if len(written) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * (_DIGITS.find(tens) + 1 if tens else 1) + (_DIGITS.find(ones) + 1 if ones else 0)


def spelled(value: int) -> str:
    """1 … 99 → 一 … 九十九."""
    tens, ones = divmod(value, 10)
    return ("" if not tens else ("十" if tens == 1 else _DIGITS[tens - 1] + "十")) + (
        _DIGITS[ones - 1] if ones else ""
    )
