"""A department's list on the page: the 疑点 that it raises, by village and kind."""

from collections import Counter
from functools import cached_property

from msgspec import Struct, field

from fupin_cli.office import matched
from fupin_cli.office.doubts import Matching
from fupin_cli.scope import Scope
from fupin_cli.web.guard import secret


class Matched(Struct, dict=True):
    """A list that was held against the ledgers of a place and period; `lists` names its files."""

    scope: Scope
    result: Matching
    lists: str
    id: str = field(default_factory=lambda: secret(12))

    @property
    def name(self) -> str:
        return f"{self.result.kind.name}名单（{self.lists}）"

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds of 疑点, as columns of `counts`."""
        return sorted({doubt.kind for doubt in self.result.doubts})

    @cached_property
    def counts(self) -> dict[str, list[int]]:
        """How many 疑点 of each kind a village has."""
        found = Counter((doubt.village, doubt.kind) for doubt in self.result.doubts)
        villages = sorted({doubt.village for doubt in self.result.doubts})
        return {village: [found[village, kind] for kind in self.kinds] for village in villages}

    def workbook(self) -> bytes:
        """All 疑点, unmasked, as `fupin match -o` writes them."""
        return matched.as_workbook(self.result, self.scope.village or self.scope.town)
