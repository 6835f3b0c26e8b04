"""Personal data replaced by a keyed hash (HMAC-SHA256): the same person stays the same, but unknown."""

import hashlib
import hmac
from collections.abc import Callable
from pathlib import Path

from fupin_cli.errors import FupinError, because
from fupin_cli.patterns import regex
from fupin_cli.privacy import mask_text
from fupin_cli.vocabulary.fields import Choice, CodeKind, PhoneKind, ResidentIdKind, TextKind
from fupin_cli.vocabulary.ledger import Column

_SHORTEST = 16
_DIGITS = 20  # 80 位：百万人之间也几乎不会相同
_NUMBERS = frozenset({"户编号", "人编号", "户主编号", "合同号"})
_PERSON = regex(r"(?:姓名|人|员|医生|教师|书记|领导)$")
_FREE = regex(r"备注|内容|问题|情况|措施|成效|材料|正文|原文|标题|简报|对象|去向")


def read_key(path: Path) -> bytes:
    """The key in the file.

    Raises:
        FupinError: no such file, or a key that is too short to protect anybody.
    """
    try:
        key = path.read_bytes().strip()
    except OSError as error:
        raise FupinError(
            f"读不了密钥文件“{path}”：{because(error)}。", "请写一行32个以上的随机字符，存成文件。"
        ) from None
    if len(key) < _SHORTEST:
        raise FupinError(f"密钥文件“{path}”太短，容易被猜出。", "请写32个以上的随机字符，并妥善保管。")
    return key


def replacer(key: bytes, column: Column) -> Callable[[str], str] | None:
    """How a column's texts are replaced; None where they may stay.

    ID numbers are hashed by their first 18 characters, so that a 残疾人证 is the same person; names, phones
    and numbers each by themselves. Remarks and other narrative lose everything, for it may name anybody, and
    so do cells of a closed list that hold something else, for columns are mixed up at times; what is left of
    text loses what looks like a number of a person.
    """
    kind = column.kind
    if isinstance(kind, ResidentIdKind):
        return lambda text: _hashed(key, "证件", text[:18])
    if isinstance(kind, PhoneKind):
        return lambda text: _hashed(key, "电话", text)
    if isinstance(kind, CodeKind):
        if column.pii or column.name in _NUMBERS:
            return lambda text: _hashed(key, "编号", text)
        return None
    if isinstance(kind, TextKind):
        if _FREE.search(column.name):
            return lambda text: ""
        if _PERSON.search(column.name):
            return lambda text: _hashed(key, "姓名", text)
        return mask_text
    if isinstance(kind, Choice):
        return mask_text if kind.open else lambda text: text if set(text.split(",")) <= {*kind.values} else ""
    return None


def origin(key: bytes) -> Callable[[str], str]:
    """How the names of files and sheets are replaced: a village clerk names them after people at times."""
    return lambda name: _hashed(key, "出处", name)


def _hashed(key: bytes, domain: str, text: str) -> str:
    return hmac.new(key, f"{domain}\x1f{text}".encode(), hashlib.sha256).hexdigest()[:_DIGITS]
