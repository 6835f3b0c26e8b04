"""Workbooks behind a password, opened by msoffcrypto-tool."""

import io
import struct
import zlib
from contextlib import suppress

from fupin_cli.errors import FupinError
from fupin_cli.patterns import regex
from fupin_cli.reading.package import damaged, too_large

# 设了“建议只读”或工作簿保护的文件，Office 用这个公开的口令加密（[MS-OFFCRYPTO] 2.3.7.2 的通行做法）
_DEFAULT = "VelvetSweatshop"
_SPINS = regex(rb'spinCount="(\d+)"')
_MOST_SPINS = 1_000_000


def decrypt(content: bytes, password: str | None, shown: str) -> bytes:
    """The workbook without its password.

    Raises:
        FupinError: no password was given, it is wrong, or the file is damaged or made to cost hours.
    """
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    if any(int(spins[1]) > _MOST_SPINS for spins in _SPINS.finditer(content)):
        raise too_large(shown, "的加密参数异常")
    try:
        for key in dict.fromkeys((password or _DEFAULT, _DEFAULT)):
            with suppress(InvalidKeyError):
                return _opened(content, key)
    except DecryptionError as error:
        raise FupinError(
            f"文件“{shown}”用了本程序打不开的加密方式。", "请在 WPS 中取消密码，另存为 xlsx。"
        ) from error
    except (
        FileFormatError,
        ParseError,
        AssertionError,  # msoffcrypto 用它核对 xls 的第一条记录；加密的种类不认识时，下一步才发觉
        AttributeError,
        OSError,
        ValueError,
        struct.error,
        LookupError,
        TypeError,
        zlib.error,
    ) as error:
        raise damaged(shown) from error
    if password:
        raise FupinError(f"打开文件“{shown}”的密码不对。", "请核对密码（区分大小写）后重试。")
    raise FupinError(f"文件“{shown}”加了密码。", "请用 --password 给出密码，或先在 WPS 中取消密码再保存。")


def _opened(content: bytes, key: str) -> bytes:
    import msoffcrypto
    from msoffcrypto.format.ooxml import OOXMLFile

    file = msoffcrypto.OfficeFile(io.BytesIO(content))
    if isinstance(file, OOXMLFile):
        file.load_key(password=key, verify_password=True)
    else:  # xls 的密码总要核对，没有这个参数
        file.load_key(password=key)
    plain = io.BytesIO()
    file.decrypt(plain)
    return plain.getvalue()
