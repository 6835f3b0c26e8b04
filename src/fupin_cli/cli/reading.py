"""Reading ledgers for a command: progress, failures, notes, and the user's word on the cache."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from fupin_cli.cli import options, screen
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
