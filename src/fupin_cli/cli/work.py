"""The first steps that commands over a workspace share: open it, read its ledgers, settle place and period."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from pathlib import Path

from fupin_cli.cli import screen
from fupin_cli.cli.reading import read
from fupin_cli.errors import FupinError
from fupin_cli.gathering import Gathered, expand
from fupin_cli.office import opening
from fupin_cli.scope import Scope
from fupin_cli.session import Session


def scope(
    workspace: Path | None,
    town: str | None,
    village: str | None,
    period: str | None,
    *,
    county: str | None = None,
    as_of: dt.date | None = None,
    password: str | None = None,
    quiet: bool = False,
) -> tuple[Session, Gathered, Scope]:
    """The session, everything read, and the rows of the place and period asked for.

    Raises:
        FupinError: no workspace, unknown town, village, county or period, nothing readable.
    """
    session = Session.open(workspace, needed=True)
    home = session.home
    asked = opening.aim(home, town, village, period, county)
    files = expand([], home)
    gathered = read(files, home, password=password, quiet=quiet)
    chosen = opening.scope(gathered, home, asked, as_of=as_of, password=password)
    for finding in gathered.findings:
        if finding.code == "WS001":
            screen.say(
                f"注意：{finding.place.file} 的“{finding.values['ledger']}”与 {finding.values['other']} 重复，没有计算。",
                quiet=quiet,
            )
    there = {m.typed.table.place.get("村", "") for m in chosen.dataset.members}
    absent = [name for name in asked.expected if name not in there]
    if absent and len(absent) < len(asked.expected) and not village:
        screen.say(f"注意：{asked.town}的{'、'.join(absent)}没有{asked.period.name}的台账。", quiet=quiet)
    return session, gathered, chosen


def decimal(text: str) -> Decimal:
    """A number given on the command line."""
    try:
        return abs(Decimal(text))
    except InvalidOperation:
        raise FupinError(f"“{text}”不是数字。", "允许的差额写成 0.01 这样。") from None
