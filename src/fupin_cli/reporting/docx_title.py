"""Where a long title breaks: between words, in lines like a trapezium or a rhombus (GB/T 9704-2012 7.3.1)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from fupin_cli.patterns import regex
from fupin_cli.reporting.docx_units import width

_WORDS = """
巩固拓展脱贫攻坚成果 防止返贫监测帮扶 防返贫监测帮扶 监测帮扶 集中排查 调研督查 考核评估 反馈问题
整改情况 冬季攻势 专项行动 定点帮扶 工作情况 工作成效 工作总结 工作报告 工作汇报 工作方案
使用情况 补助资金 教育局 水务局 财政局 关于 上报 报送 印发 做好 开展 进一步 巩固拓展 巩固
拓展 脱贫攻坚 脱贫 成果 同 乡村振兴 有效衔接 衔接 常态化 防止返贫 防返贫 返贫 致贫 动态
监测 帮扶 集中 排查 精准 对象 调研 督查 督导 考核 评估 巡视 巡察 反馈 发现 问题 整改
情况 工作 成效 总结 报告 汇报 方案 计划 通知 请示 意见 雨露计划 光伏 电站 收益 分配 就业
务工 公益性 岗位 教育 健康 医疗 住房 饮水 安全 保障 产业 项目 资金 小额信贷 定点 驻村
行业 部门 专项 行动 冬季 春季 夏季 秋季 攻势 人民政府 委员会 村民 全年 年度 上半年 下半年
第一季度 第二季度 第三季度 第四季度 以来 推进 落实 全面 农村 易地 搬迁 后续 扶持
"""
_PLACE = r"[\u4e00-\u9fff]{1,6}?(?:省|自治区|市|县|区|旗|镇|乡|街道|社区|村)(?![省市县区旗镇乡村])"
_TOKEN = regex(
    r"《[^》]*》|（[^）]*）|“[^”]*”|〔[^〕]*〕"
    r"|[\dA-Za-z.,%％\-—]+(?:年度|年|月|日|个|项|户|人)?"
    rf"|{'|'.join(sorted(_WORDS.split(), key=len, reverse=True))}|."
)
_NO_START = set("的了等、，。：；！？）》”〕%％")
_NO_END = set("（《“〔同和与及在对")

_MOST_LINES = 4
"""A title that needs more lines is a mistake; it is shown whole all the same."""


def title_lines(title: str, limit: float) -> list[str]:
    """The lines of a title; a line break in it is kept.

    Args:
        title: the whole title.
        limit: how many full-width characters a line holds.
    """
    return [line for part in title.split("\n") for line in _lines(part.strip(), limit)]


def phrases(title: str, limit: float = 12) -> list[str]:
    """The pieces of a title's line between which it may be broken, for a page whose width is not known.

    >>> phrases("芦庙镇2023年工作总结的说明")
    ['芦庙镇', '2023年', '工作总结的', '说明']
    """
    found: list[str] = []
    for token in _tokens(title, limit):
        if found and (token[0] in _NO_START or found[-1][-1] in _NO_END):
            found[-1] += token
        else:
            found.append(token)
    return found


def _lines(title: str, limit: float) -> list[str]:
    if width(title) <= limit:
        return [title]
    tokens = list(_tokens(title, limit))
    for count in range(2, _MOST_LINES + 1):
        if layouts := list(_layouts(tokens, count, limit)):
            return min(layouts, key=_cost)
    return _filled(tokens, limit)


def _tokens(title: str, limit: float) -> Iterator[str]:
    """The pieces that stay whole. A run of characters that are no known words stays whole too: a name."""
    pieces: list[str] = []
    unknown = ""
    for token in (found[0] for found in _TOKEN.finditer(title)):
        if len(token) == 1 and not token.isascii() and token not in _NO_START | _NO_END:
            unknown += token
            continue
        pieces.extend(_names(unknown))
        unknown = ""
        pieces.append(token)
    pieces.extend(_names(unknown))
    for piece in pieces:
        step = int(limit)
        yield from (piece[start : start + step] for start in range(0, len(piece), step))


def _names(run: str) -> list[str]:
    """A run of unknown characters, parted after each place name in it (`谯城区芦庙镇` is two)."""
    return [part for part in re.split(f"({_PLACE})", run) if part]


def _filled(tokens: list[str], limit: float) -> list[str]:
    """Line by line, as much as each holds: for what is too long to be given a shape."""
    lines = [""]
    for token in tokens:
        if width(lines[-1] + token) <= limit:
            lines[-1] += token
        else:
            lines.append(token)
    return lines


def _layouts(tokens: list[str], count: int, limit: float) -> Iterator[list[str]]:
    """Every way to set the tokens in `count` lines that fit."""
    if count == 1:
        line = "".join(tokens)
        if line and width(line) <= limit:
            yield [line]
        return
    for end in range(1, len(tokens)):
        line = "".join(tokens[:end])
        if width(line) > limit:
            return
        if tokens[end][0] in _NO_START or tokens[end - 1][-1] in _NO_END:
            continue
        for rest in _layouts(tokens[end:], count - 1, limit):
            yield [line, *rest]


def _cost(lines: list[str]) -> float:
    """How far from even the lines are; a line shorter than both its neighbours makes an hourglass."""
    widths = [width(line) for line in lines]
    mean = sum(widths) / len(widths)
    waists = sum(
        1
        for left, middle, right in zip(widths, widths[1:], widths[2:], strict=False)
        if middle < min(left, right)
    )
    same = sum(1 for above, below in pairwise(widths) if above == below)  # a rectangle is neither shape
    return sum((value - mean) ** 2 for value in widths) + 100 * waists + same
