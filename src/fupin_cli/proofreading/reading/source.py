"""One door for every format: path or standard input → Document."""

from __future__ import annotations

import sys
from pathlib import Path

from fupin_cli.errors import FupinError, because
from fupin_cli.proofreading.model import Document
from fupin_cli.proofreading.reading.blocks import Block
from fupin_cli.proofreading.reading.furniture import assemble
from fupin_cli.proofreading.reading.markup import html_blocks, markdown_blocks, text_blocks

_OLE = bytes.fromhex("D0CF11E0")
_ZIP = b"PK\x03\x04"
_SAVE_AS = "请在 Word 或 WPS 中另存为 .docx 后再校核。"


def read(path: Path | str) -> Document:
    """Read `.docx`, `.txt`, `.md`, `.html` (UTF-8, UTF-16 or GB18030), or `-` for text on standard input.

    The bytes decide, not the name: a `.wps` that is a docx inside is read as one.

    Raises:
        FupinError: the file is absent, empty, encrypted, of another kind or damaged.
    """
    name = str(path)
    data = sys.stdin.buffer.read() if name == "-" else _bytes(Path(path))
    if not data.strip():
        raise FupinError(f"{_shown(name)}是空的，没有可校核的文字。", "请检查是不是选错了文件。")
    if data.startswith(_OLE):
        raise FupinError(f"{_shown(name)}是旧版 .doc/.wps 文件，或者加了打开密码，读不了。", _SAVE_AS)
    if data.startswith(_ZIP):
        from fupin_cli.proofreading.reading.docx import docx_blocks

        return assemble(name, docx_blocks(data, _shown(name)))
    text = _decode(data, _shown(name))
    return assemble(name, _blocks(text, Path(name).suffix.lower()))


def read_text(text: str, path: str = "-") -> Document:
    """A plain text that is already in memory → Document."""
    return assemble(path, text_blocks(text))


def _blocks(text: str, suffix: str) -> list[Block]:
    start = text.lstrip()[:200].lower()
    if suffix in {".html", ".htm"} or start.startswith(("<!doctype html", "<html")):
        return html_blocks(text)
    if suffix in {".md", ".markdown"}:
        return markdown_blocks(text)
    return text_blocks(text)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise FupinError(f"{path} 是文件夹，不是文件。", "请写出要校核的文件名，例如 总结.docx。")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FupinError(f"找不到文件 {path}。", "请检查文件名和所在文件夹。") from None
    except OSError as error:
        raise FupinError(
            f"打不开文件 {path}：{because(error)}。", "请先关闭正在打开它的程序，再试一次。"
        ) from None


def _decode(data: bytes, shown: str) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise FupinError(f"{shown}不是文字材料，读不出汉字。", "可以校核 .docx、.txt、.md、.html。" + _SAVE_AS)


def _shown(name: str) -> str:
    return "输入的内容" if name == "-" else f"文件 {name} "
