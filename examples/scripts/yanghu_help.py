"""洋湖镇: 双包, 到户项目, 三保障排查, 遍访, 雨露计划, 教育资助, 慢性病证, by household."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from household_tables import people_of
from people import Household, Maker, Person
from tables import Frame, col, listed, plain
from workspace import share_out
from yanghu_people import BACK_PAYMENTS, POOR_VILLAGES, aid_table, aided, grants, yulu_table

from sheets import Table

CITY_UNITS = {
    "金塔村": "市市场监督管理局",
    "永济村": "市烟草专卖局",
    "珠虹村": "市委统战部",
    "青峰村": "池州职业技术学院",
}
_COUNTY_UNITS = (
    "县教体局",
    "县水利局",
    "县林业局",
    "县住建局",
    "县人社局",
    "县卫健委",
    "县供电公司",
    "县农商行",
)
_FARMING = (
    ("茶园抚育", "种植", "亩"),
    ("油茶种植", "种植", "亩"),
    ("蔬菜种植", "种植", "亩"),
    ("养鸡", "养殖", "只"),
    ("养鹅", "养殖", "只"),
)
CHECKED = dt.date(2019, 5, 20)


@dataclass
class Helped:
    """Who gets what, by 户编号 or 证件号码."""

    helpers: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)  # 帮扶人，单位，层级
    projects: dict[str, list[tuple[str, str, int, str, int]]] = field(default_factory=dict)
    checks: dict[str, tuple[str, str, str, str, str, int]] = field(default_factory=dict)
    visits: dict[str, tuple[dt.date, int]] = field(default_factory=dict)
    pupils: set[str] = field(default_factory=set)
    cards: set[str] = field(default_factory=set)
    back: list[int] = field(default_factory=lambda: list(BACK_PAYMENTS))
    secretary: str = ""


def settle(villages: Mapping[str, list[Household]], maker: Maker) -> Helped:
    """Give out helpers, projects, checks and visits to the 904 households."""
    rng = maker.rng
    found = Helped(secretary=maker.person("户主", 47, surname=maker.ids.surname(), sex="男").name)
    register = [home for homes in villages.values() for home in homes if not home.monitored]
    _helpers(found, register, maker)
    _projects(found, register, maker)
    _checks(found, register, maker)
    everybody = [pair for pair in aided(register) if pair[1].resident_id not in found.pupils]
    found.pupils = {person.resident_id for _, person in rng.sample(everybody, 249)}
    visited = rng.sample(register, 625)
    with_problem = set(rng.sample(range(625), 103))
    for place, home in enumerate(visited):
        day = dt.date(2019, 1, 7) + dt.timedelta(days=rng.randrange(0, 170))
        found.visits[home.number] = (day, int(place in with_problem))
    ill = [(home, p) for home, p in people_of(register) if p.health == "长期慢性病"]
    for home, person in ill:
        if len(found.cards) < 16 and not any(p.resident_id in found.cards for p in home.members):
            found.cards.add(person.resident_id)
    return found


def _names(maker: Maker, count: int) -> list[str]:
    rng = maker.rng
    return [
        maker.person(
            "户主", rng.randrange(26, 59), surname=maker.ids.surname(), sex=rng.choice("男男女")
        ).name
        for _ in range(count)
    ]


def _helpers(found: Helped, register: Sequence[Household], maker: Maker) -> None:
    """89 households by 89 people of 4 city units, 302 by 81 of 8 county units, 514 by 121 of the town."""
    rng = maker.rng
    city_homes = [home for home in register if home.village in CITY_UNITS]
    city = rng.sample(city_homes, 89)
    numbers = {home.number for home in city}
    rest = [home for home in register if home.number not in numbers]
    rng.shuffle(rest)
    county, town = rest[:302], rest[302:]
    for home, name in zip(city, _names(maker, 89), strict=True):
        found.helpers[home.number] = [(name, CITY_UNITS[home.village], "市")]
    county_people = _names(maker, 81)
    for place, home in enumerate(county):
        helper = place % 81
        found.helpers[home.number] = [(county_people[helper], _COUNTY_UNITS[helper % 8], "县")]
    town_people = _names(maker, 121)
    # 公布的镇级联系514户，比余下的513户多一户：有一户由县、镇两级同时联系
    for place, home in enumerate([*town, county[0]]):
        found.helpers.setdefault(home.number, []).append((town_people[place % 121], "洋湖镇人民政府", "镇"))


def _projects(found: Helped, register: Sequence[Household], maker: Maker) -> None:
    """1062 projects of 778 households: 577 work subsidies of 500 yuan, the rest farming; 60.305万元."""
    rng = maker.rng
    joined = [home for home in register if home.measures["到户产业"]]
    extra = {home.number: 0 if home.head.job else 1 for home in joined}
    for _ in range(1062 - 577 - sum(extra.values())):
        extra[rng.choice([home.number for home in joined if extra[home.number] < 2])] += 1
    for poor, total in ((True, 51100), (False, 551950)):
        own = [home for home in joined if (home.village in POOR_VILLAGES) == poor]
        money = total - 500 * sum(home.head.job is not None for home in own)
        amounts = [50 * part for part in share_out(money // 50, [1.0] * sum(extra[h.number] for h in own))]
        for place in range(0, len(amounts) - 1, 2):
            shift = rng.choice((0, 50, 100, 150))
            amounts[place] += shift
            amounts[place + 1] -= shift
        for home in own:
            given = [("外出务工", "务工就业", 500, "人", 500)] if home.head.job else []
            for name, kind, unit in rng.sample(_FARMING, extra[home.number]):
                amount = amounts.pop()
                given.append((name, kind, 50 if kind == "种植" else 10, unit, amount))
            found.projects[home.number] = given


def _checks(found: Helped, register: Sequence[Household], maker: Maker) -> None:
    """19 pupils elsewhere without aid, 10 households without tap water, 23 houses."""
    rng = maker.rng
    learning = {home.number: home for home, _ in aided(register)}
    away = rng.sample(list(learning.values()), 19)
    for home in away:
        pupil = next(person for _, person in aided([home]))
        found.pupils.add(pupil.resident_id)
        problem = "孩子在县外就读，未享受教育补助，已发函告知学校"
        found.checks[home.number] = ("有保障", "", "是", problem, "正在解决", 1)
    others = rng.sample([home for home in register if home.number not in found.checks], 33)
    for place, home in enumerate(others[:10]):
        state = "已解决" if place < 2 else "正在解决"
        found.checks[home.number] = ("有保障", "", "否", "未通自来水，现用水源水质合格", state, 0)
    for place, home in enumerate(others[10:]):
        state = "施工中" if place < 14 else "即将开工" if place < 22 else "租房安置"
        found.checks[home.number] = ("无保障", state, "是", "住房需要改造", "正在解决", 0)


def tables(frame: Frame, village: str, homes: Sequence[Household], helped: Helped) -> list[Table]:
    """The village's sheets of help."""
    register = [home for home in homes if not home.monitored]
    whose: dict[str, list[str]] = {
        h.number: [village, h.number, h.head.name, h.head.resident_id] for h in register
    }
    household = "村@9 户编号:编号@15 户主姓名 户主身份证号:编号@20 "
    helpers = [[*whose[h.number], *one] for h in register for one in helped.helpers[h.number]]
    poor = "是" if village in POOR_VILLAGES else "否"
    projects = [
        [
            *whose[h.number],
            2019,
            name,
            kind,
            "是",
            rate,
            amount / rate,
            unit,
            amount,
            _accepted(h, place),
            poor,
        ]
        for h in register
        for place, (name, kind, rate, unit, amount) in enumerate(helped.projects.get(h.number, ()))
    ]
    sound = ("有保障", "", "是", "", "", 0)
    checks = []
    for home in register:
        house, works, tap, problem, state, pupils = helped.checks.get(home.number, sound)
        row = [*whose[home.number], CHECKED, "有保障", pupils, "有保障", house, works, "有保障", tap]
        checks.append([*row, problem, state])
    visits = [
        [
            *whose[h.number],
            helped.visits[h.number][0],
            helped.secretary,
            "书记遍访",
            helped.visits[h.number][1],
        ]
        for h in register
        if h.number in helped.visits
    ]
    learners = [(home, person) for home, person in aided(register) if person.resident_id in helped.pupils]
    named = (
        "项目 项目类型 是否申报 补助标准:金额 数量:数字 计量单位 补助金额:金额@11+ "
        "验收日期:日期@11 是否贫困村"
    )
    asked = (
        "检查日期:日期@11 教育 未享受教育补助人数:整数+ 医疗 住房 改造状态 饮水 是否通自来水 问题@30 解决状态"
    )
    return [
        plain(frame, village, ("结对帮扶", "双包结对帮扶台账"), household + "帮扶人 单位@20 层级", helpers),
        plain(
            frame, village, ("到户产业", "到户项目台账"), f"{household}年度:整数 {named}", projects, unit="元"
        ),
        plain(frame, village, ("三保障", "三保障一安全排查台账"), household + asked, checks),
        plain(
            frame,
            village,
            ("走访记录", "书记遍访台账"),
            household + "日期:日期@11 走访人 级别 发现问题数:整数+",
            visits,
        ),
        yulu_table(frame, village, grants(register, helped.back), ""),
        aid_table(frame, village, learners),
        _health_table(frame, village, register, helped),
    ]


def _accepted(home: Household, place: int) -> dt.date | str:
    """到户项目已到验收尾期：每十几户还有一个待验收。"""
    turn = int(home.number[-4:]) + place
    return "" if turn % 17 == 0 else dt.date(2019, 6, 3 + turn % 25)


def _health_table(frame: Frame, village: str, register: Sequence[Household], helped: Helped) -> Table:
    def card(home: Household, person: Person) -> str:
        return "已补办" if person.resident_id in helped.cards else "已办理"

    lines = [
        col("村@9", lambda home, person: home.village),
        col("户编号:编号@15", lambda home, person: home.number),
        col("姓名", lambda home, person: person.name),
        col("身份证号码:编号@20", lambda home, person: person.resident_id),
        col("年度:整数", 2019),
        col("健康状况", lambda home, person: person.health),
        col("家庭医生签约", "是"),
        col("履约次数:整数", 2),
        col("体检", "是"),
        col("慢性病证", card),
    ]
    ill = [(home, p) for home, p in people_of(register) if p.health == "长期慢性病"]
    return listed(frame, village, ("健康帮扶", "健康帮扶台账"), lines, ill)
