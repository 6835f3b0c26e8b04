"""收表: hand over workbooks or take the workspace's; how each sheet was understood, who has not sent."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from fupin_cli.engine.dataset import Member
from fupin_cli.errors import FupinError
from fupin_cli.gathering import expand
from fupin_cli.office import collected
from fupin_cli.office.collecting import is_hidden
from fupin_cli.periods import Period
from fupin_cli.reading.model import Reading, SheetOutline, Table
from fupin_cli.web import batches
from fupin_cli.web.batches import SENT, Batch
from fupin_cli.web.copies import download, fixed_copies, marked_copies, store
from fupin_cli.web.forms import form_with_files
from fupin_cli.web.guard import secret
from fupin_cli.web.jobs import Job
from fupin_cli.web.private import gone_after, kept_if_well
from fupin_cli.web.uploads import keep, limited_form, saved_on
from fupin_cli.web.view import desk_of, page
from fupin_cli.workspace import LEDGER_SUFFIXES


def home(request: Request) -> Response:
    """The first page."""
    return page(
        request,
        "home.html.j2",
        batches=desk_of(request).batches.newest_first(),
        limits=desk_of(request).limits,
    )


async def hand_over(request: Request) -> Response:
    """Take uploaded workbooks and read them."""
    desk = desk_of(request)
    form = await limited_form(request, desk.limits)
    try:
        files = ledger_uploads(form)
        strays = _strays(form)
        password = str(form.get("password") or "") or None
        folder = desk.room()
        with kept_if_well(folder):
            paths = await keep(files, folder / SENT, desk.limits)
            saved_on(paths, str(form.get("saved") or "").split())
    finally:
        await form.close()
    title = paths[0].name if len(paths) == 1 else f"交来的{len(paths)}个文件"
    return _start(request, paths, title, folder, password, strays)


def ledger_uploads(form: FormData) -> list[UploadFile]:
    """The workbooks among the uploads; what else lies in a dropped folder is left.

    Raises:
        FupinError: not one workbook.
    """
    sent = [value for _, value in form.multi_items() if isinstance(value, UploadFile) and value.filename]
    files = [upload for upload in sent if _is_ledger(upload.filename or "")]
    if not files:
        what = "交来的文件里没有台账。" if sent else "没有选文件。"
        raise FupinError(what, "台账可以是 xlsx、xls、et、ods、csv 等格式，文件夹也行。")
    return files


def _is_ledger(name: str) -> bool:
    return Path(name).suffix.lower() in LEDGER_SUFFIXES and not is_hidden(_last(name))


def _strays(form: FormData) -> list[str]:
    """What lay beside the ledgers: handed over, or only named by the page, which leaves it where it is."""
    sent = [value.filename or "" for _, value in form.multi_items() if isinstance(value, UploadFile)]
    named = str(form.get("left") or "").splitlines()
    names = [_last(name) for name in (*sent, *named) if name and not _is_ledger(name)]
    return [name for name in dict.fromkeys(names) if not is_hidden(name)]


def _last(name: str) -> str:
    return re.split(r"[/\\]", name)[-1]


def take_own(request: Request) -> Response:
    """Read the workspace's own ledgers."""
    desk = desk_of(request)
    return _start(request, expand([], desk.session.workspace), "工作区的台账", desk.room(), None)


def _start(
    request: Request,
    paths: list[Path],
    title: str,
    folder: Path,
    password: str | None,
    strays: Sequence[str] = (),
) -> Response:
    desk = desk_of(request)

    def work(job: Job) -> str:
        with kept_if_well(folder):
            batch = batches.read(
                job, desk.session, paths, title=title, folder=folder, password=password, strays=strays
            )
        desk.batches.put(batch)
        return f"/b/{batch.id}"

    job = desk.jobs.start(Job(f"正在读取{title}", "/"), work)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


class Found(Struct, frozen=True):
    """A ledger found on a sheet; `member` is its place in the run, None where it repeats another file's."""

    table: Table
    member: Member | None

    @property
    def where(self) -> str:
        return "".join(self.table.place.get(name, "") for name in ("县", "乡", "村"))

    @property
    def when(self) -> str:
        """The period in words."""
        return Period.parse(self.member.period).name if self.member and self.member.period else ""

    @property
    def renamed(self) -> list[tuple[str, str, bool]]:
        """Columns called otherwise than their field: header, field, whether the header was only similar."""
        named = [(" ".join(column.header.split()), column) for column in self.table.columns]
        return [(text, one.field, one.how != "exact") for text, one in named if text != one.field]

    @property
    def same(self) -> list[str]:
        return [one.field for one in self.table.columns if " ".join(one.header.split()) == one.field]


class Sheet(Struct, frozen=True):
    """A sheet as it was understood, with the ledgers found on it."""

    outline: SheetOutline
    found: list[Found]


def sheets(request: Request) -> Response:
    """How every sheet was understood, and who has not sent."""
    batch = batch_of(request)
    return page(
        request,
        "sheets.html.j2",
        batch=batch,
        files=[(reading, _understood(reading, batch)) for reading in batch.gathered.readings],
        collection=batch.collection,
    )


def _understood(reading: Reading, batch: Batch) -> list[Sheet]:
    members = {
        id(member.typed.table): member
        for dataset in batch.gathered.datasets.values()
        for member in dataset.members
    }
    return [
        Sheet(outline, [Found(t, members.get(id(t))) for t in reading.tables if t.sheet == outline.sheet])
        for outline in reading.outlines
    ]


def batch_of(request: Request) -> Batch:
    """The batch that the address names."""
    return desk_of(request).batches.get(request.path_params["batch"])


def put_away(request: Request) -> Response:
    """Forget a batch and delete its uploads."""
    desk_of(request).batches.drop(request.path_params["batch"])
    return RedirectResponse("/", status_code=303)


async def town_book(request: Request) -> Response:
    """The town's workbook of all that was sent, in the county's form where one is given, to be downloaded."""
    batch = batch_of(request)
    folder = batch.folder / secret(12)
    _, forms = await form_with_files(request, "form", folder)

    def write(job: Job) -> tuple[str, bytes]:
        maps = collected.header_maps(batch.session.workspace)
        form = forms[0] if forms else None
        with gone_after(folder):
            content = collected.workbook(
                batch.collection, form, maps=maps, password=batch.password, progress=job.say
            )
        return f"{batch.collection.town or '各村'}汇总.xlsx", content

    return making(request, batch, "正在汇总", write)


def marked(request: Request) -> Response:
    """Marked copies of all workbooks, to be downloaded."""
    batch = batch_of(request)
    return making(request, batch, "正在写标注副本", lambda job: marked_copies(job, batch))


def fixed(request: Request) -> Response:
    """Repaired copies of the workbooks that have something to repair, to be downloaded."""
    batch = batch_of(request)
    return making(request, batch, "正在写修正副本", lambda job: fixed_copies(job, batch))


def making(
    request: Request,
    batch: Batch,
    title: str,
    make: Callable[[Job], tuple[str, bytes]],
    *,
    back: str = "",
) -> Response:
    """Make a file beside the page, to be downloaded when it is ready."""

    def work(job: Job) -> str:
        return store(batch, *make(job))

    job = desk_of(request).jobs.start(Job(title, back or f"/b/{batch.id}", download=True), work)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def fetch(request: Request) -> Response:
    """A file that was made before."""
    return download(batch_of(request), request.path_params["key"])


ROUTES = (
    Route("/", home),
    Route("/batches", hand_over, methods=["POST"]),
    Route("/batches/own", take_own, methods=["POST"]),
    Route("/b/{batch}", sheets),
    Route("/b/{batch}/away", put_away, methods=["POST"]),
    Route("/b/{batch}/town", town_book, methods=["POST"]),
    Route("/b/{batch}/marked", marked, methods=["POST"]),
    Route("/b/{batch}/fixed", fixed, methods=["POST"]),
    Route("/b/{batch}/files/{key}", fetch),
)
