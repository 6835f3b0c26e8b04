"""校核: paste a text or hand over a document, see its faults underlined."""

from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.proofreading import Figures as Known
from fupin_cli.proofreading import read, read_text
from fupin_cli.proofreading.codes import codes
from fupin_cli.reading.limits import MIB
from fupin_cli.web.batches import Batch
from fupin_cli.web.jobs import Job
from fupin_cli.web.private import kept_if_well
from fupin_cli.web.proofs import check
from fupin_cli.web.uploads import UploadLimits, keep, limited_form
from fupin_cli.web.view import DOCX, attachment, desk_of, page

_LIMITS = UploadLimits(files=1, file_bytes=32 * MIB, total_bytes=40 * MIB)


def choose(request: Request) -> Response:
    """Where to paste or drop."""
    desk = desk_of(request)
    return page(
        request, "proofread.html.j2", batches=desk.batches.newest_first(), proofs=desk.proofs.newest_first()
    )


async def start(request: Request) -> Response:
    """Proofread a pasted text, or a document where one was handed over."""
    desk = desk_of(request)
    form = await limited_form(request, _LIMITS)
    try:
        text = str(form.get("text") or "")
        asked = str(form.get("against") or "")
        upload = form.get("file")
        given = [upload] if isinstance(upload, UploadFile) and upload.filename else []
        if not given and not text.strip():
            raise FupinError("没有贴文字，也没有选文件。", "请把材料贴到框里，或选一个 .docx 文件。")
        folder = desk.room()
        with kept_if_well(folder):
            paths = await keep(given, folder, _LIMITS)
    finally:
        await form.close()

    def work(job: Job) -> str:
        with kept_if_well(folder):
            against, words = _against(asked, desk.batches.newest_first(), job)
            job.say("正在校核")
            document, title = (read(paths[0]), paths[0].name) if paths else (read_text(text), "贴上的文字")
            proof = check(document, title, folder=folder, against=against, words=words)
        desk.proofs.put(proof)
        return f"/proofread/{proof.id}"

    job = desk.jobs.start(Job("正在校核", "/proofread"), work)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def _against(asked: str, batches: list[Batch], job: Job) -> tuple[Known | None, str]:
    """The figures of the batch and period `batch|town|period` that were chosen, and their name."""
    name, _, rest = asked.partition("|")
    town, _, period = rest.partition("|")
    batch = next((one for one in batches if one.id == name), None)
    if batch is None:
        return None, ""
    job.say("正在从台账算数")
    scope = batch.scope(town, "", period)
    figures = {figure.name: figure for figure in Figures(scope, batch.session.catalogue).all()}
    return figures, f"{batch.title}（{town}{scope.period.name}）"


def show(request: Request) -> Response:
    """The faults and the text."""
    proof = desk_of(request).proofs.get(request.path_params["proof"])
    return page(request, "proof.html.j2", proof=proof, titles=codes(), summary=proof.result.summary())


def annotated(request: Request) -> Response:
    """The document with a Word comment at each fault."""
    proof = desk_of(request).proofs.get(request.path_params["proof"])
    if not proof.is_docx:
        raise HTTPException(404)
    from fupin_cli.proofreading.rendering.annotate import annotated as with_comments

    return attachment(with_comments(proof.result), f"{Path(proof.title).stem}.校核.docx", DOCX)


ROUTES = (
    Route("/proofread", choose),
    Route("/proofread", start, methods=["POST"]),
    Route("/proofread/{proof}", show),
    Route("/proofread/{proof}/annotated", annotated),
)
