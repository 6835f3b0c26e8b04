"""材料: write a report, read it beside its figures, follow each figure to its rows, download it."""

from itertools import groupby

from msgspec.structs import replace
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from fupin_cli.counting import Figures
from fupin_cli.pages.board import DIFFERENT
from fupin_cli.reporting.composing import kinds
from fupin_cli.reporting.document import Chart, Series
from fupin_cli.reporting.parts import topics
from fupin_cli.reporting.request import request_of
from fupin_cli.web.batches import Batch
from fupin_cli.web.forms import plain_form
from fupin_cli.web.jobs import Job
from fupin_cli.web.pages.intake import batch_of, making
from fupin_cli.web.paging import part
from fupin_cli.web.reports import Written, write
from fupin_cli.web.rows import flat
from fupin_cli.web.view import DOCX, attachment, desk_of, page

_MOST_BARS = 30


def choose(request: Request) -> Response:
    """What to write; what was written before is a link away."""
    return page(request, "reports.html.j2", batch=batch_of(request), kinds=kinds(), topics=topics())


async def start(request: Request) -> Response:
    """Write a report."""
    batch = batch_of(request)
    asked = await plain_form(request)
    desk = desk_of(request)

    def work(job: Job) -> str:
        scope = batch.scope(asked.get("town", ""), asked.get("village", ""), asked.get("period", ""))
        wanted = request_of(
            replace(batch.config, town=batch.towns),
            scope,
            kind=asked.get("kind") or "工作总结",
            topic=asked.get("topic", ""),
            tables="tables" in asked,
            profile="红头" if "red" in asked else "普通",
            charts="charts" in asked,
            source_list="source_list" in asked,
        )
        job.say("正在算数、成文")
        figures = Figures(scope, batch.session.catalogue)
        written = write(scope, wanted, figures, batch.validation.findings, job.say)
        job.say("正在排版")
        written.preview()
        batch.reports.put(written)
        return f"/b/{batch.id}/reports/{written.id}"

    job = desk.jobs.start(Job("正在写材料", f"/b/{batch.id}/reports"), work)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def show(request: Request) -> Response:
    """The document beside its figures."""
    batch, written = _written(request)
    return page(request, "report.html.j2", batch=batch, report=written, troubles=_troubles(batch, written))


def _troubles(batch: Batch, written: Written) -> list[str]:
    """What is known to be wrong with the ledgers behind the figures."""
    said = []
    errors = batch.validation.counts()["error"]
    if errors:
        said.append(f"台账里有{errors}处错误，{written.touched}。请先看“校验”。")
    made = batch.balances.newest_first()
    reconciled = [one for one in made if one.scope.period == written.scope.period]
    different = reconciled[0].count(DIFFERENT) if reconciled else 0
    if different:
        said.append(f"有{different}项核对不平，请先看“核对”。")
    if not reconciled:
        said.append("这个时期还没有核对过，建议先到“核对”里核对一遍。")
    return said


def docx(request: Request) -> Response:
    """The document to be saved."""
    _, written = _written(request)
    return attachment(written.docx(), f"{written.name}.docx", DOCX)


def sources(request: Request) -> Response:
    """The 底稿, to be downloaded: every figure with the rows and names behind it."""
    batch, written = _written(request)

    def make(job: Job) -> tuple[str, bytes]:
        job.say("正在写底稿")
        return f"{written.name}底稿.xlsx", written.sources_book(job.say)

    back = f"/b/{batch.id}/reports/{written.id}"
    return making(request, batch, "正在写底稿", make, back=back)


def figure(request: Request) -> Response:
    """Where a figure comes from: what it counts, the villages, the rows."""
    batch, written = _written(request)
    name = request.path_params["name"]
    if name not in written.figures.names:
        raise HTTPException(404)
    found = written.find(name)
    rows = flat(found.sources)
    used = written.columns(name)
    listed = part(rows, request)
    return page(
        request,
        "figure.html.j2",
        batch=batch,
        report=written,
        figure=found,
        chart=_by_village(written, name),
        sheets=[
            (file, sheet, list(of_sheet))
            for (file, sheet), of_sheet in groupby(
                (row for source in listed.shown for row in batch.rows.at(source, used)),
                key=lambda r: (r.file, r.sheet),
            )
        ],
        total=len(rows),
        number=listed.number,
        pages=listed.pages,
    )


def _by_village(written: Written, name: str) -> Chart | None:
    values = {village: value for village, value in written.by_village(name).items() if village}
    if not 1 < len(values) <= _MOST_BARS:
        return None
    return Chart(f"{name}：各村", "bar", tuple(values), (Series(name, tuple(values.values())),))


def _written(request: Request) -> tuple[Batch, Written]:
    batch = batch_of(request)
    return batch, batch.reports.get(request.path_params["report"])


ROUTES = (
    Route("/b/{batch}/reports", choose),
    Route("/b/{batch}/reports", start, methods=["POST"]),
    Route("/b/{batch}/reports/{report}", show),
    Route("/b/{batch}/reports/{report}/docx", docx),
    Route("/b/{batch}/reports/{report}/sources", sources, methods=["POST"]),
    Route("/b/{batch}/reports/{report}/figures/{name}", figure),
)
