"""Workbooks behind a password, opened by msoffcrypto-tool."""

import io
import re
import struct
import zlib

from fupin_cli.errors import FupinError
from fupin_cli.reading.package import damaged, too_large

# 设了“建议只读”或工作簿保护的文件，Office 用这个公开的口令加密（[MS-OFFCRYPTO] 2.3.7.2 的通行做法）
_DEFAULT = "VelvetSweatshop"
_SPINS = re.compile(rb'spinCount="(\d+)"')
_MOST_SPINS = 1_000_000


def decrypt(content: bytes, password: str | None, shown: str) -> bytes:
    """The workbook without its password.

    Raises:
        FupinError: no password was given, it is wrong, or the file is damaged or made to cost hours.
    """
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    if any(int(spins[1]) > _MOST_SPINS for spins in _SPINS.finditer(content)):
        raise too_large(shown, "的加密参数异常")
    plain = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
        file.load_key(password=password or _DEFAULT, verify_password=True)
        file.decrypt(plain)
    except (InvalidKeyError, DecryptionError) as error:
        if password:
            raise FupinError(f"打开文件“{shown}”的密码不对。", "请核对密码（区分大小写）后重试。") from error
        raise FupinError(
            f"文件“{shown}”加了密码。", "请用 --password 给出密码，或先在 WPS 中取消密码再保存。"
        ) from error
    except (
        FileFormatError,
        ParseError,
        OSError,
        ValueError,
        struct.error,
        LookupError,
        TypeError,
        zlib.error,
    ) as error:
        raise damaged(shown) from error
    return plain.getvalue()
