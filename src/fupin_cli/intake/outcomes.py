"""What each file holds, or why it could not be read, in the order of the files."""

from collections.abc import Generator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from fupin_cli.errors import FupinError
from fupin_cli.intake.cache import Cache
from fupin_cli.intake.judged import Asked, Judged, read_and_judge
from fupin_cli.reading.occurs import prepare


def outcomes(
    files: Sequence[Path], asked: Asked, *, cache: Cache | None = None, processes: bool = False
) -> Generator[Judged | FupinError]:
    """Each file judged, from `cache` where it is known there; others are read, in several `processes` where
    they are allowed and their volume is worth it. The result does not depend on how it was come by."""
    known = {path: entry for path in files if cache is not None and (entry := cache.find(path, asked))}
    fresh = [path for path in files if path not in known]
    with closing(_read(fresh, asked, cache, processes=processes)) as reading:
        for path in files:
            if cache is None or path not in known:
                yield next(reading)
            else:
                yield cache.load(known[path], path) or here(path, asked, cache)


def _read(
    files: Sequence[Path], asked: Asked, cache: Cache | None, *, processes: bool
) -> Generator[Judged | FupinError]:
    if processes and len(files) > 1:
        from fupin_cli.intake.beside import read_beside, worthwhile
        from fupin_cli.intake.processes import each, much, workers

        task = partial(here, asked=asked, cache=cache)
        count = workers(files)
        if count > 1:
            yield from each(task, files, count)
            return
        if worthwhile(files):
            yield from read_beside(files, task)
            return
        if much(files):
            prepare()
    for path in files:
        yield here(path, asked, cache)


def here(path: Path, asked: Asked, cache: Cache | None) -> Judged | FupinError:
    """What a file holds, read in this process, or why it could not be read."""
    try:
        judged = read_and_judge(path, asked)
    except FupinError as error:
        return error
    if cache is not None:
        from fupin_cli.intake.packing import pack

        cache.store(pack(judged), judged.reading, asked)
    return judged
