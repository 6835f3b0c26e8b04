"""The forms of the catalogue's entries. An entry is complete in itself: what, why, how to mend, examples."""

import datetime as dt
from functools import cache
from typing import Any, Literal

from msgspec.structs import force_setattr

from fupin_cli.forms import Form, number_or_date
from fupin_cli.patterns import regex

Rows = dict[str, list[dict[str, Any]]]
SeverityName = Literal["error", "warning", "info"]
Status = Literal["stable", "preview", "off"]
PLACEHOLDER = regex(r"\{([^{}]+)\}")
DETAIL = regex(r"(?<![\w.'])明细(?![\w'])")


@cache
def quoted(message: str) -> list[str]:
    """The values that a rule's sentence quotes: 户编号 in “{户编号}没有户主”."""
    return PLACEHOLDER.findall(message)


class CellRule(Form, frozen=True, kw_only=True):
    """A finding that code raises (types of cells, reading of sheets); the entry gives its words."""

    code: str
    title: str
    severity: SeverityName
    message: str
    hint: str
    why: str = ""
    fixable: bool = False
    bad: str | int | float | None = None  # a cell that breaks it, and one that does not
    good: str | int | float | None = None
    field: str = ""  # 台账.列 of the two examples


class Rule(Form, frozen=True, kw_only=True):
    """A predicate over the rows of one ledger (or of its view): rows for which `broken` holds are findings.

    `where` is the population; both are SQL in the ledger's words. NULL means unknown, never broken.
    """

    code: str
    title: str
    severity: SeverityName
    ledger: str
    broken: str
    where: str = ""
    columns: list[str]
    message: str
    hint: str
    why: str = ""
    basis: str = ""
    national: list[str] = []
    certainty: Literal["A", "B", "C"] = "A"
    status: Status = "stable"
    since: dt.date | None = None  # data dates for which the rule holds
    until: dt.date | None = None
    covers: list[str] = []  # codes of findings at the same cell that say no more than this one
    bad: Rows
    good: Rows
    as_of: dt.date | None = None  # the day on which the examples are judged
    policy: dict[str, Any] = {}  # policy lines of the examples, by `number_or_date`

    def __post_init__(self) -> None:
        if self.policy:
            told = {name: number_or_date(value, "policy", name) for name, value in self.policy.items()}
            force_setattr(self, "policy", told)


class Fact(Form, frozen=True, kw_only=True):
    """A named column that the engine adds to a ledger's view, so that predicates stay short.

    Without `source` it is an expression over the row; with it an aggregate over the rows of another ledger
    (or of the same one: `本表`) that share the key `by`, a text column or row fact of both. With `any` one of
    the columns that it uses is enough and the others count as blank: for populations (`甲 OR 乙`), never for
    what should be absent.
    """

    name: str
    of: list[str]
    sql: str
    says: str
    source: str = ""
    by: str = ""
    where: str = ""
    default: str = ""
    any: bool = False


class Side(Form, frozen=True, kw_only=True):
    """One side of a check: a query with the columns 村, 键, 值 and (where rows stand behind it) _id."""

    label: str
    sql: str
    needs: list[str]


class Check(Form, frozen=True, kw_only=True):
    """Left equals right, in total by `by` and, with `match`, for every key.

    `rows` is a query that both sides may ask, under the name 明细: what takes long is worked out once.
    """

    code: str
    title: str
    unit: str
    left: Side
    right: Side
    rows: str = ""
    sets: list[str] = []
    match: bool = False
    relation: Literal["=", "<="] = "="
    tolerance: float = 0
    by: Literal["村", "镇"] = "村"
    key: str = ""
    why: str = ""
    hint: str = ""
    basis: str = ""
    holds: Rows = {}
    differs: Rows = {}

    @property
    def queries(self) -> tuple[str, str]:
        """Left and right side, each complete in itself."""
        inside = f"({self.rows})"
        left, right = (
            DETAIL.sub(lambda _: inside, side.sql) if self.rows else side.sql
            for side in (self.left, self.right)
        )
        return left, right


class Indicator(Form, frozen=True, kw_only=True):
    """A figure: an aggregate over the rows of one ledger, with what it counts in words."""

    name: str
    unit: str
    kind: Literal["stock", "flow"]
    says: str
    ledger: str
    value: str = "count(*)"
    where: str = ""
    date: str = ""  # the column that puts a row of a flow into a period
    synonyms: list[str] = []


class PolicyLine(Form, frozen=True, kw_only=True):
    """A number or a date set by a place for a year, with the paper that sets it.

    `own` is a line of fupin.toml: it stands before all others.
    """

    name: str
    value: Any  # by `number_or_date`
    unit: str = ""  # a date has none
    province: str = ""
    city: str = ""
    county: str = ""
    since: int = 0
    until: int = 9999
    source: str
    own: bool = False

    def __post_init__(self) -> None:
        force_setattr(self, "value", number_or_date(self.value, "value"))


AnyRule = CellRule | Rule


class Catalogue(Form, frozen=True, kw_only=True):
    """All entries, as loaded."""

    version: str
    cells: list[CellRule] = []
    rules: list[Rule] = []
    facts: list[Fact] = []
    checks: list[Check] = []
    indicators: list[Indicator] = []
    policy: list[PolicyLine] = []

    @property
    def coded(self) -> list[AnyRule]:
        """Cell findings and rules: all that has a code which validate reports."""
        return [*self.cells, *self.rules]


KINDS: dict[str, tuple[str, type[Form]]] = {
    "cell": ("cells", CellRule),
    "rule": ("rules", Rule),
    "fact": ("facts", Fact),
    "check": ("checks", Check),
    "indicator": ("indicators", Indicator),
    "policy": ("policy", PolicyLine),
}
"""The tables of a TOML file: the catalogue's attribute for their entries, and the entries' form."""
