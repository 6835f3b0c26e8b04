"""核实单: what is to be looked into, a paper and a workbook a village, to be downloaded together."""

import threading
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fupin_cli.errors import FupinError
from fupin_cli.office import slips
from fupin_cli.office.asking import questions
from fupin_cli.office.register import Entry, Register
from fupin_cli.web.batches import COUNTY, Batch
from fupin_cli.web.copies import together
from fupin_cli.web.forms import plain_form
from fupin_cli.web.jobs import Job
from fupin_cli.web.pages.intake import batch_of, making

# 登记册是一个文件，两件事同时编号会编出同号
_NUMBERING = threading.Lock()


async def start(request: Request) -> Response:
    """Write the slips of a town (one village's where one is chosen)."""
    batch = batch_of(request)
    asked = dict(await plain_form(request))
    return making(
        request,
        batch,
        "正在写核实单",
        lambda job: _slips(job, batch, asked),
        back=f"/b/{batch.id}/checks",
    )


def _slips(job: Job, batch: Batch, asked: dict[str, str]) -> tuple[str, bytes]:
    """The slips in a zip.

    Numbers are kept in the workspace as `fupin slip` keeps them, so that every round asks under the same ones;
    without a workspace they count from 1.

    Raises:
        FupinError: no such place or period, a whole county, or nothing to ask.
    """
    town, village = asked.get("town", ""), asked.get("village", "")
    if town.startswith(COUNTY):
        raise FupinError("核实单按乡镇写，不能选全县。", "请在列表里选一个乡镇。")
    scope = batch.scope(town, "", asked.get("period", ""))
    found = questions(
        batch.session, batch.gathered, scope, progress=lambda what: job.say(f"正在找要核实的：{what}")
    )
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


ROUTES = (Route("/b/{batch}/slips", start, methods=["POST"]),)
