"""From an address in a workbook back to the row, and from the row to its household."""

from msgspec import Struct

from fupin_cli.gathering import Gathered
from fupin_cli.judging import TypedTable

_NAMES = ("户主姓名", "姓名", "学生姓名", "借款人")


class Home(Struct, frozen=True):
    """What a village needs to find a household."""

    village: str = ""
    group: str = ""
    household: str = ""
    head: str = ""
    identity: str = ""


class Rows:
    """The rows of a run by file, sheet and Excel's row number."""

    def __init__(self, gathered: Gathered) -> None:
        self._tables: dict[tuple[str, str], list[TypedTable]] = {}
        for typed in gathered.typed:
            self._tables.setdefault((typed.reading.path, typed.table.sheet), []).append(typed)
        self._homes: dict[str, Home] = {}
        for ledger in ("户", "家庭成员"):
            for typed in gathered.typed:
                if typed.table.ledger == ledger:
                    self._remember(typed)

    def at(self, file: str, sheet: str | None, row: int | None) -> tuple[TypedTable, int] | None:
        """The table and the position in it; None for a whole sheet or file."""
        for typed in self._tables.get((file, sheet or ""), ()):
            if row in typed.table.rows:
                return typed, typed.table.rows.index(row)
        return None

    def home(self, typed: TypedTable, position: int) -> Home:
        """The household that a row is about, with what the household's own ledger adds."""
        own = _home(typed, position)
        known = self._homes.get(own.household) or self._homes.get(own.identity[:18]) or Home()
        return Home(
            own.village or known.village,
            own.group or known.group,
            own.household or known.household,
            text(typed, "户主姓名", position) or known.head or own.head,
            own.identity or known.identity,
        )

    def known(self, household: str, identity: str) -> Home:
        """The household of a number; an empty one where the ledgers have none."""
        return self._homes.get(household) or self._homes.get(identity[:18]) or Home()

    def _remember(self, typed: TypedTable) -> None:
        for position in range(len(typed.table.rows)):
            home = _home(typed, position)
            for key in (home.household, home.identity[:18]):
                if key:
                    self._homes.setdefault(key, home)


def text(typed: TypedTable, name: str, position: int) -> str:
    """A field's canonical text in a row, "" where it is blank or has no column."""
    column = typed.columns.get(name)
    return (column.texts[column.codes[position]] or "") if column else ""


def _home(typed: TypedTable, position: int) -> Home:
    names = (text(typed, name, position) for name in _NAMES)
    return Home(
        text(typed, "村", position) or typed.table.place.get("村", ""),
        text(typed, "组", position),
        text(typed, "户编号", position),
        next(filter(None, names), ""),
        text(typed, "证件号码", position),
    )
