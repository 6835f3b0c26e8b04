"""Masking: ID numbers, phones and bank cards never leave the program whole unless the user asks for it."""

import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TextIO

from fupin_cli.patterns import regex

# 18 位（含 20、22 位残疾人证）证件号码：以出生日期的位置辨认，校验位错的也要遮住
_DAY = r"(?:0\d|1[0-2])[ -]?(?:[0-2]\d|3[01])"
_ID = regex(rf"(?<!\d)\d{{6}}[ -]?(?:18|19|20)\d{{2}}[ -]?{_DAY}[ -]?\d{{3}}[\dXx](?:\d{{2}}(?:B\d)?)?(?!\d)")
_OLD_ID = regex(r"(?<!\d)[1-9]\d{5}\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])\d{3}(?!\d)")
_PHONE = regex(r"(?:(?<!\d)|(?<=(?<!\d)86)|(?<=(?<!\d)0086))1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})(?!\d)")
_CARD = regex(
    r"(?<!\d)(?:(?:62|60|68|9558)\d{10,17}|(?:6[028]\d\d|9558)(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)(?!\d)"
)
_NARROW = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")

# 要遮的都有十一位以上的数字，中间至多隔一个空格或短横，后面或许有 X、B；只细看这些地方，几十兆的输出也不慢
# （只从一串数字的头上看起，后面不够十个字的不看，不回头重试）
_LONG = regex(r"\d(?<!\d\d)(?=.{10})(?:[ \-－　]?\d){10,}+(?:[XxＸｘ]\d*)?(?:B\d*)?")

# 校验码是十六进制的，里面碰巧像电话的数字不能改
_DIGEST = regex(r"\b[0-9a-f]{64}\b")
_HEX_LETTERS = frozenset("abcdef")

# 格子里的终端指令（改标题、清屏、挪光标、变颜色）和别的控制字符，一个也不该到屏幕上
_CONTROL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HIDDEN = regex(rf"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -~]?|{_CONTROL.pattern}")
_COLOUR = regex(r"\x1b\[[0-9;]*m")

guarding: ContextVar[bool] = ContextVar("guarding", default=False)
"""Whether a command is running whose text for people is masked as a whole, whatever its parts have done."""


def mask_id(text: str) -> str:
    """341699********1234: the county and the last four stay."""
    return text[:6] + "*" * max(len(text) - 10, 4) + text[-4:] if len(text) > 10 else mask_all(text)


def mask_phone(text: str) -> str:
    """138****5678."""
    return text[:3] + "****" + text[-4:] if len(text) >= 8 else mask_all(text)


def mask_card(text: str) -> str:
    """Only the last four stay."""
    return "*" * max(len(text) - 4, 4) + text[-4:] if len(text) > 8 else mask_all(text)


def mask_all(text: str) -> str:
    return "*" * len(text)


def mask_text(text: str) -> str:
    """`text` with everything masked that looks like an ID number, a phone or a bank card."""
    return _LONG.sub(_mask_long, text)


_MASKS = ((_ID, mask_id), (_CARD, mask_card), (_OLD_ID, mask_id), (_PHONE, mask_phone))
_ANY = regex("|".join(pattern.pattern for pattern, _ in _MASKS))


def _mask_long(found: re.Match[str]) -> str:
    text = found[0]
    if _ANY.search(_narrowed(text)) is None:
        return text
    for pattern, mask in _MASKS:
        text = _masked(text, pattern, mask)
    return text


def _narrowed(text: str) -> str:
    """`text` with full-width digits, dashes and spaces as ordinary ones, each in its place."""
    return text if text.isascii() else text.translate(_NARROW)


def _masked(text: str, pattern: re.Pattern[str], mask: Callable[[str], str]) -> str:
    """`text` with each match masked; digits written full-width count, and stay so where nothing is masked."""
    parts: list[str] = []
    end = 0
    for match in pattern.finditer(_narrowed(text)):
        parts += text[end : match.start()], mask(match[0])
        end = match.end()
    return "".join([*parts, text[end:]])


def mask_value(value: Any, label: str) -> str:
    """A cell's content for the screen; `label` is its column's kind (证件号码, 电话, 银行卡号 …)."""
    text = str(value)
    if label == "证件号码":
        return mask_id(text)
    if label == "电话":
        return mask_phone(text)
    if label == "银行卡号":
        return mask_card(text)
    return mask_text(text)


def guarded(text: str) -> str:
    """`text` masked while a command is guarded, digests left as they are; else as it is."""
    if not guarding.get():
        return text
    return _LONG.sub(_guarded_long, text)


def _guarded_long(found: re.Match[str]) -> str:
    """Digits masked but for those of a digest, which has letters beside them."""
    text, (start, end) = found.string, found.span()
    if not {text[start - 1 : start], text[end : end + 1]} & _HEX_LETTERS:
        return _mask_long(found)
    first, stop = start, end
    while first and _is_word(text[first - 1]):
        first -= 1
    while stop < len(text) and _is_word(text[stop]):
        stop += 1
    parts: list[str] = []
    for digest in _DIGEST.finditer(text[first:stop]):
        low, high = max(start, first + digest.start()), min(end, first + digest.end())
        if low < high:
            parts += mask_text(text[start:low]), text[low:high]
            start = high
    return "".join([*parts, mask_text(text[start:end])])


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def harmless(text: str, *, coloured: bool = False) -> str:
    """`text` without control characters and terminal commands; `coloured` keeps the program's own colours."""
    if _CONTROL.search(text) is None:
        return text
    return _HIDDEN.sub(lambda m: m[0] if coloured and _COLOUR.fullmatch(m[0]) else "", text)


class Guarded:
    """A text stream that masks what is written to it; in everything else it is the stream behind it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(guarded(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
