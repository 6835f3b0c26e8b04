"""Panics of the Rust reader, contained: the bytes that it stumbles over are damaged, not the program."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

from python_calamine import CalamineError


@contextmanager
def contained() -> Iterator[None]:
    """Raise a panic inside as a `CalamineError`, without the notice that Rust writes to stderr by itself.

    PyO3's PanicException is a BaseException that no module exports, so it is known by its name.
    """
    try:
        with _stderr_closed():
            yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise CalamineError(str(error)) from None


@contextmanager
def _stderr_closed() -> Iterator[None]:
    """File descriptor 2 pointed at nothing; a process without one (pythonw) is left as it is."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    try:
        os.dup2(_nothing(), 2)
        yield
    finally:
        with suppress(OSError):
            os.dup2(kept, 2)
        os.close(kept)


@cache
def _nothing() -> int:
    """A descriptor that swallows what is written to it; opened once, for a workbook has a hundred sheets."""
    return os.open(os.devnull, os.O_WRONLY)
