"""核实: what is to be looked into, a paper and a workbook a village, to be downloaded together."""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fupin_cli.errors import FupinError
from fupin_cli.office import slips
from fupin_cli.office.asking import questions
from fupin_cli.office.list_kinds import KINDS
from fupin_cli.office.questions import of_doubts
from fupin_cli.office.register import Entry, Register
from fupin_cli.outputs.files import write_whole
from fupin_cli.web.batches import Batch
from fupin_cli.web.copies import together
from fupin_cli.web.forms import form_with_files
from fupin_cli.web.guard import secret
from fupin_cli.web.jobs import Job
from fupin_cli.web.pages.intake import batch_of, making
from fupin_cli.web.private import gone_after
from fupin_cli.web.view import page

# 登记册是一个文件，两件事同时编号会编出同号
_NUMBERING = threading.Lock()


def choose(request: Request) -> Response:
    """Lists to be matched, and the slips to be written."""
    return page(request, "slips.html.j2", batch=batch_of(request), kinds=[kind.name for kind in KINDS])


async def start(request: Request) -> Response:
    """Write the slips of a town (one village's where one is chosen)."""
    batch = batch_of(request)
    folder = batch.folder / secret(12)
    asked, doubts = await form_with_files(request, "doubts", folder)

    def make(job: Job) -> tuple[str, bytes]:
        with gone_after(folder):
            return _slips(job, batch, asked, [*doubts, *_chosen(batch, asked, folder)])

    return making(request, batch, "正在写核实单", make, back=f"/b/{batch.id}/slips")


def _chosen(batch: Batch, asked: Mapping[str, str], folder: Path) -> list[Path]:
    """The 疑点 of the lists that were ticked, as the workbooks that a slip is written from."""
    folder.mkdir(exist_ok=True)
    made = []
    for found in batch.matches.newest_first():
        if f"match-{found.id}" in asked:
            made.append(folder / f"{found.id}.xlsx")
            write_whole(made[-1], found.workbook())
    return made


def _slips(job: Job, batch: Batch, asked: Mapping[str, str], doubts: Sequence[Path]) -> tuple[str, bytes]:
    """The slips in a zip, with the 疑点 of the workbooks `doubts`.

    Numbers are kept in the workspace as `fupin slip` keeps them, so that every round asks under the same ones;
    without a workspace they count from 1.

    Raises:
        FupinError: no such place or period, a whole county, no 疑点 in a workbook, or nothing to ask.
    """
    village = asked.get("village", "")
    scope = batch.town_scope({**asked, "village": ""})
    found = questions(
        batch.session, batch.gathered, scope, progress=lambda what: job.say(f"正在找要核实的：{what}")
    )
    found += [question for path in doubts for question in of_doubts(path)]
    if village:
        found = [question for question in found if question.village == village]
    home = batch.session.workspace
    day = scope.day.isoformat()
    with _NUMBERING:
        register = Register(home.root if home else batch.folder, scope.town)
        entries = register.enter(found, day)
        if not entries:
            raise FupinError("没有需要核实的问题。", "不用写核实单。")
        by_village: dict[str, list[Entry]] = {}
        for entry in entries:
            by_village.setdefault(entry.question.village or "镇", []).append(entry)
        made = []
        for name, items in by_village.items():
            job.say(f"正在写{name}的核实单")
            made.append((f"{name}核实单.docx", slips.as_docx(name, scope.town, day, items)))
            made.append((f"{name}核实单.xlsx", slips.as_xlsx(name, scope.town, day, items)))
        register.save()
    return together(made, f"{Path(scope.town or '各村').name}核实单.zip")


ROUTES = (Route("/b/{batch}/slips", choose), Route("/b/{batch}/slips", start, methods=["POST"]))
