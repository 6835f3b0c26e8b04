"""One file → a `Reading`: its tables, what was found while reading, how each sheet was taken."""

import gc
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fupin_cli.errors import FupinError, because
from fupin_cli.findings import Finding, Place
from fupin_cli.reading.formats import open_file
from fupin_cli.reading.headers import HeaderMap, index
from fupin_cli.reading.limits import Limits
from fupin_cli.reading.model import Reading, SheetOutline
from fupin_cli.reading.sheet import read_sheet

_OUTPUTS = {"annotated": "标注副本", "report": "校验报告"}


def read_file(
    path: Path,
    *,
    shown: str | None = None,
    password: str | None = None,
    limits: Limits = Limits(),
    maps: Sequence[HeaderMap] = (),
) -> Reading:
    """Read one file; `shown` is how the user wrote its path, `maps` a workspace's own headers.

    Raises:
        FupinError: the file cannot be read at all; a sheet that is no ledger is only an outline.
    """
    shown = shown or str(path)
    content = _content(path, shown, limits)
    reading = Reading(shown, hashlib.sha256(content).hexdigest(), "")
    known = index(maps)
    with _collector_paused():
        opened = open_file(content, shown, password, limits)
        reading.format = opened.format
        if opened.output in _OUTPUTS:
            what = _OUTPUTS[opened.output]
            reading.outlines.append(SheetOutline("", f"这是本程序写出的{what}，不当台账读"))
            reading.findings.append(Finding("RD011", "info", Place(shown), {"what": what}))
            return reading
        for grid in opened.grids:
            read_sheet(grid, known, reading)
    reading.findings[:0] = opened.findings
    if not reading.tables and not any(finding.severity == "error" for finding in reading.findings):
        reading.findings.append(Finding("RD001", "error", Place(shown)))
    return reading


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking millions of fresh cells that are all still in use."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _content(path: Path, shown: str, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise FupinError(f"“{shown}”是文件夹，不是台账文件。", "请给出里面的文件。")
        before = path.stat()
        size = before.st_size
        if size > limits.file_bytes:
            raise FupinError(
                f"文件“{shown}”有{size >> 20}MB，超过{limits.file_bytes >> 20}MB的上限。",
                "请按村拆开后再报。",
            )
        content = path.read_bytes()
        after = path.stat()
        if (before.st_mtime_ns, size) != (after.st_mtime_ns, len(content)):
            raise FupinError(f"文件“{shown}”正在被改动，读到的不完整。", "请等它保存完、关闭后再运行。")
    except FileNotFoundError:
        raise FupinError(f"找不到文件“{shown}”。", "请检查文件名和所在文件夹。") from None
    except PermissionError:
        raise FupinError(
            f"没有权限读取文件“{shown}”，或它正被别的程序占用。", "请关闭 WPS 或 Excel 后重试。"
        ) from None
    except (OSError, ValueError) as error:
        told = because(error) if isinstance(error, OSError) else str(error)
        raise FupinError(f"读不了文件“{shown}”：{told}。", "请检查文件名和所在的磁盘。") from error
    if not content:
        raise FupinError(f"文件“{shown}”是空的（0字节）。", "请让报送单位重新发送。")
    return content
