"""What is wrong in a user's own template, in a clerk's words: Jinja says it in English and for programmers."""

import re
import traceback
from collections.abc import Container, Sequence
from decimal import InvalidOperation

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from msgspec import Struct

from fupin_cli.errors import FupinError
from fupin_cli.reporting.template_tags import left_open, strays


class Part(Struct, frozen=True):
    """The paragraphs of a template's body, or of what is not its body: 页眉, 页脚, 脚注."""

    paragraphs: tuple[str, ...]
    name: str = ""

    def place(self, number: int) -> str:
        """第3段“……”, 页脚第1段“……”; '' for no paragraph at all."""
        if not number:
            return ""
        shown = self.paragraphs[number - 1].strip()
        return f"{self.name}第{number}段“{shown if len(shown) <= 30 else shown[:30] + '……'}”"


_OPENS = {"}}": "{{", "%}": "{%"}
_ENDS = {"if": "{% endif %}", "for": "{% endfor %}", "set": "{% endset %}", "block": "{% endblock %}"}


def in_words(error: TemplateSyntaxError) -> str:
    """The fault as a phrase.

    >>> in_words(TemplateSyntaxError("unexpected '}'", 1))
    '花括号里的“}”放错了地方'
    """
    message = error.message or ""
    if open_tag := re.search(r"innermost block that needs to be closed is '(\w+)'", message):
        end = _ENDS.get(open_tag[1], f"{{% end{open_tag[1]} %}}")
        return f"“{{% {open_tag[1]} … %}}”没有用“{end}”收尾"
    if found := re.search(r"unknown tag '(\w+)'", message):
        return f"“{{% {found[1]} … %}}”不是能用的写法"
    if found := re.search(
        r"expected token 'end of (?:print statement|statement block)', got '(.+?)'", message
    ):
        return f"“{found[1]}”前面少了收尾的花括号或连接的符号"
    if found := re.search(r"No (filter|test) named '(.+?)'", message):
        return f"“|{found[2]}”不是能用的写法"
    if found := re.search(r"unexpected '(.+?)'", message):
        return f"花括号里的“{found[1]}”放错了地方"
    if found := re.search(r"unexpected char '(.+?)'", message):
        return f"花括号里有不能用的符号“{found[1]}”"
    return "花括号没有成对，或花括号里写法不对"


def refuse_fullwidth(template: str, part: Part) -> None:
    """That no figure is asked for in braces of a Chinese keyboard: they would stay in the paper as they are.

    Raises:
        FupinError: one is.
    """
    for number, text in enumerate(part.paragraphs, 1):
        if "｛｛" in text or "｛%" in text or "｛％" in text:
            raise FupinError(
                f"模板“{template}”{part.place(number)}里的花括号是全角的。",
                "请换成英文输入法的花括号：{{ 脱贫户户数 }}。",
            )


def refuse_strays(template: str, environment: Environment, part: Part, known: Container[str]) -> None:
    """That no half of a tag and no `known` name in single braces stays in the paper.

    Raises:
        FupinError: one would.
    """
    for number, stray in strays(environment, part.paragraphs, known):
        lacks = f"前面没有“{_OPENS[stray]}”" if stray in _OPENS else "只有一对花括号"
        raise FupinError(
            f"模板“{template}”{part.place(number)}里的“{stray}”{lacks}，会原样留在材料里。",
            "指标写成“{{ 脱贫户户数 }}”，两边各两个花括号。",
        )


def refused(error: TemplateError) -> str:
    """What a running template may not do, as a phrase."""
    message = error.message or ""
    if isinstance(error, SecurityError):
        return "用了不许用的写法：模板里只能写指标名、自带的名字和简单的算式"
    if isinstance(error, TemplateNotFound):
        return f"引用的“{error.name}”不是自带的段落"
    if message.startswith(("“", "循环")):
        return f"写法有误：{message}"
    return "写法有误：花括号里的写法用不了"


def reckoning(error: Exception) -> str:
    """What went wrong in a template's reckoning, as a phrase."""
    if isinstance(error, ZeroDivisionError | InvalidOperation):
        return "里的算式算不出来：除数是零，或算的不是数"
    if isinstance(error, RecursionError):
        return "里有一段没完没了地引用自己"
    if isinstance(error, OverflowError):
        return "里的循环太长"
    return "里的算式算不出来：算的不是数，或名字后面的括号用错了"


def line_of(error: BaseException) -> str:
    """第3行 of the user's text in which the error arose; '' where it cannot be told."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == "<template>" and frame.lineno
    ]
    return f"第{lines[0]}行" if lines else ""


def naming(parts: Sequence[Part], name: str) -> str:
    """第3段“……”: the first paragraph with `name` between braces; '' where there is none."""
    return next(
        (
            part.place(number)
            for part in parts
            for number, text in enumerate(part.paragraphs, 1)
            if name in "".join(re.findall(r"\{[{%].*?[%}]\}", text))
        ),
        "",
    )


def breaking(environment: Environment, parts: Sequence[Part], error: TemplateSyntaxError) -> str:
    """第3段“……”: the paragraph at fault; '' where it cannot be told."""
    return next((place for part in parts if (place := _breaking(environment, part, error))), "")


def _breaking(environment: Environment, part: Part, error: TemplateSyntaxError) -> str:
    """Of a part the paragraph of the block which is not closed, or the one that alone gives the same fault, or
    the one in which a tag is opened that does not end there.
    """
    left = left_open(environment, part.paragraphs)
    if left and "to be closed" in (error.message or ""):
        return part.place(left)
    for number, text in enumerate(part.paragraphs, 1):
        try:
            environment.compile(text)
        except TemplateSyntaxError as fault:
            if fault.message == error.message:
                return part.place(number)
    return part.place(left or next((n for n, text in enumerate(part.paragraphs, 1) if _runs_on(text)), 0))


def _runs_on(text: str) -> bool:
    """Whether a tag begins in the paragraph and ends in a later one."""
    return text.count("{{") + text.count("{%") > text.count("}}") + text.count("%}")
