"""A village's workbook of 芦庙镇: households, people, work, benefits, 光伏 accounts, its own 汇总表."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from benefit_tables import Grant, jobs_table, posts_table, travel_table, yulu_table
from household_tables import MONITORING, STATE, households_table, members_table, people_of
from people import Household, Maker, Person
from tables import Frame, col, listed, plain

from sheets import Table

if TYPE_CHECKING:
    from lumiao import Shares

PAID = dt.date(2023, 11, 16)
GRANTS = (Grant("2023春", dt.date(2023, 6, 20)), Grant("2023秋", dt.date(2023, 12, 12)))


@dataclass(frozen=True)
class Solar:
    """Yuan of a village's year: rent, upkeep, what households get, small works, the balance brought in.

    `ahead` is what arrived beyond what was paid (below zero: paid out of the balance).
    """

    rent: str
    upkeep: int
    poor: tuple[int, int]  # 户数，其中3000元的户数（其余2500元）
    marginal: tuple[int, int]
    works: int
    brought: int
    ahead: int


SOLAR = {
    "柳河村": Solar("20158.40", 5200, (11, 1), (2, 1), 50000, 18200, 6000),
    "槐店村": Solar("21674.50", 5480, (12, 0), (2, 1), 50000, 25400, -8000),
    "石桥村": Solar("17320.60", 4630, (9, 1), (1, 1), 40000, 9600, 2000),
    "前营村": Solar("23168.90", 5710, (13, 1), (2, 1), 50000, 31000, -12000),
    "双井村": Solar("16027.30", 4390, (9, 0), (1, 0), 40000, 7400, 5000),
    "枣园村": Solar("20943.20", 5340, (11, 1), (2, 1), 50000, 15800, 4000),
    "大杨村": Solar("18814.70", 4820, (10, 0), (1, 1), 40000, 12300, -3000),
    "兴隆村": Solar("23159.80", 5160, (12, 1), (2, 1), 50000, 20500, 6000),
}
LANES = {  # 公里，一年里分两次修成
    "柳河村": ("1.4", "1.2"),
    "槐店村": ("1.6", "1.3"),
    "石桥村": ("1.2", "1.1"),
    "前营村": ("1.8", "1.4"),
    "双井村": ("1.1", "1.0"),
    "枣园村": ("1.5", "1.2"),
    "大杨村": ("1.3", "1.1"),
    "兴隆村": ("1.5", "1.3"),
}


def staff(share: Shares, maker: Maker) -> list[Person]:
    """The village's grid workers; the first one keeps the ledgers, the second checks them."""
    rng = maker.rng
    found = []
    for _ in range(share.workers):
        person = maker.person(
            "户主", rng.randrange(28, 60), surname=maker.ids.surname(), sex=rng.choice("男男女")
        )
        person.phone = maker.ids.phone()
        found.append(person)
    return found


def _pay(homes: Sequence[Household]) -> int:
    return sum(p.post.wage * p.post.months for home in homes for p in home.members if p.post)


def uses(share: Shares, homes: Sequence[Household]) -> list[tuple[str, int | str, int | str, Decimal]]:
    """分配用途, 户数, 人数, 金额 of the village's year."""
    solar = SOLAR[share.village]
    holders = [home for home in homes if any(p.post for p in home.members)]
    poor = 2500 * solar.poor[0] + 500 * solar.poor[1]
    marginal = 2500 * solar.marginal[0] + 500 * solar.marginal[1]
    return [
        ("占地租金", "", "", Decimal(solar.rent)),
        ("电站管理", "", "", Decimal(solar.upkeep)),
        ("公益岗位工资", len(holders), share.posts, Decimal(_pay(homes))),
        ("奖励补助脱贫户", solar.poor[0], "", Decimal(poor)),
        ("奖励补助边缘户", solar.marginal[0], "", Decimal(marginal)),
        ("小型公益事业", "", "", Decimal(solar.works)),
    ]


def _income_table(frame: Frame, share: Shares, homes: Sequence[Household], sign: str) -> Table:
    posted = dt.date(2023, 3, 10)
    rows = [
        [share.village, 2023, use, count, people, money, money, posted, "已支出"]
        for use, count, people, money in uses(share, homes)
    ]
    headers = "村@9 年度:整数 分配用途@18 户数:整数 人数:整数 计划金额:金额@14+ 实付金额:金额@14+ "
    headers += "公示日期:日期@11 状态"
    what = ("光伏收益分配", "光伏收益分配台账")
    return plain(frame, share.village, what, headers, rows, unit="元", sign=sign)


def _halves(money: Decimal) -> list[Decimal]:
    """A village's money over its two stations, exact to the fen."""
    first = (money * 56 / 100).quantize(Decimal("0.01"))
    return [first, money - first]


def _stations_table(
    frame: Frame, share: Shares, homes: Sequence[Household], keepers: Sequence[Person]
) -> Table:
    solar = SOLAR[share.village]
    paid = sum((money for *_, money in uses(share, homes)), Decimal(0))
    came, spent, brought = _halves(paid + solar.ahead), _halves(paid), _halves(Decimal(solar.brought))
    connected = (dt.date(2017, 6, 28), dt.date(2018, 6, 20))
    rows = []
    for place, name in enumerate("一二"):
        power = int(came[place] / Decimal("0.92"))
        number = f"GF{share.code[-3:]}{place + 1:02d}"
        row = [share.village, number, f"{share.village}第{name}光伏电站", "村级", power // 1090 // 10 * 10]
        row += [connected[place], 2023, power, brought[place], came[place], spent[place]]
        keeper = keepers[place + 2]
        row += [brought[place] + came[place] - spent[place], "已纳入", keeper.name, keeper.phone]
        rows.append(row)
    headers = (
        "村@9 电站编号:编号 电站名称@20 电站类型 装机容量（千瓦）:数字 并网日期:日期@11 年度:整数 "
        "年度发电量（度）:数字 上年结余:金额@14+ 本年到账:金额@14+ 本年支出:金额@14+ 年末结余:金额@14+ "
        "是否纳入补助目录 电站看护员 联系电话:编号@13"
    )
    return plain(frame, share.village, ("光伏电站", "光伏电站台账"), headers, rows, unit="元")


def _lanes_table(frame: Frame, share: Shares) -> Table:
    days = (dt.date(2023, 6, 30), dt.date(2023, 10, 31))
    rows = [
        [share.village, day, "巷道里程", Decimal(length), "公里"]
        for day, length in zip(days, LANES[share.village], strict=True)
    ]
    headers = "村@9 日期:日期@11 项目@12 数量:数字 单位"
    return plain(frame, share.village, ("人居环境", "人居环境台账"), headers, rows)


def _grid_table(frame: Frame, share: Shares, workers: Sequence[Person], homes: Sequence[Household]) -> Table:
    rows = []
    for place, person in enumerate(workers):
        part = len(homes) // len(workers) + (place < len(homes) % len(workers))
        grid = f"{share.village}第{place + 1}网格"
        rows.append([share.village, person.name, person.sex, grid, "村级", "网格员", part, person.phone])
    headers = "村@9 姓名 性别 网格@18 级别 职务 负责户数:整数+ 电话:编号@13"
    return plain(frame, share.village, ("网格员", "网格员名单"), headers, rows)


def _village_table(frame: Frame, share: Shares, homes: Sequence[Household]) -> Table:
    people = [person for _, person in people_of(homes)]
    poor = [home for home in homes if home.kind == "脱贫户"]
    watched = [home for home in homes if home.monitored]
    total_homes = share.hamlets * 62 + 31
    total_people = total_homes * 4 - 57
    helped = [home for home in homes if any(p.dibao for p in home.members)]
    disabled = sum(bool(p.disability) for p in people)
    lines = [
        *(
            col(name, value)
            for name, value in (("省", frame.province), ("市", frame.city), ("县", frame.county))
        ),
        col("乡", frame.town),
        col("村@9", share.village),
        col("村代码:编号@15", share.code),
        col("自然村数:整数", share.hamlets),
        col("村民组数:整数", share.hamlets),
        col("总户数:整数", total_homes),
        col("总人口数:整数", total_people),
        col("脱贫户数:整数", len(poor)),
        col("脱贫人数:整数", len(people_of(poor))),
        col("监测户数:整数", len(watched)),
        col("监测人数:整数", len(people_of(watched))),
        col("是否出列", "是"),
        col("出列年度:整数", 2016 + share.hamlets % 3),
        col("村级集体经济收入（万元）:数字", lambda: Decimal(3860 + 13 * share.posts) / 100),
        col("村小学（个数）:整数", 1),
        col("参加城乡居民基本养老保险人数:整数", total_people * 58 // 100),
        col("参加城乡居民基本医疗保险人数:整数", total_people * 97 // 100),
        col("是否通客运班车", "是"),
        col("行政村卫生室个数:整数", 1),
        col("行政村公共卫生厕所个数:整数", 2 + share.hamlets % 2),
        col("行政村执业（助理）医师（人）:整数", 2),
        col("行政村生产生活垃圾集中堆放点个数（个）:整数", share.hamlets),
        col("行政村文化（图书）室个数 （个）:整数", 1),
        col("低保户数:整数", len(helped) + 9),
        col("低保人口数:整数", sum(p.dibao for p in people) + 13),
        col("特困供养户数:整数", 11),
        col("特困供养人口数:整数", 11),
        col("残疾人口数:整数", disabled + 40),
        col("劳动力人数:整数", total_people * 54 // 100),
        col("外出务工人数:整数", total_people * 27 // 100),
        col("到乡镇是否通沥青（水泥）路", "是"),
        col("未实现饮水安全户数:整数", 0),
        col("危房户数:整数", 0),
        col("耕地面积（亩）:数字", total_homes * 7),
        col("林地面积（亩）:数字", 0),
        col("退耕还林面积（亩）:数字", 0),
    ]
    return listed(frame, share.village, ("行政村", "行政村基本情况"), lines, [()], stock=True)


def _reported_table(frame: Frame, share: Shares, homes: Sequence[Household], sign: str) -> Table:
    people = [person for _, person in people_of(homes)]
    poor = [home for home in homes if home.kind == "脱贫户"]
    watched = [home for home in homes if home.monitored]
    values: list[tuple[str, int | Decimal, str]] = [
        ("自然村数", share.hamlets, "个"),
        ("脱贫户数", len(poor), "户"),
        ("脱贫人数", len(people_of(poor)), "人"),
        ("监测户数", len(watched), "户"),
        ("监测人数", len(people_of(watched)), "人"),
    ]
    for kind in ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户"):
        chosen = [home for home in watched if home.monitored == kind]
        values += [(f"{kind}户数", len(chosen), "户"), (f"{kind}人数", len(people_of(chosen)), "人")]
    values += [
        ("雨露计划学生数", sum(p.yulu for p in people), "人"),
        ("公益性岗位人数", sum(p.post is not None for p in people), "人"),
        ("交通补贴人数", sum(bool(p.job and p.job.subsidy) for p in people), "人"),
        ("光伏收益分配金额", sum((money for *_, money in uses(share, homes)), Decimal(0)), "元"),
        ("网格员人数", share.workers, "人"),
        ("巷道里程", sum(map(Decimal, LANES[share.village])), "公里"),
    ]
    rows = [[share.village, name, value, unit, frame.day] for name, value, unit in values]
    headers = "村@9 指标@22 数值:数字@14 单位 截止日期:日期@11"
    return plain(frame, share.village, ("汇总表", "情况汇总表"), headers, rows, sign=sign)


def tables(
    frame: Frame,
    share: Shares,
    homes: Sequence[Household],
    declined: Sequence[Person],
    workers: Sequence[Person],
) -> list[Table]:
    """All sheets of the village's workbook."""
    sign = f"填表人：{workers[0].name}　　　　审核人：{workers[1].name}"
    village = share.village
    given_up = {person.resident_id for person in declined}
    away = [(h, p) for h, p in people_of(homes) if p.job and (p.job.subsidy or p.resident_id in given_up)]
    terms = [(h, p, grant) for grant in GRANTS for h, p in people_of(homes) if p.yulu]
    return [
        households_table(frame, village, homes, sign, (*MONITORING, *STATE)),
        members_table(frame, village, homes),
        jobs_table(frame, village, homes),
        travel_table(frame, village, away, PAID, sign=sign),
        yulu_table(frame, village, terms, sign),
        posts_table(frame, village, homes, sign),
        _stations_table(frame, share, homes, workers),
        _income_table(frame, share, homes, sign),
        _lanes_table(frame, share),
        _grid_table(frame, share, workers, homes),
        _village_table(frame, share, homes),
        _reported_table(frame, share, homes, sign),
    ]
