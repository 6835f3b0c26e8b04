"""A running page for tests: the real server on a loopback port, and a client that follows a job to its end."""

import contextlib
import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from fupin_cli.session import Session
from fupin_cli.web.desk import Desk
from fupin_cli.web.guard import Keys
from fupin_cli.web.jobs import Job
from fupin_cli.web.serving import listening, prepared

PATIENCE = 300  # 秒


@dataclass
class Site:
    """The server's secrets, what lies open on it, and a browser-like client that has been let in."""

    keys: Keys
    desk: Desk
    client: httpx.Client

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.client.get(path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        """A form of the page, with its CSRF token."""
        return self.client.post(f"{path}?csrf={self.keys.csrf}", **options)

    def work(self, path: str, **options: Any) -> str:
        """Post a form that starts a job, wait for it, and return the address of its result."""
        answer = self.post(path, **options)
        match = re.fullmatch(r"/jobs/([a-z]+)", answer.headers.get("location", ""))
        assert match, answer.text
        job = self.desk.job(match[1])
        wait_for(job)
        assert job.state == "done", (job.state, job.error, job.hint)
        return job.url

    def hand_over(self, *files: Path, names: Mapping[Path, str] | None = None) -> str:
        """Upload workbooks; the address of their batch."""
        parts = [("files", ((names or {}).get(path, path.name), path.read_bytes())) for path in files]
        return self.work("/batches", files=parts)


def wait_for(job: Job) -> None:
    """Until the job is over, one way or another."""
    until = time.monotonic() + PATIENCE
    while not job.over and time.monotonic() < until:
        time.sleep(0.05)


@contextlib.contextmanager
def running(workspace: Path | None) -> Iterator[Site]:
    """The server over a workspace, or over none, in a thread of its own."""
    session = Session.open(workspace, needed=True) if workspace else Session(None)
    with listening(0) as made, prepared(session, made) as ready:
        thread = threading.Thread(target=ready.server.run, kwargs={"sockets": [made]})
        thread.start()
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{ready.keys.port}", timeout=PATIENCE) as client:
                client.get(f"/?token={ready.keys.token}")
                yield Site(ready.keys, ready.desk, client)
        finally:
            ready.server.should_exit = True
            thread.join()
