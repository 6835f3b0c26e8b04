"""What lies open on the page: batches of ledgers, proofread texts, work; of each only the latest few."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from starlette.exceptions import HTTPException

from fupin_cli.privacy import mask_text
from fupin_cli.session import Session
from fupin_cli.web.batches import SENT, Batch
from fupin_cli.web.guard import secret
from fupin_cli.web.jobs import Job, Jobs
from fupin_cli.web.proofs import Proof
from fupin_cli.web.recent import Recent
from fupin_cli.web.uploads import UploadLimits

_MOST_BATCHES, _MOST_PROOFS = 4, 8


class _Kept(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def folder(self) -> Path: ...


_K = TypeVar("_K", bound=_Kept)


class Shelf(Recent[_K]):
    """The latest few of one kind; what falls off takes its folder of uploads with it."""

    def fallen(self, item: _K) -> None:
        shutil.rmtree(item.folder, ignore_errors=True)


class Desk:
    """All that the server of one user holds.

    Args:
        session: the workspace, if there is one, and the catalogue.
        folder: the private folder of this run.
    """

    def __init__(self, session: Session, folder: Path, limits: UploadLimits | None = None) -> None:
        self.session = session
        self.folder = folder
        self.limits = limits or UploadLimits()
        self.jobs = Jobs()
        self.batches: Shelf[Batch] = Shelf(_MOST_BATCHES)
        self.proofs: Shelf[Proof] = Shelf(_MOST_PROOFS)
        self._inside = re.compile(rf"{re.escape(str(folder))}[/\\\\][a-z]+[/\\\\](?:{SENT}[/\\\\])?")
        self.quit: Callable[[], None] = lambda: None

    def room(self) -> Path:
        """A new folder for one upload; its name has no digits, which could be taken for a year."""
        room = self.folder / secret(12)
        room.mkdir(mode=0o700)
        return room

    def shown(self, text: str) -> str:
        """Any text as a page may show it: without where uploads lie, personal numbers masked."""
        return mask_text(self._inside.sub("", text))

    def job(self, name: str) -> Job:
        """Raises HTTPException 404 where there is none."""
        found = self.jobs.get(name)
        if found is None:
            raise HTTPException(404)
        return found

    def close(self) -> None:
        """Stop all work."""
        self.jobs.close()
