"""Which tag of a template is left open, told by the paragraph that it stands in."""

import re
from collections.abc import Iterator, Sequence

from jinja2 import Environment, TemplateSyntaxError

_OPENING = {"if", "for", "set", "macro", "call", "filter", "block", "with", "autoescape"}
_WORD_TAG = re.compile(r"(\{[{%])(?:p|tr|tc|r)(?=\s)")
"""docxtpl's tags for a whole paragraph, row, cell or run: `{%tr for … %}`."""

Tag = list[tuple[str, str]]


def left_open(environment: Environment, paragraphs: Sequence[str]) -> int:
    """The number (from 1) of the paragraph whose tag or block is opened and never closed; 0 where all are."""
    blocks: list[tuple[str, int]] = []
    for number, tag, closed in _tags(environment, paragraphs):
        if not closed:
            return number
        words = [value for kind, value in tag if kind == "name"]
        word = words[0] if words else ""
        if word in _OPENING and not (word == "set" and ("operator", "=") in tag):
            blocks.append((word, number))
        elif word.startswith("end") and blocks:
            opened, at = blocks.pop()
            if word != f"end{opened}":
                return at
    return blocks[-1][1] if blocks else 0


def _tags(environment: Environment, paragraphs: Sequence[str]) -> Iterator[tuple[int, Tag, bool]]:
    """Each block's tag with the paragraph in which it begins, and whether it ends; of the others those that do not."""
    source = "\n".join(_WORD_TAG.sub(r"\1", text) for text in paragraphs)
    begun, tag, what = 0, Tag(), ""
    try:
        for line, kind, value in environment.lex(source):
            if kind.endswith("_begin"):
                begun, tag, what = line, [], kind.removesuffix("_begin")
            elif kind == f"{what}_end":
                if what == "block":
                    yield begun, tag, True
                begun = 0
            elif kind != "whitespace":
                tag.append((kind, value))
    except TemplateSyntaxError as error:
        yield begun or error.lineno, tag, False
        return
    if begun:
        yield begun, tag, False
