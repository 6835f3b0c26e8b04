"""Which tag of a template is left open, or closed without being opened, told by the paragraph that it stands in."""

from collections.abc import Container, Iterator, Sequence

from jinja2 import Environment, TemplateSyntaxError

from fupin_cli.patterns import regex

_OPENING = {"if", "for", "set", "macro", "call", "filter", "block", "with", "autoescape"}
_WORD_TAG = regex(r"(\{[{%])(?:p|tr|tc|r)(?=\s)")
"""docxtpl's tags for a whole paragraph, row, cell or run: `{%tr for … %}`."""

_STRAY = regex(r"\}\}|%\}|\{([^{}%#]+)\}")
"""What Jinja takes for text: the end of a tag, and a name in single braces."""

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


def strays(
    environment: Environment, paragraphs: Sequence[str], known: Container[str]
) -> Iterator[tuple[int, str]]:
    """What would stay in the paper, with its paragraph: ends of tags that nothing opens, `known` names in one brace."""
    raw = False
    try:
        for line, kind, value in environment.lex(_source(paragraphs)):
            raw = (raw or kind == "raw_begin") and kind != "raw_end"
            if kind != "data" or raw:
                continue
            for found in _STRAY.finditer(value):
                if found[1] is None or found[1].strip() in known:
                    yield line + value.count("\n", 0, found.start()), found[0]
    except TemplateSyntaxError:  # 没有收尾的，编译时会说
        return


def _source(paragraphs: Sequence[str]) -> str:
    return "\n".join(_WORD_TAG.sub(r"\1", text) for text in paragraphs)


def _tags(environment: Environment, paragraphs: Sequence[str]) -> Iterator[tuple[int, Tag, bool]]:
    """Each block's tag with the paragraph in which it begins, and whether it ends; of the others those that do not."""
    begun, tag, what = 0, Tag(), ""
    try:
        for line, kind, value in environment.lex(_source(paragraphs)):
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
