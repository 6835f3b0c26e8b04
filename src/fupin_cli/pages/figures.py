"""All figures of a place as one page that needs no network: each with what it counts, its villages and its rows."""

from collections.abc import Sequence

from msgspec import Struct

from fupin_cli.counting import Figure, Figures, in_order
from fupin_cli.outputs.numbers import amount, source_text
from fupin_cli.pages.making import Item, Listing, page
from fupin_cli.pages.pictures import pictures
from fupin_cli.privacy import mask_text

_KINDS = {"stock": "期末数", "flow": "本期数"}


class Ledger(Struct, frozen=True):
    """The figures counted from one ledger; `group` is their number in the listing."""

    name: str
    count: int
    group: int


def as_html(figures: Figures, places: Sequence[str]) -> str:
    """The page; every text of a ledger is escaped, personal numbers are masked.

    Args:
        figures: of one place and period.
        places: its villages, in the order of the workspace.
    """
    scope = figures.scope
    past = scope.before()
    before = Figures(past, figures.catalogue) if past is not None else None
    listing = Listing()
    ledgers: dict[str, list[Item]] = {}
    named = {indicator.name: indicator.ledger for indicator in figures.catalogue.indicators}
    try:
        for figure in figures.all():
            earlier = before.figure(figure.name) if before is not None else None
            ledgers.setdefault(named[figure.name], []).append(_item(figure, figures, earlier, places))
    finally:
        if before is not None:
            before.engine.close()
    return page(
        "figures.html.j2",
        listing,
        title=f"{scope.village or scope.town}{scope.period.name}的数字和出处",
        unit="个",
        shown_whole=False,
        day=f"{scope.day.year}年{scope.day.month}月{scope.day.day}日",
        ledgers=[Ledger(name, len(items), listing.add(items)) for name, items in ledgers.items()],
        names=[(name, name) for name in ledgers],
        charts=pictures(figures, places),
    )


def _item(figure: Figure, figures: Figures, earlier: Figure | None, order: Sequence[str]) -> Item:
    by_village = in_order(figures.by_village(figure.name), order)
    shares = [(village or "没有写村", amount(value, figure.unit)) for village, value in by_village.items()]
    lines = [f"{_KINDS[figure.kind]}，数的是：{figure.says}"]
    if earlier is not None:
        lines.append(f"上期：{amount(earlier.value, earlier.unit)}")
    rows = sum(len(source.rows) for source in figure.sources)
    places = [mask_text(source_text(source)) for source in figure.sources]
    rest = (f"来自{rows}行" if rows else "没有一行符合", [*places, f"查法：{figure.sql}"])
    shown = shares if len(shares) > 1 else ()
    return Item(figure.name, amount(figure.value, figure.unit), lines, shown, rest=rest)
