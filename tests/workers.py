"""Tasks for worker processes: a worker imports them by their module's name."""

import os
import time
from pathlib import Path

from fupin_cli.errors import FupinError


def task(path: Path) -> bytes | FupinError:
    """The file's name; a file called 坏… ends its process, one called 密… is refused, 慢… takes a while."""
    if path.name.startswith("坏"):
        os._exit(139)
    if path.name.startswith("密"):
        return FupinError(f"文件“{path}”加了密码。", "请用 --password 给出密码。")
    if path.name.startswith("慢"):
        path.with_suffix(".started").touch()
        time.sleep(600)
    return path.name.encode()
