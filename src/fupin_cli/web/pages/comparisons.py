"""An earlier report held against today's ledgers: which figures have changed, and where they stand in it."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.office import report_changes
from fupin_cli.web.comparisons import Comparison
from fupin_cli.web.forms import form_with_files
from fupin_cli.web.guard import secret
from fupin_cli.web.jobs import Job
from fupin_cli.web.pages.intake import batch_of
from fupin_cli.web.private import gone_after
from fupin_cli.web.view import desk_of, page


async def start(request: Request) -> Response:
    """Compare a report of a place and period."""
    batch = batch_of(request)
    folder = batch.folder / secret(12)
    asked, papers = await form_with_files(request, "old", folder)
    if not papers:
        raise FupinError("没有选旧材料。", "请选一个以前写好的 .docx 文件。")

    def work(job: Job) -> str:
        with gone_after(folder):
            scope = batch.scope(asked.get("town", ""), asked.get("village", ""), asked.get("period", ""))
            job.say("正在从台账算数")
            figures = {figure.name: figure for figure in Figures(scope, batch.session.catalogue).all()}
            job.say("正在逐个比较")
            changed = report_changes.changed(papers[0], figures)
        found = Comparison(scope, papers[0].name, changed)
        batch.comparisons.put(found)
        return f"/b/{batch.id}/comparisons/{found.id}"

    job = desk_of(request).jobs.start(Job("正在与旧材料比较", f"/b/{batch.id}/reports"), work)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def show(request: Request) -> Response:
    """The figures that changed."""
    batch = batch_of(request)
    found = batch.comparisons.get(request.path_params["comparison"])
    return page(request, "comparison.html.j2", batch=batch, comparison=found)


ROUTES = (
    Route("/b/{batch}/comparisons", start, methods=["POST"]),
    Route("/b/{batch}/comparisons/{comparison}", show),
)
