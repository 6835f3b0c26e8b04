"""Characters that look like others: full-width forms, invisible characters, blanks that are written."""

import re
import unicodedata

from fupin_cli.patterns import regex

# 空白的几种写法：合并单元格里的斜杠、破折号、横线都表示“没有”
WRITTEN_BLANKS = frozenset({"/", "／", "—", "——", "-", "--", "－", "――", "\\", "…"})
_INVISIBLE = regex("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]")
_FORMULA_TEXT = regex(r'^="(.*)"$', re.S)


def clean(text: str) -> str:
    """`text` without invisible characters, outer spaces, a leading apostrophe or an ="…" wrapping."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text).replace("\u3000", " ").replace("\xa0", " ")
    text = text.strip()
    if text[:1] in {"'", "’", "‘"} and len(text) > 1:
        text = text[1:].strip()
    if text[:2] == '="':
        wrapped = _FORMULA_TEXT.match(text)
        if wrapped:
            text = wrapped[1].strip()
    return text


def halfwidth(text: str) -> str:
    """Full-width digits, letters and signs as their ordinary forms (NFKC)."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def compact(text: str) -> str:
    """`text` without any white space."""
    return "".join(text.split())


def narrow(text: str) -> str:
    """`text` in half-width forms without any white space, the same when done again."""
    if text.isascii():
        return text if text.isalnum() else compact(text)
    # 去掉空格后，单独的附加符号可能与前一个字母合成，所以再规范一次
    return halfwidth(compact(halfwidth(text)))
