"""A row of a ledger as the page shows it: its cells with their headers, personal numbers masked."""

from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from fupin_cli.addresses import Addresses
from fupin_cli.findings import Finding, Place, letter
from fupin_cli.gathering import Gathered
from fupin_cli.outputs.findings import Renderer
from fupin_cli.tracing import Source
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers

_WHO = ("村", "户编号", "户主姓名", "姓名", "学生姓名", "借款人", "证件号码", "名称", "项目")
_NEIGHBOURS = 2


class Cell(Struct, frozen=True):
    """A cell: `letter` of its column, the sheet's header, masked text, and whether it is the one meant."""

    letter: str
    header: str
    field: str
    text: str
    meant: bool = False


class Row(Struct, frozen=True):
    """A row with its address; `near` are the cells that say who it is and those beside the one meant."""

    file: str
    sheet: str
    number: int
    cells: tuple[Cell, ...]
    near: tuple[Cell, ...]


class Rows:
    """Looks up rows by file, sheet and number."""

    def __init__(self, gathered: Gathered, renderer: Renderer) -> None:
        self.addresses = Addresses(gathered)
        self._renderer = renderer

    def of(self, finding: Finding, also: Collection[str] = ()) -> Row | None:
        """The row that a finding stands on; None for a whole sheet or its header.

        Cells of the fields `also` count as near.
        """
        found = self.addresses.row(finding)
        if found is None or finding.place.row is None:
            return None
        table, position = found[0].table, found[1]
        kinds = columns(ledgers()[table.ledger])
        cells = tuple(
            Cell(
                letter(column.index),
                " ".join(column.header.split()),
                column.field,
                self._renderer.cell(table.cells[column.field][position], kinds[column.field]),
                column.field == finding.place.field,
            )
            for column in table.columns
        )
        file = self._renderer.shown_text(finding.place.file)
        return Row(file, table.sheet, finding.place.row, cells, _near(cells, also))

    def at(self, source: Source, also: Collection[str] = ()) -> list[Row]:
        """The rows of a source that are still there to be shown."""
        places = (Place(source.file, source.sheet, number) for number in source.rows)
        return [row for place in places if (row := self.of(Finding("", "info", place), also)) is not None]


def flat(sources: Iterable[Source]) -> list[Source]:
    """Sources of one row each, to be shown page by page."""
    return [Source(one.file, one.sheet, (row,)) for one in sources for row in one.rows]


def _near(cells: Sequence[Cell], also: Collection[str]) -> tuple[Cell, ...]:
    middle = next((number for number, cell in enumerate(cells) if cell.meant), None)
    beside = range(middle - _NEIGHBOURS, middle + _NEIGHBOURS + 1) if middle is not None else ()
    who = {number for number, cell in enumerate(cells) if cell.field in _WHO}
    first = {min(who)} if who and middle is not None else who
    named = {number for number in who if cells[number].field.endswith("姓名")}
    asked = {number for number, cell in enumerate(cells) if cell.field in also}
    return tuple(cells[n] for n in sorted({*beside, *first, *named, *asked}) if 0 <= n < len(cells))
