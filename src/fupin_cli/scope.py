"""The rows of one place and period: which workbooks speak for it, and the day on which stocks are taken."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec import Struct

from fupin_cli.catalogue.literals import literal
from fupin_cli.engine.dataset import Dataset, Member
from fupin_cli.errors import FupinError
from fupin_cli.gathering import Gathered
from fupin_cli.periods import Period
from fupin_cli.vocabulary.ledger import Ledger, columns


class Scope(Struct):
    """A place, a period, its stock day, and the rows that speak for it.

    `earlier` holds the last period before it that has ledgers, for movement and comparison. A county has no
    `town` of its own; its `towns` are in the workspace's order.
    """

    town: str
    period: Period
    day: dt.date
    dataset: Dataset
    village: str = ""
    earlier: Dataset | None = None
    earlier_period: Period | None = None
    towns: tuple[str, ...] = ()

    @property
    def earlier_name(self) -> str:
        """2022年, 2023年上半年 … of the earlier ledgers; '' where there are none."""
        return self.earlier_period.name if self.earlier_period else ""

    def before(self) -> "Scope | None":
        """The same place in the last period before this one that has ledgers."""
        if self.earlier is None or self.earlier_period is None:
            return None
        day = max((member.day for member in self.earlier.members), default=self.earlier_period.end)
        return Scope(self.town, self.earlier_period, day, self.earlier, self.village, towns=self.towns)

    def within(self, town: str) -> "Scope":
        """The rows of one town of a county."""
        return Scope(town, self.period, self.day, self.dataset, "", self.earlier, self.earlier_period)


def is_register(ledger: type[Ledger]) -> bool:
    """Whether the ledger lists who or what is there on a day (户), not what happened on days (雨露计划)."""
    dated = {"日期", "年月", "年度", "学期"}
    return not any(columns(ledger)[name].kind.label in dated for name in ledger.key)


def choose(
    gathered: Gathered,
    town: str,
    period: Period,
    as_of: dt.date | None,
    village: str = "",
    *,
    towns: tuple[str, ...] = (),
) -> Scope:
    """The tables that speak for `period`.

    Of each ledger and village those of the period itself count; else those of the shortest period around it;
    else those of the shorter periods within it (of a register only the latest). A sealed period speaks where
    the ledgers hold nothing of it, and is the 期初 of what follows even where they do.

    Raises:
        FupinError: no ledger for the period.
    """
    now = {**gathered.sealed, **gathered.datasets}
    spans = {text: Period.parse(text) for text in now if text}
    chosen = Dataset()
    day = min(period.end, as_of) if as_of else period.end
    picked = [member for member in _pick(now, spans, period) if _of_town(member, town)]
    if not picked:
        there = "、".join(sorted(spans)) or "都没有写明时期"
        hint = "请用 --period 指明有台账的时期，或把台账放进“台账/时期/”文件夹。"
        raise FupinError(f"工作区里没有{period.name}的台账（现有台账的时期：{there}）。", hint)
    if as_of is None:
        stated = [m.typed.table.data_date for m in picked if m.typed.table.data_date is not None]
        if stated and period.start <= max(stated) < day:
            day = max(stated)
    order = {id(typed): number for number, typed in enumerate(gathered.typed)}
    for member in sorted(picked, key=lambda member: order.get(id(member.typed), len(order))):
        chosen.add(member.typed, str(period), day)
    scope = Scope(town, period, day, chosen, village, towns=towns)
    last = _last_before(spans, gathered.sealed, period)
    if last:
        scope.earlier, scope.earlier_period = Dataset(), spans[last]
        for member in {**gathered.datasets, **gathered.sealed}[last].members:
            if not _of_town(member, town):
                continue
            scope.earlier.add(member.typed, last, min(spans[last].end, member.day))
    return scope


def needed(sealed: Collection[str], there: Collection[str], period: Period) -> list[str]:
    """The sealed periods that `choose` looks at: those of `period` that the ledgers lack, and the one before it.

    Args:
        sealed: all periods with a snapshot.
        there: the periods of the ledgers themselves.
        period: the one asked for.
    """
    spans = {text: Period.parse(text) for text in (*sealed, *there) if text}
    own = [
        text
        for text in sealed
        if text not in there and (spans[text].contains(period) or period.contains(spans[text]))
    ]
    last = _last_before(spans, sealed, period)
    return [*own, last] if last in sealed else own


def _last_before(spans: Mapping[str, Period], sealed: Collection[str], period: Period) -> str:
    """The period that ends last before `period` begins, a sealed one before others of that day; '' for none."""
    before = [text for text, span in spans.items() if span.end < period.start]
    return max(before, key=lambda text: (spans[text].end, text in sealed, spans[text].start), default="")


def _of_town(member: Member, town: str) -> bool:
    """Whether the table may have rows of the town: another town's alone is left out."""
    typed = member.typed
    return not town or "乡" in typed.columns or typed.table.place.get("乡", "") in {"", town}


def _pick(datasets: Mapping[str, Dataset], spans: dict[str, Period], period: Period) -> list[Member]:
    by_part: dict[tuple[str, str, str], list[tuple[int, Period, Member]]] = {}
    for text, dataset in datasets.items():
        span = spans.get(text)
        for member in dataset.members:
            place = member.typed.table.place
            part = (member.typed.table.ledger, place.get("乡", ""), place.get("村", ""))
            if span is None or span == period:
                rank = 0
            elif span.contains(period):
                rank = 1
            elif period.contains(span):
                rank = 2
            else:
                continue
            by_part.setdefault(part, []).append((rank, span or period, member))
    picked: list[Member] = []
    for items in by_part.values():
        best = min(rank for rank, _, _ in items)
        fitting = [(span, member) for rank, span, member in items if rank == best]
        if best == 1:
            shortest = min(span.end - span.start for span, _ in fitting)
            fitting = [(span, member) for span, member in fitting if span.end - span.start == shortest]
        elif best == 2 and is_register(fitting[0][1].typed.ledger):
            latest = max(span.end for span, _ in fitting)
            fitting = [(span, member) for span, member in fitting if span.end == latest]
        picked += [member for _, member in fitting]
    return picked


def places(members: Iterable[Member]) -> set[str]:
    """Villages that the tables are stated for."""
    return {member.typed.table.place["村"] for member in members if member.typed.table.place.get("村")}


def place_condition(scope: Scope) -> str:
    """The SQL condition that keeps a scope's rows."""
    parts = []
    if scope.town:
        parts.append(f"乡 IN ({literal(scope.town)}, '')")
    if scope.village:
        parts.append(f"村 = {literal(scope.village)}")
    return " AND ".join(parts)


def parameters(scope: Scope) -> dict[str, Any]:
    """What `:数据日`, `:年初`, `:期初`, `:期末` and `:年度` stand for in checks and indicators."""
    return {
        "数据日": scope.day,
        "年初": scope.day.replace(year=scope.period.year, month=1, day=1),
        "期初": scope.period.start,
        "期末": scope.day,
        "年度": scope.period.year,
    }
