"""A town's workbooks: this process reads them from the front, one more from the back, until they meet."""

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from threading import RLock
from typing import TypeVar

from fupin_cli.errors import FupinError
from fupin_cli.intake.processes import crashed, processors, size, start_pool

# 多起一个进程约要三分之一秒，这段时间本进程已经在读：一兆字节起值得
WORTH = 1 << 20
Read = TypeVar("Read")


def worthwhile(files: Sequence[Path]) -> bool:
    """Whether there is a second core, and enough to read for it."""
    return processors() > 1 and sum(map(size, files)) >= WORTH


def read_beside(files: Sequence[Path], task: Callable[[Path], Read]) -> Generator[Read | FupinError]:
    """What `task` makes of `files`, in their order.

    A file that brings the other process down is a failure of that file alone.
    """
    left = deque(files)
    handed: dict[Path, Future[Read]] = {}
    meeting = RLock()
    with start_pool(1) as other:

        def hand_over(_: object = None) -> None:
            with meeting:
                if not left:
                    return
                path = left.pop()
                try:
                    handed[path] = other.submit(task, path)
                except (BrokenProcessPool, RuntimeError, OSError):  # 那个进程起不来、不在了：本进程来读
                    left.append(path)
                else:
                    handed[path].add_done_callback(hand_over)

        hand_over()
        try:
            for path in files:
                with meeting:
                    mine = bool(left)
                    if mine:
                        left.popleft()
                if mine:
                    yield task(path)
                    continue
                try:
                    yield handed[path].result()
                except BrokenProcessPool:
                    yield crashed(path)
        finally:
            left.clear()
            other.shutdown(wait=False, cancel_futures=True)
