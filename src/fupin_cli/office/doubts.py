"""疑点: what a department's list and the ledgers say differently, to be looked into by the villages."""

from decimal import Decimal

from msgspec import Struct, field

from fupin_cli.office.list_kinds import ListKind
from fupin_cli.tracing import Source


class Doubt(Struct, frozen=True):
    """Something to be looked into.

    Attributes:
        kind: 死亡后仍发放, 仅名单有, 仅台账有, 不一致 …
        identity: the whole 证件号码, masked only when shown.
        amount: yuan, where money is in question.
        listed: the row of the department's list; `stored` the rows of the ledgers.
    """

    kind: str
    village: str
    group: str
    household: str
    head: str
    name: str
    identity: str
    text: str
    amount: Decimal | None = None
    listed: tuple[Source, ...] = ()
    stored: tuple[Source, ...] = ()


class Matching(Struct):
    """What matching found; `strangers` are on the list and in no ledger."""

    kind: ListKind
    rows: int
    matched: int
    doubts: list[Doubt] = field(default_factory=list)
    strangers: list[Doubt] = field(default_factory=list)
    not_checked: list[str] = field(default_factory=list)
