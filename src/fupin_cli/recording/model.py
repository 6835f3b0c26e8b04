"""A record's form. Amounts are exact decimals as text: JSON's numbers do not keep every fen."""

from fupin_cli.forms import Form


class Tool(Form, frozen=True, kw_only=True):
    """The program: its version, the digest of its catalogue, and of a workspace's own entries ('' for none)."""

    version: str
    catalogue: str
    own: str


class Input(Form, frozen=True, kw_only=True):
    """A file that was read.

    Attributes:
        path: from the workspace's folder on, with `/`; numbers of persons in it are masked.
        sheets: by sheet and ledger the digest of what was read there (only for ledgers).
    """

    path: str
    sha256: str
    sheets: dict[str, str] = {}


class Rows(Form, frozen=True, kw_only=True):
    """Excel's row numbers on a sheet, 3-7,9."""

    file: str
    sheet: str
    rows: str


class Figure(Form, frozen=True, kw_only=True):
    """An indicator's value and the rows that it was counted from."""

    name: str
    value: str
    unit: str
    kind: str
    sources: tuple[Rows, ...]


class Waiver(Form, frozen=True, kw_only=True):
    """An accepted difference: who accepted it, why, until when."""

    code: str
    who: str
    why: str
    until: str


class Check(Form, frozen=True, kw_only=True):
    """What reconciling said of one check at one place; the amounts are None where it was not checked."""

    code: str
    title: str
    town: str
    village: str | None
    verdict: str
    doubt: bool
    left: str | None
    right: str | None
    difference: str | None
    unit: str
    because: str
    waiver: Waiver | None


class Document(Form, frozen=True, kw_only=True):
    """The file that was written."""

    path: str
    sha256: str


class Options(Form, frozen=True, kw_only=True):
    """What was asked for, so that it can be asked again; `day` is the stock day that came of it."""

    town: str | None
    village: str | None
    county: str | None
    period: str
    as_of: str | None
    day: str
    sets: tuple[str, ...] = ()
    tolerance: str = "0"
    against: str | None = None
    kind: str | None = None
    topic: str | None = None


class Record(Form, frozen=True, kw_only=True):
    """Everything that a report or a reconciliation stands on, without anybody's personal data."""

    format: int
    command: str
    tool: Tool
    options: Options
    inputs: tuple[Input, ...]
    unreadable: tuple[str, ...]
    figures: tuple[Figure, ...]
    checks: tuple[Check, ...]
    waivers: tuple[Waiver, ...]
    document: Document | None
