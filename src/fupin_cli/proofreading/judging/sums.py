"""Totals against their parts."""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile

from msgspec.structs import replace

from fupin_cli.patterns import regex
from fupin_cli.proofreading.codes import finding
from fupin_cli.proofreading.grammar.lists import Part, SumList, rest, sum_lists
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.grammar.quantities import Quantity
from fupin_cli.proofreading.grammar.units import PERCENT
from fupin_cli.proofreading.judging.lost import split_pair
from fupin_cli.proofreading.judging.readings import LONGEST, Member, explains
from fupin_cli.proofreading.judging.verdicts import Sum, digits_agree, judge_sum, near, one_digit, rounded
from fupin_cli.proofreading.model import Claim, Notes, Severity, Verdict
from fupin_cli.vocabulary.numbers import plain_number

_STRENGTH = {"": 0, "、": 1, "，": 2, "：": 2, "；": 3}
_ASIDE = regex(r"双重|重叠|重复|同时|此外|另|还|其中")
_ALSO = {"个": "项", "项": "个"}
_NO_SUM = {"", PERCENT, "个百分点", "岁", "年", "天", "个月", "倍", "次", "‰"}


def judge(piece: Piece, notes: Notes) -> None:
    """Every list of every paragraph."""
    for parsed in piece.paragraphs:
        done: set[tuple[int, str]] = set()
        for found in sum_lists(parsed):
            _list(parsed, found, notes, done)


def _list(parsed: Parsed, found: SumList, notes: Notes, done: set[tuple[int, str]]) -> None:
    sums: dict[str, Sum] = {}
    for base in dict.fromkeys(q.base for q in found.totals):
        if base not in _NO_SUM and (sum_ := _sum(found, base)):
            sums[base] = sum_
    lost = list(split_pair(parsed, found)) if found.shape in ("bracket", "inline") else []
    notes.extend(lost)
    for base, sum_ in sums.items():
        key = (sum_.total.start, base)
        if key in done and not sum_.held:
            continue
        done.add(key)
        verdict, severity = judge_sum(found, base, sum_, sums)
        if severity == "error" and rounded(sum_):
            severity = "warning"
        if verdict is None or (lost and not sum_.held):
            continue
        _note(parsed, found, sum_, verdict, severity, notes)


def _sum(found: SumList, base: str) -> Sum | None:
    members = [(p, p.amounts[base]) for p in found.parts if base in p.amounts]
    if not members and base in _ALSO:
        return _sum_of_other(found, base)
    # 两户连体、一次性: small Chinese numerals in a list of figures are words
    figures = [(p, q) for p, q in members if not (q.chinese and q.value <= 10)]
    if len(figures) < len(members) and any(not q.chinese for _, q in members):
        members = figures
    if not members:
        return None
    totals = [q for q in found.totals if q.base == base]
    if found.shape == "trailing":
        return _trailing(found, totals[0], members)
    for total in totals:
        held = _held(found, total, members) or _held_with(found, total, members)
        if held:
            return Sum(total, [p for p, _ in members], [q for _, q in members], held)
    run = _run(found.parts, base, members)
    if len(run) < 2 and len(members) > 1:
        return Sum(totals[0], [p for p, _ in members], [q for _, q in members], None, False)
    if not run:
        return None
    if cut := _before_about(totals[0], run) or _segment(found, totals[0]) or _further_back(totals, run):
        return cut
    if found.each:
        return _odd_group(totals[0], members)
    after = next((p for p, _ in members[len(run) :]), None)
    ended = after is None or after.gap or after.separator == "；"
    clean = ended and len({p.separator for p, _ in run[1:]}) <= 1
    adjacent = totals[0] in found.totals[:2] and found.exact_place
    return Sum(totals[0], [p for p, _ in run], [q for _, q in run], None, clean and adjacent)


def _further_back(totals: list[Quantity], run: list[tuple[Part, Quantity]]) -> Sum | None:
    """A total before the nearest one that one digit would make agree is meant rather than that."""
    sum_ = Sum(totals[0], [p for p, _ in run], [q for _, q in run], None, False)
    meant = [t for t in totals if digits_agree(t.amount, sum_.sum)]
    return replace(sum_, total=meant[0]) if meant and meant[0] is not totals[0] else None


def _trailing(found: SumList, total: Quantity, members: list[tuple[Part, Quantity]]) -> Sum | None:
    for start in range(max(0, len(members) - LONGEST), len(members) - 1):
        tail = members[start:]
        held = explains(
            total.amount, [Member(q.amount, sign=p.sign) for p, q in tail], _tolerance(total, tail)
        )
        if held and len(held) >= 2:
            return Sum(total, [p for p, _ in tail], [q for _, q in tail], held)
    if (
        not found.exact_place
        or len(members) < 2
        or len(members) < len(found.parts)
        or any(p.gap for p in found.parts[1:])
    ):
        return None
    return Sum(total, [p for p, _ in members], [q for _, q in members])


def _held(
    found: SumList, total: Quantity, members: list[tuple[Part, Quantity]]
) -> tuple[Decimal, ...] | None:
    tolerance = _tolerance(total, members)
    groups = [[Member(q.amount) for _, q in group] for group in _groups(members)]
    if found.each and len(groups) > 1 and all(len(group) > 1 for group in groups):
        # 两村均为T：…；…: every part of the list between semicolons is a list of its own
        helds = [explains(total.amount, group, tolerance) for group in groups]
        return helds[0] if all(helds) else None
    closed = found.shape == "bracket" or rest([p for p, _ in members])
    as_members = [
        Member(q.amount, p.nested, p.sign, (not closed and p.separator != "、") or _apart(p))
        for p, q in members
    ]
    held = explains(total.amount, as_members, tolerance)
    if not held and any(m.sign < 0 for m in as_members):
        held = explains(
            total.amount, [Member(m.value, m.nested, apart=m.apart) for m in as_members], tolerance
        )
    return held


def _sum_of_other(found: SumList, base: str) -> Sum | None:
    total = next(q for q in found.totals if q.base == base)
    held = _held_with(found, total, [])
    parts = [p for p in found.parts if _ALSO[base] in p.amounts]
    return Sum(total, parts, [p.amounts[_ALSO[base]] for p in parts], held) if held else None


def _held_with(
    found: SumList, total: Quantity, members: list[tuple[Part, Quantity]]
) -> tuple[Decimal, ...] | None:
    """14个项目: 9个, 4个 and 1项 are all of them."""
    other = _ALSO.get(total.base, "")
    both = [(p, q) for p in found.parts if (q := p.amounts.get(total.base) or p.amounts.get(other))]
    mixed = len(both) > 1 and any(q.base == other for _, q in both)
    return _held(found, total, both) if mixed else None


def _before_about(total: Quantity, run: list[tuple[Part, Quantity]]) -> Sum | None:
    """`…26893亩，其中水田…，旱地…，可开发的近70000亩`: the round figure is no part of the total."""
    exact = list(takewhile(lambda one: not one[1].about, run))
    if not 2 <= len(exact) < len(run):
        return None
    sum_ = Sum(total, [p for p, _ in exact], [q for _, q in exact])
    return sum_ if digits_agree(total.amount, sum_.sum) else None


def _segment(found: SumList, total: Quantity) -> Sum | None:
    """One of several lists in a bracket, each with words of its own before it, that makes up the total."""
    segments: list[list[tuple[Part, Quantity]]] = [[]]
    for part in found.parts:
        if part.gap or total.base not in part.amounts:
            segments.append([])
        if total.base in part.amounts:
            segments[-1].append((part, part.amounts[total.base]))
    several = [segment for segment in segments if len(segment) > 1]
    close = None
    for segment in several if len(several) > 1 else []:
        sum_ = Sum(total, [p for p, _ in segment], [q for _, q in segment], clean=False)
        if sum_.sum == total.amount:
            sum_.held = tuple(q.amount for _, q in segment)
            return sum_
        if len(segment) > 2 and one_digit(total.amount, sum_.sum) and near(total.amount, sum_.sum):
            close = sum_
    return close


def _apart(part: Part) -> bool:
    """In a bracket and between 、 the list goes on to its end, unless the text sets a part off."""
    return part.gap or part.separator == "；" or bool(_ASIDE.search(part.label))


def _groups(members: list[tuple[Part, Quantity]]) -> list[list[tuple[Part, Quantity]]]:
    groups: list[list[tuple[Part, Quantity]]] = [[]]
    for part, quantity in members:
        if part.separator == "；" and groups[-1]:
            groups.append([])
        groups[-1].append((part, quantity))
    return groups


def _odd_group(total: Quantity, members: list[tuple[Part, Quantity]]) -> Sum | None:
    """Of several lists that each should make up the total, one does not while another does."""
    groups = [group for group in _groups(members) if len(group) > 1]
    sums = [sum((q.amount for _, q in group), Decimal(0)) for group in groups]
    odd = [group for group, sum_ in zip(groups, sums, strict=True) if sum_ != total.amount]
    if len(groups) < 2 or not (len(odd) < len(groups) or len(set(sums)) == 1):
        return None
    return Sum(total, [p for p, _ in odd[0]], [q for _, q in odd[0]])


def _tolerance(total: Quantity, members: list[tuple[Part, Quantity]]) -> Decimal:
    """Figures of mixed precision (万元 and 元) agree within half of the coarsest last digit each."""
    steps = [q.step for _, q in members if q.value]
    if not steps or max(steps) == total.step == min(steps):
        return Decimal(0)
    return total.step / 2 if min(steps) < total.step else Decimal(0)


def _run(parts: list[Part], base: str, members: list[tuple[Part, Quantity]]) -> list[tuple[Part, Quantity]]:
    """The members up to the first break: no figure of the measure, words in between, a stronger separator."""
    inside = {id(p): q for p, q in members}
    run: list[tuple[Part, Quantity]] = []
    strength = 0
    for part in parts:
        if id(part) not in inside or (run and part.gap):
            break
        if len(run) == 1:
            strength = _STRENGTH.get(part.separator, 3)
        elif len(run) > 1 and _STRENGTH.get(part.separator, 3) > max(strength, 2):
            break
        run.append((part, inside[id(part)]))
    return run


def _note(
    parsed: Parsed, found: SumList, sum_: Sum, verdict: Verdict, severity: Severity | None, notes: Notes
) -> None:
    written = sum_.total.unit.written if sum_.total.unit else ""
    factor = sum_.total.unit.factor if sum_.total.unit else Decimal(1)
    terms = list(sum_.held or [q.amount * p.sign for p, q in zip(sum_.parts, sum_.quantities, strict=True)])
    left = "+".join(plain_number(term / factor) for term in terms).replace("+-", "-")
    total, right = plain_number(sum_.total.value), plain_number(sum(terms, Decimal(0)) / factor)
    relation = f"{left}={total}" if verdict == "holds" else f"{left}={right}≠{total}"
    start = min(sum_.total.start, sum_.quantities[0].start)
    end = max(sum_.total.end, sum_.quantities[-1].end)
    quote = parsed.quote(max(0, start - _back(parsed.plain, start)), end)
    notes.claim(Claim("sum", quote, parsed.paragraph.number, start, relation, written, verdict))
    if verdict != "broken" or severity is None:
        return
    difference = abs(sum_.total.amount - sum_.sum) / factor
    if severity == "error":
        code, hint = "PR001", "请核对合计和每一个分项。"
    else:
        code, hint = "PR002", "如果分项没有列全，可写明“等”或“其中主要有”；如果列全了，请核对数字。"
    sums = f"{left}={right}{written}，文中写 {total}{written}"
    message = f"分项之和与合计不一致：{sums}，相差 {plain_number(difference)}{written}。"
    notes.find(finding(code, parsed, sum_.total.start, sum_.total.end, message, hint, severity))


def _back(text: str, start: int) -> int:
    """How many characters of the total's own words stand before it."""
    back = 0
    while start - back > 0 and back < 14 and text[start - back - 1] not in "，,。；;、：:（(":
        back += 1
    return back
