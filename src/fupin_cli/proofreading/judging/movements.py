"""由…增加到…: the direction and the difference; opening + in − out = closing; found = settled + left."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from fupin_cli.proofreading.grammar.mentions import Mention, mentions
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece, number
from fupin_cli.proofreading.judging.report import report
from fupin_cli.proofreading.model import Notes, Severity

_FROM = re.compile(r"(?:由|从|自)[^由从]{0,18}$")
_UP = re.compile(r"(?:增加|增长|上升|提高|提升|扩大|增至|增到|升至|升到|上涨|发展|壮大)(?:为|到|至)?")
_DOWN = re.compile(r"(?:减少|下降|降低|缩减|压减|降至|降到|减至|减到|缩小|回落)(?:为|到|至)?")
_TO = re.compile(r"到|至|为")
_BY = re.compile(r"(?:净)?(?:增加|增长|上升|提高|提升|减少|下降|降低|增|减)(?:了|幅度?为|约)?\s*$")
_THAN = re.compile(r"^\s*(?:比|较|同比|与)[^比较]{0,14}$")
_YEARLY = re.compile(r"年均|月均|平均|每|同比|环比|分别|累计|人均|户均")
_COUNTS = frozenset({"条", "个", "项", "件", "处"})

_FOUND = re.compile(
    r"监测对象|监测户|发现|排查|梳理|反馈|认领|交办|收到|移交|受理|摸排|提出|查出|共有|存在|下发|指出|涉及|应"
)
_SETTLED = re.compile(
    r"(?<!未)(?<!未完成)(?:已|完成|全部|销号|办结|解决)(?!.{0,4}中)|(?<![未在])整改(?:到位|完成|完毕)|(?<![未在])办结|(?<!未)消除风险"
)
_LEFT = re.compile(r"剩余|剩下|其余|余下|尚有|尚余|还有|仍有|未|正在|[改理]中|持续推进|推进中|余")
_SURELY_LEFT = re.compile(r"剩余|剩下|其余|余下|尚有|尚余|尚未|未完成|未消除|未解除|未整改|正在整改|整改中")
_ALSO_FOUND = re.compile(r"新(?:增|发现|排查)|另外|又")

_OPENING = re.compile(r"年初|期初|上年末|上年底|去年底|去年末|原有|原来|上期末|季初|月初")
_IN = re.compile(r"新增|新识别|新纳入|自然增加|增加|迁入|新吸纳|净增")
_OUT = re.compile(r"消除|自然减少|减少|退出|注销|死亡|迁出|清退|核减|解除|流失")
_CLOSING = re.compile(r"年末|年底|现有|目前|期末|截至|现共|共有|季末|月末|余额|结余|剩余|达到|增至|减至")


def judge(piece: Piece, notes: Notes) -> None:
    """Movements, balances and settlements of every paragraph."""
    for parsed in piece.paragraphs:
        everything: list[Mention] = []
        for sentence in parsed.sentences:
            found = mentions(parsed, sentence)
            _from_to(parsed, found, notes)
            _compared(parsed, found, notes)
            _opening_closing(parsed, found, notes)
            _net(parsed, found, notes)
            everything += found
        _settled(parsed, everything, notes)
        _exits(parsed, everything, notes)


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
        relation = f"|{number(a.amount)}-{number(b.amount)}|={number(difference)}"
        if abs(difference - d.amount) <= blur:
            report(notes, "movement", parsed, span, relation, unit, "holds")
            continue
        factor = d.unit.factor if d.unit else Decimal(1)
        message = f"{a.raw} 与 {b.raw} 相差 {number(difference / factor)}{unit}，文中写 {d.raw}。"
        fault = ("PR009", d.start, d.end, message, "请核对三个数。")
        report(notes, "movement", parsed, span, f"{relation}≠{number(d.amount)}", unit, "broken", fault)


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
    if (
        not (points or by.base == after.base)
        or not _BY.search(by.left)
        or by.quantity.about
        or _YEARLY.search(by.left)
    ):
        return
    relation = f"相差{number(difference)}"
    whole = (span[0], by.quantity.end)
    unit = by.quantity.unit.written if by.quantity.unit else ""
    if by.quantity.amount == difference:
        report(notes, "movement", parsed, whole, f"{relation}={by.quantity.raw}", unit, "holds")
        return
    factor = by.quantity.unit.factor if by.quantity.unit else Decimal(1)
    message = f"前后两个数相差 {number(difference / factor)}{unit}，文中写 {by.quantity.raw}。"
    fault = ("PR009", by.quantity.start, by.quantity.end, message, "请核对三个数。")
    report(notes, "movement", parsed, whole, f"{relation}≠{by.quantity.raw}", unit, "broken", fault)


def _opening_closing(parsed: Parsed, found: list[Mention], notes: Notes) -> None:
    for base in dict.fromkeys(m.base for m in found if m.base not in ("", "%")):
        same = _with_context([m for m in found if m.base == base], found)
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
        steps = "".join(f"{'+' if sign > 0 else '-'}{number(m.quantity.amount)}" for m, sign in flows)
        left = f"{number(opening.amount)}{steps}"
        _balance(
            parsed,
            (same[0][0].quantity.start, same[-1][0].quantity.end),
            left,
            computed,
            closing,
            "error",
            notes,
        )


def _with_context(same: list[Mention], found: list[Mention]) -> list[tuple[Mention, str]]:
    """Each quantity with its words; the second half of a pair (户、人) has those of the first."""
    result = []
    for mention in same:
        words = mention.left
        at = found.index(mention)
        if not words.strip(" 共计") and at:
            words = found[at - 1].left
        result.append((mention, words))
    return result


def _balance(
    parsed: Parsed,
    span: tuple[int, int],
    left: str,
    computed: Decimal,
    stated: object,
    severity: Severity,
    notes: Notes,
) -> None:
    from fupin_cli.proofreading.grammar.quantities import Quantity

    assert isinstance(stated, Quantity)
    unit = stated.unit.written if stated.unit else ""
    if computed == stated.amount:
        report(notes, "balance", parsed, span, f"{left}={number(stated.amount)}", unit, "holds")
        return
    relation = f"{left}={number(computed)}≠{number(stated.amount)}"
    message = f"前后不平：{left}={number(computed)}，文中写 {stated.raw}。"
    fault = ("PR010", stated.start, stated.end, message, "请核对期初、增减、期末，或总数、已完成、剩余各数。")
    report(notes, "balance", parsed, span, relation, unit, "broken", fault, severity)


def _net(parsed: Parsed, found: list[Mention], notes: Notes) -> None:
    """`新增5户、消除3户，净增2户`."""
    for net in found:
        if not re.search(r"净(?:增|减)(?:加|少)?\s*$", net.left) or net.quantity.about:
            continue
        same = _with_context(
            [m for m in found if m.base == net.base and m.quantity.end < net.quantity.start], found
        )
        ins = [m.quantity.amount for m, w in same if _IN.search(w) and not _OUT.search(w)]
        outs = [m.quantity.amount for m, w in same if _OUT.search(w)]
        if len(ins) == 1 and len(outs) == 1:
            computed = ins[0] - outs[0] if "增" in net.left[-3:] else outs[0] - ins[0]
            left = f"{number(max(ins[0], outs[0]))}-{number(min(ins[0], outs[0]))}"
            _balance(
                parsed,
                (same[0][0].quantity.start, net.quantity.end),
                left,
                computed,
                net.quantity,
                "error",
                notes,
            )


def _settled(parsed: Parsed, found: list[Mention], notes: Notes) -> None:
    """Found = settled + left, in the order of the text and outside brackets."""
    summed = {c.offset for c in notes.claims if c.paragraph == parsed.paragraph.number and c.kind == "sum"}
    open_ = [m for m in found if not m.inside]
    contexts = _with_context(open_, open_)
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
        if gap.count("。") > 1 or _ALSO_FOUND.search(gap):
            continue
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
        terms = "+".join(map(number, amounts))
        _balance(parsed, span, terms, computed, total.quantity, "error" if surely else "warning", notes)


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
        same = _with_context([m for m in found if m.base == base], found)
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
        _balance(parsed, span, "+".join(map(number, terms)), computed, total.quantity, "warning", notes)
