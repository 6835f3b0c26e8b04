"""Policy lines (监测范围, 雨露计划每学期 …) of a place and year, from fupin.toml or the catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from fupin_cli.catalogue.entries import PolicyLine

Overrides = Mapping[str, Decimal | Mapping[str, Decimal] | Mapping[int, Decimal]]


@dataclass(frozen=True)
class Spot:
    """A place in a year; empty strings where the ledgers do not say."""

    province: str
    city: str
    county: str
    year: int


class Policies:
    """Looks policy lines up: fupin.toml first, then the narrowest place of the catalogue."""

    def __init__(self, lines: Iterable[PolicyLine], overrides: Overrides | None = None) -> None:
        self._lines: dict[str, list[PolicyLine]] = {}
        for line in lines:
            self._lines.setdefault(line.name, []).append(line)
        self._overrides = dict(overrides or {})

    @property
    def names(self) -> set[str]:
        return {*self._lines, *self._overrides}

    def value(self, name: str, spot: Spot) -> Decimal | None:
        """The line's value at `spot`, or None where nobody has given one."""
        own = self._overrides.get(name)
        if isinstance(own, Mapping):
            years = {int(year): value for year, value in own.items()}
            if spot.year in years:
                return Decimal(years[spot.year])
        elif own is not None:
            return Decimal(own)
        fitting = [
            line
            for line in self._lines.get(name, [])
            if line.since <= spot.year <= line.until
            and line.province in {"", spot.province}
            and line.city in {"", spot.city}
            and line.county in {"", spot.county}
        ]
        if not fitting:
            return None
        best = max(
            fitting, key=lambda line: (bool(line.county), bool(line.city), bool(line.province), line.since)
        )
        return Decimal(str(best.value))

    def expression(self, name: str, spots: Iterable[Spot]) -> str | None:
        """SQL for `:name` over rows of these places and years; None where no spot has a value."""
        values = {spot: self.value(name, spot) for spot in spots}
        known = {spot: value for spot, value in values.items() if value is not None}
        if not known:
            return None
        if len(set(values.values())) == 1:
            return f"CAST({next(iter(known.values()))} AS DECIMAL(18,2))"
        cases = " ".join(
            f"WHEN 县 = '{_quoted(spot.county)}' AND year(数据日) = {spot.year} "
            f"THEN CAST({value} AS DECIMAL(18,2))"
            for spot, value in sorted(known.items(), key=lambda item: (item[0].county, item[0].year))
        )
        return f"CASE {cases} END"


def _quoted(text: str) -> str:
    return text.replace("'", "''")
