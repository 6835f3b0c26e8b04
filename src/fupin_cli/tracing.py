"""From row numbers of a run back to files, sheets and Excel rows."""

from collections.abc import Iterable

from msgspec import Struct

from fupin_cli.engine.dataset import Dataset


class Source(Struct, frozen=True):
    """Rows of one sheet behind a value; `rows` are Excel's row numbers."""

    file: str
    sheet: str
    rows: tuple[int, ...]


def sources(dataset: Dataset, ids: Iterable[int]) -> tuple[Source, ...]:
    """The rows `ids` by file and sheet."""
    found: dict[tuple[str, str], set[int]] = {}
    for member, positions in dataset.located(sorted(row_id for row_id in ids if row_id is not None)):
        key = (member.typed.reading.path, member.typed.table.sheet)
        found.setdefault(key, set()).update(map(member.typed.table.rows.__getitem__, positions))
    return tuple(Source(file, sheet, tuple(sorted(rows))) for (file, sheet), rows in sorted(found.items()))
