"""How a figure is written in a sentence: counts plain, money in one unit for all parts of a sum."""

from collections.abc import Iterable
from decimal import Decimal

from fupin_cli.vocabulary.numbers import plain_number

TEN_THOUSAND = Decimal(10**4)
HUNDRED_MILLION = Decimal(10**8)


def money_unit(values: Iterable[Decimal]) -> str:
    """The unit in which a sum and its parts are written: one for all, exact, as large as they allow.

    亿元 where every part is whole in ten thousand yuan, 万元 where every part is whole in yuan and the
    smallest is at least a thousand, else 元.
    """
    amounts = [abs(value) for value in values if value]
    if not amounts:
        return "元"
    whole_yuan = all(value == value.to_integral_value() for value in amounts)
    if max(amounts) >= HUNDRED_MILLION and all(value % (HUNDRED_MILLION / 10000) == 0 for value in amounts):
        return "亿元"
    if max(amounts) >= TEN_THOUSAND and whole_yuan and min(amounts) >= 1000:
        return "万元"
    return "元"


def money(value: Decimal, unit: str) -> str:
    """3900597.40元, 9.9555万元: exact in the unit given."""
    if unit == "亿元":
        return f"{plain_number(value / HUNDRED_MILLION)}亿元"
    if unit == "万元":
        return f"{plain_number(value / TEN_THOUSAND)}万元"
    return f"{value:.0f}元" if value == value.to_integral_value() else f"{value:.2f}元"


def percent(part: Decimal, whole: Decimal, places: int = 2) -> str:
    """`part` of `whole` in percent, rounded half up at `places`, idle zeros dropped."""
    from decimal import ROUND_HALF_UP

    share = (part * 100 / whole).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{plain_number(share)}%"


def people(value: Decimal) -> str:
    """A number of people: 3.2万 where it is a round figure of that size, else the number."""
    if value >= TEN_THOUSAND and value % 1000 == 0:
        return f"{plain_number(value / TEN_THOUSAND)}万"
    return plain_number(value)
