"""A reconciliation as one page that needs no network: the board of checks, and who makes them differ."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec import Struct

from fupin_cli.addresses import Addresses
from fupin_cli.catalogue.entries import Catalogue
from fupin_cli.counting import Figure, Figures
from fupin_cli.gathering import Gathered
from fupin_cli.outputs.balances import agreed, idle, sides, values, who
from fupin_cli.outputs.findings import Renderer
from fupin_cli.outputs.numbers import amount, source_text, unlisted
from fupin_cli.pages import board
from fupin_cli.pages.making import Item, Listing, page
from fupin_cli.pages.pictures import of_place
from fupin_cli.pages.rows import Rows
from fupin_cli.reconciling import Amount, Contributor, Outcome, Reconciliation
from fupin_cli.scope import Scope

_MOST_ROWS = 4
_MOVING = (
    "脱贫户户数",
    "脱贫人口数",
    "监测户户数",
    "监测对象人数",
    "未消除风险监测户户数",
    "已消除风险监测户户数",
)
_VERDICTS = {"equal": "平", "different": "不平", "not_checked": "没有核对"}


class Line(Struct, frozen=True):
    """Both sides at one place, as a row of the check's table."""

    place: str
    left: str
    right: str
    gap: str
    verdict: str
    look: str


class Spread(Struct, frozen=True):
    """One place that differs, by how much; `group` lists who makes it, `count` of them."""

    place: str
    village: str
    gap: str
    group: int
    count: int


class Check(Struct, frozen=True):
    """A check that differs: its places, those that agree only as a number."""

    code: str
    title: str
    told: str
    left: str
    right: str
    hint: str
    lines: Sequence[Line]
    equal: int
    spreads: Sequence[Spread]


class Section(Struct, frozen=True):
    """The checks that came to one word: those that differ in full, the others as a folded list."""

    state: str
    look: str
    count: int
    checks: Sequence[Check] = ()
    group: int = -1


def as_html(
    result: Reconciliation, scope: Scope, gathered: Gathered, catalogue: Catalogue, *, show_pii: bool
) -> str:
    """The page; every text of a ledger is escaped and, unless asked for, masked."""
    renderer = Renderer(catalogue, show_pii=show_pii)
    listing = Listing()
    maker = _Maker(scope, Rows(Addresses(gathered), renderer, listing), listing, renderer.shown_text)
    cards = board.by_state(board.cards(result))
    sections = [maker.section(state, found) for state, found in cards.items() if found]
    villages = dict.fromkeys(o.village for o in result.outcomes if o.open and o.village)
    figures = Figures(scope, catalogue)
    try:
        moved, charts = _movement(figures), of_place(figures, [village for village in villages if village])
    finally:
        figures.engine.close()
    return page(
        "balances.html.j2",
        listing,
        title=f"{scope.village or scope.town}{scope.period.name}核对结果",
        unit="条",
        shown_whole=show_pii,
        day=f"{scope.day.year}年{scope.day.month}月{scope.day.day}日",
        sections=sections,
        levels=[(section.look, section.state) for section in sections],
        places=[(village, village) for village in villages],
        broken=[f"{error.message}{error.hint}" for error in result.broken],
        idle=idle(result),
        earlier=scope.earlier_name,
        now=scope.period.name,
        moved=moved,
        charts=charts,
    )


class _Maker(Struct, frozen=True):
    scope: Scope
    rows: Rows
    listing: Listing
    hide: Callable[[str], str]

    @property
    def _whole(self) -> str:
        return self.scope.village or self.scope.town or "全部"

    def section(self, state: str, cards: Sequence[board.Card]) -> Section:
        look = board.STATES[state]
        if state in {board.DIFFERENT, board.DOUBT}:
            return Section(state, look, len(cards), [self._check(card) for card in cards])
        if state == board.WAIVED:
            items = [self._accepted(outcome) for card in cards for outcome in card.outcomes if outcome.waiver]
        elif state == board.EQUAL:
            items = [Item(card.code, f"{card.title}{agreed(card.outcomes)}") for card in cards]
        else:
            items = [Item(card.code, f"{card.title}：{self.hide(card.first.because)}") for card in cards]
        return Section(state, look, len(cards), group=self.listing.add(items))

    def _accepted(self, outcome: Outcome) -> Item:
        assert outcome.waiver is not None
        waiver = outcome.waiver
        said = f"{waiver.who}：{waiver.why}（至{waiver.until}）"
        return Item(
            outcome.code, f"{outcome.title}：{outcome.village or self._whole} {sides(outcome)}", [said]
        )

    def _check(self, card: board.Card) -> Check:
        first = card.first
        left, right = _amounts(first)
        told = [
            outcome for outcome in card.open if outcome.village and outcome.village != self._whole
        ] or card.open
        compared = [outcome for outcome in card.outcomes if outcome.left and outcome.right]
        shown = [outcome for outcome in compared if outcome.verdict != "equal"]
        basis = f"（依据：{first.basis}）" if first.basis else ""
        return Check(
            card.code,
            card.title,
            sides(first),
            left.label,
            right.label,
            f"{first.hint}{basis}",
            [self._line(outcome) for outcome in shown],
            len(compared) - len(shown),
            [self._spread(outcome) for outcome in told],
        )

    def _line(self, outcome: Outcome) -> Line:
        left, right = _amounts(outcome)
        verdict = "已认可" if outcome.waiver else "疑点" if outcome.doubt else _VERDICTS[outcome.verdict]
        return Line(
            outcome.village or self._whole,
            amount(left.value, left.unit),
            amount(right.value, right.unit),
            _gap(outcome),
            verdict,
            board.STATES.get(verdict, "none"),
        )

    def _spread(self, outcome: Outcome) -> Spread:
        items = [self._contributor(one, outcome) for one in outcome.unmatched]
        items = items or [self._side(side) for side in _amounts(outcome)]
        items += [Item(told, "", []) for told in unlisted(outcome.cut, "个")]
        place = outcome.village or self._whole
        return Spread(place, outcome.village or "", _gap(outcome), self.listing.add(items), len(items))

    def _contributor(self, one: Contributor, outcome: Outcome) -> Item:
        found = self.rows.at(one.sources, _MOST_ROWS)
        lines = [] if found else [self.hide(source_text(source)) for source in one.sources]
        return Item(self.hide(who(one)), self.hide(values(one, outcome)), lines, rows=found)

    def _side(self, side: Amount) -> Item:
        lines = [self.hide(source_text(source)) for source in side.sources] + unlisted(side.cut, "行")
        return Item(side.label, amount(side.value, side.unit), lines)


def _amounts(outcome: Outcome) -> tuple[Amount, Amount]:
    assert outcome.left is not None
    assert outcome.right is not None
    return outcome.left, outcome.right


def _gap(outcome: Outcome) -> str:
    left, right = _amounts(outcome)
    gap = left.value - right.value
    return f"{'+' if gap > 0 else ''}{amount(gap, left.unit)}" if gap else "总数相同，对象不同"


def _movement(figures: Figures) -> list[tuple[str, str, str, str]]:
    """Name, the earlier period's figure, this one's, and the change; nothing without earlier ledgers."""
    before = figures.scope.before()
    if before is None:
        return []
    past = Figures(before, figures.catalogue)
    try:
        pairs = [(past.figure(name), figures.figure(name)) for name in _MOVING]
    finally:
        past.engine.close()
    return [_moved(old, new) for old, new in pairs if old is not None and new is not None]


def _moved(old: Figure, new: Figure) -> tuple[str, str, str, str]:
    change: Decimal = new.value - old.value
    told = f"{'+' if change > 0 else ''}{amount(change, new.unit)}" if change else "没有变"
    return new.name, amount(old.value, old.unit), amount(new.value, new.unit), told
