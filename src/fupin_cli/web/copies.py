"""Files made for a batch and waiting to be downloaded; they hold what the ledgers hold, whole."""

import io
import zipfile
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import Response

from fupin_cli.errors import FupinError
from fupin_cli.outputs.annotated import annotate
from fupin_cli.outputs.copies import annotated_path
from fupin_cli.outputs.copying import open_copy
from fupin_cli.outputs.files import write_whole
from fupin_cli.outputs.findings import Renderer
from fupin_cli.web.batches import Batch
from fupin_cli.web.guard import secret
from fupin_cli.web.jobs import Job
from fupin_cli.web.view import XLSX, attachment

_KINDS = {".xlsx": XLSX, ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12", ".zip": "application/zip"}


def store(batch: Batch, name: str, content: bytes) -> str:
    """Keep a file in the batch's folder until it is downloaded; its address."""
    key = secret(12)
    folder = batch.folder / key
    folder.mkdir(mode=0o700)
    batch.files[key] = folder / name
    write_whole(batch.files[key], content)
    return f"/b/{batch.id}/files/{key}"


def download(batch: Batch, key: str) -> Response:
    """Raises HTTPException 404 where nothing was made under `key`."""
    path = batch.files.get(key)
    if path is None:
        raise HTTPException(404)
    return attachment(path.read_bytes(), path.name, _KINDS[path.suffix])


def marked_copies(job: Job, batch: Batch) -> tuple[str, bytes]:
    """A marked copy of every workbook: one alone as it is, several packed in a zip.

    Raises:
        FupinError: no workbook that can be marked, or one that has changed since it was read.
    """
    renderer = Renderer(batch.session.catalogue, show_pii=True)
    # RD011：标注副本和报告自己不再标注
    readings = [
        r
        for r in batch.gathered.readings
        if (r.tables or r.findings) and all(finding.code != "RD011" for finding in r.findings)
    ]
    if not readings:
        raise FupinError("没有可以标注的台账。", "请先交台账。")
    sources = [Path(reading.path) for reading in readings]
    job.total = len(readings)
    made: list[tuple[str, bytes]] = []
    for reading, source in zip(readings, sources, strict=True):
        job.say(f"正在标注 {source.name}")
        copy = open_copy(reading, batch.password)
        found = [f for f in batch.validation.findings if f.place.file == reading.path]
        name = annotated_path(Path(), source, sources, copy.suffix).as_posix()
        made.append((name, annotate(copy, reading.tables, found, renderer)))
        job.done += 1
    if len(made) == 1:
        return Path(made[0][0]).name, made[0][1]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made:
            archive.writestr(name, content)
    return "标注副本.zip", packed.getvalue()
