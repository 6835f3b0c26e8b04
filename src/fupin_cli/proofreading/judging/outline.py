"""Lines one under another that make up a total given above or below them.

一、产业类项目，共450万元     资金合计800万元，分配如下：     1.市级资金300万元
1.养殖项目，安排300万元；     甲镇：500万元；                2.县级资金200万元
2.种植项目，安排150万元。     乙镇：300万元。                以上合计500万元
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct, field

from fupin_cli.patterns import regex
from fupin_cli.proofreading.codes import finding
from fupin_cli.proofreading.grammar.mentions import Mention, mentions
from fupin_cli.proofreading.grammar.ordinals import LEVELS
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.grammar.units import MONEY
from fupin_cli.proofreading.judging.verdicts import digits_agree, long_slip
from fupin_cli.proofreading.model import Claim, Notes, Verdict
from fupin_cli.vocabulary.numbers import plain_number

_ORDINAL = regex(r"^\s*[一二三四五六七八九十]{1,2}是")
_LINE = regex(r"[:：].*[；;。]\s*$")
_LEADS = regex(r"[:：]\s*$|共|合计|总计|如下|其中|包括")
_BELOW = regex(r"合计|总计|共计")
_PLAIN = len(LEVELS) + 1
_TOP = -1
_NEAR, _HALF = Decimal("0.8"), Decimal("0.5")


class _Line(Struct):
    """A paragraph with its level in the outline; `_TOP` is running text."""

    parsed: Parsed
    level: int
    begins: bool
    """Its ordinal is the first of its level."""
    money: list[Mention]
    inside: list[Mention] = field(default_factory=list)
    """Money in the lines under it."""

    @property
    def amount(self) -> Mention | None:
        """The one sum of money that the line is about, None where it has none or several."""
        own = [m for m in self.money if not m.inside] or self.money or self.inside
        return own[0] if len(own) == 1 and not own[0].quantity.about else None


def judge(piece: Piece, notes: Notes) -> None:
    """Every run of lines of one level."""
    lines = [_line(parsed) for parsed in piece.paragraphs if parsed.paragraph.kind == "body"]
    for level in range(_PLAIN + 1):
        for first, run, end in _runs(lines, level):
            _run(lines, first, run, end, notes)


def _line(parsed: Parsed) -> _Line:
    text = parsed.plain
    money = [m for s in parsed.sentences for m in mentions(parsed, s) if m.base == MONEY]
    level, match = next(
        ((n, m) for n, pattern in enumerate(LEVELS) if (m := pattern.match(text))), (_TOP, None)
    )
    begins = bool(match and match["n"] in ("一", "1"))
    if level == _TOP and _ORDINAL.match(text):
        level = len(LEVELS)
    if level == _TOP and _LINE.search(text) and len(money) == 1:
        level = _PLAIN
    return _Line(parsed, level, begins, money)


def _runs(lines: list[_Line], level: int) -> Iterator[tuple[int, list[_Line], int]]:
    """Lines of a level with nothing of a higher level between: where they begin, they, where they end."""
    run: list[_Line] = []
    first = run_end = 0
    for index, line in enumerate([*lines, None]):
        if line is not None and line.level == level:
            if run and line.begins:
                yield first, run, run_end
                run = []
            if not run:
                first = index
            line.inside = []
            run.append(line)
            run_end = index + 1
        elif run and line is not None and level < _PLAIN and (line.level > level or line.level == _TOP):
            # what stands under a numbered line belongs to it, a total below the run to none of them
            if line.level == _TOP and _BELOW.search(line.parsed.plain):
                yield first, run, index
                run = []
            elif line.level == _TOP:
                run[-1].inside += line.money
                run_end = index + 1
        elif run:
            yield first, run, run_end
            run = []


def _run(lines: list[_Line], first: int, run: list[_Line], end: int, notes: Notes) -> None:
    amounts = [line.amount for line in run]
    members = [m for m in amounts if m is not None]
    if len(run) < 2 or len(members) < len(run):
        return
    sum_ = sum((m.quantity.amount for m in members), Decimal(0))
    if not sum_:
        return
    above = [(line, m) for line in lines[:first][::-1] for m in line.money[::-1]]
    below = lines[end] if end < len(lines) and _BELOW.search(lines[end].parsed.plain) else None
    under = [(below, m) for m in below.money[:1]] if below else []
    parent = lines[first - 1] if first else None
    direct = under or [(line, m) for line, m in above if line is parent]
    introduced = bool(parent and _LEADS.search(parent.parsed.plain))
    if not direct and introduced:
        # 资金1200万元 … 分配如下：, with nothing counted in between
        direct = [(line, m) for line, m in above[:1] if len(line.money) == 1 and line.level == _TOP]
    known = [*direct, *above]
    close = [
        (line, m)
        for line, m in known
        if not m.quantity.about
        and m not in members
        and m.quantity.amount != sum_
        and digits_agree(m.quantity.amount, sum_)
    ]
    doubt = close[0] if len({m.quantity.amount for _, m in close}) == 1 else None
    equal = [(line, m) for line, m in known if m.quantity.amount == sum_]
    if equal:
        _note(*equal[0], members, sum_, "", notes)
        if doubt and len(equal) == len(under):
            _note(*doubt, members, sum_, "PR002", notes)  # 合计 below agrees, the figure above does not
        return
    totals = [(line, m) for line, m in direct if not m.quantity.about]
    if len(totals) == 1:
        line, total = totals[0]
        tied = introduced or bool(under) or line.level != _TOP or run[0].level == _PLAIN
        code = _code(total.quantity.amount, sum_, bool(under) or line is parent)
        if tied and code:
            _note(line, total, members, sum_, code, notes)
            return
    if doubt:
        _note(*doubt, members, sum_, "PR002", notes)


def _code(total: Decimal, sum_: Decimal, adjacent: bool) -> str:
    """How sure it is that lines right under their total and missing it are wrong; "" says nothing."""
    ratio = min(total, sum_) / max(total, sum_)
    if digits_agree(total, sum_) or long_slip(total, sum_):
        return "PR001" if adjacent and ratio > _HALF else "PR002"
    return "PR002" if ratio >= _NEAR else ""


def _note(
    line: _Line, total: Mention, members: list[Mention], sum_: Decimal, code: str, notes: Notes
) -> None:
    quantity = total.quantity
    factor = quantity.unit.factor if quantity.unit else Decimal(1)
    unit = quantity.unit.written if quantity.unit else ""
    left = "+".join(plain_number(m.quantity.amount / factor) for m in members)
    written = plain_number(quantity.value)
    right = plain_number(sum_ / factor)
    relation = f"{left}={right}≠{written}" if code else f"{left}={written}"
    quote = line.parsed.quote(quantity.start, quantity.end)
    verdict: Verdict = "broken" if code else "holds"
    number = line.parsed.paragraph.number
    notes.claim(Claim("sum", quote, number, quantity.start, relation, unit, verdict))
    if code:
        gap = plain_number(abs(quantity.amount - sum_) / factor)
        message = f"分行列出的各数之和与合计不一致：{left}={right}{unit}，文中写 {written}{unit}，相差 {gap}{unit}。"
        hint = "请核对合计和每一行的数；没有列全的，请写明。"
        notes.find(finding(code, line.parsed, quantity.start, quantity.end, message, hint))
