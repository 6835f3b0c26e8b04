"""The lines of work that a report is built of: templates/parts.toml lists them, one Jinja text each."""

import tomllib
from functools import cache
from typing import Any

from msgspec import Struct

from fupin_cli.resources import folder


class Part(Struct, frozen=True):
    """One line of work.

    Attributes:
        name: what 文字材料 calls it in 小标题 (or one of `also`).
        heading: the heading where the town's words give none.
        file: its Jinja text under templates/.
        needs: ledgers without which the text is left out; `甲|乙` is met by either.
        kinds: kinds of report that use it; empty means all.
        topics: topics of a 专项 that it belongs to.
        last: stands behind all others where no 小标题 names it.
    """

    name: str
    heading: str
    file: str
    needs: tuple[str, ...]
    also: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    last: bool = False

    def means(self, heading: str) -> bool:
        """Whether a 小标题 is about this line of work."""
        return any(word in heading for word in (self.name, *self.also))

    def fits(self, kind: str, topic: str) -> bool:
        if kind == "专项":
            return topic == self.name or topic in self.topics
        return not self.kinds or kind in self.kinds


@cache
def parts() -> tuple[Part, ...]:
    """All parts, in the order in which they stand where the town's words give none."""
    text = (folder("templates") / "parts.toml").read_text(encoding="utf-8")
    return tuple(
        Part(**dict[str, Any]({k: tuple(v) if isinstance(v, list) else v for k, v in item.items()}))
        for item in tomllib.loads(text)["part"]
    )


def topics() -> list[str]:
    """Topics that a 专项 can have: the lines of work and what groups them."""
    return list(dict.fromkeys(name for part in parts() for name in (*part.topics, part.name)))
