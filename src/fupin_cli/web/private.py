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
    """A folder of mode 0700 for the server on `port`; deleted at the end.

    What an earlier run left behind (its window was closed, the power failed) is deleted first.
    """
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        (folder / _PORT).write_text(str(port), encoding="ascii")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def temporaries_in(folder: Path) -> Iterator[None]:
    """Every temporary file of this process, such as an upload on its way in, lies in `folder` meanwhile."""
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextlib.contextmanager
def kept_if_well(folder: Path) -> Iterator[None]:
    """Delete `folder` where what it is for fails or is stopped."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@contextlib.contextmanager
def gone_after(folder: Path) -> Iterator[None]:
    """Delete `folder` once it has been read, well or ill."""
    try:
        yield
    finally:
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
