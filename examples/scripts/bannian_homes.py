"""芦庙镇半年: eight villages at the end of June, and what happened to them until the end of December."""

import copy
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from benefit_tables import Grant, posts_table, yulu_table
from household_tables import MONITORING, STATE, households_table, people_of, person_lines
from people import Household, Maker, Person, Post
from tables import Frame, col, listed, plain, yes
from welfare import can_hold_post, settle_incomes, settle_measures, settle_risks

from sheets import Table

NAME = "芦庙镇半年"
TOWN = ("安徽省", "亳州市", "谯城区", "芦庙镇")
SUMMER = Frame(*TOWN, dt.date(2023, 6, 30), "2023年上半年")
WINTER = Frame(*TOWN, dt.date(2023, 12, 31), "2023年下半年")
VILLAGES = ("柳河村", "槐店村", "石桥村", "前营村", "双井村", "枣园村", "大杨村", "兴隆村")
POOR, MARGINAL, UNSTABLE = ("脱贫户", ""), ("一般农户", "边缘易致贫户"), ("脱贫户", "脱贫不稳定户")
_PLAN = ((POOR, 1), (POOR, 3), (POOR, 4), (UNSTABLE, 2), (MARGINAL, 3), (POOR, 2))


@dataclass
class Village:
    """A village's households, and its 自然增减 of the half-year."""

    name: str
    homes: list[Household]
    changes: list[list[Any]] = field(default_factory=list)


def _home(maker: Maker, village: str, place: int, number: int, kind: tuple[str, str], size: int) -> Household:
    code = f"341699{VILLAGES.index(village) + 301}{number:04d}"
    home = Household(code, village, f"{place % 4 + 1}组", *kind)
    home.members = maker.members(size, student=size == 4, young=kind[1] != "", worker=size == 3)
    for order, person in enumerate(home.members, 1):
        person.number = f"{code}{order:02d}"
    if kind[0] == "脱贫户":
        home.exit_year, home.cause = maker.rng.choice((2016, 2017, 2018, 2019)), "缺技术"
    if kind[1]:
        home.identified = "202210" if kind == UNSTABLE else "202303"
    home.house, home.land, home.road = 90, round(1.5 * size, 1), 0.3
    return home


def _settle(home: Household, maker: Maker) -> None:
    if home.monitored:
        settle_risks(home, maker)
    settle_measures(home)
    settle_incomes(home, maker)


def in_summer(maker: Maker) -> list[Village]:
    """The villages on 30 June."""
    found = []
    for name in VILLAGES:
        homes = [_home(maker, name, n, n + 1, kind, size) for n, (kind, size) in enumerate(_PLAN)]
        holder = next(p for home in homes[1:] for p in home.members if can_hold_post(p, maker))
        holder.post = Post("保洁员", "光伏", 600, 6, dt.date(2023, 1, 1), dt.date(2023, 12, 31))
        for home in homes:
            _settle(home, maker)
        found.append(Village(name, homes))
    return found


def in_winter(summer: Sequence[Village], maker: Maker) -> list[Village]:
    """The same villages on 31 December; 槐店村 does not say where somebody went."""
    villages = copy.deepcopy(list(summer))
    liuhe, huaidian, shiqiao, qianying, shuangjing = villages[:5]
    _die_out(liuhe)
    _leave_unsaid(huaidian)
    _be_born(shiqiao, maker)
    newcomer = _home(maker, "前营村", 6, 7, MARGINAL, 2)
    newcomer.identified = "202309"
    _settle(newcomer, maker)
    qianying.homes.append(newcomer)
    shuangjing.homes[4].removed = "202311"
    return villages


def _die_out(village: Village) -> None:
    """The household of one person ends."""
    home = next(home for home in village.homes if len(home.members) == 1)
    village.homes.remove(home)
    village.changes.append(_change(dt.date(2023, 8, 14), "减少", "死亡", home, home.head))


def _leave_unsaid(village: Village) -> None:
    village.homes[1].members.pop()


def _be_born(village: Village, maker: Maker) -> None:
    home = village.homes[1]
    day = dt.date(2023, 9, 20)
    ids = maker.ids
    baby = Person(
        ids.name(home.head.name[0], "女", 2023), "女", day, "之孙女", ids.resident_id(day, "女"), "学龄前儿童"
    )
    baby.number = f"{home.number}{len(home.members) + 1:02d}"
    home.members.append(baby)
    village.changes.append(_change(day, "增加", "出生", home, baby))


def _change(day: dt.date, direction: str, why: str, home: Household, person: Person) -> list[Any]:
    return [day, direction, why, home.village, home.number, person.name, person.resident_id]


def tables(frame: Frame, village: Village) -> list[Table]:
    """The village's sheets; benefits are those of the half-year."""
    name, homes = village.name, village.homes
    removed = col("消除监测时间:编号@9", lambda home: home.removed)
    sign = f"填表人：{homes[-1].head.name}"
    term = Grant(
        "2023春" if frame is SUMMER else "2023秋",
        dt.date(2023, 6, 12) if frame is SUMMER else dt.date(2023, 11, 28),
    )
    students = [(home, person, term) for home, person in people_of(homes) if person.yulu]
    changes = "日期:日期@11 增减 原因 村@9 户编号:编号@15 姓名 证件号码:编号@22"
    return [
        households_table(frame, name, homes, sign, (*MONITORING, removed, *STATE)),
        _members(frame, name, homes),
        posts_table(frame, name, homes, sign),
        yulu_table(frame, name, students, sign),
        plain(frame, name, ("自然增减", "人员自然增减台账"), changes, village.changes),
    ]


def _members(frame: Frame, name: str, homes: Sequence[Household]) -> Table:
    lines = [
        col("村@9", lambda home, person: home.village),
        col("组@9", lambda home, person: home.group),
        *person_lines(),
        col("享受低保政策情况", lambda home, person: "农村低保" if person.dibao else "未享受"),
        col("户类型", lambda home, person: home.kind),
        col("监测对象类别@14", lambda home, person: home.monitored),
        col("识别监测时间:编号@9", lambda home, person: home.identified),
        col("风险是否已消除", lambda home, person: yes(home.removed) if home.monitored else ""),
        col("消除监测时间:编号@9", lambda home, person: home.removed),
    ]
    what = ("家庭成员信息", "家庭成员信息")
    return listed(frame, name, what, lines, people_of(homes), stock=True)
