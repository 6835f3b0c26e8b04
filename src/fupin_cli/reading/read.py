"""One file → a `Reading`: its tables, what was found while reading, how each sheet was taken."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from fupin_cli.errors import FupinError
from fupin_cli.reading.headers import HeaderMap, index
from fupin_cli.reading.limits import Limits
from fupin_cli.reading.model import Reading
from fupin_cli.reading.sheet import read_sheet
from fupin_cli.reading.workbook import open_workbook, read_grid


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
    reading = Reading(shown, hashlib.sha256(content).hexdigest(), "xlsx")
    known = index(maps)
    book = open_workbook(content, shown)
    for position in range(len(book.sheet_names)):
        grid = read_grid(book, position)
        if grid is not None:
            read_sheet(grid, known, reading)
    return reading


def _content(path: Path, shown: str, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise FupinError(f"“{shown}”是文件夹，不是台账文件。")
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise FupinError(
                f"文件“{shown}”有{size >> 20}MB，超过{limits.file_bytes >> 20}MB的上限。",
                "请按村拆开后再报。",
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise FupinError(f"找不到文件“{shown}”。", "请检查文件名和所在文件夹。") from None
    except PermissionError:
        raise FupinError(
            f"没有权限读取文件“{shown}”，或它正被别的程序占用。", "请关闭 WPS 或 Excel 后重试。"
        ) from None
    except OSError as error:
        raise FupinError(f"读不了文件“{shown}”：{error.strerror or error}。") from error
    if not content:
        raise FupinError(f"文件“{shown}”是空的（0字节）。", "请让报送单位重新发送。")
    return content
