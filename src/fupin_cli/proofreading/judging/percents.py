"""Shares and rates against the numbers that they are taken of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.mentions import Mention, mentions
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.grammar.units import PERCENT
from fupin_cli.proofreading.judging.growth import judge_growth
from fupin_cli.proofreading.judging.plans import DONE, OF, PLANNED, judge_done, judge_times, lead
from fupin_cli.proofreading.judging.rates import agrees, decide, matches, note, slip
from fupin_cli.proofreading.judging.report import report
from fupin_cli.proofreading.model import Notes

_SHARE = regex(r"占(?!地|用|道|压)(?P<of>.{0,24}?)(?:比例|比重|比|的|为|达|约|到|近|高)*\s*$")
_RATE = regex(
    r"(?P<head>[\u4e00-\u9fff]{1,4}?)率(?:均|已|就|仅|只|分别)?(?:为|是|达|达到|约|约为|高达|提高到|提升到|提升至|保持在)*\s*$"
)
_GROWTH = regex(
    r"(?:增长|增加|提高|上升|增幅|增速|上涨|提升|下降|减少|降低|降幅|缩减|压减)(?:率|幅度)?(?:了|约|为|达|达到|近)*\s*$"
)
_NO_BASE = regex(r"^(?:总|全|其|我|本|的|比|例|数|镇|村|乡|县|户|人|口|总数|总量)*$")
_WHOLE = regex(r"应|共|计划|任务|排查|发现|总|需|现有|全[镇乡村县]|年度|目标|下达|反馈|梳理|认领|批复|预算")
# a share of last year's figure, or of a plan, may be more than 100%, and its base is named by the same word
_OTHER_TIME = regex(r"去年|上年|往年|前年|年初|同期|(?:19|20)\d\d年|计划|任务|目标|协议|预算")
_OWN_WORDS = regex(r"其中|分别|[均约共仅已也就只各达为是]|\s")
_EMPTY_RATES = frozenset({"发生", "增长", "利", "返贫", "贫困发生"})


def judge(piece: Piece, notes: Notes) -> None:
    """Every percentage of every paragraph."""
    for parsed in piece.paragraphs:
        before: list[Mention] = []
        for sentence in parsed.sentences:
            found = mentions(parsed, sentence)
            for order, mention in enumerate(found):
                if mention.base == PERCENT:
                    _percent(piece, parsed, found, order, before, notes)
                elif mention.base == "倍":
                    judge_times(parsed, found, order, notes)
            before += found


def _percent(
    piece: Piece,
    parsed: Parsed,
    found: list[Mention],
    order: int,
    earlier: list[Mention],
    notes: Notes,
) -> None:
    mention = found[order]
    # the words that introduce a share may begin before its base: 占904户的69%
    clause = lead(parsed, mention)
    if _over_hundred(parsed, mention, clause, notes) or mention.quantity.about:
        return
    if (
        _GROWTH.search(clause)
        and "百分点" not in parsed.plain[mention.quantity.end : mention.quantity.end + 4]
    ):
        judge_growth(parsed, found, order, notes)
    elif match := _SHARE.search(clause):
        if _explicit(parsed, found, order, len(clause) - clause.rfind("占"), notes):
            return
        if "分别" in clause[: match.start()]:
            _respective(parsed, found, order, notes)
        elif not _of_something_else(clause[: match.start()], found, order):
            _share(piece, parsed, found, order, match["of"], earlier, notes)
    elif DONE.search(clause):
        judge_done(parsed, found, order, notes)
    elif match := OF.search(clause):
        _explicit(parsed, found, order, len(clause) - match.start(), notes)
    elif match := _RATE.search(clause):
        _rate(parsed, found, order, match["head"], earlier, notes)


def _over_hundred(parsed: Parsed, mention: Mention, clause: str, notes: Notes) -> bool:
    quantity = mention.quantity
    limited = re.search(
        r"占比?[^,]*$|(?:合格|整改|覆盖|入学|参保|知晓|满意|发生|办结|普及|达标|签约)率[^,]*$", clause
    )
    if quantity.value <= 100 or not limited or "增" in clause or _OTHER_TIME.search(clause):
        return False
    message = f"“{limited[0].strip()}{quantity.raw}”超过 100%，比例不会大于全部。"
    fault = ("PR015", quantity.start, quantity.end, message, "请核对数字；网页转存时“100%”常被改坏。")
    report(
        notes, "percent", parsed, (quantity.start, quantity.end), f"{quantity.raw}>100%", "%", "broken", fault
    )
    return True


def _explicit(parsed: Parsed, found: list[Mention], order: int, back: int, notes: Notes) -> bool:
    """`…12户，占脱贫户973户的1.2%`: the base stands between 占 (`back` before the percentage) and it."""
    from_ = found[order].quantity.start - back
    bases = [m for m in found[:order] if m.quantity.start > from_ and m.base]
    if not bases:
        return False
    base = bases[-1]
    parts = [m for m in found[:order] if m.quantity.start < from_ and m.base == base.base]
    if not parts or base.quantity.about or parts[-1].quantity.about:
        return True
    decide(parsed, found[order], parts[-1], [base], True, notes)
    return True


def _of_something_else(words: str, found: list[Mention], order: int) -> bool:
    """`9个民族，其中农业人口占91.85%`: the clause names what has the share and gives no number of it."""
    subject = _OWN_WORDS.sub("", words)
    counted = [m for m in found[:order] if m.base not in (PERCENT, "", "个百分点")]
    if len(subject) < 2 or any(character.isdigit() for character in words) or not counted:
        return False
    return not _shares_words(subject, counted[-1].words)


def _respective(parsed: Parsed, found: list[Mention], order: int, notes: Notes) -> None:
    """`…其中甲a万元，乙b万元，分别占p%和q%`: each share is of its own part."""
    shares = [found[order]]
    for mention in found[order + 1 :]:
        if mention.base != PERCENT or len(mention.left) > 4:
            break
        shares.append(mention)
    counted = [m for m in found[:order] if m.base not in (PERCENT, "", "个百分点")]
    parts = counted[-len(shares) :]
    bases = [m for m in counted[: -len(shares)] if m.base == parts[0].base] if len(shares) > 1 else []
    if len({m.base for m in parts}) != 1 or len(parts) < len(shares) or not bases:
        return
    agreed = [agrees(share, part, bases[-1:]) for share, part in zip(shares, parts, strict=True)]
    for share, part in zip(shares, parts, strict=True):
        if not any(m.quantity.about for m in (share, part, bases[-1])):
            decide(parsed, share, part, bases[-1:], any(agreed), notes)


def _share(
    piece: Piece,
    parsed: Parsed,
    found: list[Mention],
    order: int,
    of: str,
    earlier: list[Mention],
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
    bases = [m for m in others if m.quantity.amount >= part.quantity.amount] or [
        m for m in others if re.search("总|共|全", m.left) or _shares_words(of, m.words)
    ]
    if not bases and len(others) == 1 and "中" in others[0].right and slip(mention, part, others[0]):
        bases = others
    if time := _OTHER_TIME.search(of):
        bases = [m for m in bases if time[0] in m.words]
    named = not _NO_BASE.match(of.strip())
    if named:
        bases = [m for m in bases if _shares_words(of, m.words)] or [m for m in bases if "总" in m.left]
    if any(m.quantity.about for m in [part, *bases]):
        return
    if not bases and (after := _in_bracket(parsed, found, order)) and after.base == part.base:
        bases = [after]
    if bases:
        # of several possible bases each may be meant
        if len(bases) > 1 and not any(agrees(mention, part, [b]) for b in bases):
            close = [b for b in bases if slip(mention, part, b)]
            alone = len({b.quantity.amount for b in close}) == 1
            decide(parsed, mention, part, close if alone else bases, False, notes)
        else:
            decide(parsed, mention, part, bases, bases[0].quantity.amount >= part.quantity.amount, notes)
        return
    far = [m for m in earlier if m.base == part.base and m.quantity.amount >= part.quantity.amount]
    far += list(_elsewhere(piece, part))
    if any(agrees(mention, part, [m]) for m in far):
        match = next(m for m in far if agrees(mention, part, [m]))
        note(parsed, mention, part, match.quantity.amount, "holds", notes)
        return
    meant = {m.quantity.amount: m for m in far if _shares_words(of, m.words) and not m.quantity.about}
    if (named or re.search("人口|户", of)) and len(meant) == 1 and not _OTHER_TIME.search(of):
        decide(parsed, mention, part, list(meant.values()), False, notes)


def _in_bracket(parsed: Parsed, found: list[Mention], order: int) -> Mention | None:
    """`占全国总投入的43.9%（全国2582.85亿元）`: the base stands in the bracket behind the percentage."""
    end = found[order].quantity.end
    following = found[order + 1] if order + 1 < len(found) else None
    if following is None or parsed.plain[end : end + 1] != "(" or following.quantity.about:
        return None
    return following if following.quantity.start - end < 12 else None


def _rate(
    parsed: Parsed, found: list[Mention], order: int, head: str, earlier: list[Mention], notes: Notes
) -> None:
    """整改率: of the same measure, what has been 整改 over the largest."""
    mention = found[order]
    if any(head.endswith(word) for word in _EMPTY_RATES):
        return None
    # what stands since the last semicolon is nearer than the rest of the sentence
    since = parsed.plain.rfind(";", 0, mention.quantity.start)
    near = [m for m in found[:order] if m.quantity.start > since]
    for pool, certain in ((near, True), (found[:order], True), (found[:order] + earlier[-6:], False)):
        counted = [
            m
            for m in pool
            if m.base not in (PERCENT, "", "个百分点", "年", "天", "次", "个月") and not m.quantity.about
        ]
        for base in dict.fromkeys(m.base for m in counted[::-1]):
            same = [m for m in counted if m.base == base]
            for small in same:
                for large in same:
                    if small is not large and agrees(mention, small, [large]):
                        return note(parsed, mention, small, large.quantity.amount, "holds", notes)
                    both = small.quantity.amount + large.quantity.amount
                    if small is not large and matches(mention, small.quantity.amount, both):
                        return note(parsed, mention, small, both, "holds", notes)
            named = [m for m in same if head[-2:] in m.left and not re.search(r"应|需|计划|未|剩|共", m.left)]
            named = named or [m for m in same if head[-2:] in m.right and not re.search(r"未|剩", m.words)]
            largest = max(same, key=lambda m: m.quantity.amount)
            pair = certain and len(same) == 2 and len(counted) < 5 and slip(mention, same[1], same[0])
            if pair and (len(named) != 1 or named[0] is largest):
                return decide(parsed, mention, same[1], same[:1], False, notes)
            planned = [m for m in same if PLANNED.search(m.left)]
            if certain and not named and len(planned) == 1 and mention.quantity.places:
                parts = [m for m in same if m is not planned[0] and slip(mention, m, planned[0])]
                if len(parts) == 1:
                    return decide(parsed, mention, parts[0], planned, False, notes)
            if not certain or len(named) != 1:
                continue
            rest = [m for m in same if m is not named[0]]
            wholes = [m for m in rest if _WHOLE.search(m.left)]
            if len(wholes) == 1:
                return decide(parsed, mention, named[0], wholes, len(same) <= 3, notes)
            doubts = [m for m in rest if slip(mention, named[0], m)] if mention.quantity.places else []
            if len(doubts) == 1:
                return decide(parsed, mention, named[0], doubts, False, notes)
            if named[0] is not largest and rest:
                return decide(parsed, mention, named[0], [largest], False, notes)
    return None


def _elsewhere(piece: Piece, part: Mention) -> Iterator[Mention]:
    for parsed in piece.paragraphs:
        for sentence in parsed.sentences:
            for mention in mentions(parsed, sentence):
                if mention.base == part.base and mention.quantity.amount > part.quantity.amount:
                    yield mention


def _shares_words(of: str, words: str) -> bool:
    of = re.sub(r"[总的数全镇县村我本]", "", of)
    return any(of[i : i + 2] in words for i in range(len(of) - 1))
