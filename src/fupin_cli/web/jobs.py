"""Long work beside the page: a few threads, what each is at, and a way to stop it."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from fupin_cli.errors import FupinError
from fupin_cli.web.guard import secret

State = Literal["waiting", "running", "done", "failed", "cancelled"]
_AT_ONCE = 2
ASK = "请记下刚才在哪一页点了什么、选了什么，告诉维护人员。"


class CancelledError(Exception):
    """The user stopped the job."""


class Job(Struct):
    """A piece of work and how far it is.

    Attributes:
        back: the page it was asked for from.
        url: where its result is shown, once it is done.
        download: whether `url` is a file.
    """

    title: str
    back: str
    download: bool = False
    id: str = field(default_factory=lambda: secret(12))
    state: State = "waiting"
    note: str = "正在排队"
    done: int = 0
    total: int = 0
    url: str = ""
    error: str = ""
    hint: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)

    def say(self, note: str) -> None:
        """What is being done now.

        Raises:
            CancelledError: the user wants no more of it.
        """
        if self._stop.is_set():
            raise CancelledError
        self.note = note

    def count(self, total: int) -> Callable[[Path], None]:
        """A step to be called before each of `total` files."""
        self.total = total

        def step(path: Path) -> None:
            self.say(f"正在读取 {path.name}")
            self.done += 1

        return step

    def cancel(self) -> None:
        """Stop at the next step; for the user it has stopped now."""
        self._stop.set()
        if self.state in {"waiting", "running"}:
            self.state = "cancelled"

    @property
    def over(self) -> bool:
        return self.state in {"done", "failed", "cancelled"}


class Jobs:
    """The jobs of one run."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="fupin-job")
        self._jobs: dict[str, Job] = {}

    def start(self, job: Job, work: Callable[[Job], str]) -> Job:
        """Do `work` beside the page; it returns the address of its result.

        A job that was stopped before its turn is begun as well: it stops at its first word, and puts its own files
        away as it would later.
        """

        def run() -> str:
            if job.state == "waiting":
                job.state = "running"
            job.note = job.title
            return work(job)

        self._jobs[job.id] = job
        self._pool.submit(run).add_done_callback(lambda future: _settle(job, future))
        return job

    def get(self, name: str) -> Job | None:
        return self._jobs.get(name)

    def close(self) -> None:
        """Stop all, and wait for those at work: their files are about to be deleted."""
        for job in self._jobs.values():
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)


def _settle(job: Job, future: "Future[str]") -> None:
    if future.cancelled():
        job.state = "cancelled"
        return
    error = future.exception()
    if isinstance(error, CancelledError) or job.state == "cancelled":
        job.state = "cancelled"
    elif isinstance(error, FupinError):
        job.error, job.hint, job.state = error.message, error.hint, "failed"
    elif error is not None:
        job.error = f"程序内部出错（{type(error).__name__}），这是程序的毛病，不是台账的毛病。"
        job.hint = ASK
        job.state = "failed"
    else:
        job.url, job.state = future.result(), "done"
