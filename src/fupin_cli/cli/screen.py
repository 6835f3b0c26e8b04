"""What a person sees beside the result: hints and progress, on stderr."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from fupin_cli.errors import FupinError

SHOW_PROGRESS_AFTER = 1.0


def colours(*, error: bool = False) -> bool:
    """Whether the stream is a terminal that wants colours."""
    stream = sys.stderr if error else sys.stdout
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def say(line: str, *, quiet: bool = False) -> None:
    """A hint on stderr."""
    if not quiet:
        print(line, file=sys.stderr)


def say_error(error: FupinError) -> None:
    """`错误：…` and what to do, on stderr."""
    print(f"错误：{error.message}", file=sys.stderr)
    if error.hint:
        print(f"  → {error.hint}", file=sys.stderr)


@contextmanager
def progress(total: int, *, quiet: bool = False) -> Iterator[Callable[[Path], None]]:
    """A counter of files on a terminal, once the work has taken longer than a second."""
    started = monotonic()
    done = 0
    drawn = False
    visible = sys.stderr.isatty() and not quiet

    def step(path: Path) -> None:
        nonlocal done, drawn
        done += 1
        if visible and monotonic() - started > SHOW_PROGRESS_AFTER:
            drawn = True
            print(f"\r\x1b[K正在读取 {done}/{total}：{path.name}", end="", file=sys.stderr, flush=True)

    try:
        yield step
    finally:
        if drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
