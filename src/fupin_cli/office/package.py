"""Office files as bytes that are the content's alone: no clock, no machine, no program in them."""

import io
import zipfile
from collections.abc import Mapping

from fupin_cli.reporting.docx_package import freeze

_EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(archive: bytes, parts: Mapping[str, bytes] | None = None, *, bare: bool = True) -> bytes:
    """The archive with `parts` put in, fixed times, and deflated: lists go by mail.

    `bare` empties the properties, which name the program and the time of writing.
    """
    replaced = parts or {}
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(freeze(archive, bare=bare))) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            out.writestr(entry, replaced.get(name, source.read(name)))
    return target.getvalue()


def read_parts(archive: bytes) -> dict[str, bytes]:
    """All parts of an office file by name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return {name: source.read(name) for name in source.namelist()}
