"""Columns that no field takes, fetched once more from the file: villages add them, and they are not lost."""

from pathlib import Path
from typing import Any

from fupin_cli.judging import TypedTable
from fupin_cli.office.cells import Cell
from fupin_cli.reading.headers import normalise
from fupin_cli.reading.model import Grid


class Extras:
    """Values of unknown columns by their plain header; each file is opened again at most once."""

    def __init__(self, password: str | None = None) -> None:
        self._password = password
        self._grids: dict[str, dict[str, Grid]] = {}

    def headers(self, typed: TypedTable) -> list[str]:
        """The plain names of a table's unknown columns."""
        return list(dict.fromkeys(normalise(header).name for header, _ in typed.table.unknown))

    def value(self, typed: TypedTable, header: str, position: int) -> Cell:
        """What stands in the row under `header`, as text or number; None where there is nothing."""
        index = next((i for shown, i in typed.table.unknown if normalise(shown).name == header), None)
        if index is None or typed.table.spots:
            return None
        rows = self._grid(typed).rows
        row = rows[typed.table.rows[position] - 1]
        return _plain(row[index]) if index < len(row) else None

    def _grid(self, typed: TypedTable) -> Grid:
        path = typed.reading.path
        if path not in self._grids:
            self._grids[path] = {grid.name: grid for grid in read_grids(Path(path), self._password)}
        return self._grids[path][typed.table.sheet]


def read_grids(path: Path, password: str | None = None) -> list[Grid]:
    """The sheets of a file as raw cells.

    Raises:
        FupinError: no workbook, damaged, encrypted.
    """
    from fupin_cli.reading.formats import open_file
    from fupin_cli.reading.limits import Limits

    return list(open_file(path.read_bytes(), str(path), password, Limits()).grids)


def _plain(value: Any) -> Cell:
    import datetime as dt
    from decimal import Decimal

    if value in ("", None):
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, float):
        return Decimal(f"{value:.15g}")
    if isinstance(value, (int, dt.date)):
        return value
    return str(getattr(value, "shown", value))
