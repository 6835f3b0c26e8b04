"""Villages that the workspace has not: mostly a misspelt name, and such a row counts nowhere."""

from collections.abc import Iterator, Sequence

from fupin_cli.engine.places import canonical_village
from fupin_cli.findings import Finding
from fupin_cli.judging import TypedTable
from fupin_cli.nearest import nearest
from fupin_cli.workspace import Workspace

_FROM_OUTSIDE = "部门名单"  # 部门的名单可以是全县的


def strange_villages(tables: Sequence[TypedTable], workspace: Workspace) -> list[Finding]:
    """A finding at each cell that names a village which fupin.toml has not (WS003).

    Nothing is said where a town of the workspace does not list its villages, of rows of other towns and of
    departments' lists.
    """
    towns = workspace.config.town
    if not towns or not all(town.villages for town in towns):
        return []
    names = {town.name for town in towns}
    villages = [village for town in towns for village in town.villages]
    earlier = [village for merger in workspace.config.merged_village for village in merger.merged]
    known = {canonical_village(village) for village in (*villages, *earlier)}
    return [
        Finding(
            code="WS003",
            severity="warning",
            place=typed.place(position, "村"),
            values={"village": village, "near": _meant(village, villages)},
            raw=typed.table.cells["村"][position],
            ledger=typed.table.ledger,
        )
        for typed in tables
        if typed.table.ledger != _FROM_OUTSIDE and "村" in typed.columns
        for position, village in _strangers(typed, known)
        if _town(typed, position) in names | {""}
    ]


def _strangers(typed: TypedTable, known: set[str]) -> Iterator[tuple[int, str]]:
    """Positions of the rows that name another village, and the name as it is written."""
    column = typed.columns["村"]
    strange = {
        code: text for code, text in enumerate(column.texts) if text and canonical_village(text) not in known
    }
    if strange:
        yield from (
            (position, strange[code]) for position, code in enumerate(column.codes) if code in strange
        )


def _town(typed: TypedTable, position: int) -> str:
    column = typed.columns.get("乡")
    return (column.texts[column.codes[position]] if column else typed.table.place.get("乡")) or ""


def _meant(village: str, villages: Sequence[str]) -> str:
    near = nearest(village, villages)
    return f"，最像的是“{near[0]}”" if near else ""
