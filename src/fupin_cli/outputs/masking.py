"""A column's value as a view may show it."""

from collections.abc import Callable

from fupin_cli.privacy import mask_value
from fupin_cli.vocabulary.ledger import Column


def masked(text: str, column: Column | None, *, show_pii: bool = False) -> str:
    """`text` masked by the kind of its column; whole where personal data is to be shown."""
    if show_pii:
        return text
    label = column.kind.label if column is not None else ""
    if column is not None and column.pii and label not in {"证件号码", "电话"}:
        label = "银行卡号"
    return mask_value(text, label)


def masker(column: Column) -> Callable[[str], str] | None:
    """How the texts of a column are masked; None for numbers and dates, which may stay."""
    if column.kind.sql != "VARCHAR":
        return None
    return lambda text: masked(text, column)
