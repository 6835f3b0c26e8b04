"""由…增加到…: the direction and the difference; opening + in − out = closing."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.mentions import Mention, mentions
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.grammar.quantities import Quantity
from fupin_cli.proofreading.judging.report import report
from fupin_cli.proofreading.judging.verdicts import long_slip
from fupin_cli.proofreading.model import Notes, Severity
from fupin_cli.vocabulary.numbers import plain_number

_FROM = regex(r"(?:由|从|自)[^由从]{0,18}$")
_UP = regex(r"(?:增加|增长|上升|提高|提升|扩大|增至|增到|升至|升到|上涨|发展|壮大)(?:为|到|至)?")
_DOWN = regex(r"(?:减少|下降|降低|缩减|压减|降至|降到|减至|减到|缩小|回落)(?:为|到|至)?")
_TO = regex(r"到|至|为")
_BY = regex(r"(?:净)?(?:增加|增长|上升|提高|提升|减少|下降|降低|增|减)(?:了|幅度?为|约)?\s*$")
# 由1149万人减少到623万人，减少农村贫困人口526万人
_NOUN_BY = regex(r"(?:增加|减少|下降|新增)(?:了|约)?[\u4e00-\u9fff]{2,8}$")
_THAN = regex(r"^\s*(?:比|较|同比|与)[^比较]{0,14}$")
_YEARLY = regex(r"年均|月均|平均|每|同比|环比|分别|累计|人均|户均")

_OPENING = regex(r"年初|期初|上年末|上年底|去年底|去年末|原有|原来|上期末|季初|月初")
_IN = regex(r"新增|新识别|新纳入|自然增加|增加|迁入|新吸纳|净增")
_OUT = regex(r"消除|自然减少|减少|退出|注销|死亡|迁出|清退|核减|解除|流失")
_CLOSING = regex(r"年末|年底|现有|目前|期末|截至|现共|共有|季末|月末|余额|结余|剩余|达到|增至|减至")


def judge(piece: Piece, notes: Notes) -> None:
    """Movements of every sentence."""
    for parsed in piece.paragraphs:
        for sentence in parsed.sentences:
            found = mentions(parsed, sentence)
            _from_to(parsed, found, notes)
            _compared(parsed, found, notes)
            _opening_closing(parsed, found, notes)
            _net(parsed, found, notes)


def _from_to(parsed: Parsed, found: list[Mention], notes: Notes) -> None:
    for one, two in pairwise(found):
        between = parsed.plain[one.quantity.end : two.quantity.start]
        if one.base != two.base or not _FROM.search(one.left) or not _TO.search(between) or len(between) > 20:
            continue
        up, down = _UP.search(between), _DOWN.search(between)
        if not (up or down) or (up and down):
            continue
        a, b = one.quantity.amount, two.quantity.amount
        span = (one.quantity.start, two.quantity.end)
        unit = two.quantity.unit.written if two.quantity.unit else ""
        right = b > a if up else b < a
        word = (up or down)[0]  # type: ignore[index]
        relation = f"{one.quantity.raw}→{two.quantity.raw}"
        if not right:
            message = f"写的是“{word}”，数字却是 {one.quantity.raw} → {two.quantity.raw}，方向相反。"
            if a == b:
                message = f"写的是“{word}”，前后却都是 {two.quantity.raw}，没有变化。"
            fault = ("PR009", *span, message, "请核对前后两个数，或改“增加”“下降”等用词。")
            report(notes, "movement", parsed, span, relation, unit, "broken", fault)
            continue
        report(notes, "movement", parsed, span, relation, unit, "holds")
        _by(parsed, found, two, abs(b - a), span, notes)


def _compared(parsed: Parsed, found: list[Mention], notes: Notes) -> None:
    """`15680元，比上年的13920元增加1760元`: the level, the one before, the difference."""
    for level, prior, by in zip(found, found[1:], found[2:], strict=False):
        if (
            len({level.base, prior.base, by.base}) > 1
            or not _THAN.search(prior.left)
            or not _BY.search(by.left)
        ):
            continue
        if (
            any(m.quantity.about for m in (level, prior, by))
            or _YEARLY.search(by.left)
            or level.base in ("%", "")
        ):
            continue
        a, b, d = level.quantity, prior.quantity, by.quantity
        span = (a.start, d.end)
        unit = d.unit.written if d.unit else ""
        blur = max(a.step, b.step, d.step) / 2 if len({a.step, b.step, d.step}) > 1 else Decimal(0)
        difference = abs(a.amount - b.amount)
        relation = f"|{plain_number(a.amount)}-{plain_number(b.amount)}|={plain_number(difference)}"
        if abs(difference - d.amount) <= blur:
            report(notes, "movement", parsed, span, relation, unit, "holds")
            continue
        factor = d.unit.factor if d.unit else Decimal(1)
        message = f"{a.raw} 与 {b.raw} 相差 {plain_number(difference / factor)}{unit}，文中写 {d.raw}。"
        fault = ("PR009", d.start, d.end, message, "请核对三个数。")
        report(notes, "movement", parsed, span, f"{relation}≠{plain_number(d.amount)}", unit, "broken", fault)


def _by(
    parsed: Parsed,
    found: list[Mention],
    after: Mention,
    difference: Decimal,
    span: tuple[int, int],
    notes: Notes,
) -> None:
    """`由83%上升到100%，上升17个百分点`: the difference that follows."""
    at = found.index(after) + 1
    if at >= len(found):
        return
    by = found[at]
    points = after.base == "%" and by.base == "个百分点"
    # of a noun of its own (减少贫困人口526万人) another thing may be counted: equal, or one digit away
    named = _NOUN_BY.search(by.left) and (
        by.quantity.amount == difference or long_slip(difference, by.quantity.amount)
    )
    if (
        not (points or by.base == after.base)
        or not (_BY.search(by.left) or named)
        or by.quantity.about
        or _YEARLY.search(by.left)
    ):
        return
    relation = f"相差{plain_number(difference)}"
    whole = (span[0], by.quantity.end)
    unit = by.quantity.unit.written if by.quantity.unit else ""
    if by.quantity.amount == difference:
        report(notes, "movement", parsed, whole, f"{relation}={by.quantity.raw}", unit, "holds")
        return
    factor = by.quantity.unit.factor if by.quantity.unit else Decimal(1)
    message = f"前后两个数相差 {plain_number(difference / factor)}{unit}，文中写 {by.quantity.raw}。"
    fault = ("PR009", by.quantity.start, by.quantity.end, message, "请核对三个数。")
    report(notes, "movement", parsed, whole, f"{relation}≠{by.quantity.raw}", unit, "broken", fault)


def _opening_closing(parsed: Parsed, found: list[Mention], notes: Notes) -> None:
    for base in dict.fromkeys(m.base for m in found if m.base not in ("", "%")):
        same = with_context([m for m in found if m.base == base], found)
        openings = [m for m, words in same if _OPENING.search(words)]
        flows = [
            (m, -1 if _OUT.search(w) else 1)
            for m, w in same
            if (_IN.search(w) or _OUT.search(w)) and not _OPENING.search(w)
        ]
        closings = [
            m
            for m, w in same
            if _CLOSING.search(w) and not _OPENING.search(w) and not (_IN.search(w) or _OUT.search(w))
        ]
        if len(openings) != 1 or len(closings) != 1 or not flows or any(m.quantity.about for m, _ in same):
            continue
        if len(same) != len(flows) + 2:
            continue
        opening, closing = openings[0].quantity, closings[0].quantity
        computed = opening.amount + sum((m.quantity.amount * sign for m, sign in flows), Decimal(0))
        steps = "".join(f"{'+' if sign > 0 else '-'}{plain_number(m.quantity.amount)}" for m, sign in flows)
        left = f"{plain_number(opening.amount)}{steps}"
        balance(
            parsed,
            (same[0][0].quantity.start, same[-1][0].quantity.end),
            left,
            computed,
            closing,
            "error",
            notes,
        )


def with_context(same: list[Mention], found: list[Mention]) -> list[tuple[Mention, str]]:
    """Each quantity with its words; the second half of a pair (户、人) has those of the first."""
    result = []
    for mention in same:
        words = mention.left
        at = found.index(mention)
        if not words.strip(" 共计") and at:
            words = found[at - 1].left
        result.append((mention, words))
    return result


def balance(
    parsed: Parsed,
    span: tuple[int, int],
    left: str,
    computed: Decimal,
    stated: Quantity,
    severity: Severity,
    notes: Notes,
) -> None:
    """Note that the terms make up the stated figure, or do not."""
    unit = stated.unit.written if stated.unit else ""
    if computed == stated.amount:
        report(notes, "balance", parsed, span, f"{left}={plain_number(stated.amount)}", unit, "holds")
        return
    relation = f"{left}={plain_number(computed)}≠{plain_number(stated.amount)}"
    message = f"前后不平：{left}={plain_number(computed)}，文中写 {stated.raw}。"
    fault = ("PR010", stated.start, stated.end, message, "请核对期初、增减、期末，或总数、已完成、剩余各数。")
    report(notes, "balance", parsed, span, relation, unit, "broken", fault, severity)


def _net(parsed: Parsed, found: list[Mention], notes: Notes) -> None:
    """`新增5户、消除3户，净增2户`."""
    for net in found:
        if not re.search(r"净(?:增|减)(?:加|少)?\s*$", net.left) or net.quantity.about:
            continue
        same = with_context(
            [m for m in found if m.base == net.base and m.quantity.end < net.quantity.start], found
        )
        ins = [m.quantity.amount for m, w in same if _IN.search(w) and not _OUT.search(w)]
        outs = [m.quantity.amount for m, w in same if _OUT.search(w)]
        if len(ins) == 1 and len(outs) == 1:
            computed = ins[0] - outs[0] if "增" in net.left[-3:] else outs[0] - ins[0]
            left = f"{plain_number(max(ins[0], outs[0]))}-{plain_number(min(ins[0], outs[0]))}"
            balance(
                parsed,
                (same[0][0].quantity.start, net.quantity.end),
                left,
                computed,
                net.quantity,
                "error",
                notes,
            )
