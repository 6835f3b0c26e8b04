"""One file read and its tables judged: what every way into the program ends in."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from fupin_cli.judging import TypedTable, judge
from fupin_cli.reading.headers import HeaderMap
from fupin_cli.reading.model import Reading
from fupin_cli.reading.read import read_file

if TYPE_CHECKING:
    from fupin_cli.configuration import HeaderMapping


class Judged(Struct):
    """A file's reading and its tables, typed, in the order of the sheets."""

    reading: Reading
    tables: list[TypedTable]


class Asked(Struct, frozen=True):
    """What a file's reading depends on beside its bytes and its name."""

    password: str | None = None
    maps: tuple[HeaderMap, ...] = ()


def read_and_judge(path: Path, asked: Asked) -> Judged:
    """Read and judge one file.

    Raises:
        FupinError: the file cannot be read at all.
    """
    reading = read_file(path, password=asked.password, maps=asked.maps)
    return Judged(reading, [judge(table, reading) for table in reading.tables])


def header_maps(mappings: Iterable["HeaderMapping"]) -> tuple[HeaderMap, ...]:
    """A workspace's own headers."""
    return tuple(
        HeaderMap(mapping.ledger, header, name)
        for mapping in mappings
        for header, name in mapping.columns.items()
    )
