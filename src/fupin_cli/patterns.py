"""Regular expressions that are compiled when they are first used.

A command meets a few of the program's hundreds; compiling them all takes as long as reading a village's ledgers.
"""

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, made later.

    Raises:
        re.error: on first use, where `text` is no regular expression.
    """
    return cast("re.Pattern[AnyStr]", _Later(text, flags))


class _Later:
    """Stands for the pattern; once that is made, its methods are found here without a detour."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern: Any = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        made: re.Pattern[Any] = re.compile(self.pattern, self._flags)
        self.__dict__.update((each, getattr(made, each)) for each in _METHODS)
        return self.__dict__[name]
