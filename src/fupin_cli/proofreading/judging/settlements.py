"""Found = settled + left; the years' exits and those who remain."""

from __future__ import annotations

import re
from decimal import Decimal

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.mentions import Mention, mentions
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.judging.movements import balance, with_context
from fupin_cli.proofreading.model import Notes
from fupin_cli.vocabulary.numbers import plain_number

_COUNTS = frozenset({"条", "个", "项", "件", "处"})
_FOUND = regex(
    r"监测对象|监测户|发现|排查|梳理|反馈|认领|交办|收到|移交|受理|摸排|提出|查出|共有|存在|下发|指出|涉及|应"
)
_SETTLED = regex(
    r"(?<!未)(?<!未完成)(?:已|完成|全部|销号|办结|解决)(?!.{0,4}中)|(?<![未在])整改(?:到位|完成|完毕)|(?<![未在])办结|(?<!未)消除风险"
)
_LEFT = regex(r"剩余|剩下|其余|余下|尚有|尚余|还有|仍有|未|正在|[改理]中|持续推进|推进中|余")
_SURELY_LEFT = regex(r"剩余|剩下|其余|余下|尚有|尚余|尚未|未完成|未消除|未解除|未整改|正在整改|整改中")
_NEW = regex(r"新(?:识别|纳入|增)")
_ALSO_FOUND = regex(r"新(?:增|发现|排查)|另外|又")


def judge(piece: Piece, notes: Notes) -> None:
    """Settlements of every paragraph; the sums have been judged before."""
    for parsed in piece.paragraphs:
        found = [mention for sentence in parsed.sentences for mention in mentions(parsed, sentence)]
        _settled(parsed, found, notes)
        _exits(parsed, found, notes)


def _settled(parsed: Parsed, found: list[Mention], notes: Notes) -> None:
    """Found = settled + left, in the order of the text and outside brackets."""
    summed = {c.offset for c in notes.claims if c.paragraph == parsed.paragraph.number and c.kind == "sum"}
    open_ = [m for m in found if not m.inside]
    contexts = with_context(open_, open_)
    for at, (total, words) in enumerate(contexts):
        about = _FOUND.search(words + total.right)
        if (
            not about
            or _SETTLED.search(words)
            or _LEFT.search(words)
            or total.quantity.about
            or total.base in ("", "%")
        ):
            continue
        family = _COUNTS if total.base in _COUNTS else {total.base}
        settled, left = _roles(contexts[at + 1 : at + 12], family)
        if not settled or not left or any(m.quantity.about for m in settled + left):
            continue
        gap = parsed.plain[total.quantity.end : left[-1].quantity.start]
        if gap.count("。") > 1 or _ALSO_FOUND.search(gap) or (_NEW.search(words) and "累计" in gap):
            continue  # 本期新识别的，同历年累计消除的不是一笔账
        amounts = [m.quantity.amount for m in settled + left]
        computed = sum(amounts, Decimal(0))
        if computed != total.quantity.amount and total.quantity.start in summed and "消除" not in gap:
            continue
        same_unit = {m.base for m in [*settled, *left]} == {total.base}
        surely = (
            all(_SURELY_LEFT.search(w) for m, w in contexts if m in left) and same_unit and "。" not in gap
        )
        if computed != total.quantity.amount and not surely and computed < total.quantity.amount / 2:
            continue
        span = (total.quantity.start, left[-1].quantity.end)
        terms = "+".join(map(plain_number, amounts))
        balance(parsed, span, terms, computed, total.quantity, "error" if surely else "warning", notes)


def _roles(
    contexts: list[tuple[Mention, str]], family: frozenset[str] | set[str]
) -> tuple[list[Mention], list[Mention]]:
    settled: list[Mention] = []
    left: list[Mention] = []
    for mention, words in contexts:
        if mention.base not in family or mention.quantity.chinese:
            continue
        around = words + mention.right
        if _LEFT.search(around):
            left.append(mention)
        elif _SETTLED.search(around) and not left:
            settled.append(mention)
        else:
            break
    return settled, left


def _exits(parsed: Parsed, found: list[Mention], notes: Notes) -> None:
    """`…年脱贫a，…年脱贫b，剩余未脱贫c`: some total before them should be their sum.

    Later corrections of the roster (deaths, moves) can explain a difference, so it is a warning at most.
    """
    for base in ("户", "人"):
        same = with_context([m for m in found if m.base == base], found)
        exits = [m for m, w in same if re.search(r"脱贫\s*$", w) and not re.search(r"未脱贫|拟|计划", w)]
        left = [m for m, w in same if re.search(r"剩余|尚有|未脱贫", w) and not re.search("拟|计划", w)]
        if len(exits) < 3 or len(left) != 1:
            continue
        added = [
            c
            for c in notes.claims
            if c.paragraph == parsed.paragraph.number and c.kind == "sum" and c.verdict == "holds"
        ]
        if any(c.offset < exits[0].quantity.start < c.offset + len(c.quote) for c in added):
            continue
        totals = [m for m, w in same if m.quantity.end < exits[0].quantity.start and m not in exits]
        if not totals:
            continue
        terms = [m.quantity.amount for m in [*exits, left[0]]]
        computed = sum(terms, Decimal(0))
        agreed = [m for m in totals if m.quantity.amount == computed]
        total = agreed[0] if agreed else totals[-1]
        span = (total.quantity.start, left[0].quantity.end)
        balance(parsed, span, "+".join(map(plain_number, terms)), computed, total.quantity, "warning", notes)
