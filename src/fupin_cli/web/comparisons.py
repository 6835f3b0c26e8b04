"""An earlier report on the page: which of its figures the ledgers now give otherwise."""

from msgspec import Struct, field

from fupin_cli.office.report_changes import Changed
from fupin_cli.scope import Scope
from fupin_cli.web.guard import secret


class Comparison(Struct, frozen=True):
    """The figures of the report called `title` that have changed, in the order of its text."""

    scope: Scope
    title: str
    changed: list[Changed]
    id: str = field(default_factory=lambda: secret(12))
