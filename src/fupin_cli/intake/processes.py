"""Many workbooks in several processes: reading is most of a county's work, and one process uses one core for it."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

from fupin_cli.errors import FupinError
from fupin_cli.reading.occurs import prepare

# 起一个进程约要半秒，与读一兆字节的工作簿相当：不到这些字节的不值得
WORTH = 4 << 20

Sent = TypeVar("Sent")


def much(files: Sequence[Path]) -> bool:
    """Whether there is enough to read to prepare for it."""
    return sum(map(size, files)) >= WORTH


def workers(files: Sequence[Path]) -> int:
    """How many processes are worth starting for `files`; 1 where they are few or small."""
    return min(processors(), len(files)) if much(files) else 1


def each(task: Callable[[Path], Sent], files: Sequence[Path], count: int) -> Generator[Sent | FupinError]:
    """`task` of each file in its order, worked on in `count` processes.

    A file that brings its process down is a failure of that file alone; the others are done nevertheless.
    """
    waiting: dict[Path, Future[Sent]] = {}
    done = 0
    with start_pool(count, many=True) as pool:
        try:
            for path in sorted(files, key=size, reverse=True):  # 大的先读，免得最后只剩一个进程在忙
                waiting[path] = pool.submit(task, path)
            for path in files:
                yield waiting[path].result()
                done += 1
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    yield from _one_by_one(task, files[done:], waiting)


def _one_by_one(
    task: Callable[[Path], Sent], files: Sequence[Path], waiting: Mapping[Path, Future[Sent]]
) -> Generator[Sent | FupinError]:
    """What a crash left undone, one file at a time: only so is it known which one brings a process down."""
    pool: ProcessPoolExecutor | None = None
    try:
        for path in files:
            before = waiting.get(path)
            if before is not None and before.done() and before.exception() is None:
                yield before.result()
                continue
            pool = pool or start_pool(1)
            try:
                yield pool.submit(task, path).result()
            except BrokenProcessPool:
                pool = None
                yield crashed(path)
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def crashed(path: Path) -> FupinError:
    """Of a file that brought a process down."""
    return FupinError(
        f"读取文件“{path}”时读取程序崩溃了，这个文件多半已经损坏。",
        "请让报送单位用 WPS 或 Excel 打开、另存一份再报；其余文件已照常读取。",
    )


def start_pool(count: int, *, many: bool = False) -> ProcessPoolExecutor:
    """`count` processes that end quietly on Ctrl-C; `many` MiB are prepared for."""
    # spawn：各系统一样，也不会把本进程的线程和锁带过去
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(many,))


def _begin(many: bool) -> None:
    """Ctrl-C ends a worker without a traceback; the sentence about it is the main process's."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if many:
        prepare()


def processors() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def size(path: Path) -> int:
    """A file's bytes; 0 where it cannot be told."""
    return path.stat().st_size if path.is_file() else 0
