"""Forms: a few short texts, and files beside them."""

from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from fupin_cli.reading.limits import MIB
from fupin_cli.web.uploads import UploadLimits, keep, limited_form

_SMALL = UploadLimits(files=0, file_bytes=0, total_bytes=64 << 10)
ONE_FILE = UploadLimits(files=1, total_bytes=UploadLimits().file_bytes + MIB)


async def plain_form(request: Request) -> Mapping[str, str]:
    """The texts of a form.

    Raises:
        TooLargeError: more than a form of ours sends.
    """
    form = await limited_form(request, _SMALL)
    try:
        return texts(form)
    finally:
        await form.close()


async def form_with_files(
    request: Request, field: str, folder: Path, limits: UploadLimits = ONE_FILE
) -> tuple[Mapping[str, str], list[Path]]:
    """The texts of a form, and the files of its `field` kept in `folder`; [] where none was chosen.

    Raises:
        TooLargeError: too many files or too many bytes.
    """
    form = await limited_form(request, limits)
    try:
        given = [one for one in form.getlist(field) if isinstance(one, UploadFile) and one.filename]
        return texts(form), await keep(given, folder, limits)
    finally:
        await form.close()


def texts(form: FormData) -> Mapping[str, str]:
    """What a form says in words."""
    return {name: value.strip() for name, value in form.items() if isinstance(value, str)}
