"""Small forms: a few short texts, no files."""

from collections.abc import Mapping

from starlette.datastructures import FormData
from starlette.requests import Request

from fupin_cli.web.uploads import UploadLimits, limited_form

_SMALL = UploadLimits(files=0, file_bytes=0, total_bytes=64 << 10)


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


def texts(form: FormData) -> Mapping[str, str]:
    """What a form says in words."""
    return {name: value.strip() for name, value in form.items() if isinstance(value, str)}
