"""The first steps that commands over a workspace share: open it, read its ledgers, settle place and period."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from pathlib import Path

from fupin_cli.cli import screen
from fupin_cli.engine.dataset import Dataset
from fupin_cli.errors import FupinError
from fupin_cli.gathering import Gathered, gather
from fupin_cli.office import snapshots
from fupin_cli.periods import Period
from fupin_cli.scope import Scope, choose, needed
from fupin_cli.session import Session
from fupin_cli.workspace import Workspace


def scope(
    workspace: Path | None,
    town: str | None,
    village: str | None,
    period: str | None,
    *,
    as_of: dt.date | None = None,
    password: str | None = None,
    quiet: bool = False,
) -> tuple[Session, Gathered, Scope]:
    """The session, everything read, and the rows of the place and period asked for.

    Raises:
        FupinError: no workspace, unknown town, village or period, nothing readable.
    """
    session = Session.open(workspace, needed=True)
    home = session.home
    place = home.town(town)
    if village is not None and place.villages and village not in place.villages:
        raise FupinError(f"{place.name}没有叫“{village}”的村。", f"可用的有：{'、'.join(place.villages)}。")
    span = home.period(period)
    gathered = read(home, span, password=password, quiet=quiet)
    chosen = choose(gathered, place.name, span, as_of, village or "")
    for finding in gathered.findings:
        if finding.code == "WS001":
            screen.say(
                f"注意：{finding.place.file} 的“{finding.values['ledger']}”与 {finding.values['other']} 重复，没有计算。",
                quiet=quiet,
            )
    there = {m.typed.table.place.get("村", "") for m in chosen.dataset.members}
    absent = [name for name in place.villages if name not in there]
    if absent and len(absent) < len(place.villages) and not village:
        screen.say(f"注意：{place.name}的{'、'.join(absent)}没有{span.name}的台账。", quiet=quiet)
    return session, gathered, chosen


def read(home: Workspace, period: Period, *, password: str | None = None, quiet: bool = False) -> Gathered:
    """Everything in the ledger folder, and what has been sealed of `period` and of the one before it.

    Raises:
        FupinError: no ledgers, or a snapshot that is needed has been changed since.
    """
    files = home.ledger_files()
    if not files:
        raise FupinError(f"台账文件夹 {home.ledger_folder} 是空的。", "请把各村的台账放进去。")
    with screen.progress(len(files), quiet=quiet) as step:
        gathered = gather(files, home, password=password, progress=step)
    for text in needed(home.sealed, gathered.datasets, period):
        gathered.sealed[text] = _sealed(home, text, password)
    for failure in gathered.failures:
        screen.say_error(failure)
    return gathered


def _sealed(home: Workspace, period: str, password: str | None) -> Dataset:
    """The ledgers of a snapshot.

    Raises:
        FupinError: it has been changed since, or one of its files cannot be read.
    """
    gathered = gather(snapshots.files(home.root, period), home, password=password)
    for failure in gathered.failures:
        raise failure
    return gathered.datasets.get(period, Dataset())


def decimal(text: str) -> Decimal:
    """A number given on the command line."""
    try:
        return abs(Decimal(text))
    except InvalidOperation:
        raise FupinError(f"“{text}”不是数字。", "允许的差额写成 0.01 这样。") from None
