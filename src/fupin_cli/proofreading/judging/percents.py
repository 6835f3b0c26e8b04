"""Shares and rates against the numbers they are taken of, rates of growth against both ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from fupin_cli.proofreading.grammar.mentions import Mention, mentions
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece, number
from fupin_cli.proofreading.grammar.units import PERCENT
from fupin_cli.proofreading.judging.report import percent, report
from fupin_cli.proofreading.model import Notes, Verdict

_SHARE = re.compile(r"占(?!地|用|道|压)(?P<of>.{0,24}?)(?:比例|比重|比|的|为|达|约|到|近|高)*\s*$")
_RATE = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{1,4}?)率(?:均|已|就|仅|只)?(?:为|是|达|达到|约|约为|高达|提高到|提升到|提升至|保持在)*\s*$"
)
_GROWTH = re.compile(
    r"(?:增长|增加|提高|上升|增幅|增速|上涨|提升|下降|减少|降低|降幅|缩减|压减)(?:率|幅度)?(?:了|约|为|达|达到|近)*\s*$"
)
_NO_BASE = re.compile(r"^(?:总|全|其|我|本|的|比|例|数|镇|村|乡|县|户|人|口|总数|总量)*$")
_DELTA = re.compile(r"(?:增加|增长|净增|新增|多|减少|下降|降低|净减|少)(?:了|约|出)?\s*$")
_PRIOR = re.compile(r"上年|去年|同期|年初|期初|由|从|较|比|(?<!\d)20\d\d年|上半年|原")
_WHOLE = re.compile(
    r"应|共|计划|任务|排查|发现|总|需|现有|全[镇乡村县]|年度|目标|下达|反馈|梳理|认领|批复|预算"
)
_EMPTY_RATES = frozenset({"发生", "增长", "利", "返贫", "贫困发生"})


def judge(piece: Piece, notes: Notes) -> None:
    """Every percentage of every paragraph."""
    for index, parsed in enumerate(piece.paragraphs):
        before: list[Mention] = []
        for sentence in parsed.sentences:
            found = mentions(parsed, sentence)
            for order, mention in enumerate(found):
                if mention.base == PERCENT:
                    _percent(piece, index, parsed, found, order, before, notes)
            before += found


def _percent(
    piece: Piece,
    index: int,
    parsed: Parsed,
    found: list[Mention],
    order: int,
    earlier: list[Mention],
    notes: Notes,
) -> None:
    mention = found[order]
    start = found[0].quantity.start
    # the words that introduce a share may begin before its base: 占904户的69%
    lead = parsed.plain[max(0, mention.quantity.start - 40) : mention.quantity.start]
    clause = re.split(r"[,;。，；]", lead)[-1]
    if _over_hundred(parsed, mention, clause, notes) or mention.quantity.about:
        return
    if (
        _GROWTH.search(clause)
        and "百分点" not in parsed.plain[mention.quantity.end : mention.quantity.end + 4]
    ):
        _growth(parsed, found, order, notes)
    elif match := _SHARE.search(clause):
        if _explicit(parsed, found, order, clause, notes):
            return
        _share(piece, parsed, found, order, match["of"], earlier, start, notes)
    elif match := _RATE.search(clause):
        _rate(parsed, found, order, match["head"], earlier, notes)


def _over_hundred(parsed: Parsed, mention: Mention, clause: str, notes: Notes) -> bool:
    quantity = mention.quantity
    limited = re.search(
        r"占比?[^,]*$|(?:合格|整改|覆盖|入学|参保|知晓|满意|发生|办结|普及|达标|签约)率[^,]*$", clause
    )
    if quantity.value <= 100 or not limited or "增" in clause:
        return False
    message = f"“{limited[0].strip()}{quantity.raw}”超过 100%，比例不会大于全部。"
    fault = ("PR015", quantity.start, quantity.end, message, "请核对数字；网页转存时“100%”常被改坏。")
    report(
        notes, "percent", parsed, (quantity.start, quantity.end), f"{quantity.raw}>100%", "%", "broken", fault
    )
    return True


def _explicit(parsed: Parsed, found: list[Mention], order: int, clause: str, notes: Notes) -> bool:
    """`…12户，占脱贫户973户的1.2%`: the base stands between 占 and the percentage."""
    from_ = found[order].quantity.start - len(clause) + clause.rfind("占")
    bases = [m for m in found[:order] if m.quantity.start > from_]
    if not bases:
        return False
    base = bases[-1]
    parts = [m for m in found[:order] if m.quantity.start < from_ and m.base == base.base]
    if not parts or base.quantity.about or parts[-1].quantity.about:
        return True
    _decide(parsed, found[order], parts[-1], [base], True, notes)
    return True


def _share(
    piece: Piece,
    parsed: Parsed,
    found: list[Mention],
    order: int,
    of: str,
    earlier: list[Mention],
    start: int,
    notes: Notes,
) -> None:
    mention = found[order]
    counted = [m for m in found[:order] if m.base not in (PERCENT, "", "个百分点") and not m.quantity.chinese]
    if not counted or found[order - 1].base == PERCENT:
        return
    part = counted[-1]
    if part.base == "人" and "户" in of and len(counted) > 1 and counted[-2].base == "户":
        part = counted[-2]
    others = [m for m in counted if m is not part and m.base == part.base]
    # a base smaller than its part is a fault of one of the two, if no other base is there
    bases = [m for m in others if m.quantity.amount >= part.quantity.amount] or others[:1]
    named = not _NO_BASE.match(of.strip())
    if named:
        bases = [m for m in bases if _shares_words(of, m.words)]
    if any(m.quantity.about for m in [part, *bases]):
        return
    if bases:
        # of several possible bases each may be meant
        if len(bases) > 1 and not any(_agrees(mention, part, [b]) for b in bases):
            _decide(parsed, mention, part, bases, False, notes)
        else:
            _decide(parsed, mention, part, bases, bases[0].quantity.amount >= part.quantity.amount, notes)
        return
    far = [m for m in earlier if m.base == part.base and m.quantity.amount >= part.quantity.amount]
    far += list(_elsewhere(piece, part))
    if any(_agrees(mention, part, [m]) for m in far):
        match = next(m for m in far if _agrees(mention, part, [m]))
        _note(parsed, mention, part, match.quantity.amount, "holds", notes)


def _rate(
    parsed: Parsed, found: list[Mention], order: int, head: str, earlier: list[Mention], notes: Notes
) -> None:
    """整改率: of the same measure, what has been 整改 over the largest."""
    mention = found[order]
    if any(head.endswith(word) for word in _EMPTY_RATES):
        return None
    for pool, certain in ((found[:order], True), (found[:order] + earlier[-6:], False)):
        counted = [
            m
            for m in pool
            if m.base not in (PERCENT, "", "个百分点", "年", "天", "次", "个月") and not m.quantity.about
        ]
        for base in dict.fromkeys(m.base for m in counted[::-1]):
            same = [m for m in counted if m.base == base]
            for small in same:
                for large in same:
                    if small is not large and _agrees(mention, small, [large]):
                        return _note(parsed, mention, small, large.quantity.amount, "holds", notes)
                    both = small.quantity.amount + large.quantity.amount
                    if small is not large and _matches(mention, small.quantity.amount, both):
                        return _note(parsed, mention, small, both, "holds", notes)
            named = [m for m in same if head[-2:] in m.left and not re.search(r"应|需|计划|未|剩|共", m.left)]
            named = named or [m for m in same if head[-2:] in m.right and not re.search(r"未|剩", m.words)]
            largest = max(same, key=lambda m: m.quantity.amount)
            if not certain or len(named) != 1:
                continue
            rest = [m for m in same if m is not named[0]]
            wholes = [m for m in rest if _WHOLE.search(m.left)]
            if len(wholes) == 1:
                return _decide(parsed, mention, named[0], wholes, len(same) <= 3, notes)
            if named[0] is not largest and rest:
                return _decide(parsed, mention, named[0], [largest], False, notes)
    return None


def _growth(parsed: Parsed, found: list[Mention], order: int, notes: Notes) -> None:
    mention = found[order]
    counted = [m for m in found[:order] if m.base not in (PERCENT, "", "个百分点", "年", "个月")]
    if not counted:
        return
    same = [m for m in counted if m.base == counted[-1].base][-3:]
    if len(same) < 2 or any(m.quantity.about for m in same):
        return
    deltas = [m for m in same if _DELTA.search(m.left)]
    levels = [m for m in same if m not in deltas]
    rates: list[tuple[str, Decimal]] = []
    for delta in deltas:
        for level in levels:
            d, v = delta.quantity.amount, level.quantity.amount
            for base in (v, v - d, v + d):
                if base > 0:
                    rates.append((f"{number(d)}÷{number(base)}", d / base * 100))
    for i, one in enumerate(levels):
        for two in levels[i + 1 :]:
            a, b = one.quantity.amount, two.quantity.amount
            rates += [
                (f"({number(max(a, b))}-{number(min(a, b))})÷{number(base)}", abs(a - b) / base * 100)
                for base in (a, b)
                if base
            ]
    if not rates:
        return
    agreed = [text for text, rate in rates if _close(mention, rate)]
    span = (same[0].quantity.start, mention.quantity.end)
    if agreed:
        report(notes, "percent", parsed, span, f"{agreed[0]}={mention.quantity.raw}", "%", "holds")
        return
    if len(deltas) == 1 and len(levels) > 1:
        at = same.index(deltas[0])
        delta = deltas[0].quantity.amount
        level = same[at - 1].quantity.amount if at else Decimal(0)
        if level > delta and same[at - 1] in levels:
            options = [(f"{number(delta)}÷{number(b)}", delta / b * 100) for b in (level, level - delta)]
            text, rate = min(options, key=lambda option: abs(option[1] - mention.quantity.value))
            _fault(parsed, mention, span, text, rate, False, notes)
            return
    clear = (
        (len(same) == 2 and any(_PRIOR.search(m.left) for m in same)) or (len(deltas) == 1 and len(levels) == 1)
    )
    if not clear:
        report(notes, "percent", parsed, span, f"{rates[0][0]}≠{mention.quantity.raw}", "%", "undecided")
        return
    text, rate = min(rates, key=lambda r: abs(r[1] - mention.quantity.value))
    _fault(parsed, mention, span, text, rate, len(same) == 2, notes)


def _elsewhere(piece: Piece, part: Mention) -> Iterator[Mention]:
    for parsed in piece.paragraphs:
        for sentence in parsed.sentences:
            for mention in mentions(parsed, sentence):
                if mention.base == part.base and mention.quantity.amount > part.quantity.amount:
                    yield mention


def _shares_words(of: str, words: str) -> bool:
    of = re.sub(r"[总的数全镇县村我本]", "", of)
    return any(of[i : i + 2] in words for i in range(len(of) - 1))


def _agrees(mention: Mention, part: Mention, bases: list[Mention]) -> bool:
    """The rate of these two, as they may have been before they were rounded."""
    for base in bases:
        a, b = part.quantity, base.quantity
        if b.amount <= 0:
            continue
        blurs = [
            q.step / 2 / q.amount for q in (a, b) if q.amount and (q.places or (q.unit and q.unit.factor > 1))
        ]
        rate = a.amount / b.amount * 100
        if _close(mention, rate, rate * sum(blurs, Decimal(0))):
            return True
    return False


def _matches(mention: Mention, part: Decimal, base: Decimal) -> bool:
    return base > 0 and _close(mention, part / base * 100)


def _close(mention: Mention, rate: Decimal, blur: Decimal = Decimal(0)) -> bool:
    return abs(rate - mention.quantity.value) <= Decimal("0.5").scaleb(-mention.quantity.places) + blur


def _note(
    parsed: Parsed, mention: Mention, part: Mention, base: Decimal, verdict: Verdict, notes: Notes
) -> None:
    relation = f"{number(part.quantity.amount)}÷{number(base)}={mention.quantity.raw}"
    start = min(part.quantity.start, mention.quantity.start)
    report(notes, "percent", parsed, (start, mention.quantity.end), relation, "%", verdict)


def _decide(
    parsed: Parsed, mention: Mention, part: Mention, bases: list[Mention], certain: bool, notes: Notes
) -> None:
    for base in bases:
        if _agrees(mention, part, [base]):
            return _note(parsed, mention, part, base.quantity.amount, "holds", notes)
    base = bases[-1]
    if not base.quantity.amount:
        return None
    rate = part.quantity.amount / base.quantity.amount * 100
    start = min(part.quantity.start, base.quantity.start)
    text = f"{number(part.quantity.amount)}÷{number(base.quantity.amount)}"
    return _fault(parsed, mention, (start, mention.quantity.end), text, rate, certain, notes)


def _fault(
    parsed: Parsed,
    mention: Mention,
    span: tuple[int, int],
    text: str,
    rate: Decimal,
    certain: bool,
    notes: Notes,
) -> None:
    quantity = mention.quantity
    shown = percent(rate, max(quantity.places, 0) + 1)
    relation = f"{text}={shown}≠{quantity.raw}"
    if abs(rate - quantity.value) <= Decimal(1).scaleb(-quantity.places):
        message = f"{text}={shown}，文中写 {quantity.raw}：末位像是直接舍去或进位，不是四舍五入。"
        fault = ("PR004", quantity.start, quantity.end, message, "全文的比例请用同一种取舍。")
        return report(notes, "percent", parsed, span, relation, "%", "undecided", fault)
    hint = "请核对比例和算它的两个数。" if certain else "文中可作基数的数不止一个，请写明占谁的比例。"
    fault = ("PR003", quantity.start, quantity.end, f"{text}={shown}，文中写 {quantity.raw}。", hint)
    return report(
        notes,
        "percent",
        parsed,
        span,
        relation,
        "%",
        "broken" if certain else "undecided",
        fault,
        None if certain else "warning",
    )
