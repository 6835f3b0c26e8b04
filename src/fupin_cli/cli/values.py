"""Values of a command's parameters, made without pydantic where that is all there is to do.

Typer makes a validator for every parameter, used or not. That and importing pydantic for it takes longer than
checking a village's ledger; a path, a text or one of a few words needs none. Whatever is not that plain, wrong
words among it, goes Typer's way and fails in Typer's words. A Typer that no longer asks here goes its own way.
"""

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin


class Plain:
    """How one parameter's values are made; stands where Typer looks for its own."""

    def __init__(self, parameter: Any) -> None:
        self._typers: Callable[[], Any] = parameter.get_runtime_param
        annotation = parameter.type_descriptor.annotation
        self._several = get_origin(annotation) is list
        self._kind = get_args(annotation)[0] if self._several else annotation

    def __call__(self) -> "Plain":
        return self

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """`value` from the command line or of the default, as the parameter's type."""
        if value is None:
            return () if self._several else None
        made = [self._made(one) for one in (value if self._several else [value])]
        if None in made:
            return self._typers().coerce(value, param=param, ctx=ctx)
        return made if self._several else made[0]

    def _made(self, value: Any) -> Any:
        """The value as the type; None where Typer has to look at it."""
        if self._kind is str:
            return value if value.__class__ is str else None
        if self._kind is Path:
            return Path(value) if isinstance(value, (str, Path)) else None
        if isinstance(self._kind, type) and issubclass(self._kind, Enum):
            return next((one for one in self._kind if value in (one, one.value)), None)
        return None


def plainly(parameters: list[Any]) -> None:
    """Have the values of these parameters made here."""
    for parameter in parameters:
        if hasattr(parameter, "get_runtime_param") and hasattr(parameter, "type_descriptor"):
            parameter.get_runtime_param = Plain(parameter)
