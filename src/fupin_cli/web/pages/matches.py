"""部门比对: a department's list against the ledgers, its 疑点 to be looked at, downloaded, put on the slips."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from fupin_cli.errors import FupinError
from fupin_cli.office.collected import header_maps
from fupin_cli.office.list_kinds import kind_named
from fupin_cli.office.lists import read_list
from fupin_cli.office.matching import match
from fupin_cli.web.batches import Batch
from fupin_cli.web.forms import form_with_files
from fupin_cli.web.guard import secret
from fupin_cli.web.jobs import Job
from fupin_cli.web.matches import Matched
from fupin_cli.web.pages.intake import batch_of
from fupin_cli.web.paging import part
from fupin_cli.web.private import gone_after
from fupin_cli.web.uploads import UploadLimits
from fupin_cli.web.view import XLSX, attachment, desk_of, page

_LIMITS = UploadLimits(files=20)


async def start(request: Request) -> Response:
    """Hold lists of one kind against the ledgers of a place and period."""
    batch = batch_of(request)
    folder = batch.folder / secret(12)
    asked, lists = await form_with_files(request, "lists", folder, _LIMITS)
    if not lists:
        raise FupinError("没有选名单。", "请选部门给的名单，Excel 文件就行，可以选几个。")

    def work(job: Job) -> str:
        home = batch.session.workspace
        with gone_after(folder):
            kind = kind_named(asked.get("kind", ""))
            scope = batch.town_scope(asked)
            job.say("正在读名单")
            maps = header_maps(home)
            tables = [table for path in lists for table in read_list(path, maps, batch.password)[1]]
            job.say("正在逐人比对")
            result = match(scope, tables, kind, batch.session.catalogue)
        found = Matched(scope, result, "、".join(path.name for path in lists))
        batch.matches.put(found)
        return f"/b/{batch.id}/matches/{found.id}"

    job = desk_of(request).jobs.start(Job("正在比对名单", f"/b/{batch.id}/slips"), work)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def show(request: Request) -> Response:
    """A page of the 疑点, with the rows of the ledgers behind each."""
    batch, found = _found(request)
    doubts = found.result.doubts
    listed = part(doubts, request)
    return page(
        request,
        "match.html.j2",
        batch=batch,
        match=found,
        doubts=[
            (one, [row for source in one.stored for row in batch.rows.at(source)]) for one in listed.shown
        ],
        number=listed.number,
        pages=listed.pages,
    )


def workbook(request: Request) -> Response:
    """All 疑点 as a workbook for the villages."""
    _, found = _found(request)
    return attachment(found.workbook(), f"{found.result.kind.name}疑点.xlsx", XLSX)


def _found(request: Request) -> tuple[Batch, Matched]:
    batch = batch_of(request)
    return batch, batch.matches.get(request.path_params["match"])


ROUTES = (
    Route("/b/{batch}/matches", start, methods=["POST"]),
    Route("/b/{batch}/matches/{match}", show),
    Route("/b/{batch}/matches/{match}/workbook", workbook),
)
