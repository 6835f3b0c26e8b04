"""Numbers that are names: codes, identity numbers, phones."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from operator import mul
from typing import Any, ClassVar

from fupin_cli.patterns import regex
from fupin_cli.vocabulary.kinds import Kind, plain
from fupin_cli.vocabulary.marks import suspect, tidy, unreadable
from fupin_cli.vocabulary.spelling import compact, narrow

_SCIENTIFIC = regex(r"^\d(\.\d+)?[Ee]\+?\d+$", re.A)
_EIGHTEEN = regex(r"\d{17}[\dX]", re.A)
_MOBILE = regex(r"^1[3-9]\d{9}$", re.A)
_LANDLINE = regex(r"^(0\d{2,3}-?)?[2-9]\d{6,7}$", re.A)


# 残疾人证号在身份证号后面是类别、等级各一位，补办的再加 B 和次数
_DISABILITY = regex(r"^\d{2}(?:[A-Z\d]{2})?$", re.A)


class CodeKind(Kind, frozen=True):
    """A number that is a name (户编号, 合同号, 银行卡号): text, never a quantity."""

    label: ClassVar[str] = "编号"

    def usual(self, raw: Any, context: Any) -> Any:
        return raw if raw.__class__ is str and raw.isdigit() and raw.isascii() else None

    def read(self, raw: Any, context: Any) -> str | None:
        if isinstance(raw, str):
            text = narrow(raw)
            if text.endswith(".0") and text[:-2].isdigit():
                text = text[:-2]
            if _SCIENTIFIC.match(text):
                raise unreadable("CE004", "长编号被存成了科学计数法，后几位已丢失")
            if text != raw:
                tidy(context, "CE102")
            return None if text == "无" else text
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            if abs(raw) >= 10**15:
                raise unreadable("CE004", "长编号以数值形式录入，超过15位的数字已丢失")
            tidy(context, "CE103")
        return compact(plain(raw))


class ResidentIdKind(CodeKind, frozen=True):
    """证件号码：18 位身份证（GB 11643-1999），或 20、22 位残疾人证。

    An unknown county code is no fault (counties are renamed); the birth date and the check digit are judged.
    """

    label: ClassVar[str] = "证件号码"

    def usual(self, raw: Any, context: Any) -> Any:
        plainly = raw.__class__ is str and _EIGHTEEN.fullmatch(raw)
        return raw if plainly and _is_day(raw[6:14]) and _check_digit_holds(raw) else None

    def usual_of(self, raws: Sequence[Any], context: Any) -> list[Any]:
        found: list[Any] = [None] * len(raws)
        plainly = [n for n, raw in enumerate(raws) if raw.__class__ is str and _EIGHTEEN.fullmatch(raw)]
        for n, holds in zip(plainly, _check_digits_hold([raws[n] for n in plainly]), strict=True):
            if holds and _is_day(raws[n][6:14]):
                found[n] = raws[n]
        return found

    def read(self, raw: Any, context: Any) -> str | None:
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and abs(raw) >= 10**14:
            raise unreadable("CE004", "证件号码以数值形式录入，超过15位的数字已丢失")
        text = super().read(raw, context)
        if text is None:
            return None
        if len(text) in {19, 21} and text[0] in "Gg":  # 学籍号是 G 加身份证号
            text = text[1:]
            tidy(context, "CE104")
        if len(text) == 18 and text[17] in "×✕╳":
            text = f"{text[:17]}X"
            tidy(context, "CE105")
        if text != text.upper():
            text = text.upper()
            tidy(context, "CE105")
        if len(text) == 15 and text.isdigit():
            raise suspect("CE012", "证件号码是15位的旧号码", text)
        if len(text) not in {18, 20, 22}:
            raise suspect(
                "CE011", "证件号码是{length}位，应为18位（残疾人证20位或22位）", text, length=len(text)
            )
        if not (
            text[:17].isascii() and text[:17].isdigit() and (not text[18:] or _DISABILITY.match(text[18:]))
        ):
            raise suspect("CE013", "证件号码含有不应有的字符", text)
        if not _is_day(text[6:14]):
            raise suspect("CE014", "证件号码第7至14位不是有效的出生日期", text)
        if not _check_digit_holds(text[:18]):
            raise suspect("CE015", "证件号码校验码不对", text)
        return text


# GB 11643-1999 的校验位即 ISO 7064 MOD 11-2；查表比逐个调用快，测试以 python-stdnum 为准
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROS = ord("0") * sum(_WEIGHTS)


def _check_digit_holds(number: str) -> bool:
    total = sum(map(mul, _WEIGHTS, number.encode("ascii", "replace"))) - _ZEROS
    return "10X98765432"[total % 11] == number[17]


def _check_digits_hold(numbers: list[str]) -> list[bool]:
    """The same of many numbers of eighteen signs."""
    import numpy as np

    signs = np.frombuffer("".join(numbers).encode("ascii"), np.uint8).reshape(-1, 18)
    totals = signs[:, :17].astype(np.int32) @ np.array(_WEIGHTS, np.int32) - _ZEROS
    held: list[bool] = (np.frombuffer(b"10X98765432", np.uint8)[totals % 11] == signs[:, 17]).tolist()
    return held


@lru_cache(1 << 16)
def _is_day(digits: str) -> bool:
    """Whether YYYYMMDD is a day; many people share a birthday."""
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


class PhoneKind(Kind, frozen=True):
    """手机号（11 位）或带区号的固定电话。"""

    label: ClassVar[str] = "电话"

    def usual(self, raw: Any, context: Any) -> Any:
        return raw if raw.__class__ is str and _MOBILE.fullmatch(raw) else None

    def read(self, raw: Any, context: Any) -> str | None:
        text = narrow(raw if isinstance(raw, str) else plain(raw))
        if text == "无":
            return None
        if text.endswith(".0") and text[:-2].isdigit():
            text = text[:-2]
            tidy(context, "CE103")
        digits = re.sub(r"^(\+?86)?-?(?=1\d{10}$)", "", text.replace("-", "") if text[:1] == "1" else text)
        if _MOBILE.match(digits):
            if digits != raw and isinstance(raw, str):
                tidy(context, "CE102")
            return digits
        text = re.sub(r"^\((0\d{2,3})\)-?", r"\1-", text)
        if _LANDLINE.match(text):
            return text
        raise suspect("CE016", "电话号码不是11位手机号，也不是固定电话", text)
