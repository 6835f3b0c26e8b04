"""fupin verify: prove a record again from the same ledgers."""

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from fupin_cli.cli import options

if TYPE_CHECKING:
    from fupin_cli.recording.model import Record
    from fupin_cli.workspace import Workspace


class Format(StrEnum):
    """Output formats of verify."""

    text = "text"
    json = "json"


def verify(
    file: Annotated[
        Path, typer.Argument(metavar="记录.json", help="report、reconcile 用 --record 写出的记录。")
    ],
    key: Annotated[
        Optional[Path],  # noqa: UP045  Typer reads it
        typer.Option("--key", metavar="文件", help="写记录时签名用的密钥文件，验签名用。"),
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", metavar="text|json", help="输出格式。")
    ] = Format.text,
    output: options.Output = None,
    workspace: options.WorkspaceOption = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> int:
    """复核记录：照原样重算一遍，说出哪个文件被改过、哪个数和哪项核对变了。"""
    from fupin_cli.cli import screen
    from fupin_cli.errors import FupinError
    from fupin_cli.outputs.files import deliver
    from fupin_cli.pseudonyms import read_key
    from fupin_cli.recording import compare, load
    from fupin_cli.recording.telling import as_json, as_text
    from fupin_cli.session import Session

    loaded = load(file, read_key(key) if key is not None else None)
    home = Session.open(workspace, needed=True).home
    now = None
    try:
        now = _again(loaded.record, home, workspace, password, quiet=quiet)
    except FupinError as error:
        screen.say_error(error)
    found = compare(loaded, now, home.root)
    told = as_json(loaded, found, done=now is not None)
    deliver(told if format is Format.json else as_text(loaded, found, done=now is not None), output)
    if now is None:
        return 2
    return 1 if found.faults else 0


def _again(
    then: "Record", home: "Workspace", workspace: Path | None, password: str | None, *, quiet: bool
) -> "Record":
    """The same work done anew, as a record.

    Raises:
        FupinError: ledgers, town or period are no longer there.
    """
    from decimal import Decimal

    from fupin_cli.cli import work
    from fupin_cli.counting import Figures
    from fupin_cli.office.opening import system_export
    from fupin_cli.reconciling import reconcile
    from fupin_cli.recording import Asked, take
    from fupin_cli.workspace import CONFIG

    asked = then.options
    day = dt.date.fromisoformat(asked.as_of) if asked.as_of else None
    session, gathered, scope = work.scope(
        workspace,
        asked.town if asked.county is None else None,
        asked.village,
        asked.period,
        county=asked.county,
        as_of=day,
        password=password,
        quiet=quiet,
    )
    # 不在了的文件不读，由比对说出来
    there = [home.root / item.path for item in then.inputs if not item.sheets and item.path != CONFIG]
    also = tuple(path for path in there if path.is_file())
    against = home.root / asked.against if asked.against else None
    if against is not None and not against.is_file():
        against = None
    result = reconcile(
        scope,
        session.catalogue,
        session.home.config.waiver,
        sets=asked.sets,
        tolerance=Decimal(asked.tolerance),
        policies=session.policies,
        against=system_export(against, home, password) if against else None,
    )
    again = Asked(
        then.command,
        village=asked.village,
        county=asked.county,
        as_of=asked.as_of,
        sets=asked.sets,
        tolerance=Decimal(asked.tolerance),
        against=against,
        kind=asked.kind,
        topic=asked.topic,
        also=also,
    )
    return take(again, session, gathered, Figures(scope, session.catalogue), result)
