"""Units in headers and unit lines, and the exact factor to a field's own unit."""

import re
from decimal import Decimal

# 同一行的单位可以互换；值是折成第一个单位的倍数
_FAMILIES: tuple[dict[str, str], ...] = (
    {
        "元": "1",
        "角": "0.1",
        "百元": "100",
        "千元": "1000",
        "万元": "10000",
        "百万元": "1000000",
        "亿元": "100000000",
    },
    {"亩": "1", "万亩": "10000", "公顷": "15"},
    {"千瓦": "1", "kw": "1", "瓦": "0.001", "兆瓦": "1000", "mw": "1000", "万千瓦": "10000"},
    {"度": "1", "千瓦时": "1", "kwh": "1", "万度": "10000", "万千瓦时": "10000"},
    {"公里": "1", "千米": "1", "km": "1", "米": "0.001"},
    {"吨": "1", "公斤": "0.001", "千克": "0.001", "斤": "0.0005", "万吨": "10000"},
    {"人": "1", "万人": "10000"},
    {"户": "1", "万户": "10000"},
    {"月": "1", "个月": "1"},
    {"平方米": "1", "m2": "1", "㎡": "1", "万平方米": "10000"},
)


def factor(shown: str, wanted: str) -> Decimal | None:
    """What a figure in unit `shown` is multiplied by to be in `wanted`; None where they do not compare.

    A rate (元/人) compares as its first part.
    """
    source, target = (re.split(r"[/每]", unit.strip().lower())[0] for unit in (shown, wanted))
    if source == target:
        return Decimal(1)
    for family in _FAMILIES:
        if source in family and target in family:
            return Decimal(family[source]) / Decimal(family[target])
    return None


def units_in(line: str) -> list[str]:
    """The units of a line such as 单位：户、人、万元."""
    return [part for part in re.split(r"[、,，;；/\s和及]+", line) if part]
