"""Policy lines (监测范围, 劳动年龄上限 …) of a place and year, from fupin.toml or the catalogue.

An entry's SQL names them as `:劳动年龄上限`; what stands there, a number or a date, is put in before the query is planned.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from fupin_cli.catalogue.entries import PolicyLine
from fupin_cli.catalogue.literals import literal
from fupin_cli.errors import FupinError
from fupin_cli.forms import Value

Overrides = Mapping[str, Value | Mapping[str, Value] | Mapping[int, Value]]
OWN_SOURCE = "fupin.toml 的 [policy]"


class Spot(Struct, frozen=True):
    """A place in a year; empty strings where the ledgers do not say."""

    province: str
    city: str
    county: str
    year: int


def own_lines(overrides: Overrides, known: Iterable[PolicyLine] = ()) -> list[PolicyLine]:
    """The lines of fupin.toml; a value alone holds for every year, and has the unit of the `known` line.

    Raises:
        FupinError: a year that is none; a number where the `known` line has a date, or a date for a number.
    """
    kept = {line.name: line for line in known}
    found = []
    for name, value in overrides.items():
        there = kept.get(name)
        unit = there.unit if there else ""
        years: Iterable[tuple[object, Value]] = (
            value.items() if isinstance(value, Mapping) else [(None, value)]
        )
        for year, number in years:
            if there and isinstance(there.value, dt.date) != isinstance(number, dt.date):
                wanted = "日期，例如 2023-12-31" if isinstance(there.value, dt.date) else "数"
                raise FupinError(
                    f"fupin.toml 的 [policy] 里，“{name}”写的是 {number}。", f"这一项要写{wanted}。"
                )
            line = PolicyLine(name=name, value=number, unit=unit, source=OWN_SOURCE, own=True)
            if year is not None:
                if not re.fullmatch(r"[0-9]{4}", str(year)):
                    said = f"fupin.toml 的 [policy] 里，“{name}”的年份“{year}”不对。"
                    raise FupinError(said, f'写成 "{name}" = {{ 2023 = {number} }} 这样。')
                line = replace(line, since=int(str(year)), until=int(str(year)))
            found.append(line)
    return found


class Policies:
    """Looks policy lines up: fupin.toml first, then the narrowest place of the catalogue.

    Args:
        lines: a catalogue's; those of a workspace are among them.
        overrides: values that stand instead of them, whatever the place and year.
    """

    def __init__(self, lines: Iterable[PolicyLine], overrides: Mapping[str, Value] | None = None) -> None:
        self._lines: dict[str, list[PolicyLine]] = {}
        given = overrides or {}
        for line in (*(line for line in lines if line.name not in given), *own_lines(given)):
            self._lines.setdefault(line.name, []).append(line)

    def lines(self, name: str) -> list[PolicyLine]:
        """All lines called `name`, of whatever place and year."""
        return self._lines.get(name, [])

    def line(self, name: str, spot: Spot) -> PolicyLine | None:
        """The line in force at `spot`, or None where nobody has given one."""
        fitting = [
            line
            for line in self.lines(name)
            if line.since <= spot.year <= line.until
            and line.province in {"", spot.province}
            and line.city in {"", spot.city}
            and line.county in {"", spot.county}
        ]
        return max(fitting, key=_nearness, default=None)

    def value(self, name: str, spot: Spot) -> Value | None:
        """The number (Decimal) or date in force at `spot`, or None where nobody has given one."""
        line = self.line(name, spot)
        return line.value if line is not None else None

    def expressions(self, spots: Iterable[Spot]) -> dict[str, str]:
        """SQL of every parameter over rows of these places and years; none for what no spot has a value of."""
        listed = sorted(spots, key=lambda spot: (spot.province, spot.city, spot.county, spot.year))
        made = ((name, self._expression(name, listed)) for name in self._lines)
        return {name: sql for name, sql in made if sql}

    def _expression(self, name: str, spots: list[Spot]) -> str:
        values = {spot: self.value(name, spot) for spot in spots}
        known = {spot: value for spot, value in values.items() if value is not None}
        if not known:
            return ""
        if len(set(values.values())) == 1:
            return literal(next(iter(known.values())))
        cases = " ".join(f"WHEN {_at(spot, values)} THEN {literal(value)}" for spot, value in known.items())
        return f"CASE {cases} END"


def _nearness(line: PolicyLine) -> tuple[bool, bool, bool, bool, int]:
    return line.own, bool(line.county), bool(line.city), bool(line.province), line.since


def _at(spot: Spot, values: Mapping[Spot, Value | None]) -> str:
    """SQL for rows of the spot: by 县 alone, where no other county of that name has another number."""
    named = {
        value for other, value in values.items() if (other.county, other.year) == (spot.county, spot.year)
    }
    where = [("县", spot.county)]
    if len(named) > 1:
        where += [("市", spot.city), ("省", spot.province)]
    return " AND ".join(
        [*(f"{column} = {literal(name)}" for column, name in where), f"year(数据日) = {spot.year}"]
    )
