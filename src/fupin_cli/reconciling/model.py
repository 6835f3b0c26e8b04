"""What reconciling hands on: a check's two sides at a place, its verdict, and who makes it differ."""

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from fupin_cli.errors import FupinError
from fupin_cli.tracing import Source

if TYPE_CHECKING:
    from fupin_cli.configuration import Waiver

Verdict = Literal["equal", "different", "not_checked"]
Which = Literal["left", "right", "both"]

# 属于这一组的核对只提示疑点：不平也不算核对没有通过
DOUBT = "疑点"


class Amount(Struct, frozen=True):
    """One side of a check; `cut` counts the rows behind it that `sources` does not name."""

    label: str
    value: Decimal
    unit: str
    sources: tuple[Source, ...] = ()
    cut: int = 0


class Contributor(Struct, frozen=True):
    """A key on which the sides differ, with its rows on either side.

    `note` is what the check's own query says of it; `suggestion` is who else it may be; `cut` counts its rows that
    `sources` does not name.
    """

    key: str
    side: Which
    left: Decimal | None
    right: Decimal | None
    sources: tuple[Source, ...]
    name: str = ""
    note: str = ""
    suggestion: str = ""
    cut: int = 0


class Outcome(Struct):
    """A check at one place.

    `waiver` is set where the difference is an accepted one; `cut` counts the keys that differ beyond those in
    `unmatched`, in the whole place.
    """

    code: str
    title: str
    town: str
    village: str | None
    period: str
    verdict: Verdict
    left: Amount | None = None
    right: Amount | None = None
    unmatched: list[Contributor] = field(default_factory=list)
    because: str = ""
    hint: str = ""
    basis: str = ""
    doubt: bool = False
    waiver: "Waiver | None" = None
    cut: int = 0

    @property
    def difference(self) -> Decimal | None:
        if self.left is None or self.right is None:
            return None
        return self.left.value - self.right.value

    @property
    def open(self) -> bool:
        """A difference that nobody has accepted."""
        return self.verdict == "different" and self.waiver is None


class Mover(Struct, frozen=True):
    """A household (by its 户主) or person that came or left.

    Attributes:
        key: 户编号 or 证件号码.
        because: what the ledgers say of it, '' where they say nothing.
        explained: whether that is a reason: a class that is merely another one now is none.
    """

    village: str
    key: str
    name: str
    because: str
    explained: bool


class Movement(Struct):
    """A category in one place: opening + came − left = closing, in 户 or 人.

    Attributes:
        village: '' for the town.
        whole: all of the place asked for; the others are its villages.
    """

    category: str
    unit: str
    village: str
    whole: bool
    opening: int
    closing: int
    came: list[Mover] = field(default_factory=list)
    left: list[Mover] = field(default_factory=list)

    @property
    def unexplained(self) -> list[Mover]:
        return [mover for mover in (*self.came, *self.left) if not mover.explained]


class Reconciliation(Struct):
    """All outcomes, in the catalogue's order, the town's line before its villages'.

    Attributes:
        movements: 期初 + 新增 − 减少 = 期末 by category and village, where there is an earlier period.
        expired_waivers: waivers whose day has passed; they accept nothing.
        unused_waivers: waivers for this place and period that met no difference.
        broken: checks whose own SQL cannot be run, with what to say about each.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)
    unused_waivers: list["Waiver"] = field(default_factory=list)
    expired_waivers: list["Waiver"] = field(default_factory=list)
    broken: list[FupinError] = field(default_factory=list)

    def count(self, verdict: Verdict) -> int:
        """Outcomes of a verdict; of differences those that are neither accepted nor only doubts."""
        if verdict == "different":
            return sum(outcome.open and not outcome.doubt for outcome in self.outcomes)
        return sum(outcome.verdict == verdict for outcome in self.outcomes)

    @property
    def doubts(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.open and outcome.doubt]

    @property
    def waived(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.waiver is not None]
