"""What a copy through openpyxl cannot keep of a workbook, so that the user is told instead of surprised.

openpyxl 3.1 reads cells, styles, comments, drop-downs and charts; pictures only where Pillow is installed; drawn
shapes, controls, sparklines, slicers and embedded files not at all.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping

from fupin_cli.patterns import regex

_DRAWING = regex(r"xl/drawings/drawing[^/]*\.xml")
_SHAPE = regex(rb"<xdr:(?:sp|cxnSp|grpSp)[ >]")
_SPARKLINE = regex(rb"<x14:sparklineGroup[ >]")
_MOST = 16 * 2**20  # 再大的图形部件不看，字节


def losses(content: bytes, members: Mapping[str, bytes], *, macros: bool) -> list[str]:
    """Words for the things in the xlsx `content` that its copy will lack, in one line; [] where it lacks nothing.

    Args:
        content: the file, decrypted.
        members: its sheets, unpacked.
        macros: whether the copy keeps the macros, and with them their buttons.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        drawings = [
            archive.read(info)
            for info in archive.infolist()
            if _DRAWING.fullmatch(info.filename) and info.file_size <= _MOST
        ]
    sheets = [xml for name, xml in members.items() if name.startswith("xl/worksheets/")]
    found = {
        "图片": _any(names, "xl/media/") and not _pictures_kept(),
        "文本框和图形": any(_SHAPE.search(xml) for xml in drawings),
        "按钮和勾选框": _any(names, "xl/ctrlProps/", "xl/activeX/") and not macros,
        "迷你图": any(_SPARKLINE.search(xml) for xml in sheets),
        "切片器": _any(names, "xl/slicers/"),
        "嵌入的文件": _any(names, "xl/embeddings/"),
    }
    lost = [word for word, gone in found.items() if gone]
    return [f"原文件里的{'、'.join(lost)}不在副本里，请看原文件"] if lost else []


def _any(names: Iterable[str], *folders: str) -> bool:
    return any(name.startswith(folders) for name in names)


def _pictures_kept() -> bool:
    from importlib.util import find_spec

    return find_spec("PIL") is not None
