"""Where templates run: no way out to the machine, and no text without end.

Jinja's sandbox keeps a template from the program's insides; that it stops is not its business. Here every round
of every loop is counted, and what makes a short line into gigabytes is refused.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import TemplateRuntimeError, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_ROUNDS = 1_000_000
"""A county has tens of thousands of households; a template that goes round more often has gone astray."""

_SWELLING = frozenset({"center", "ljust", "rjust", "zfill", "expandtabs", "format", "format_map"})

ASTRAY = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a template's own reckoning may raise beside Jinja's errors: 1/0, "户" + 1, a macro that calls itself."""


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment whose loops are counted together, over all the templates of one document."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._rounds = 0
        self.filters["逐个"] = self._counted
        for name in ("center", "format", "indent", "wordwrap"):
            del self.filters[name]
        del self.globals["lipsum"]

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The result of an operator; texts and lists are not multiplied, and nothing is raised to a power."""
        if operator == "**" or any(isinstance(side, str | list | tuple) for side in (left, right)):
            raise TemplateRuntimeError(f"“{operator}”只能用来算普通的数")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Not the program's insides, nor what pads a text to any length."""
        return attr not in _SWELLING and super().is_safe_attribute(obj, attr, value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "逐个", [], [], None, None, lineno=loop.lineno)
        return tree

    def _counted(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._rounds += 1
            if self._rounds > MOST_ROUNDS:
                raise TemplateRuntimeError(f"循环超过了{MOST_ROUNDS}次")
            yield item
