"""What a person sees beside the result: hints and progress, on stderr."""

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from fupin_cli.errors import FupinError
from fupin_cli.privacy import harmless

if TYPE_CHECKING:
    from rich.progress import Progress

SHOW_PROGRESS_AFTER = 1.0


def colours(*, error: bool = False) -> bool:
    """Whether the stream is a terminal that wants colours."""
    stream = sys.stderr if error else sys.stdout
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def say(line: str, *, quiet: bool = False) -> None:
    """A hint on stderr."""
    if not quiet:
        print(harmless(line), file=sys.stderr)


def clear() -> None:
    """An empty terminal; nothing where stdout is none."""
    if sys.stdout.isatty():
        print("\x1b[2J\x1b[H", end="", flush=True)


def say_error(error: FupinError) -> None:
    """`错误：…` and what to do, on stderr."""
    print(harmless(f"错误：{error.message}"), file=sys.stderr)
    if error.hint:
        print(harmless(f"  → {error.hint}"), file=sys.stderr)


def say_traceback() -> None:
    """The whole traceback of what is being handled, for --debug; masked like all else, for it may quote cells."""
    print(traceback.format_exc(), end="", file=sys.stderr)


@contextmanager
def progress(total: int, *, quiet: bool = False) -> Iterator[Callable[[Path], None]]:
    """A bar of files read, on a terminal only, once the work has taken longer than a second; it leaves no trace."""
    started = monotonic()
    done = 0
    bar: Progress | None = None
    visible = sys.stderr.isatty() and not quiet

    def step(path: Path) -> None:
        nonlocal done, bar
        done += 1
        if bar is None and visible and monotonic() - started > SHOW_PROGRESS_AFTER:
            bar = _bar(total)
        if bar is not None:
            bar.update(bar.task_ids[0], completed=done, name=path.name)

    try:
        yield step
    finally:
        if bar is not None:
            bar.stop()


def _bar(total: int) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.table import Column

    bar = Progress(
        TextColumn("正在读取"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("{task.fields[name]}", markup=False, table_column=Column(ratio=1, no_wrap=True)),
        console=Console(stderr=True),
        expand=True,
        transient=True,
    )
    bar.add_task("", total=total, name="")
    bar.start()
    return bar
