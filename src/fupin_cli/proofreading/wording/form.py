"""The form of official documents: number marks, brackets, punctuation (GB/T 9704-2012, GB/T 15834)."""

from __future__ import annotations

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.parsed import Piece
from fupin_cli.proofreading.model import Notes
from fupin_cli.proofreading.wording.places import matches, once, written

_DOT = regex(r"^\s*\d{1,2}、")
_LEVEL_ONE = regex(r"^\s*[一二三四五六七八九十]{1,3}[.．,，](?!\d)")
_BOTH = regex(r"^\s*[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）][、.．,，]")
_HALF_BRACKET = regex(
    r"\([一二三四五六七八九十\d]{1,3}\)|(?<=[\u4e00-\u9fff\d])\([^()（）]*[\u4e00-\u9fff][^()（）]*\)"
)
_CHINESE_YEAR = regex(r"二[〇○零Ｏ0][一二三][〇○零一二三四五六七八九]年(?:度|[一二三四五六七八九十]+月)?")
_REFERENCE = regex(
    r"[\u4e00-\u9fff](?:[\[(（【])((?:19|20)\d\d)(?:[\])）】])\s*第?\d+号|〔(?:19|20)\d\d〕第\d+号|〔\d\d〕\d+号"
)
_HALF = regex(
    r"(?<=[\u4e00-\u9fff”》）])[,;:?!](?=[\u4e00-\u9fff“《（]|\d|$)|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff]|$)"
)
_QUOTES = regex(r"\"[^\"]{1,40}\"")
_DOUBLED = regex(r"[，,]{2,}|。{2,}(?!。)|、{2,}|；{2,}|[，、；：][。，、；]|。[，、；：]|：：|，\s+，")
_ALONE = regex(r"^\s*[，。、；：:,.;]+\s*$")
_ZERO_DATE = regex(r"(?:19|20)\d\d年(?:0\d月\d{1,2}日|\d{1,2}月0\d日)")
_HEADING_STOP = regex(r"^\s*[一二三四五六七八九十]{1,3}、[^。，]{2,20}。\s*$")


def judge(piece: Piece, notes: Notes) -> None:
    """Each kind of slip once, with its count."""
    body = Piece(piece.document, [p for p in piece.paragraphs if p.paragraph.kind == "body"])
    # numbers that Word sets by itself are its own form
    typed = Piece(piece.document, [p for p in body.paragraphs if not p.paragraph.numbered])
    once(
        written(typed, _DOT),
        "PR601",
        lambda w: f"第三级序号“{w.strip()}”后面应用圆点“.”，不用顿号。",
        "写成“1.”。",
        notes,
    )
    once(
        written(typed, _LEVEL_ONE),
        "PR601",
        lambda w: f"第一级序号“{w.strip()}”后面应用顿号。",
        "写成“一、”。",
        notes,
    )
    once(
        written(typed, _BOTH),
        "PR601",
        lambda w: f"带括号的序号“{w.strip()}”后面不再加标点。",
        "写成“（一）”。",
        notes,
    )
    once(
        written(body, _HALF_BRACKET),
        "PR602",
        lambda w: f"“{_short(w)}”用了半角括号，公文用全角括号“（）”。",
        "用查找替换改成全角。",
        notes,
    )
    once(
        written(body, _CHINESE_YEAR),
        "PR603",
        lambda w: f"“{w}”：公文中的年月日用阿拉伯数字。",
        "写成“2023年”。",
        notes,
    )
    once(
        written(body, _REFERENCE), "PR604",
        lambda w: f"发文字号“{w[1:]}”的年份应用六角括号“〔〕”、写全四位，序号前不加“第”。",
        "写成“〔2023〕38号”。", notes,
    )  # fmt: skip
    once(
        written(body, _HALF),
        "PR605",
        lambda w: f"汉字后面用了半角标点“{w}”。",
        "用查找替换改成全角标点。",
        notes,
    )
    once(written(body, _QUOTES), "PR605", lambda w: f"{_short(w)}用了直引号。", "改成“”。", notes)
    once(written(body, _DOUBLED), "PR606", lambda w: f"标点“{w}”重复或叠用。", "只留一个。", notes)
    once(
        written(body, _ALONE),
        "PR606",
        lambda w: f"这一段只有标点“{w.strip()}”。",
        "请补上文字或删去这一段。",
        notes,
    )
    once(
        matches(body, _ZERO_DATE),
        "PR607",
        lambda w: f"“{w}”：月、日前面不加 0。",
        "写成“2024年1月3日”。",
        notes,
    )
    once(
        written(body, _HEADING_STOP),
        "PR608",
        lambda w: f"单独成行的标题“{w.strip()}”末尾不加句号。",
        "删去句号。",
        notes,
    )


def _short(words: str) -> str:
    return words if len(words) <= 16 else words[:15] + "…"
