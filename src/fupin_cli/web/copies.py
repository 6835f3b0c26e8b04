"""Files made for a batch and waiting to be downloaded; they hold what the ledgers hold, whole."""

import io
import os
import zipfile
from pathlib import Path
from typing import TypeAlias

from starlette.exceptions import HTTPException
from starlette.responses import Response

from fupin_cli.errors import FupinError
from fupin_cli.outputs.annotated import annotate
from fupin_cli.outputs.copies import BESIDE, annotated_path, fixed_path
from fupin_cli.outputs.copying import open_copy
from fupin_cli.outputs.files import write_whole
from fupin_cli.outputs.findings import Renderer
from fupin_cli.outputs.fixing import fix, repairs
from fupin_cli.web.batches import Batch
from fupin_cli.web.guard import secret
from fupin_cli.web.jobs import Job
from fupin_cli.web.view import XLSX, attachment

_KINDS = {".xlsx": XLSX, ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12", ".zip": "application/zip"}

Made: TypeAlias = list[tuple[str, bytes]]
"""Files by the names that they are to have."""


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
    made: Made = []
    for reading, source in zip(readings, sources, strict=True):
        job.say(f"正在标注 {source.name}")
        copy = open_copy(reading, batch.password)
        found = [f for f in batch.validation.findings if f.place.file == reading.path]
        name = annotated_path(Path(), source, sources, copy.suffix).as_posix()
        made.append((name, annotate(copy, reading.tables, found, renderer)))
        job.done += 1
    return together(made, "标注副本.zip")


def fixed_copies(job: Job, batch: Batch) -> tuple[str, bytes]:
    """A repaired copy of every workbook that has something to repair; what was changed is listed in it.

    Raises:
        FupinError: nothing to repair, or a workbook that has changed since it was read.
    """
    selection = batch.session.selection()
    titles = {rule.code: rule.title for rule in batch.session.catalogue.cells if rule.fixable}
    readings = batch.gathered.readings
    homes = [Path(os.path.commonpath([Path(r.path).parent.resolve() for r in readings]))] if readings else []
    job.total = len(readings)
    made: Made = []
    sources = [Path(reading.path) for reading in readings]
    for reading, source in zip(readings, sources, strict=True):
        job.say(f"正在修正 {source.name}")
        found = repairs(reading.tables, lambda code: code in titles and selection.wants(code))
        if found:
            copy = open_copy(reading, batch.password)
            content, done = fix(copy, found, titles)
            if done:
                path = fixed_path(source, sources, homes, copy.suffix)
                made.append((path.relative_to(homes[0].parent / BESIDE).as_posix(), content))
        job.done += 1
    if not made:
        raise FupinError("没有可以自动修正的地方。", "有问题的格子请照“校验”页的说明逐处改。")
    return together(made, "修正副本.zip")


def together(made: Made, name: str) -> tuple[str, bytes]:
    """One file as it is, several packed in a zip called `name`."""
    if len(made) == 1:
        return Path(made[0][0]).name, made[0][1]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in made:
            archive.writestr(inside, content)
    return name, packed.getvalue()
