"""A record's form. Amounts are exact decimals as text: JSON's numbers do not keep every fen."""

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Tool(_Part):
    """The program: its version, the digest of its catalogue, and of a workspace's own entries ('' for none)."""

    version: str
    catalogue: str
    own: str


class Input(_Part):
    """A file that was read.

    Attributes:
        path: from the workspace's folder on, with `/`; numbers of persons in it are masked.
        sheets: by sheet and ledger the digest of what was read there (only for ledgers).
    """

    path: str
    sha256: str
    sheets: dict[str, str] = {}


class Rows(_Part):
    """Excel's row numbers on a sheet, 3-7,9."""

    file: str
    sheet: str
    rows: str


class Figure(_Part):
    """An indicator's value and the rows that it was counted from."""

    name: str
    value: str
    unit: str
    kind: str
    sources: tuple[Rows, ...]


class Waiver(_Part):
    """An accepted difference: who accepted it, why, until when."""

    code: str
    who: str
    why: str
    until: str


class Check(_Part):
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


class Document(_Part):
    """The file that was written."""

    path: str
    sha256: str


class Options(_Part):
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


class Record(_Part):
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
