"""What a file is, by its content and never by its name, and how it is opened."""

import re
import struct
from copy import copy
from functools import partial
from pathlib import PurePath

from fupin_cli.errors import FupinError
from fupin_cli.reading.biff import xls_sheets
from fupin_cli.reading.delimited import decode, read_delimited
from fupin_cli.reading.encrypted import decrypt
from fupin_cli.reading.limits import Limits
from fupin_cli.reading.package import damaged, member_names, pack, too_large, unpack
from fupin_cli.reading.workbook import Opened, open_workbook, read_grids

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_FOREIGN = {
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"BM": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
    b"{\\rtf": "Word 文档",
}
_FILEPASS = 0x2F


def open_file(content: bytes, shown: str, password: str | None, limits: Limits) -> Opened:
    """Open `content` by what it is.

    Raises:
        FupinError: it is no workbook, damaged, hostile, or encrypted without the right password.
    """
    if content.startswith(_OLE):
        return _open_ole(content, shown, password, limits)
    if content.startswith(_ZIP):
        return _open_zip(content, shown, limits)
    for mark, what in _FOREIGN.items():
        if content.startswith(mark):
            raise _no_workbook(shown, what)
    return _open_text(content, shown, limits)


def _no_workbook(shown: str, what: str) -> FupinError:
    return FupinError(f"文件“{shown}”是{what}，不是表格。", "请报送 xlsx、xls、et、ods 或 csv 格式的台账。")


def _open_zip(content: bytes, shown: str, limits: Limits) -> Opened:
    from fupin_cli.reading.ooxml import open_xlsb, open_xlsx

    names = set(member_names(content, shown))
    if "xl/workbook.xml" in names:
        opened = open_xlsx(unpack(content, shown, limits), shown, limits)
        opened.format = "xlsm" if "xl/vbaProject.bin" in names else "xlsx"
        return opened
    if "xl/workbook.bin" in names:
        return open_xlsb(unpack(content, shown, limits), shown, limits)
    if "content.xml" in names:
        return _open_ods(unpack(content, shown, limits), shown, limits)
    if any(name.startswith("word/") for name in names):
        raise _no_workbook(shown, "Word 文档")
    if any(name.startswith("ppt/") for name in names):
        raise _no_workbook(shown, "演示文稿")
    if "[Content_Types].xml" in names:
        raise damaged(shown)
    raise _no_workbook(shown, "压缩包")


def _open_ods(members: dict[str, bytes], shown: str, limits: Limits) -> Opened:
    from fupin_cli.reading.opendocument import look

    asides = look(members.get("content.xml", b""), shown, limits)
    if b"manifest:encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise FupinError(f"文件“{shown}”加了密码。", "请先在 WPS 中取消密码，另存为 xlsx。")
    opened = Opened("ods", iter(()))
    book = open_workbook(pack(members), shown, limits)
    looks = {position: partial(copy, aside) for position, aside in enumerate(asides)}
    opened.grids = read_grids(book, looks, shown, opened.findings)
    return opened


def _open_ole(content: bytes, shown: str, password: str | None, limits: Limits) -> Opened:
    import olefile

    try:
        with olefile.OleFileIO(content) as ole:
            streams = {entry[-1] for entry in ole.listdir()}
            stream = next((name for name in ("Workbook", "Book") if ole.exists(name)), "")
            book = ole.openstream(stream).read() if stream else b""
    except (OSError, ValueError, struct.error, LookupError, TypeError, RecursionError, MemoryError) as error:
        raise damaged(shown) from error
    if "EncryptedPackage" in streams:
        opened = _open_zip(decrypt(content, password, shown), shown, limits)
        opened.format = f"{opened.format}（加密）"
        return opened
    if not book:
        raise _no_workbook(shown, "Word 文档" if "WordDocument" in streams else "另一种程序的文件")
    if _has_filepass(book):
        opened = _open_ole(decrypt(content, password, shown), shown, None, limits)
        opened.format = "xls（加密）"
        return opened
    return _open_xls(content, book, shown, limits, by_office="\x05SummaryInformation" in streams)


def _has_filepass(stream: bytes) -> bool:
    """Whether an xls stream's globals hold a FilePass record ([MS-XLS] 2.4.117)."""
    offset = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        if kind == _FILEPASS:
            return True
        if kind in {0x0A, 0x85}:
            return False
        offset += 4 + length
    return False


def _open_xls(content: bytes, stream: bytes, shown: str, limits: Limits, *, by_office: bool) -> Opened:
    import io

    sheets = xls_sheets(stream, by_office=by_office)
    if not sheets:
        raise damaged(shown)
    if any((sheet.rows + 1) * (sheet.columns + 1) > limits.cells for sheet in sheets.values()):
        raise too_large(shown, "的表格范围异常")
    opened = Opened("xls", iter(()))
    book = open_workbook(io.BytesIO(content), shown, limits)
    opened.grids = read_grids(book, {n: s.aside for n, s in sheets.items()}, shown, opened.findings)
    return opened


def _open_text(content: bytes, shown: str, limits: Limits) -> Opened:
    name = PurePath(shown).stem
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in content[:4096] and head.startswith(b"<"):
        from fupin_cli.reading.markup import read_spreadsheetml

        return Opened("xml", iter(read_spreadsheetml(content, shown, limits)))
    text = decode(content) or decode_declared(content)
    if text is None:
        raise _no_workbook(shown, "无法识别的文件")
    if re.match(r"\s*<", text) and re.search(
        r"<(?:html|table|body|!doctype|head|div|meta)\b", text[:20000], re.I
    ):
        from fupin_cli.reading.markup import read_html

        return Opened("html", iter(read_html(text, name, shown, limits)))
    if not text.strip():
        raise FupinError(f"文件“{shown}”里没有内容。", "请让报送单位重新发送。")
    return Opened("csv", iter([read_delimited(text, name, shown, limits)]))


def decode_declared(content: bytes) -> str | None:
    """A page's text in GB18030 with its few bad bytes replaced; None where it is no page."""
    if b"<table" not in content[:200_000].lower() or b"\0" in content[:4096]:
        return None
    return content.decode("gb18030", "replace")
