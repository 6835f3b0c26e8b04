"""点了停下，不等这一步做完：读取、校验、核对、汇总、写材料、写底稿都在中途停。"""

import threading
import time
from pathlib import Path

import pytest

from fupin_cli.counting import Figures
from fupin_cli.gathering import Gathered, expand, gather
from fupin_cli.office import collected, documents
from fupin_cli.office.collecting import collect
from fupin_cli.office.opening import aim, scope
from fupin_cli.reconciling import reconcile
from fupin_cli.reporting.composing import compose
from fupin_cli.session import Session
from fupin_cli.validating import validate
from fupin_cli.web import batches
from fupin_cli.web.jobs import CancelledError, Job, Jobs
from fupin_cli.web.private import kept_if_well

AT_ONCE = 8
"""小批量的台账几张一起校验，已经开始的几张会做完。"""


class Impatient(Job):
    """看到第三句话就点停下的人。"""

    said: int = 0

    def say(self, note: str) -> None:
        super().say(note)
        self.said += 1
        if self.said == 3:
            self.cancel()


@pytest.fixture(scope="module")
def session(small_town: Path) -> Session:
    return Session.open(small_town, needed=True)


@pytest.fixture(scope="module")
def gathered(session: Session) -> Gathered:
    return gather(expand([], session.workspace), session.workspace)


def test_没轮到就停下的活_也收拾自己的文件(tmp_path: Path) -> None:
    left = tmp_path / "上传的"
    left.mkdir()
    jobs, busy = Jobs(), threading.Event()

    def work(job: Job) -> str:
        with kept_if_well(left):
            job.say("正在读取")
        return "/做成了"

    for number in range(AT_ONCE):
        jobs.start(Job(f"别的活{number}", "/"), lambda _: str(busy.wait(60)))
    job = jobs.start(Job("读取", "/"), work)
    job.cancel()
    busy.set()
    deadline = time.monotonic() + 60
    while left.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    jobs.close()
    assert not left.exists()
    assert (job.state, job.url) == ("cancelled", "")


def test_在文件之间停(session: Session, tmp_path: Path) -> None:
    job = Impatient("读取", "/")
    files = expand([], session.workspace) * 5
    with pytest.raises(CancelledError):
        batches.read(job, session, files, title="台账", folder=tmp_path)
    assert job.done <= 3
    assert job.state == "cancelled"


def test_在台账之间停(session: Session, gathered: Gathered) -> None:
    job = Impatient("校验", "/")
    with pytest.raises(CancelledError):
        validate(gathered, session.catalogue, session.policies, session.selection(), progress=job.say)
    assert job.said <= AT_ONCE


def test_在核对的项之间停(session: Session, gathered: Gathered) -> None:
    chosen = scope(gathered, session.home, aim(session.home, None, None, "2023"))
    job = Impatient("核对", "/")
    with pytest.raises(CancelledError):
        reconcile(chosen, session.catalogue, policies=session.policies, progress=job.say)
    assert job.said == 3


def test_全镇一本写到一半停(gathered: Gathered) -> None:
    job = Impatient("汇总", "/")
    with pytest.raises(CancelledError):
        collected.workbook(collect(gathered, "芦庙镇", []), None, progress=job.say)
    assert job.said == 3


def test_材料和底稿写到一半停(session: Session, gathered: Gathered) -> None:
    chosen = scope(gathered, session.home, aim(session.home, None, None, "2023"))
    figures = Figures(chosen, session.catalogue)
    asked = documents.request(session, chosen, kind="工作总结", topic="", template=None, tables=False)
    writing = Impatient("材料", "/")
    with pytest.raises(CancelledError):
        compose(figures, asked, writing.say)
    assert writing.said == 3
    record = compose(figures, asked).record
    listing = Impatient("底稿", "/")
    with pytest.raises(CancelledError):
        documents.book(figures, record, listing.say)
    assert listing.said == 3
