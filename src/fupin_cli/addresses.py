"""From a finding's address back to the row that it stands on: its village, its household, its neighbours."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from fupin_cli.engine.places import canonical_village
from fupin_cli.findings import Finding
from fupin_cli.judging import TypedTable

if TYPE_CHECKING:
    from fupin_cli.gathering import Gathered


class Addresses:
    """The rows of what was gathered, by file, sheet and row number."""

    def __init__(self, gathered: "Gathered") -> None:
        self._tables: dict[tuple[str, str], list[TypedTable]] = {}
        for typed in gathered.typed:
            self._tables.setdefault((typed.reading.path, typed.table.sheet), []).append(typed)
        self._positions: dict[int, dict[int, int]] = {}

    def row(self, finding: Finding) -> tuple[TypedTable, int] | None:
        """The table and the position in it of the finding's row; None for a whole sheet or a header."""
        place = finding.place
        for typed in self._tables.get((place.file, place.sheet or ""), ()):
            if finding.ledger not in {None, typed.table.ledger} or place.row is None:
                continue
            position = self._of(typed).get(place.row)
            if position is not None:
                return typed, position
        return None

    def _of(self, typed: TypedTable) -> dict[int, int]:
        known = self._positions.get(id(typed))
        if known is None:
            known = self._positions[id(typed)] = {}
            for position, row in enumerate(typed.table.rows):
                known.setdefault(row, position)
            for spots in typed.table.spots.values():  # 一户一表的值不都在同一行
                for position, (row, _) in enumerate(spots):
                    known.setdefault(row, position)
        return known

    def text(self, finding: Finding, name: str) -> str:
        """The canonical text of a column in the finding's row; '' where there is none."""
        row = self.row(finding)
        if row is None or name not in row[0].columns:
            return ""
        column = row[0].columns[name]
        return column.texts[column.codes[row[1]]] or ""

    def located(self, finding: Finding) -> Finding:
        """The finding with the village and the household of its row."""
        household = finding.household or self.text(finding, "户编号") or None
        return replace(finding, village=self._village(finding) or None, household=household)

    def _village(self, finding: Finding) -> str:
        named = finding.village or self.text(finding, "村")
        if named:
            return canonical_village(named)
        tables = self._tables.get((finding.place.file, finding.place.sheet or ""), ())
        return next((typed.table.place["村"] for typed in tables if typed.table.place.get("村")), "")
