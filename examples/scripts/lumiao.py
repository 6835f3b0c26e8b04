"""芦庙镇 2023：脱贫户973户1845人，监测户115户256人，光伏收益3900597.40元，逐行合成。

The lists below give each village its share; they add up to the town's published figures (see
tests/examples/figures/芦庙镇.toml). Every other fact is invented.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import lumiao_town
import lumiao_village
from people import Household, Job, Maker, Person, Post, sizes
from tables import Frame
from welfare import (
    away_job,
    can_go_out,
    can_hold_post,
    local_job,
    settle_incomes,
    settle_measures,
    settle_risks,
    spread,
)
from workspace import write_books, write_config

NAME = "芦庙镇"
DAY = dt.date(2023, 12, 31)
FRAME = Frame("安徽省", "亳州市", "谯城区", NAME, DAY, "2023年")
UNSTABLE, MARGINAL, SUDDEN = "脱贫不稳定户", "边缘易致贫户", "突发严重困难户"


@dataclass(frozen=True)
class Shares:
    """One village's part of the town's figures."""

    village: str
    code: str
    hamlets: int
    poor: int  # 脱贫户，含其中的监测户
    unstable: int
    sudden_poor: int
    marginal: int
    sudden_other: int
    students: int
    posts: int
    low_posts: int  # 500元一月的岗位
    late_posts: int  # 2月上岗，11个月
    travel: int
    declined: int
    nearby: int  # 省内县外务工
    workers: int  # 网格员


VILLAGES = tuple(
    Shares(*row)
    for row in (
        ("柳河村", "341699100201", 13, 121, 1, 1, 11, 2, 13, 54, 6, 1, 15, 2, 4, 16),
        ("槐店村", "341699100202", 15, 134, 1, 1, 12, 2, 14, 60, 7, 2, 16, 2, 4, 18),
        ("石桥村", "341699100203", 12, 108, 0, 1, 9, 1, 11, 48, 5, 1, 13, 1, 3, 15),
        ("前营村", "341699100204", 16, 142, 1, 1, 13, 2, 15, 64, 8, 2, 17, 2, 5, 20),
        ("双井村", "341699100205", 11, 97, 1, 1, 9, 1, 11, 44, 5, 1, 11, 2, 3, 14),
        ("枣园村", "341699100206", 14, 126, 1, 1, 12, 2, 13, 56, 6, 1, 15, 2, 4, 17),
        ("大杨村", "341699100207", 12, 115, 0, 1, 10, 1, 12, 52, 6, 1, 14, 1, 3, 15),
        ("兴隆村", "341699100208", 14, 130, 1, 1, 12, 2, 14, 58, 7, 2, 16, 2, 4, 17),
    )
)
_KINDS = ("保洁员", "护路员", "治安巡逻员", "电站看护员", "电站清洗员", "养老护理员")


def _sizes(maker: Maker) -> dict[str, list[int]]:
    """Household sizes of each group, adding up to its people."""
    rng = maker.rng
    stable = 973 - 6 - 8
    return {
        "一般脱贫户": sizes(stable, 1845 - 14 - 24, rng),
        UNSTABLE: sizes(6, 14, rng, most=4),
        f"{SUDDEN}脱贫": sizes(8, 24, rng, least=2),
        MARGINAL: sizes(88, 177, rng, most=5),
        f"{SUDDEN}一般": sizes(13, 41, rng, least=2),
    }


def _homes(share: Shares, pools: dict[str, list[int]], maker: Maker) -> list[Household]:
    rng = maker.rng
    groups = (
        ("一般脱贫户", "脱贫户", "", share.poor - share.unstable - share.sudden_poor),
        (UNSTABLE, "脱贫户", UNSTABLE, share.unstable),
        (f"{SUDDEN}脱贫", "脱贫户", SUDDEN, share.sudden_poor),
        (MARGINAL, "一般农户", MARGINAL, share.marginal),
        (f"{SUDDEN}一般", "一般农户", SUDDEN, share.sudden_other),
    )
    planned = [
        (kind, monitored, pools[group].pop())
        for group, kind, monitored, count in groups
        for _ in range(count)
    ]
    roomy = [place for place, plan in enumerate(planned) if plan[2] >= 2]
    with_student = set(rng.sample(roomy, share.students))
    homes = []
    for place, (kind, monitored, size) in enumerate(planned):
        number = f"{share.code[:6]}{share.code[-3:]}{place + 1:04d}"
        home = Household(number, share.village, f"{rng.randrange(1, share.hamlets + 1)}组", kind, monitored)
        home.members = maker.members(size, student=place in with_student, young=monitored != "")
        for order, person in enumerate(home.members, 1):
            person.number = f"{number}{order:02d}"
        if kind == "脱贫户":
            home.exit_year = rng.choice((2014, 2015, 2016, 2016, 2017, 2017, 2018, 2019, 2020))
            home.cause = rng.choice(("因病", "因病", "因残", "缺劳力", "缺技术", "缺资金"))
        if monitored:
            months = [f"{year}{month:02d}" for year in (2021, 2022, 2023) for month in range(1, 12)]
            home.identified = rng.choice(months)
            _strike(home, maker)
        home.house = rng.randrange(48, 130)
        home.land = round(rng.uniform(1.2, 2.2) * size + rng.uniform(0, 2.5), 1)
        home.road = round(rng.uniform(0.05, 1.8), 2)
        homes.append(home)
    return homes


def _strike(home: Household, maker: Maker) -> None:
    """Most monitored households have somebody ill or disabled."""
    draw = maker.rng.random()
    if any(p.school or p.health != "健康" for p in home.members) or draw > 0.8:
        return
    illness = "残疾" if draw < 0.15 else "患有大病" if draw < 0.3 else "长期慢性病"
    maker.fall_ill(home.members[-1], illness)
    maker.settle_dibao(home.members)


def _work(share: Shares, homes: list[Household], maker: Maker) -> list[Person]:
    """Jobs and posts; returns who declined the travel subsidy."""
    rng = maker.rng
    poor = [home for home in homes if home.kind == "脱贫户" and (len(home.members) > 1 or not home.monitored)]
    out = spread(
        poor, lambda home, p: can_go_out(p, maker), share.travel + share.declined + share.nearby, rng
    )
    declined = []
    for place, (home, person) in enumerate(out):
        wage, months, start = rng.randrange(30, 52) * 100, 10, "202303"
        if home.monitored:
            wage, start = 2600, max(start, home.identified)
            months = 13 - int(start[4:])
        if place < share.travel:
            person.job = away_job(rng, wage=wage, start=start, months=months, subsidy=500)
        elif place < share.travel + share.declined:
            person.job = away_job(rng, wage=wage, start=start, months=months)
            declined.append(person)
        else:
            person.job = Job(
                "安徽省", "合肥市", "肥西县", "合肥某家电厂", "制造业", "企业招聘", wage, start, months
            )
    early = [
        home
        for home in homes
        if not home.monitored or (home.monitored == MARGINAL and home.identified < "202301")
    ]
    for place, (_, person) in enumerate(
        spread(early, lambda home, p: can_hold_post(p, maker), share.posts, rng)
    ):
        months = 11 if place < share.late_posts else 12
        wage = 500 if share.late_posts <= place < share.late_posts + share.low_posts else 600
        person.post = Post(
            rng.choice(_KINDS), "光伏", wage, months, dt.date(2023, 13 - months, 1), dt.date(2023, 12, 31)
        )
        start = f"2023{13 - months:02d}"
        person.job = local_job(FRAME, f"{share.village}村委会", wage, start, months)
    return declined


def build(folder: Path) -> None:
    """Write the workspace into `folder`."""
    maker = Maker(f"{NAME}2023", DAY)
    pools = _sizes(maker)
    villages: dict[str, list[Household]] = {}
    books = {}
    for share in VILLAGES:
        homes = _homes(share, pools, maker)
        declined = _work(share, homes, maker)
        staff = lumiao_village.staff(share, maker)
        for home in homes:
            if home.monitored:
                settle_risks(home, maker, maker.rng.choice(staff))
            settle_measures(home)
            settle_incomes(home, maker)
        villages[share.village] = homes
        books[share.village] = lumiao_village.tables(FRAME, share, homes, declined, staff)
    books["镇级台账"] = lumiao_town.tables(FRAME, villages, maker)
    write_books(folder, FRAME, books)
    report = {
        "标题": f"{NAME}2023年巩固拓展脱贫攻坚成果工作总结",
        "署名": f"{NAME}人民政府",
        "成文日期": "2024-01-03",
    }
    about = "示例工作区：芦庙镇 2023 年。数字与镇里公开的年度总结一致，人和村都是虚构的。"
    policy = {"雨露计划每学期": 1500}
    write_config(folder, FRAME, "2023", list(villages), report, about=about, policy=policy)
