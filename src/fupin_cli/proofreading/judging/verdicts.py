"""Is a total that its parts do not make up certainly wrong, perhaps wrong, or not to be decided?"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from fupin_cli.proofreading.grammar.lists import AMONG, Part, SumList, rest
from fupin_cli.proofreading.grammar.quantities import Quantity
from fupin_cli.proofreading.grammar.units import MONEY, PAIR, THINGS
from fupin_cli.proofreading.judging.completeness import exclusive, mixed_times, overlapping, partition
from fupin_cli.proofreading.model import Severity, Verdict
from fupin_cli.vocabulary.numbers import plain_number

_NEAR = Decimal("0.8")
_CLOSE = Decimal("0.9")
_FAR = Decimal("0.5")
_OTHER_THINGS = 5


class Sum(Struct):
    """One measure of a list: its total, the members that may make it up, and what came of it."""

    total: Quantity
    parts: list[Part]
    quantities: list[Quantity]
    held: tuple[Decimal, ...] | None = None
    clean: bool = True

    @property
    def sum(self) -> Decimal:
        """What the parts make up, in the base unit."""
        return sum((q.amount * p.sign for p, q in zip(self.parts, self.quantities, strict=True)), Decimal(0))

    @property
    def about(self) -> bool:
        """One of the figures is an approximation."""
        return self.total.about or any(q.about for q in self.quantities)


def judge_sum(
    found: SumList, base: str, sum_: Sum, sums: dict[str, Sum]
) -> tuple[Verdict | None, Severity | None]:
    """Verdict and severity of one measure of a list; None, None says nothing."""
    if sum_.held:
        return "holds", None
    labels = [part.label for part in sum_.parts]
    if sum_.about or any(p.nested for p in sum_.parts) or mixed_times(labels):
        return "undecided", None
    count, total, sum_of = len(sum_.parts), sum_.total.amount, sum_.sum
    if count < 2:
        return _single(found, sum_)
    if sum_of > total * _OTHER_THINGS and not (base == MONEY and near(total * 10_000, sum_of)):
        return "undecided", None  # 22个省份 and 85.6万个岗位: not the same things; but 元 may stand for 万元
    if found.marker == AMONG:
        slip = long_slip(total, sum_of)
        both = near(total, sum_of) and near(sum_of, total)
        return ("broken", "warning") if slip and both and sum_.clean else ("undecided", None)
    if found.shape == "trailing":
        # 共计 alone names the sum of the list; 共 may also name a stock
        certain = found.marker in ("共计", "合计", "总计", "总共") and not overlapping(labels, found.label)
        if not certain and not near(max(total, sum_of), min(total, sum_of)):
            return "undecided", None
        return "broken", "error" if certain else "warning"
    if found.shape == "ordinals":
        return ("broken", "warning") if near(max(total, sum_of), min(total, sum_of)) else ("undecided", None)
    alone = exclusive(found, base, labels)
    if sum_.clean and not found.open and digits_agree(total, sum_of):
        return "broken", "error"
    if _proven(base, sum_, sums) or (partition(labels) and not found.open):
        return "broken", "error" if sum_.clean else "warning"
    both_fail = any(
        s is not sum_ and not s.held and b in PAIR and len(s.parts) == count for b, s in sums.items()
    )
    if found.complete and not found.open and near(max(total, sum_of), min(total, sum_of)):
        return "broken", "error" if sum_.clean and not both_fail else "warning"
    if rest(sum_.parts) and sum_.clean and not both_fail:
        return "broken", "warning" if overlapping(labels, found.label) else "error"
    enumerated = found.shape in ("bracket", "colon") and not found.marker
    if enumerated and not both_fail and not alone and near(max(total, sum_of), min(total, sum_of)):
        return "broken", "warning"
    if sum_of > total:
        if not alone:
            return (
                ("undecided", None)
                if overlapping(labels, found.label) or both_fail
                else ("broken", "warning")
            )
        return "broken", "error" if sum_.clean and not both_fail else "warning"
    if found.open or (both_fail and base in PAIR):
        return "undecided", None
    if base not in THINGS and overlapping(labels, found.label):
        return "undecided", None
    if enumerated and near(total, sum_of):
        return "broken", "warning"
    if near(total, sum_of) and (
        count > 2 or sum_of >= total * _CLOSE or (base in THINGS and one_digit(total, sum_of))
    ):
        return "broken", "warning" if count > 2 else "info"
    return "undecided", None


def _single(found: SumList, sum_: Sum) -> tuple[Verdict | None, Severity | None]:
    """One part: it can only be too large."""
    if not sum_.parts or sum_.sum <= sum_.total.amount or "其中" not in found.marker or not found.exact_place:
        return None, None
    return "broken", "error" if found.shape == "bracket" and sum_.clean else "warning"


def _proven(base: str, sum_: Sum, sums: dict[str, Sum]) -> bool:
    """The same parts add up in their other measure: 人 agrees, so 户 has to; 万元 agrees, so 个 has to."""
    for other, others in sums.items():
        if other != base and others.held:
            same = all(other in part.amounts for part in sum_.parts)
            return same and len(others.held) == len(sum_.parts)
    return False


def rounded(sum_: Sum) -> bool:
    """Decimals that were rounded one by one may miss their total by half a last digit each."""
    steps = [q.step for q in [sum_.total, *sum_.quantities] if q.places]
    return bool(steps) and abs(sum_.total.amount - sum_.sum) <= max(steps) * len(sum_.parts) / 2


def digits_agree(total: Decimal, sum_of: Decimal) -> bool:
    """Long numbers that differ in one digit only: the list is all there is, and one digit is wrong."""
    return len(_significant(total)) - len(_significant(abs(total - sum_of))) >= 4


def _significant(value: Decimal) -> str:
    return plain_number(value).replace(".", "").strip("0")


def near(total: Decimal, sum_of: Decimal) -> bool:
    """The list all but makes up the total, or one digit would make it do so."""
    if not total:
        return False
    ratio = sum_of / total
    return ratio >= _NEAR or (one_digit(total, sum_of) and ratio >= _FAR)


def long_slip(total: Decimal, sum_of: Decimal) -> bool:
    """One digit of three or more is wrong; between short numbers that may be chance."""
    return len(_significant(total)) > 2 and one_digit(total, sum_of)


def one_digit(total: Decimal, sum_of: Decimal) -> bool:
    """One digit put right would make them agree."""
    return len(_significant(abs(total - sum_of))) == 1
