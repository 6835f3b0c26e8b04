"""Web pages put lines of their own around a document; they are set aside, its title, date and place taken.

The form of these lines follows the disclosure pages of county and township governments.
"""

from __future__ import annotations

import re
from datetime import date

from fupin_cli.patterns import regex
from fupin_cli.proofreading.model import Cell, Document, Paragraph
from fupin_cli.proofreading.reading.blocks import Block

_LABELS = """
索引号 组配分类 发布机构 主题分类 有效性 关键词 关键字 名称 文号
发文日期 发布日期 成文日期 生效日期 废止日期 生成日期 信息来源 发布时间 浏览次数
阅读次数 点击数 来源 字体大小 字号 当前位置 您当前的位置 您现在的位置 您现在所在的位置
信息分类 公开方式 公开时限 公开范围 所属机构 责任编辑 录入 作者 编辑
审核 体裁分类 服务对象 内容概述 发文机关 发文字号 内容分类 时间 视力保护色
"""
_LABEL = regex(
    r"^[【\[\s]*(?:"
    + "|".join(r"\s*".join(word) for word in sorted(_LABELS.split(), key=len, reverse=True))
    + r")\s*[:：]"
)
_TAIL = regex(
    r"扫一扫|在手机打开|ICP备|公网安备|网站标识码|^主办[:：单]|^承办[:：]|版权所有|^技术支持|联系电话[:：]\s*\d|"
    r"^(打印|关闭|分享到?|上一[篇条]|下一[篇条]|返回顶部|相关(文章|附件|信息)|我要纠错|收藏)\s*[:：]?|政府网站年度报表"
)
_HEAD = regex(
    r"^(政府信息公开|信息公开|首页|网站首页|【?字体|无障碍|分享到?[:：]?)|^当前位置|>.*>|^\|[\s|]*$"
)
_PIECE = regex(r"^.{0,30}[篇]\s*[（(]?[一二三四五六七八九十\d]+[)）]?\s*$")
_DATE = regex(r"((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")
_SIGNATURE = regex(r"^[\s　]*((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日[\s　]*$")
_DIGITS = "〇一二三四五六七八九"
_CHINESE_SIGNATURE = regex(
    r"^\s*([二一][〇○零ＯO一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日\s*$"
)
_PLACES = (
    regex(r"(?:^|[^\u4e00-\u9fff]|[省市县区州盟旗于])([\u4e00-\u9fff]{1,4}?(?:镇|乡|街道))"),
    regex(r"(?:^|[^\u4e00-\u9fff]|[省市州盟于])([\u4e00-\u9fff]{1,5}?(?:县|旗|区))"),
    regex(r"(?:^|[^\u4e00-\u9fff]|[镇乡县区于])([\u4e00-\u9fff]{1,4}?村)(?=\d|$)"),
)
_TITLE_WORDS = regex(r"(总结|报告|成效|汇报|方案|计划|通知|情况|简报|材料|意见|要点)(?:[（(].*[)）])?$")
_ORDINAL = regex(r"^\s*([一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．])")
_HEAD_LINES = 30
_TAIL_LINES = 15


def assemble(path: str, blocks: list[Block]) -> Document:
    """Number the paragraphs, tell the document from the page around it, find its title, date and place."""
    shown = [block for block in blocks if block.text.strip()]
    kinds = _kinds(shown)
    labelled = " ".join(b.text for b, k in zip(shown, kinds, strict=True) if k == "furniture")
    title_at = _title_at(shown, kinds)
    if title_at is not None:
        framed = "furniture" in kinds[:title_at]
        kinds[:title_at] = ["furniture" if framed and kind == "body" else kind for kind in kinds[:title_at]]
        kinds[title_at] = "title"
    title = _tidy(shown[title_at].text) if title_at is not None else _named(labelled)
    for index, block in enumerate(shown):
        # pages print the title twice; both are the title, not a repetition
        if kinds[index] == "body" and index < _HEAD_LINES and title and _tidy(block.text) == title:
            kinds[index] = "title"
    paragraphs: list[Paragraph] = []
    section = ""
    for number, (block, kind) in enumerate(zip(shown, kinds, strict=True), 1):
        text = block.text
        if kind == "body" and not block.cell and is_heading(text):
            section = text.strip().rstrip("。")
        paragraphs.append(
            Paragraph(
                number,
                text,
                "cell" if kind == "body" and block.cell else kind,  # type: ignore[arg-type]
                block.numbered,
                section if kind == "body" else "",
                block.cell,
            )
        )
    return Document(
        path,
        tuple(paragraphs),
        _tables(paragraphs),
        title,
        _signed(shown) or _dated(labelled),
        _placed(title) or _placed(labelled),
    )


def _kinds(blocks: list[Block]) -> list[str]:
    kinds = ["body"] * len(blocks)
    rows: dict[tuple[int, int], bool] = {}
    for index, block in enumerate(blocks):
        text = block.text.strip(" 　|")
        head = index < _HEAD_LINES and (_LABEL.match(text) or _HEAD.search(text) or not text)
        if block.cell and head:
            rows[block.cell[:2]] = True
        if (
            head
            or (block.cell and index < _HEAD_LINES and rows.get(block.cell[:2]))
            or (index >= len(blocks) - _TAIL_LINES and _TAIL.search(text) and len(text) < 120)
        ):
            kinds[index] = "furniture"
        elif _PIECE.match(text):
            kinds[index] = "break"
    return kinds


def is_heading(text: str) -> bool:
    """A short numbered line: `一、基本情况`; a numbered sentence with its text behind it is none."""
    text = text.strip()
    return (
        bool(_ORDINAL.match(text))
        and len(text) <= 40
        and "。" not in text[:-1]
        and not text.endswith(("；", ";", "，", ",", "、", "：", ":"))
    )


def _title_at(blocks: list[Block], kinds: list[str]) -> int | None:
    for index, block in enumerate(blocks[:_HEAD_LINES]):
        text = block.text.strip(" 　|")
        if kinds[index] != "body" or block.cell:
            continue
        if block.title:
            return index
        if _ORDINAL.match(text) or text.endswith(("。", "；", ";")) or len(text) > 60:
            return None
        if _TITLE_WORDS.search(text) and "：" not in text and ":" not in text:
            return index
    return None


def _named(labelled: str) -> str:
    match = re.search(r"名称\s*[:：]\s*\|?\s*([^|\n]+?)\s*(?:\||文号|$)", labelled)
    return _tidy(re.sub(r"^【[^】]*】", "", match[1])) if match else ""


def _tidy(text: str) -> str:
    return re.sub(r"\s+", "", text.strip(" 　|"))


def _signed(blocks: list[Block]) -> date | None:
    """The date of the signature: a line of its own in the last part of the text."""
    for block in reversed(blocks[-_TAIL_LINES:]):
        if match := _SIGNATURE.match(block.text):
            return _date(match[1], match[2], match[3])
        if match := _CHINESE_SIGNATURE.match(block.text):
            from cn2an import cn2an

            digits = re.sub("[○零ＯO]", "〇", match[1])
            year = "".join(str(_DIGITS.index(digit)) for digit in digits)
            return _date(year, cn2an(match[2], "smart"), cn2an(match[3], "smart"))
    return None


def _dated(labelled: str) -> date | None:
    for label in ("成文日期", "发文日期", "生成日期", "发布日期", "发布时间"):
        match = re.search(label + r"\s*[:：]\s*\|?\s*" + _DATE.pattern, labelled)
        if match and (found := _date(match[1], match[2], match[3])):
            return found
    return None


def _date(year: object, month: object, day: object) -> date | None:
    try:
        return date(int(str(year)), int(str(month)), int(str(day)))
    except ValueError:
        return None


def _placed(text: str) -> str:
    """The smallest place that a title or a page's labels name: a township before a county."""
    for pattern in _PLACES:
        if match := pattern.search(text):
            return match[1].removeprefix("关")
    return ""


def _tables(paragraphs: list[Paragraph]) -> tuple[tuple[tuple[Cell, ...], ...], ...]:
    grids: dict[int, dict[tuple[int, int], Cell]] = {}
    for paragraph in paragraphs:
        if paragraph.cell and paragraph.kind == "cell":
            table, row, column = paragraph.cell
            grid = grids.setdefault(table, {})
            before = grid.get((row, column))
            grid[row, column] = (
                Cell(before.text + paragraph.text, before.paragraph)
                if before
                else Cell(paragraph.text, paragraph.number)
            )
    tables = []
    for grid in grids.values():
        height, width = max(r for r, _ in grid), max(c for _, c in grid)
        tables.append(
            tuple(
                tuple(grid.get((r, c), Cell("", 0)) for c in range(1, width + 1))
                for r in range(1, height + 1)
            )
        )
    return tuple(tables)
