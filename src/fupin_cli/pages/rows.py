"""The ledger rows that a page shows, each once: labels of the columns, masked texts of the cells."""

from collections.abc import Iterable
from itertools import islice

from fupin_cli.addresses import Addresses
from fupin_cli.findings import Finding, Place, letter
from fupin_cli.outputs.findings import Renderer
from fupin_cli.outputs.numbers import source_text
from fupin_cli.pages.making import Listing, Spot
from fupin_cli.reading.model import Table
from fupin_cli.tracing import Source
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers

_WHO = ("户编号", "户主姓名", "姓名", "学生姓名", "借款人", "名称", "项目")


class Rows:
    """Puts the rows of findings into a listing."""

    def __init__(self, addresses: Addresses, renderer: Renderer, listing: Listing) -> None:
        self._addresses = addresses
        self._renderer = renderer
        self._listing = listing
        self._sheets: dict[int, int] = {}
        self._rows: dict[tuple[int, int], int] = {}

    def of(self, finding: Finding, place: str = "") -> list[Spot]:
        """The row that a finding stands on, labelled `place`; none for a whole sheet or its header."""
        found = self._addresses.row(finding)
        if found is None:
            return []
        table, position = found[0].table, found[1]
        meant = next((n for n, column in enumerate(table.columns) if column.field == finding.place.field), -1)
        key = id(table), position
        if key not in self._rows:
            self._listing.rows.append((self._sheet(table), self._texts(table, position)))
            self._rows[key] = len(self._listing.rows) - 1
        return [Spot(self._rows[key], meant, place)]

    def at(self, sources: Iterable[Source], most: int) -> list[Spot]:
        """The first rows of some sources, each labelled with its file, sheet and number."""
        single = (Source(one.file, one.sheet, (row,)) for one in sources for row in one.rows)
        return [
            spot
            for one in islice(single, most)
            for spot in self.of(
                Finding("", "info", Place(one.file, one.sheet, one.rows[0])),
                self._renderer.shown_text(source_text(one)),
            )
        ]

    def _sheet(self, table: Table) -> int:
        if id(table) not in self._sheets:
            labels = [
                f"{'' if column.field in table.spots else letter(column.index)} {' '.join(column.header.split())}"
                for column in table.columns
            ]
            who = [n for n, column in enumerate(table.columns) if column.field in _WHO]
            self._listing.sheets.append(([label.strip() for label in labels], who))
            self._sheets[id(table)] = len(self._listing.sheets) - 1
        return self._sheets[id(table)]

    def _texts(self, table: Table, position: int) -> list[str]:
        kinds = columns(ledgers()[table.ledger])
        return [
            self._renderer.cell(table.cells[column.field][position], kinds[column.field])
            for column in table.columns
        ]
