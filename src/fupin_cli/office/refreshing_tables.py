"""附表 and 数据来源表 of a finished document against the ledgers: cell by cell, found by their headings."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from msgspec import Struct

from fupin_cli.counting import Figures
from fupin_cli.office.changes import Change
from fupin_cli.reporting import source_list
from fupin_cli.reporting.annexes import HEADS, TOWN_ITSELF
from fupin_cli.reporting.carried import placed
from fupin_cli.vocabulary.numbers import plain_number

if TYPE_CHECKING:
    from fupin_cli.proofreading.model import Cell, Document

_PLACES = ("村", "乡镇")
_AGAIN = "请用 fupin report --tables 重写"


class Tables(Struct, frozen=True):
    """What the tables that are ours want.

    Attributes:
        changes: cells with a new text, and those left, with the reason.
        cells: the paragraphs of all cells looked at.
        names: the figures that stand in them.
    """

    changes: tuple[Change, ...]
    cells: frozenset[int]
    names: frozenset[str]


def shares(counted: Figures) -> dict[str, Decimal]:
    """What every place has of the figures of 附表 now, by place and name."""
    by = counted.by_village if counted.scope.town else counted.by_town
    return {placed(place, name): value for name in HEADS.values() for place, value in by(name).items()}


def look(document: "Document", counted: Figures, written: Mapping[str, Decimal]) -> Tables:
    """Judge the tables; `written` has the values of the time of writing, places' shares among them."""
    changes: list[Change] = []
    cells: set[int] = set()
    names: set[str] = set()
    for grid in document.tables:
        for top, row in enumerate(grid):
            heads = [cell.text.strip() for cell in row]
            body = grid[top + 1 :]
            if tuple(heads) == source_list.HEADER:
                found = [*_sources(document, body, counted, written)]
            elif heads[0] in _PLACES and len(heads) > 1 and all(head in HEADS for head in heads[1:]):
                found = [*_by_place(document, heads, body, counted, written)]
                names.update(HEADS[head] for head in heads[1:])
            else:
                continue
            changes += found
            cells.update(cell.paragraph for line in body for cell in line)
            break
    return Tables(tuple(changes), frozenset(cells), frozenset(names))


def _by_place(
    document: "Document",
    heads: list[str],
    body: tuple[tuple["Cell", ...], ...],
    counted: Figures,
    written: Mapping[str, Decimal],
) -> Iterator[Change]:
    by = counted.by_town if heads[0] == "乡镇" else counted.by_village
    cents = any("." in cell.text for row in body for cell in row[1:])
    show: Callable[[Decimal], str] = (lambda value: f"{value:.2f}") if cents else plain_number
    shown = {row[0].text.strip() for row in body}
    lacking: dict[str, None] = {}
    for column, head in enumerate(heads[1:], 1):
        name = HEADS[head]
        values = {place or TOWN_ITSELF: value for place, value in by(name).items()}
        lacking |= dict.fromkeys(place for place, value in values.items() if value and place not in shown)
        for row in body:
            place = row[0].text.strip()
            total = place == "合计"
            key = name if total else f"{place}{name}"
            now = sum(values.values(), Decimal(0)) if total else values.get(place, Decimal(0))
            yield from _cell(document, row[column], key, now, written.get(key), show)
    for place in lacking:
        yield Change(place, 0, "", "", f"附表里没有“{place}”这一行，台账里有了，没有加，{_AGAIN}")


def _cell(
    document: "Document",
    cell: "Cell",
    key: str,
    now: Decimal,
    before: Decimal | None,
    show: Callable[[Decimal], str],
) -> Iterator[Change]:
    """The change of a cell that does not say what the ledgers do."""
    value = _number(cell.text)
    if value is None or value == now:
        return
    if before is None:
        because = f"表里写{cell.text}，台账是{show(now)}，不知道写材料时是多少，没有动，{_AGAIN}"
    elif value == before:
        yield _at(document, cell, Change(key, cell.paragraph, cell.text, show(now)))
        return
    elif now == before:
        because = f"台账没有变（{show(now)}），表里写{cell.text}是人工改的，没有动"
    else:
        because = f"写材料时是{show(before)}，表里已改成{cell.text}，台账现在是{show(now)}，请自己定"
    yield _at(document, cell, Change(key, cell.paragraph, cell.text, "", because))


def _sources(
    document: "Document",
    body: tuple[tuple["Cell", ...], ...],
    counted: Figures,
    written: Mapping[str, Decimal],
) -> Iterator[Change]:
    """What has changed in the rows of figures; a row whose value was set by hand is left."""
    for cells in body:
        name, value = cells[1].text.strip(), _number(cells[2].text)
        if name not in counted.names or value is None:
            continue  # 上期的数、来文的数不由本期台账算
        figure = counted.figure(name)
        if figure is None:
            because = "台账里已经算不出这个数，没有动"
            yield _at(document, cells[2], Change(name, cells[2].paragraph, cells[2].text, "", because))
        elif value in (figure.value, written.get(name)):
            for cell, new in zip(cells[1:], source_list.row(counted, figure), strict=True):
                if cell.text != new and cell.paragraph:
                    yield _at(document, cell, Change(name, cell.paragraph, cell.text, new))
        else:
            because = (
                f"表里写{cells[2].text}，台账是{plain_number(figure.value)}，认不准是不是人工改的，没有动"
            )
            yield _at(document, cells[2], Change(name, cells[2].paragraph, cells[2].text, "", because))


def _at(document: "Document", cell: "Cell", change: Change) -> Change:
    where = document.paragraphs[cell.paragraph - 1].place if cell.paragraph else ""
    return Change(change.name, change.paragraph, change.old, change.new, change.because, where=where)


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
