"""Ordinals: gaps, repeats, wrong levels; headings with nothing under them; 一是、二是 in order."""

from __future__ import annotations

import re

from msgspec import Struct

from fupin_cli.patterns import regex
from fupin_cli.proofreading.codes import finding
from fupin_cli.proofreading.grammar.ordinals import LEVELS, chinese, spelled
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.model import Notes
from fupin_cli.proofreading.reading.furniture import is_heading

_INLINE = regex(r"(?<![\u4e00-\u9fff])(?P<n>[一二三四五六七八九十]{1,2})是(?!否|非|不是|一)")
_SHOWN = ("一、", "（一）", "1.", "（1）")


class _Item(Struct):
    parsed: Parsed
    level: int
    value: int
    start: int
    end: int
    heading: bool
    body: bool = False


def judge(piece: Piece, notes: Notes) -> None:
    """The outline and the inline ordinals of a piece."""
    items = _outline(piece)
    _order(items, notes)
    _empty(items, notes)
    _inline(piece, notes)


def _outline(piece: Piece) -> list[_Item]:
    items: list[_Item] = []
    attached = False
    for parsed in piece.paragraphs:
        if parsed.paragraph.kind == "cell":
            continue
        text = parsed.paragraph.text
        attached = attached or bool(re.match(r"\s*附件?\s*[:：]", text))
        item = None if attached else _item(parsed)
        if item:
            items.append(item)
        elif items:
            items[-1].body = True
    return items


def _item(parsed: Parsed) -> _Item | None:
    text = parsed.paragraph.text
    for level, pattern in enumerate(LEVELS):
        match = pattern.match(text)
        if not match:
            continue
        value = int(match["n"]) if match["n"].isdigit() else chinese(match["n"])
        if not value:
            return None
        heading = is_heading(text)
        rest = text[match.end() :].strip()
        return _Item(parsed, level, value, match.start("n"), match.end(), heading, not heading and bool(rest))
    return None


def _order(items: list[_Item], notes: Notes) -> None:
    last: dict[int, _Item] = {}
    opened: set[int] = set()
    for item in items:
        for deeper in [level for level in last if level > item.level]:
            del last[deeper]
        previous = last.get(item.level)
        expected = previous.value + 1 if previous else 1
        last[item.level] = item
        if item.value == expected:
            opened.add(item.level)
            continue
        # 1. 2. 3. may begin anew under each heading without its own level above
        if item.value == 1 and item.level >= 2:
            continue
        mark = item.parsed.paragraph.text[item.start : item.end]
        if previous is None:
            message = f"这一级序号从“{mark}”开始，前面没有“{_SHOWN[item.level]}”。"
        elif item.value == previous.value:
            message = f"序号“{mark}”重复，应为第 {expected} 个。"
        elif item.value > expected:
            message = f"序号跳号：前一个是第 {previous.value} 个，这里是“{mark}”，缺第 {expected} 个。"
        else:
            message = f"序号颠倒：前一个是第 {previous.value} 个，这里是“{mark}”。"
        hint = "请核对是漏了一段，还是序号写错。"
        notes.find(finding("PR301", item.parsed, item.start, item.end, message, hint))


def _empty(items: list[_Item], notes: Notes) -> None:
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        if not item.heading or item.body or (following and following.level > item.level):
            continue
        siblings = [other for other in items if other.level == item.level and other is not item]
        # 四、公平公开，奖优罚劣。 is the text itself, unless lines like it have text under them
        # (under the very last one stands the signature)
        if _sentence(item) and not any(
            _sentence(s) and s.heading and s.body for s in siblings if s is not items[-1]
        ):
            continue
        closed = following is None or following.level < item.level
        # a row of short lines is a list; a heading among siblings that have text is empty
        if (closed and any(s.body or not s.heading for s in siblings)) or (
            siblings and all(s.body or _has_deeper(items, s) for s in siblings)
        ):
            text = item.parsed.paragraph.text
            message = f"标题“{text.strip()}”下面没有正文。"
            notes.find(
                finding("PR205", item.parsed, 0, len(text), message, "请补写正文，或删去标题并顺延序号。")
            )


def _sentence(item: _Item) -> bool:
    text = item.parsed.plain.strip()
    return text.endswith("。") and bool(re.search(r"[,，]|\d", text[item.end :]))


def _has_deeper(items: list[_Item], item: _Item) -> bool:
    at = next(i for i, other in enumerate(items) if other is item)
    return at + 1 < len(items) and items[at + 1].level > item.level


def _inline(piece: Piece, notes: Notes) -> None:
    expected = 1
    for parsed in piece.paragraphs:
        if parsed.paragraph.kind == "cell":
            continue
        if is_heading(parsed.paragraph.text):
            expected = 1
        in_words = "首先" in parsed.plain and "其次" in parsed.plain
        for match in _INLINE.finditer(parsed.plain):
            if in_words and expected == 1 and match["n"] == "三":
                expected = 3  # 首先、其次、三是
            value = chinese(match["n"])
            if value == 1:
                expected = 2
                continue
            if value and value != expected:
                shown = match[0]
                if value == expected - 1:
                    message = f"“{shown}”出现了两次。"
                elif expected == 1:
                    message = f"前面没有“一是”，直接出现“{shown}”。"
                else:
                    message = (
                        f"“{shown}”前面缺“{spelled(expected)}是”。"
                        if value > expected
                        else f"“{shown}”的次序颠倒。"
                    )
                notes.find(
                    finding("PR302", parsed, *match.span(), message, "请核对是漏了一条，还是序数写错。")
                )
            expected = value + 1
