"""Validation for notebooks: the findings as a table."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from fupin_cli.api.ledgers import Day, OnePath, Source, settled
from fupin_cli.errors import FupinError
from fupin_cli.findings import SEVERITIES, Severity
from fupin_cli.outputs.findings import Renderer
from fupin_cli.validating import validate as run

_COLUMNS = (
    "code",
    "national",
    "severity",
    "file",
    "sheet",
    "cell",
    "row",
    "column",
    "field",
    "household",
    "value",
    "message",
    "hint",
)


@dataclass(frozen=True, eq=False)
class Findings:
    """What validating found.

    Attributes:
        table: a line a finding, with the columns of `fupin validate --format json`.
        counts: how many by severity (error, warning, info).
        not_checked: rule code → why it could not be looked at.
        unknown: rule code → number of rows on which it could not be judged.
        days: period → the day on which ages and deadlines were judged.
    """

    table: pd.DataFrame
    counts: dict[str, int]
    not_checked: dict[str, str]
    unknown: dict[str, int]
    days: dict[str, dt.date]

    @property
    def ok(self) -> bool:
        """No finding of severity error."""
        return self.counts["error"] == 0

    def __repr__(self) -> str:
        told = "，".join(f"{name} {count}" for name, count in self.counts.items())
        return f"<Findings {told}；{len(self.not_checked)}条规则没有检查>"


def validate(
    ledgers: Source = None,
    *,
    workspace: OnePath | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: Severity = "info",
    preview: bool = False,
    as_of: Day = None,
    password: str | None = None,
    show_pii: bool = False,
    skip_unreadable: bool = False,
) -> Findings:
    """Check cells, rows and households, as `fupin validate` does.

    Args:
        ledgers: what `read` gave, or what it takes.
        workspace: as for `read`.
        select: only these codes; prefixes count.
        ignore: not these codes; prefixes count.
        severity: the lowest severity kept.
        preview: try rules that are on trial too.
        as_of: the day on which ages and deadlines are judged; of ledgers read before, theirs stays.
        password: opens encrypted workbooks.
        show_pii: leave ID numbers, phones and card numbers whole; they are masked otherwise.
        skip_unreadable: go on without files that cannot be read.

    Raises:
        FupinError: nothing to read, an unreadable file, an unknown code or severity.
    """
    if severity not in SEVERITIES:
        raise FupinError(f"没有“{severity}”这一级。", f"可用的有：{'、'.join(SEVERITIES)}。")
    read = settled(
        ledgers, workspace=workspace, as_of=as_of, password=password, skip_unreadable=skip_unreadable
    )
    session = read.session
    selection = session.selection(tuple(select), tuple(ignore), preview=preview)
    result = run(read.gathered, session.catalogue, session.policies, selection)
    result.keep(severity)
    renderer = Renderer(session.catalogue, show_pii=show_pii)
    table = pd.DataFrame([renderer.record(finding) for finding in result.findings], columns=list(_COLUMNS))
    table = table.astype({"row": "Int64"})
    return Findings(table, result.counts(), result.not_checked, result.unknown, result.days)
