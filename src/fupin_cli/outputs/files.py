"""Writing what the user named: whole or not at all, readable by the user alone."""

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from fupin_cli.errors import FupinError, because
from fupin_cli.privacy import guarded, harmless


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` beside `path`, then move it into place; an existing file stays until then.

    Raises:
        FupinError: no such folder, no permission, file open elsewhere, disk full.
    """
    if path.is_dir():
        raise FupinError(f"“{path}”是文件夹，不能写成文件。", "请在 -o 后面写上文件名。")
    if not path.parent.is_dir():
        raise FupinError(f"文件夹“{path.parent}”不存在。", "请先建好文件夹，或换一个位置。")
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".fupin-", suffix=path.suffix, dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except PermissionError:
        _remove(temporary)
        raise FupinError(
            f"写不了“{path}”：没有权限，或文件正被 WPS、Excel、Word 打开。",
            "请关闭打开的文件，或换一个位置。",
        ) from None
    except OSError as error:
        _remove(temporary)
        raise FupinError(f"写不了“{path}”：{because(error)}。", "请检查磁盘空间和网络盘是否还在。") from None
    except BaseException:
        _remove(temporary)
        raise


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        Path(path).unlink()


def deliver(text: str, output: Path | None, *, bom: bool = False) -> None:
    """To `output` as UTF-8 (with a BOM where Excel will open it), else to stdout."""
    text = harmless(text, coloured=output is None and sys.stdout.isatty())
    if output is None:  # 屏幕自己会遮
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    write_whole(output, guarded(text).encode("utf-8-sig" if bom else "utf-8"))
