"""Figures for notebooks: all of them as a table, and one of them with the rows behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import pandas as pd
from msgspec.structs import replace

from fupin_cli.api.ledgers import Day, OnePath, Source, settled
from fupin_cli.counting import Figure, Figures
from fupin_cli.errors import FupinError
from fupin_cli.office.rosters import indicator_named, roster
from fupin_cli.outputs.masking import masked
from fupin_cli.outputs.numbers import bare
from fupin_cli.privacy import mask_text

_COLUMNS = ("name", "value", "unit", "kind", "says", "town", "village", "period", "rows")


@dataclass(frozen=True, eq=False)
class Trace:
    """A figure and what it stands on.

    Attributes:
        figure: name, exact value, unit, what it counts, the SQL that was asked.
        by_village: the value in each village that has rows.
        sources: a line a row behind it: file, sheet, row (Excel's number).
        rows: those rows themselves, with the usual columns or those asked for.
    """

    figure: Figure
    by_village: dict[str, Decimal]
    sources: pd.DataFrame
    rows: pd.DataFrame

    def __repr__(self) -> str:
        one = self.figure
        return f"<Trace {one.name} {one.value:f}{one.unit}（{one.village or one.town}，{one.period}）>"


def figures(
    ledgers: Source = None,
    names: Iterable[str] | str | None = None,
    *,
    by: Literal["village", "town"] | None = None,
    workspace: OnePath | None = None,
    town: str | None = None,
    village: str | None = None,
    county: str | None = None,
    period: str | None = None,
    as_of: Day = None,
    password: str | None = None,
) -> pd.DataFrame:
    """Count what a report would say, as `fupin report --format json` does.

    Args:
        ledgers: what `read` gave, or what it takes; a workspace is needed.
        names: only these indicators, by name or synonym; all whose ledgers are there if left out.
        by: a line for each village or town instead of one for the whole.
        workspace: as for `read`.
        town: may be left out where the workspace has only one.
        village: only this village.
        county: all towns of this county, instead of a town.
        period: 2023, 2023H1, 2023Q3, 2023-05 or 2023-03-01..2023-05-31; the workspace's own if left out.
        as_of: the day on which stocks are taken, if earlier than the period's last.
        password: opens encrypted workbooks.

    Returns:
        A line a figure: name, value (an exact Decimal), unit, kind (stock or flow), says, town, village,
        period, rows (how many rows it stands on; missing with `by`).

    Raises:
        FupinError: no workspace, unknown place, period or indicator, no ledger to count from.
    """
    if by not in {None, "village", "town"}:
        raise FupinError(f"不能按“{by}”分。", "by 可用的有：village（村）、town（乡镇）。")
    read = settled(ledgers, workspace=workspace, password=password)
    counted = read.figures(read.scope(town, village, county, period, as_of))
    if names is None:
        found = counted.all()
    else:
        wanted = [names] if isinstance(names, str) else list(names)
        found = [counted.find(indicator_named(counted, name)) for name in wanted]
    lines = [line for figure in found for line in _lines(figure, counted, by)]
    return pd.DataFrame(lines, columns=list(_COLUMNS)).astype({"rows": "Int64"})


def trace(
    name: str,
    ledgers: Source = None,
    *,
    columns: Sequence[str] = (),
    workspace: OnePath | None = None,
    town: str | None = None,
    village: str | None = None,
    county: str | None = None,
    period: str | None = None,
    as_of: Day = None,
    password: str | None = None,
    show_pii: bool = False,
) -> Trace:
    """Where a figure comes from, as `fupin trace` and `fupin roster` tell.

    Args:
        name: the indicator, by name or synonym.
        ledgers: what `read` gave, or what it takes; a workspace is needed.
        columns: columns of `rows`; the usual ones if left out.
        workspace: as for `read`.
        town: may be left out where the workspace has only one.
        village: only this village.
        county: all towns of this county, instead of a town.
        period: 2023, 2023H1, 2023Q3, 2023-05 or 2023-03-01..2023-05-31; the workspace's own if left out.
        as_of: the day on which stocks are taken, if earlier than the period's last.
        password: opens encrypted workbooks.
        show_pii: leave ID numbers, phones and card numbers whole; they are masked otherwise.

    Raises:
        FupinError: no workspace, unknown place, period, indicator or column, no ledger to count from.
    """
    read = settled(ledgers, workspace=workspace, password=password)
    counted = read.figures(read.scope(town, village, county, period, as_of))
    figure = counted.find(indicator_named(counted, name))
    listed = roster(counted, figure.name, columns)
    rows = [
        [
            masked(cell, listed.known[title], show_pii=show_pii) if isinstance(cell, str) else cell
            for title, cell in zip(listed.header, row, strict=True)
        ]
        for row in listed.rows
    ]
    sources = [
        (source.file if show_pii else mask_text(source.file), source.sheet, row)
        for source in figure.sources
        for row in source.rows
    ]
    return Trace(
        replace(figure, value=bare(figure.value)),
        {place: bare(value) for place, value in counted.by_village(figure.name).items()},
        pd.DataFrame(sources, columns=["file", "sheet", "row"]),
        pd.DataFrame(rows, columns=listed.header),
    )


def _lines(figure: Figure, counted: Figures, by: str | None) -> list[tuple[object, ...]]:
    if by is None:
        return [_line(figure, sum(len(source.rows) for source in figure.sources) + figure.cut)]
    if by == "town":
        parts = counted.by_town(figure.name)
        return [_line(replace(figure, town=place, value=value), None) for place, value in parts.items()]
    parts = counted.by_village(figure.name)
    return [_line(replace(figure, village=place, value=value), None) for place, value in parts.items()]


def _line(figure: Figure, rows: int | None) -> tuple[object, ...]:
    return (
        figure.name,
        bare(figure.value),
        figure.unit,
        figure.kind,
        figure.says,
        figure.town,
        figure.village,
        figure.period,
        rows,
    )
