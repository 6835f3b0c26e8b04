"""Tasks for worker processes, which import them by their module's name, and what several read against one."""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_cli.errors import FupinError

if TYPE_CHECKING:
    from fupin_cli.gathering import Gathered


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


def assert_alike(together: "Gathered", alone: "Gathered", sound: Sequence[Path]) -> None:
    """Several processes read the `sound` files, and failed at the others, to the letter as one did."""
    assert [reading.path for reading in together.readings] == [str(path) for path in sound]
    assert together.readings == alone.readings
    assert together.typed == alone.typed
    assert repr(together.findings) == repr(alone.findings)
    assert [error.message for error in together.failures] == [error.message for error in alone.failures]
