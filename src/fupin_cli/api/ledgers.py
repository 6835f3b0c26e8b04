"""Ledgers read once and handed on: a pandas table for each kind, and what the other functions work on."""

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.exporting import tables
from fupin_cli.gathering import Gathered, expand, gather
from fupin_cli.office import opening
from fupin_cli.outputs.masking import masker
from fupin_cli.privacy import mask_text
from fupin_cli.scope import Scope
from fupin_cli.session import Session
from fupin_cli.workspace import CONFIG

OnePath = str | os.PathLike[str]
Paths = OnePath | Iterable[OnePath]
Day = dt.date | str | None


@dataclass(eq=False, repr=False)
class Ledgers:
    """Ledgers that were read: `ledgers["家庭成员"]` is the table of all its rows.

    The first five columns say where a row comes from (期间, 数据日, 文件, 工作表, 行号), the others are the
    ledger's own. Columns have Arrow types: money and areas are exact decimals; blanks and cells that could not
    be read are missing.

    Attributes:
        show_pii: whether ID numbers, phones and card numbers stand in the tables whole.
    """

    session: Session
    gathered: Gathered
    password: str | None = None
    show_pii: bool = False
    _figures: dict[tuple[object, ...], Figures] = field(default_factory=dict)

    @property
    def failures(self) -> list[FupinError]:
        """Files that could not be read, with the reason; there are any only with `skip_unreadable`."""
        return self.gathered.failures

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by ledger."""
        made = tables(self.gathered) if self.show_pii else tables(self.gathered, masker, mask_text)
        return {name: table.to_pandas(types_mapper=pd.ArrowDtype) for name, table in made.items()}

    @cached_property
    def sheets(self) -> pd.DataFrame:
        """A line a sheet: file, sheet, how it was understood (outcome), and whether it is hidden."""
        lines = [
            (mask_text(reading.path), mask_text(outline.sheet), mask_text(outline.outcome), outline.hidden)
            for reading in self.gathered.readings
            for outline in reading.outlines
        ]
        return pd.DataFrame(lines, columns=["file", "sheet", "outcome", "hidden"])

    def scope(
        self, town: str | None, village: str | None, county: str | None, period: str | None, as_of: Day
    ) -> Scope:
        """The rows of a place and period of the workspace.

        Raises:
            FupinError: no workspace, unknown town, village, county or period, no ledger for it.
        """
        home = self.session.home
        asked = opening.aim(home, town, village, period, county)
        return opening.scope(self.gathered, home, asked, as_of=day(as_of), password=self.password)

    def figures(self, scope: Scope) -> Figures:
        """The figures of a scope; kept, so that asking twice counts once."""
        key = (scope.town, scope.village, scope.towns, str(scope.period), scope.day)
        if key not in self._figures:
            self._figures[key] = Figures(scope, self.session.catalogue)
        return self._figures[key]

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.tables:
            there = "、".join(self.tables) or "一种也没有"
            raise FupinError(f"读到的台账里没有“{name}”。", f"读到的有：{there}。")
        return self.tables[name]

    def __contains__(self, name: str) -> bool:
        return name in self.tables

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    def __repr__(self) -> str:
        rows: dict[str, int] = {}
        for typed in self.gathered.typed:
            name = typed.table.ledger
            rows[name] = rows.get(name, 0) + len(typed.table.rows)
        told = "、".join(f"{name}{count}行" for name, count in rows.items())
        return f"<Ledgers {len(self.gathered.readings)}个文件：{told or '没有认出台账'}>"


Source = Ledgers | Paths | None


def read(
    paths: Paths | None = None,
    *,
    workspace: OnePath | None = None,
    as_of: Day = None,
    password: str | None = None,
    show_pii: bool = False,
    skip_unreadable: bool = False,
) -> Ledgers:
    """Read ledgers in any layout and format that the command line reads.

    Args:
        paths: workbooks, folders or patterns; a folder with fupin.toml is a workspace and all its ledgers are
            read; None means the workspace around the current folder.
        workspace: the workspace whose towns, policy lines and own rules count, where `paths` is not one itself.
        as_of: the day on which ages and deadlines are judged, where the ledgers do not say one.
        password: opens encrypted workbooks.
        show_pii: leave ID numbers, phones and card numbers whole; they are masked otherwise.
        skip_unreadable: keep files that cannot be read in `failures`, and go on with the others.

    Raises:
        FupinError: nothing to read, or a file that cannot be read.
    """
    session, files = _found(paths, workspace)
    gathered = gather(files, session.workspace, as_of=day(as_of), password=password)
    if gathered.failures and not skip_unreadable:
        raise gathered.failures[0]
    return Ledgers(session, gathered, password, show_pii)


def settled(
    source: Source,
    *,
    workspace: OnePath | None = None,
    as_of: Day = None,
    password: str | None = None,
    skip_unreadable: bool = False,
) -> Ledgers:
    """Ledgers that were read before, or those at a path."""
    if isinstance(source, Ledgers):
        return source
    return read(source, workspace=workspace, as_of=as_of, password=password, skip_unreadable=skip_unreadable)


def day(given: Day) -> dt.date | None:
    """A day given as a date or as 2023-12-31.

    Raises:
        FupinError: text that is no day.
    """
    if not isinstance(given, str):
        return given
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise FupinError(f"看不懂日期“{given}”。", "日期写成 2023-12-31 这样。") from None


def _found(paths: Paths | None, workspace: OnePath | None) -> tuple[Session, list[Path]]:
    home = None if workspace is None else Path(workspace)
    if paths is None:
        session = Session.open(home, needed=True)
        return session, expand([], session.workspace)
    given = [Path(paths)] if isinstance(paths, str | os.PathLike) else [Path(path) for path in paths]
    if home is None and len(given) == 1 and (given[0] / CONFIG).is_file():
        session = Session.open(given[0], needed=True)
        return session, expand([], session.workspace)
    session = Session.open(home, needed=False)
    return session, expand(given, session.workspace)
