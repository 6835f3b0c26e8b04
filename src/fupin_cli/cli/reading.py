"""Reading ledgers for a command: progress, failures, notes, and the user's word on the cache."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from fupin_cli.cli import options, screen
from fupin_cli.engine.choosing import get_ready
from fupin_cli.engine.room import MEMORY, TEMPORARY
from fupin_cli.gathering import Gathered, gather
from fupin_cli.workspace import Workspace


def read(
    files: Sequence[Path],
    home: Workspace | None,
    *,
    as_of: dt.date | None = None,
    password: str | None = None,
    quiet: bool = False,
) -> Gathered:
    """`files` read and judged; what went wrong is said, and what a person should know of the cache."""
    _settle_room(home)
    get_ready()
    with screen.progress(len(files), quiet=quiet) as step:
        gathered = gather(
            files,
            home,
            as_of=as_of,
            password=password,
            progress=step,
            cached=options.CACHED.get(),
            processes=True,
        )
    for failure in gathered.failures:
        screen.say_error(failure)
    for note in gathered.notes:
        screen.say(f"注意：{note}", quiet=quiet)
    return gathered


def _settle_room(home: Workspace | None) -> None:
    """Memory and the folder for what does not fit into it: the command line first, then the workspace."""
    memory, temp = (home.config.workspace.memory, home.config.workspace.temp) if home else ("", "")
    MEMORY.set(MEMORY.get() or memory)
    TEMPORARY.set(home.root / temp if home and temp else None)
