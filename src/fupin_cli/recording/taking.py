"""Take down what a command read, was asked and found. No clock is read: the same work gives the same record."""

import hashlib
import os
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from fupin_cli import __version__
from fupin_cli.configuration import Waiver as Accepted
from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError, because
from fupin_cli.gathering import Gathered
from fupin_cli.judging import TypedTable
from fupin_cli.privacy import mask_text
from fupin_cli.reconciling.model import Amount, Outcome, Reconciliation
from fupin_cli.recording.model import Check, Document, Figure, Input, Options, Record, Rows, Tool, Waiver
from fupin_cli.recording.seal import FORMAT, canonical
from fupin_cli.session import Session
from fupin_cli.tracing import Source
from fupin_cli.vocabulary.numbers import plain_number


class Asked(Struct, frozen=True):
    """What the command line said, beside place and period.

    `also` are files read that are no ledgers of the workspace (a template, the system's export).
    """

    command: str
    town: str | None = None
    village: str | None = None
    county: str | None = None
    as_of: str | None = None
    sets: tuple[str, ...] = ()
    tolerance: Decimal = Decimal(0)
    against: Path | None = None
    kind: str | None = None
    topic: str | None = None
    also: tuple[Path, ...] = ()


def take(
    asked: Asked,
    session: Session,
    gathered: Gathered,
    figures: Figures,
    result: Reconciliation,
    document: tuple[Path, bytes] | None = None,
) -> Record:
    """The record of one run; `document` is where the report went, and its bytes.

    Raises:
        FupinError: an input cannot be read any more.
    """
    home, scope = session.home, figures.scope
    written = None
    if document is not None:
        written = Document(path=_named(document[0], home.root), sha256=_digest(document[1]))
    return Record(
        format=FORMAT,
        command=asked.command,
        tool=_tool(session),
        options=Options(
            town=scope.town or None,
            village=asked.village,
            county=asked.county,
            period=str(scope.period),
            as_of=asked.as_of,
            day=scope.day.isoformat(),
            sets=asked.sets,
            tolerance=str(asked.tolerance),
            against=_named(asked.against, home.root) if asked.against else None,
            kind=asked.kind,
            topic=asked.topic,
        ),
        inputs=(
            *_ledgers(figures, home.root),
            *(_file(path, home.root) for path in (home.path, *asked.also)),
        ),
        unreadable=tuple(mask_text(failure.message) for failure in gathered.failures),
        figures=tuple(
            Figure(
                name=figure.name,
                value=plain_number(figure.value),
                unit=figure.unit,
                kind=figure.kind,
                sources=tuple(_rows(source, home.root) for source in figure.sources),
            )
            for figure in figures.all()
        ),
        checks=tuple(_check(outcome) for outcome in result.outcomes),
        waivers=tuple(_waiver(waiver) for waiver in home.config.waiver),
        document=written,
    )


def _tool(session: Session) -> Tool:
    config = session.home.config
    own = [config.rule, config.check, config.indicator]
    return Tool(
        version=__version__,
        catalogue=session.catalogue.version,
        own=_digest(canonical(own)) if any(own) else "",
    )


def _ledgers(figures: Figures, root: Path) -> list[Input]:
    """The workbooks that speak for the period or the one before it; later years' do not concern the record."""
    scope = figures.scope
    members = [*scope.dataset.members, *(scope.earlier.members if scope.earlier else ())]
    sheets: dict[str, dict[str, str]] = {}
    digests: dict[str, str] = {}
    for member in members:
        typed = member.typed
        path = _named(Path(typed.reading.path), root)
        digests[path] = typed.reading.sha256
        sheets.setdefault(path, {})[f"{typed.table.sheet}（{typed.table.ledger}）"] = _read(typed)
    return [Input(path=path, sha256=digests[path], sheets=sheets[path]) for path in sorted(digests)]


def _read(typed: TypedTable) -> str:
    """The digest of a table's rows as they were read: a workbook that was only saved anew keeps it."""
    columns = {
        name: [typed.columns[name].texts[code] for code in typed.columns[name].codes]
        for name in sorted(typed.columns)
    }
    unreadable = {name: sorted(rows) for name, rows in typed.unreadable.items()}
    return _digest(canonical([list(typed.table.rows), columns, unreadable]))


def _file(path: Path, root: Path) -> Input:
    try:
        return Input(path=_named(path, root), sha256=_digest(path.read_bytes()))
    except OSError as error:
        raise FupinError(f"读不了“{path}”：{because(error)}。", "请检查文件是否还在，再做一次。") from None


def _named(path: Path, root: Path) -> str:
    try:
        relative = os.path.relpath(path, root)
    except ValueError:  # Windows 上不在同一个盘
        relative = str(path)
    return mask_text(Path(relative).as_posix())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _rows(source: Source, root: Path) -> Rows:
    return Rows(file=_named(Path(source.file), root), sheet=source.sheet, rows=spans(source.rows))


def spans(rows: Iterable[int]) -> str:
    """3, 4, 5, 9 → 3-5,9."""
    found: list[list[int]] = []
    for row in sorted(rows):
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in found)


def _check(outcome: Outcome) -> Check:
    gap = outcome.difference
    return Check(
        code=outcome.code,
        title=mask_text(outcome.title),
        town=outcome.town,
        village=outcome.village,
        verdict=outcome.verdict,
        doubt=outcome.doubt,
        left=_value(outcome.left),
        right=_value(outcome.right),
        difference=None if gap is None else plain_number(gap),
        unit=outcome.left.unit if outcome.left else "",
        because=mask_text(outcome.because),
        waiver=_waiver(outcome.waiver) if outcome.waiver else None,
    )


def _value(amount: Amount | None) -> str | None:
    return None if amount is None else plain_number(amount.value)


def _waiver(waiver: Accepted) -> Waiver:
    return Waiver(
        code=waiver.code,
        who=mask_text(waiver.who),
        why=mask_text(waiver.why),
        until=waiver.until.isoformat(),
    )
