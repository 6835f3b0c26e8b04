"""变动: 期初 + 新增 − 减少 = 期末 of households and people, by category and village, with who came and left.

Why somebody came or left is looked for in 自然增减, in the days of identification and removal, in the other
villages and in the category itself; where none of these is a reason, the change counts as unexplained.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

from msgspec import Struct

from fupin_cli.reconciling.checks import Checking
from fupin_cli.reconciling.model import Movement, Mover

POOR, WATCHED = "脱贫户", "监测户（未消除）"
CATEGORIES = (POOR, WATCHED, "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")


class _Home(Struct, frozen=True):
    """A household on a day; `watched` is '' before it is identified and after its risk is removed."""

    key: str
    village: str
    name: str
    kind: str
    watched: str
    identified: dt.date | None
    removed: dt.date | None

    @property
    def number(self) -> str:
        return self.key.rpartition("/")[2]

    def inside(self, category: str) -> bool:
        if category == POOR:
            return self.kind == POOR
        return self.watched == category or (category == WATCHED and self.watched != "")

    @property
    def said(self) -> str:
        return "、".join(part for part in (self.kind, self.watched) if part) or "没有写户类型"


class _Person(Struct, frozen=True):
    key: str
    village: str
    name: str
    home: str


class _State(Struct):
    """Households and people of one period, by key."""

    homes: dict[str, _Home]
    people: dict[str, _Person]

    def members(self, home: str) -> list[str]:
        return [person.key for person in self.people.values() if person.home == home]

    def inside(self, category: str, unit: str) -> dict[str, _Home | _Person]:
        if unit == "户":
            return {key: home for key, home in self.homes.items() if home.inside(category)}
        return {
            key: person
            for key, person in self.people.items()
            if person.home in self.homes and self.homes[person.home].inside(category)
        }


def movements(checking: Checking) -> list[Movement]:
    """All categories, the town's line before its villages'; empty without an earlier period's households."""
    if checking.queries.lacking("", ("户.户类型", "上期.户.户类型")):
        return []
    with_people = not checking.queries.lacking("", ("家庭成员.证件号码", "上期.家庭成员.证件号码"))
    before, now = (_state(checking, side, with_people) for side in ("上期", "台账"))
    reasons = _Reasons(before, now, checking.earlier_day, _changes(checking))
    found = []
    for category in CATEGORIES:
        for unit in ("户", "人") if with_people else ("户",):
            found += list(_lines(category, unit, before, now, reasons, checking.scope.village))
    return found


def _state(checking: Checking, side: str, with_people: bool) -> _State:
    homes = checking.rows(
        "SELECT 户键, 村, 户主姓名, 户类型, CASE WHEN 已到识别日 AND NOT coalesce(风险已消除, false) "
        f"THEN 监测对象类别 ELSE '' END, 识别监测时间, 消除监测时间 FROM {side}.户 WHERE 户键 <> '' ORDER BY 村, 户键"
    )
    people = f"SELECT 身份, 村, 姓名, 户键 FROM {side}.家庭成员 WHERE 身份 <> '' ORDER BY 村, 户键, _id"
    listed = checking.rows(people) if with_people else []
    return _State({row[0]: _Home(*row) for row in homes}, {row[0]: _Person(*row) for row in listed})


def _changes(checking: Checking) -> dict[tuple[str, str], str]:
    """(person, 增加 or 减少) → why, of the days since the earlier period."""
    sql = (
        "SELECT 身份, 增减, 原因, 日期 FROM 台账.自然增减 "
        "WHERE 日期 > :上期末 AND 日期 <= :期末 AND 身份 <> '' ORDER BY 日期, _id"
    )
    if checking.queries.lacking(sql, ()):
        return {}
    return {(who, which): f"{day.month}月{why or which}" for who, which, why, day in checking.rows(sql)}


def _lines(
    category: str, unit: str, before: _State, now: _State, reasons: "_Reasons", village: str
) -> Iterator[Movement]:
    """The whole scope's movement, then each village's."""
    old, new = before.inside(category, unit), now.inside(category, unit)
    came = [reasons.mover(new[key], category, came=True) for key in new if _gone(new[key], old)]
    left = [reasons.mover(old[key], category, came=False) for key in old if _gone(old[key], new)]
    if not old and not new:
        return
    whole = Movement(category, unit, village, True, len(old), len(new), came, left)
    yield whole
    places = sorted({thing.village for thing in (*old.values(), *new.values())} - {"", village})
    for place in places:
        yield Movement(
            category,
            unit,
            place,
            False,
            sum(thing.village == place for thing in old.values()),
            sum(thing.village == place for thing in new.values()),
            [mover for mover in came if mover.village == place],
            [mover for mover in left if mover.village == place],
        )


def _gone(thing: _Home | _Person, others: Mapping[str, _Home | _Person]) -> bool:
    """Whether it is not among the others, in its village."""
    return thing.key not in others or others[thing.key].village != thing.village


class _Reasons:
    """What the ledgers say of a change.

    Args:
        before: the earlier period's households and people.
        now: the present ones.
        since: the earlier period's last day.
        changes: 自然增减 by person and direction.
    """

    def __init__(
        self, before: _State, now: _State, since: dt.date, changes: Mapping[tuple[str, str], str]
    ) -> None:
        self._states = {True: (before, now), False: (now, before)}
        self._since = since
        self._changes = changes

    def mover(self, thing: _Home | _Person, category: str, *, came: bool) -> Mover:
        """Who came or left, with the reason found."""
        if isinstance(thing, _Home):
            because, explained = self._home(thing, category, came)
            return Mover(thing.village, thing.number, thing.name, because, explained)
        because, explained = self._person(thing, category, came)
        return Mover(thing.village, thing.key, thing.name, because, explained)

    def _home(self, home: _Home, category: str, came: bool) -> tuple[str, bool]:
        elsewhere, here = self._states[came]
        direction = "增加" if came else "减少"
        day = home.identified if came else self._states[False][0].homes.get(home.key, home).removed
        if (
            category != POOR
            and day is not None
            and (day.year, day.month) > (self._since.year, self._since.month)
        ):
            return f"{day.year}年{day.month}月{'识别' if came else '消除风险'}", True
        other = elsewhere.homes.get(home.key)
        if other is not None:
            return f"{'上期' if came else '本期'}是{other.said}", False
        moved = next((h for h in elsewhere.homes.values() if h.number == home.number), None)
        if moved is not None:
            return f"{'由' if came else '转到'}{moved.village}{'转来' if came else ''}", True
        told = [self._changes.get((person, direction)) for person in here.members(home.key)]
        said = [text for text in told if text]
        whole = bool(said) and (came or len(said) == len(told))
        return "、".join(dict.fromkeys(said)), whole

    def _person(self, person: _Person, category: str, came: bool) -> tuple[str, bool]:
        elsewhere, _ = self._states[came]
        registered = self._changes.get((person.key, "增加" if came else "减少"))
        if registered:
            return registered, True
        other = elsewhere.people.get(person.key)
        if other is not None and other.village != person.village:
            return f"{'由' if came else '转到'}{other.village}{'转来' if came else ''}", True
        home = self._states[came][1].homes[person.home]
        before = elsewhere.homes.get(person.home)
        if before is None or not before.inside(category):
            because, explained = self._home(home, category, came)
            return (f"全户{because}" if because else ""), explained
        return ("由别户转来" if came else "转到别户", False) if other is not None else ("", False)
