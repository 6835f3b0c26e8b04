"""Values as SQL."""

import datetime as dt
from decimal import Decimal


def literal(value: str | int | Decimal | dt.date) -> str:
    """A text in quotes, a date as a date, a whole number as it is (ages and days stay whole), others exact."""
    if isinstance(value, dt.date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, int) or value == value.to_integral_value():
        return f"{value:.0f}" if isinstance(value, Decimal) else str(value)
    return f"CAST({value} AS DECIMAL(18,4))"
