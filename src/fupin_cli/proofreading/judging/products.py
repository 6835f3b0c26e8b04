"""Standards: 每人500元 × 30人 = 1.5万元, wages × months × posts, the fixed term's grant of 雨露计划."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.mentions import Mention, mentions
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.grammar.units import MONEY
from fupin_cli.proofreading.judging.report import report
from fupin_cli.proofreading.model import Notes
from fupin_cli.vocabulary.numbers import plain_number

_COUNTED = "人 户 亩 口 座 头 只 株 公里 个 盏 台 吨 处 间"
_PER = {word: word for word in _COUNTED.split()} | {
    "名": "人",
    "生": "人",
    "位": "人",
    "岗": "个",
    "村": "个",
}
_TIMES = {
    "月": "个月",
    "年": "年",
    "学年": "年",
    "天": "天",
    "日": "天",
    "次": "次",
    "学期": "期",
    "季度": "期",
    "期": "期",
}
_UNITS = "|".join(sorted([*_PER, *_TIMES], key=len, reverse=True))
_EVERY = regex(rf"每(?:一)?(?:个|名|位|座)?({_UNITS})(?:学生|脱贫户|岗位|贫困户|劳动力)?")
_SLASH = regex(rf"^\s*(?:元)?\s*/\s*({_UNITS})(?:\s*[/·.]\s*({_UNITS}))?|^\s*每({_UNITS})")
_VAGUE = regex(
    r"不等|最高|最低|至少|以上|不超过|以内|左右|约|平均|人均|户均|增收|上限|封顶|标准不同|分档|起|收入|可达|差异"
)
_PAID = regex(r"共|合计|总|发放|兑现|补贴|补助|资金|支出|投入|落实|计|拨付|支付|兑付|奖补|金额|工资")
_AVERAGE = regex(r"(?:户均|人均)(?:补助|发放|补贴|救助|奖补|奖励|约|为|达|领取|\s)*$")
_RAIN = Decimal(1500)
_ANOTHER = 20
_SAME = Decimal("0.2")


def judge(piece: Piece, notes: Notes) -> None:
    """Products of every sentence."""
    for parsed in piece.paragraphs:
        for sentence in parsed.sentences:
            found = mentions(parsed, sentence)
            text = parsed.plain[sentence.start : sentence.end]
            if not _product(parsed, found, text, notes) and "雨露计划" in text:
                _rain(parsed, found, notes)
            _average(parsed, found, notes)


def _rates(parsed: Parsed, found: list[Mention]) -> list[tuple[Mention, list[str]]]:
    """Amounts of money for each person, household, acre …, with what they are for."""
    rates = []
    for mention in found:
        if mention.base != MONEY and not (mention.base == "" and mention.quantity.value >= 10):
            continue
        per = _EVERY.findall(mention.left)
        right = parsed.plain[mention.quantity.end : mention.quantity.end + 10]
        slash = _SLASH.match(right)
        if slash:
            per += [word for word in slash.groups() if word]
        if per and (mention.base == MONEY or slash):
            rates.append((mention, per))
    return rates


def _product(parsed: Parsed, found: list[Mention], text: str, notes: Notes) -> bool:
    """True where the sentence states a standard of its own."""
    rates = _rates(parsed, found)
    if len(rates) != 1:
        return bool(rates)
    rate, per = rates[0]
    vague = rate.quantity.about or _VAGUE.search(rate.words) or _VAGUE.search(text[:200])
    counted = [_PER[word] for word in per if word in _PER]
    timed = [_TIMES[word] for word in per if word in _TIMES]
    money = [
        m
        for m in found
        if m.base == MONEY and m is not rate and _PAID.search(m.words) and not m.quantity.about
    ]
    counts = [m for m in found if counted and m.base == counted[0] and not m.quantity.about and m is not rate]
    if vague or not counted or not counts or not money:
        return True
    usual = {Decimal(1), Decimal(2), Decimal(6), Decimal(12)}
    factors = {
        m.quantity.value for m in found if m.base in ("个月", "年", "天", "次", "期") and m.quantity.value > 1
    }
    total = money[-1]
    tolerance = (
        total.quantity.step / 2 if total.quantity.unit and total.quantity.unit.factor > 1 else Decimal(0)
    )
    for count in counts:
        for money_total in money:
            for times in usual if timed and not factors else {Decimal(1), *factors}:
                computed = rate.quantity.amount * count.quantity.amount * times
                if abs(computed - money_total.quantity.amount) <= tolerance:
                    _note(parsed, rate, count, times, money_total, notes)
                    return True
    # of several sums of money the one right behind the standard, introduced by 共, is meant
    following = [m for m in money if m.quantity.start > rate.quantity.start][:1]
    introduced = bool(following) and bool(re.match(r"\s*(?:共|合计|总计|累计|计)", following[0].left))
    before = [m for m in counts if m.quantity.start < rate.quantity.start]
    if len(counts) > 1 or (len(money) > 1 and not (introduced and before)):
        return True
    total = following[0] if introduced else total
    if not _comparable(rate.quantity.amount * counts[0].quantity.amount, total.quantity.amount):
        return True
    whole = total.quantity.amount % (rate.quantity.amount * counts[0].quantity.amount) == 0
    if timed and not factors and whole:
        return True
    times = next(iter(factors)) if len(factors) == 1 else Decimal(1)
    certain = ((not timed and not factors) or len(factors) == 1) and len(money) == 1
    _broken(parsed, rate, counts[0], times, total, certain, notes)
    return True


def _comparable(product: Decimal, total: Decimal) -> bool:
    """The same payment, with a wrong figure or with 元 for 万元; what is further off is another sum of money."""
    if not product or not total:
        return False
    ratio = max(product, total) / min(product, total)
    return ratio <= _ANOTHER or abs(ratio / 10_000 - 1) < _SAME


def _terms(rate: Mention, count: Mention, times: Decimal) -> str:
    text = f"{plain_number(rate.quantity.amount)}×{plain_number(count.quantity.amount)}"
    return text if times == 1 else f"{text}×{plain_number(times)}"


def _span(*parts: Mention) -> tuple[int, int]:
    return min(m.quantity.start for m in parts), max(m.quantity.end for m in parts)


def _note(
    parsed: Parsed, rate: Mention, count: Mention, times: Decimal, total: Mention, notes: Notes
) -> None:
    relation = f"{_terms(rate, count, times)}={plain_number(total.quantity.amount)}"
    report(notes, "product", parsed, _span(rate, count, total), relation, "元", "holds")


def _broken(
    parsed: Parsed, rate: Mention, count: Mention, times: Decimal, total: Mention, certain: bool, notes: Notes
) -> None:
    computed = rate.quantity.amount * count.quantity.amount * times
    left = f"{_terms(rate, count, times)}={plain_number(computed)}元"
    quantity = total.quantity
    message = f"按文中标准计算：{left}，文中写 {quantity.raw}。"
    fault = ("PR007", quantity.start, quantity.end, message, "请核对标准、人数（户数）、月数和金额。")
    relation = f"{left}≠{plain_number(quantity.amount)}元"
    span = _span(rate, count, total)
    report(notes, "product", parsed, span, relation, "元", "broken", fault, None if certain else "warning")


def _average(parsed: Parsed, found: list[Mention], notes: Notes) -> None:
    """`发放…38.7万元，户均4500元`: the one sum of money over the one count of households or people."""
    for average in found:
        match = _AVERAGE.search(average.left)
        if not match or average.base != MONEY or average.quantity.about:
            continue
        base = "户" if match[0].startswith("户") else "人"
        money = [m for m in found if m.base == MONEY and m is not average and _PAID.search(m.words)]
        counts = [m for m in found if m.base == base and m.quantity.start < average.quantity.start]
        if len(money) != 1 or len(counts) != 1 or money[0].quantity.about or counts[0].quantity.about:
            continue
        total, count = money[0].quantity, counts[0].quantity
        if not count.amount:
            continue
        value = total.amount / count.amount
        blur = average.quantity.step / 2 + total.step / 2 / count.amount
        span = _span(money[0], counts[0], average)
        relation = f"{plain_number(total.amount)}÷{plain_number(count.amount)}"
        if abs(value - average.quantity.amount) <= blur:
            report(notes, "product", parsed, span, f"{relation}={average.quantity.raw}", "元", "holds")
        else:
            shown = f"{relation}={plain_number(value.quantize(Decimal('0.01')))}元"
            message = f"{match[0]}按文中的数计算：{shown}，文中写 {average.quantity.raw}。"
            hint = "请核对金额、户数（人数）和平均数。"
            fault = ("PR007", average.quantity.start, average.quantity.end, message, hint)
            shown = f"{shown}≠{average.quantity.raw}"
            report(notes, "product", parsed, span, shown, "元", "undecided", fault, "warning")


def _rain(parsed: Parsed, found: list[Mention], notes: Notes) -> None:
    """雨露计划 without a stated standard: 1500 yuan a student and term is usual, places may differ."""
    for pupils, money in pairwise(found):
        if pupils.base != "人" or money.base != MONEY or pupils.quantity.about or money.quantity.about:
            continue
        count, amount = pupils.quantity.amount, money.quantity.amount
        before = [
            m.quantity.amount for m in found if m.base == "人" and m.quantity.start <= pupils.quantity.start
        ]
        if sum(before, Decimal(0)) * _RAIN == amount:
            continue
        tolerance = (
            money.quantity.step / 2 if money.quantity.unit and money.quantity.unit.factor > 1 else Decimal(0)
        )
        if not count or any(abs(count * _RAIN * k - amount) <= tolerance for k in (1, 2)):
            continue
        if amount / count > _RAIN * 6:
            continue
        quantity = money.quantity
        whole = amount % _RAIN == 0
        implied = f"正好是 {plain_number(amount / _RAIN)} 人次" if whole else "不是它的整数倍"
        message = f"雨露计划通常每生每学期 1500 元；{pupils.quantity.raw}、{quantity.raw}，{implied}。"
        hint = "请核对人数、学期数和金额；本地标准不同的，请写明标准。"
        fault = ("PR008", quantity.start, quantity.end, message, hint)
        relation = f"1500×{plain_number(count)}≠{plain_number(amount)}"
        span = _span(pupils, money)
        report(notes, "product", parsed, span, relation, "元", "undecided", fault, "info" if whole else None)
