"""A phrase or a sentence twice, and sentences that stop in the middle."""

from __future__ import annotations

import re

from fupin_cli.patterns import regex
from fupin_cli.proofreading.codes import finding
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.model import Notes
from fupin_cli.proofreading.reading.furniture import is_heading

# inside a compound two halves may look alike (宣传栏公示栏公示): short ones count only after a boundary
_TWICE = regex(r"(?P<one>[\u4e00-\u9fff]{2,12}?)(?P=one)(?![\u4e00-\u9fff]?一)")
_LISTED = regex(r"(?P<one>[\u4e00-\u9fff]{3,20})(?P<sep>[、，,])(?P=one)(?=[、，,。；;和等])")
_NEVER_TWICE = frozenset(
    ["攻坚", "振兴", "巩固", "拓展", "成果", "整改", "排查", "落实", "监测", "脱贫", "保障"]
)
_WORDS_TWICE = regex(
    r"^[一逐每层步个件条户人处点][\u4e00-\u9fff]|^(?:研究|讨论|商量|学习|了解|考虑|意思|试试|常来|来来|等等|多多|人人|家家|年年|月月|天天|处处|时时|事事|样样|个个|户户|村村|层层|步步)"
)
_DOUBLE = regex(
    r"(?<=[\u4e00-\u9fff])(?P<c>的的|了了|和和|在在|是是|对对(?!联|接|口)|将将|及及|与与|为为|地地(?!方|区|质|形|点|块|址|处|头|级)|我我|并并|把把)(?=[\u4e00-\u9fff])"
)
_FINISHED = regex(r"[。！？；：…”』」）)!?;:.》]\s*$")
_PHRASE = regex(r"[\u4e00-\u9fff]{10,}")
_LABELLED = regex(r"^[^，。,]{1,8}[：:]")
_LONG = 20
_SAME = 16


def judge(piece: Piece, notes: Notes) -> None:
    """Repetitions and unfinished paragraphs of a piece."""
    for parsed in piece.paragraphs:
        _phrases(parsed, notes)
    _sentences(piece, notes)
    _unfinished(piece, notes)


def _phrases(parsed: Parsed, notes: Notes) -> None:
    for match in _LISTED.finditer(parsed.plain):
        message = f"“{match['one']}”并列写了两次。"
        notes.find(finding("PR207", parsed, *match.span(), message, "请删去一个，或改成漏写的那一项。"))
    for match in _TWICE.finditer(parsed.plain):
        bounded = match.start() == 0 or not re.match(r"[\u4e00-\u9fff]", parsed.plain[match.start() - 1])
        sure = bounded or len(match["one"]) >= 4 or match["one"] in _NEVER_TWICE
        if _WORDS_TWICE.match(match["one"]) or not sure:
            continue
        message = f"“{match['one']}”连着写了两次。"
        notes.find(finding("PR207", parsed, *match.span(), message, "请删去一个。"))
    for match in _DOUBLE.finditer(parsed.plain):
        message = f"“{match['c']}”多写了一个字。"
        notes.find(finding("PR207", parsed, *match.span(), message, "请删去一个字。"))


def _sentences(piece: Piece, notes: Notes) -> None:
    seen: dict[str, Parsed] = {}
    for parsed in piece.paragraphs:
        if parsed.paragraph.kind == "cell":
            continue
        for sentence in parsed.sentences:
            text = parsed.plain[sentence.start : sentence.end].strip()
            if len(text) < _SAME:
                continue
            first = seen.setdefault(text, parsed)
            start = (
                sentence.start
                + len(parsed.plain[sentence.start : sentence.end])
                - len(parsed.plain[sentence.start : sentence.end].lstrip())
            )
            if first is not parsed:
                message = f"这一句与{first.paragraph.place}的一句完全相同。"
                notes.find(finding("PR208", parsed, start, start + len(text), message, "请删去一处或改写。"))


def _unfinished(piece: Piece, notes: Notes) -> None:
    body = [p for p in piece.paragraphs if p.paragraph.kind == "body"]
    open_ended = [p for p in body if _is_open(p)]
    # a text whose lines were broken by hand or by a converter says nothing about its sentences
    if len(open_ended) > max(3, len(body) * 0.4):
        return
    for index, parsed in enumerate(body):
        text = parsed.paragraph.text.rstrip()
        if parsed not in open_ended:
            continue
        last = index + 1 == len(body)
        followed = not last and re.match(
            r"\s*(?:[一二三四五六七八九十]+、|[(（])", body[index + 1].paragraph.text
        )
        comma = text.endswith(("，", ",", "、"))
        why = "段落在这里断开，句子没有写完。" if comma or not followed else "这一段没有写完就结束了。"
        start = max(text.rfind(mark) for mark in "，。；,;") + 1
        start = start if start < len(text) else max(0, len(text) - 6)
        notes.find(finding("PR206", parsed, start, len(text), why, "请补全句子，或接上被断开的下一段。"))


def _is_open(parsed: Parsed) -> bool:
    text = parsed.paragraph.text.rstrip()
    if _FINISHED.search(text) or is_heading(text) or len(text) < _LONG or _LABELLED.match(text):
        return False
    comma = text.endswith(("，", ",", "、"))
    return comma or bool(re.search(r"[，。；,;]", text[:-1]) and re.search(r"[。，,]", text))
