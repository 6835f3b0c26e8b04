"""The one folder that holds what was uploaded: readable by the user alone, gone when the page is closed."""

import contextlib
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

LOOPBACK = "127.0.0.1"
_PREFIX = "fupin-web-"
_PORT = "port"


@contextlib.contextmanager
def private_folder(port: int) -> Iterator[Path]:
    """A folder of mode 0700 that every temporary file of this process lies in; deleted at the end.

    What an earlier run left behind (its window was closed, the power failed) is deleted first.
    """
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    before = tempfile.tempdir
    try:
        (folder / _PORT).write_text(str(port), encoding="ascii")
        tempfile.tempdir = str(folder)
        yield folder
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Delete folders of runs that no longer listen; those of other users cannot be read and stay."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            port = int((folder / _PORT).read_text(encoding="ascii"))
        except (OSError, ValueError):
            continue
        if not _listens(port):
            shutil.rmtree(folder, ignore_errors=True)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((LOOPBACK, port)) == 0
