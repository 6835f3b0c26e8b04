"""Numbers as people read them."""

from decimal import Decimal

from fupin_cli.tracing import Source
from fupin_cli.vocabulary.numbers import plain_number


def bare(value: Decimal) -> Decimal:
    """The same number without idle zeros."""
    return Decimal(plain_number(value))


def amount(value: Decimal, unit: str) -> str:
    """973户, 3900597.40元: money in yuan keeps its two decimals."""
    if unit == "元":
        return f"{value:.2f}元"
    return f"{plain_number(value)}{unit}"


def row_ranges(rows: tuple[int, ...], most: int = 6) -> str:
    """第5–17、20行; long lists end in 等N行."""
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    shown = "、".join(str(a) if a == b else f"{a}–{b}" for a, b in spans[:most])
    return f"第{shown}行" if len(spans) <= most else f"第{shown}行等{len(rows)}行"


def source_text(source: Source) -> str:
    """台账/双庙村.xlsx › 户 第4–120行."""
    return f"{source.file} › {source.sheet} {row_ranges(source.rows)}"


def unlisted(count: int, what: str = "行") -> list[str]:
    """What to say of rows or keys beyond those that are fetched of an exported folder; nothing for none."""
    return [f"另有{count}{what}没有列出，分镇、分村运行可以看全"] if count else []
