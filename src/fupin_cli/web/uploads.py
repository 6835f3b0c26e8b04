"""Files that the browser hands over: how many, how large, and under which names they are kept."""

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.types import Message

from fupin_cli.errors import FupinError
from fupin_cli.patterns import regex
from fupin_cli.reading.limits import MIB, Limits

_KEPT = regex(r"[^\w \-.()（）【】\[\]·、，+&~$]")
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))})
_LONGEST = 80
_DEEPEST = 8
_CHUNK = 1 * MIB


class UploadLimits(Struct, frozen=True):
    """Upper bounds of one upload: of its files, of one file, of all together."""

    files: int = 500
    file_bytes: int = Limits().file_bytes
    total_bytes: int = 2 * Limits().file_bytes


class TooLargeError(FupinError):
    """An upload beyond its limits."""


def safe_path(name: str) -> PurePosixPath:
    """A relative path of plain words made of what the browser calls the file.

    Folders are kept, for a period or a town may stand in their names; `..`, drives, device names and control
    characters are not.
    """
    parts = []
    for part in re.split(r"[/\\]+", unicodedata.normalize("NFC", name)):
        word = _KEPT.sub("_", part).strip(" .")
        if not word:
            continue
        stem, dot, suffix = word.rpartition(".")
        if word.split(".")[0].lower() in _DEVICES:
            word = f"_{word}"
        elif len(word) > _LONGEST:
            word = f"{stem[: _LONGEST - 8]}{dot}{suffix[:7]}" if dot else word[:_LONGEST]
        parts.append(word)
    return PurePosixPath(*(parts[-_DEEPEST:] or ["未命名"]))


async def limited_form(request: Request, limits: UploadLimits) -> FormData:
    """The form of a request whose body may be no larger than `limits` allow; close it after use.

    Raises:
        TooLargeError: too many files or too many bytes, said or sent.
    """
    _refuse_over(int(request.headers.get("content-length") or 0), limits)
    received = 0
    receive = request.receive

    async def counting() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        _refuse_over(received, limits)
        return message

    counted = Request(request.scope, counting)
    form = await counted.form(max_files=limits.files + 1, max_fields=20, max_part_size=8 * MIB)
    count = sum(isinstance(value, UploadFile) for _, value in form.multi_items())
    if count > limits.files:
        await form.close()
        raise TooLargeError(f"一次最多交{limits.files}个文件。", "请分几次交，或把文件夹里无关的文件拿走。")
    return form


def _refuse_over(size: int, limits: UploadLimits) -> None:
    if size > limits.total_bytes:
        allowed = f"{limits.total_bytes // MIB}MB"
        raise TooLargeError(
            f"交来的文件一共超过{allowed}。", "请分几次交；一般一个镇的台账不到这个数的五分之一。"
        )


async def keep(files: Iterable[UploadFile], folder: Path, limits: UploadLimits) -> list[Path]:
    """Write the uploads into `folder` under safe names; two of one name get a number.

    Raises:
        TooLargeError: one file beyond its limit.
    """
    kept = []
    for upload in files:
        path = _free(folder, safe_path(upload.filename or ""))
        path.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with path.open("xb") as stream:
            while chunk := await upload.read(_CHUNK):
                size += len(chunk)
                if size > limits.file_bytes:
                    raise TooLargeError(
                        f"文件“{path.name}”超过{limits.file_bytes // MIB}MB。", "请检查是不是选错了文件。"
                    )
                stream.write(chunk)
        kept.append(path)
    return kept


def saved_on(paths: Sequence[Path], stamps: Sequence[str]) -> None:
    """Give the files the times at which the browser says they were saved (milliseconds, one a file).

    Else they would be as old as their place in the upload, and which of two versions is later is told by it;
    where not every file has its time they are all of one age.
    """
    told = [int(stamp) for stamp in stamps if stamp.isdecimal() and len(stamp) < 15]
    times = told if len(told) == len(paths) else [0] * len(paths)
    for path, milliseconds in zip(paths, times, strict=True):
        os.utime(path, ns=(milliseconds * 1_000_000,) * 2)


def _free(folder: Path, name: PurePosixPath) -> Path:
    path = folder / name
    number = 1
    while path.exists():
        number += 1
        path = folder / name.with_name(f"{name.stem}（{number}）{name.suffix}")
    return path
