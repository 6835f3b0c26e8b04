"""What an export carries beside the typed tables, so that rules over it can name file, sheet, row and cell again."""

from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_cli.engine.dataset import Member, heads
from fupin_cli.gathering import Gathered
from fupin_cli.intake.judged import Judged
from fupin_cli.intake.packing import pack, tell
from fupin_cli.intake.stored import FORM, INDEX, SOURCES

if TYPE_CHECKING:
    import pyarrow as pa

SYSTEM = ("表号", "位置", "坏列", "户主号")


def addressed(gathered: Gathered, tables: Mapping[str, "pa.Table"]) -> dict[str, "pa.Table"]:
    """The tables with the number of the sheet's table, the position in it, unreadable columns, and the 户主."""
    import pyarrow as pa

    found: dict[str, list[pa.Table]] = {name: [] for name in tables}
    for number, member in enumerate(_members(gathered)):
        typed = member.typed
        count = len(typed.table.rows)
        above = heads(typed, count)
        bad: dict[int, str] = {}
        for name, positions in sorted(typed.unreadable.items()):
            for position in positions:
                bad[position] = f"{bad.get(position, '')}{name},"
        columns = (
            pa.array(array("i", [number]) * count, pa.int32()),
            pa.array(range(count), pa.int32()),
            pa.array([bad.get(position, "") for position in range(count)], pa.string()),
            pa.array([above.texts[code] for code in above.codes], pa.string()),
        )
        found[typed.table.ledger].append(pa.Table.from_arrays(columns, names=list(SYSTEM)))
    made = {}
    for name, table in tables.items():
        extra = pa.concat_tables(found[name])
        wider = table
        for title in SYSTEM:
            wider = wider.append_column(title, extra[title])
        made[name] = wider
    return made


def write_sources(folder: Path, gathered: Gathered) -> None:
    """出处/: each workbook packed, and a list of the tables in the order of their 表号.

    Raises:
        OSError: it cannot be written.
    """
    import pyarrow.parquet as pq

    place = folder / SOURCES
    place.mkdir()
    files: list[tuple[str, str]] = []
    where: dict[int, tuple[int, int]] = {}
    paths: dict[str, int] = {}
    for number, reading in enumerate(gathered.readings):
        mine = [typed for typed in gathered.typed if typed.reading is reading]
        name = f"{number:05d}.parquet"
        pq.write_table(pack(Judged(reading, mine)), place / name, compression="zstd", use_dictionary=False)
        files.append((name, reading.path))
        paths[reading.path] = number
        where |= {id(typed): (number, order) for order, typed in enumerate(mine)}
    told = {id(f) for reading in gathered.readings for f in reading.findings}
    told |= {id(f) for typed in gathered.typed for f in typed.findings}
    index = {
        "form": FORM,
        "files": files,
        "tables": [
            (member.period, member.day.isoformat(), *where[id(member.typed)]) for member in _members(gathered)
        ],
        "findings": [
            (paths[finding.place.file], tell(finding).decode("utf-8"))
            for finding in gathered.findings
            if id(finding) not in told
        ],
    }
    (place / INDEX).write_bytes(tell(index))


def _members(gathered: Gathered) -> Iterator[Member]:
    """The tables of all periods, in the order of an export's rows."""
    for dataset in gathered.datasets.values():
        yield from dataset.members
