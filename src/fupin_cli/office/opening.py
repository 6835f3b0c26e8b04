"""From what was asked (a town, a village, a county, a period) to the rows that answer it."""

import datetime as dt
from pathlib import Path

from msgspec import Struct

from fupin_cli.engine.dataset import Dataset
from fupin_cli.errors import FupinError
from fupin_cli.gathering import Gathered, gather
from fupin_cli.office import snapshots
from fupin_cli.periods import Period
from fupin_cli.scope import Scope, choose, needed
from fupin_cli.workspace import Workspace


class Aim(Struct, frozen=True):
    """A place of the workspace and a period: one town, one of its villages, or all `towns` of a county.

    `expected` are the villages whose ledgers should be there.
    """

    period: Period
    town: str = ""
    village: str = ""
    towns: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()


def aim(
    home: Workspace, town: str | None, village: str | None, period: str | None, county: str | None = None
) -> Aim:
    """What is asked for, before anything is read.

    Raises:
        FupinError: an unknown town, village, county or period, or a county and a town at once.
    """
    if county is not None:
        if town is not None or village is not None:
            raise FupinError("--county 和 --town、--village 不能同时用。", "看全县的请只用 --county。")
        return Aim(home.period(period), towns=home.towns_of(county))
    place = home.town(town)
    inside = home.village(place, village) if village is not None else ""
    return Aim(home.period(period), place.name, inside, expected=tuple(place.villages))


def scope(
    gathered: Gathered,
    home: Workspace,
    asked: Aim,
    *,
    as_of: dt.date | None = None,
    password: str | None = None,
) -> Scope:
    """The rows that speak for it, with what has been sealed of the period and of the one before it.

    Raises:
        FupinError: no ledger for the period, or a snapshot that is needed has been changed since.
    """
    for text in needed(home.sealed, gathered.datasets, asked.period):
        if text not in gathered.sealed:
            gathered.sealed[text] = _sealed(home, text, password)
    return choose(gathered, asked.town, asked.period, as_of, asked.village, towns=asked.towns)


def _sealed(home: Workspace, period: str, password: str | None) -> Dataset:
    """The ledgers of a snapshot.

    Raises:
        FupinError: it has been changed since, or one of its files cannot be read.
    """
    gathered = gather(snapshots.files(home.root, period), home, password=password)
    for failure in gathered.failures:
        raise failure
    return gathered.datasets.get(period, Dataset())


def system_export(path: Path, home: Workspace | None, password: str | None) -> Dataset:
    """The tables of the national system's new export, to compare the ledgers with.

    Raises:
        FupinError: a file that cannot be read, or one without households and people.
    """
    gathered = gather([path], home, password=password)
    for failure in gathered.failures:
        raise failure
    tables = Dataset()
    for dataset in gathered.datasets.values():
        for member in dataset.members:
            tables.add(member.typed, member.period, member.day)
    if not tables.ledgers & {"户", "家庭成员"}:
        raise FupinError(f"{path} 里没有户信息或家庭成员。", "这里要的是系统导出的户信息或家庭成员文件。")
    return tables
