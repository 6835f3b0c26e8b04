"""An xls behind a password for tests: no library writes one ([MS-XLS] 2.2.10, [MS-OFFCRYPTO] 2.3.6)."""

import io
import struct
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path
from typing import Any

_BOF, _INTERFACEHDR, _BOUNDSHEET, _FILEPASS = 0x809, 0xE1, 0x85, 0x2F
_BLOCK = 1024
_SALT = bytes(range(16))


def write_encrypted_xls(path: Path, rows: list[list[Any]], password: str) -> Path:
    """Write one sheet 家庭成员, encrypted by RC4 with a 40-bit key, as WPS and Excel 97 do by default."""
    import xlwt
    from xlwt.CompoundDoc import XlsDoc

    book = xlwt.Workbook()
    page = book.add_sheet("家庭成员")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                page.write(number, column, value)
    XlsDoc().save(str(path), _encrypt(book.get_biff_data(), password))
    return path


def _encrypt(stream: bytes, password: str) -> bytes:
    records = list(_records(stream))
    filepass = struct.pack("<HHH", 1, 1, 1) + _SALT + _verifier(password)
    records.insert(1, (_FILEPASS, filepass))
    moved = 4 + len(filepass)
    # xlwt 把流补零到整块，零也要凑成整条的空记录
    records.append((0, bytes(-(len(stream) + moved) % 4)))
    plain, hidden = io.BytesIO(), io.BytesIO()
    clear: list[tuple[int, bytes]] = []
    for kind, before in records:
        at, body = plain.tell(), before
        if kind == _BOUNDSHEET:
            body = struct.pack("<I", struct.unpack_from("<I", before)[0] + moved) + before[4:]
        open_bytes = len(body) if kind in {_BOF, _FILEPASS, _INTERFACEHDR} else 4 * (kind == _BOUNDSHEET)
        plain.write(struct.pack("<HH", kind, len(body)) + body)
        clear.append((at, plain.getvalue()[at : at + 4 + open_bytes]))
    whole = plain.getvalue()
    for number in range(0, len(whole), _BLOCK):
        hidden.write(_rc4(_key(password, number // _BLOCK), whole[number : number + _BLOCK]))
    for at, shown in clear:
        hidden.seek(at)
        hidden.write(shown)
    return hidden.getvalue()


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    offset = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length


def _key(password: str, block: int) -> bytes:
    first = md5(password.encode("utf-16-le")).digest()[:5]
    second = md5((first + _SALT) * 16).digest()[:5]
    return md5(second + struct.pack("<I", block)).digest()


def _verifier(password: str) -> bytes:
    known = bytes(range(16, 32))
    return _rc4(_key(password, 0), known + md5(known).digest())


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    other = 0
    for number in range(256):
        other = (other + box[number] + key[number % len(key)]) % 256
        box[number], box[other] = box[other], box[number]
    made = bytearray()
    one = other = 0
    for byte in data:
        one = (one + 1) % 256
        other = (other + box[one]) % 256
        box[one], box[other] = box[other], box[one]
        made.append(byte ^ box[(box[one] + box[other]) % 256])
    return bytes(made)
