"""Do the work again whenever a ledger has been saved.

The files are looked at twice a second: shared folders of an office give no notice of changes, and looking at a
few dozen files costs nothing. Excel and WPS save into a new file and rename it, so what counts is that what lies
under the name has become another, and has stopped changing.
"""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from fupin_cli.cli.screen import clear, say, say_error
from fupin_cli.errors import FupinError

INTERVAL = 0.5

State = dict[Path, tuple[int, int]]


def watch(files: Callable[[], Iterable[Path]], check: Callable[[], int], *, quiet: bool) -> int:
    """Check now and after every change, until Ctrl-C; the exit status is then 0.

    Args:
        files: the files as they are at that moment.
        check: the work; a failure of the first run ends it, later ones are said and waited out.
        quiet: say nothing but results.

    Raises:
        FupinError: the first run could not do its work.
    """
    seen = _state(files)
    check()
    try:
        while True:
            say(f"正在监看{len(seen)}个文件，保存后自动再查；按 Ctrl+C 结束。", quiet=quiet)
            seen = _changed(files, seen)
            clear()
            try:
                check()
            except FupinError as error:
                say_error(error)
    except KeyboardInterrupt:
        say("已停止监看。", quiet=quiet)
        return 0


def _changed(files: Callable[[], Iterable[Path]], seen: State) -> State:
    """Wait until the files are others than `seen`, and stay so for one look more."""
    last = seen
    while True:
        time.sleep(INTERVAL)
        now = _state(files)
        if now and now != seen and now == last:
            return now
        last = now


def _state(files: Callable[[], Iterable[Path]]) -> State:
    """Time and size of each file; those that are just being replaced are not there."""
    found: State = {}
    try:
        listed = list(files())
    except FupinError:  # 文件夹正被改名，一时是空的
        return found
    for path in listed:
        try:
            stat = path.stat()
        except OSError:
            continue
        found[path] = (stat.st_mtime_ns, stat.st_size)
    return found
