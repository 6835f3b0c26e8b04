"""大佛镇 2023 年下半年（截至11月21日）：脱贫户776户1605人，监测户94户190人，务工698人，逐行合成。

Only the totals are published; villages, classes of 监测户, incomes and dates are invented. 5户9人 are about
to be taken in and are not yet 监测户.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import dafo_tables
from people import Household, Maker, Post, sizes
from tables import Frame
from welfare import away_job, can_go_out, can_hold_post, settle_incomes, settle_measures, settle_risks, spread
from workspace import share_out, write_books, write_config

NAME = "大佛镇"
FRAME = Frame("四川省", "资阳市", "乐至县", NAME, dt.date(2023, 11, 21), "2023年下半年")
VILLAGES = {
    "青龙村": 9,
    "石柱村": 8,
    "三溪村": 7,
    "万年村": 8,
    "花园村": 9,
    "双石村": 7,
    "高坪村": 8,
    "龙门村": 8,
    "桂花村": 7,
    "玉皇村": 7,
}
_ON = {"202305": 24, "202310": 2}  # 集中排查、医保推送各月新增户数


@dataclass
class Plan:
    """A household to be made: kind, class, month of identification, size, and what it must hold."""

    kind: str
    monitored: str
    identified: str
    size: int
    worker: bool = False
    student: bool = False
    coming: bool = False


def _plans(maker: Maker) -> list[Plan]:
    rng = maker.rng
    months = [f"2023{month:02d}" for month in (1, 2, 3, 4, 6, 7, 8, 9)]
    groups = [
        *[("earlier", size) for size in sizes(28, 63, rng, most=4)],
        *[("202305", size) for size in sizes(24, 47, rng, most=4)],
        *[("202310", size) for size in sizes(2, 5, rng, most=4)],
        *[("other", size) for size in sizes(40, 75, rng, most=4)],
    ]
    plans = []
    for place, (when, size) in enumerate(groups):
        month = when
        if when == "earlier":
            month = f"{rng.choice((2021, 2022))}{rng.randrange(1, 13):02d}"
        elif when == "other":
            month = rng.choice(months)
        kind, monitored = ("脱贫户", "脱贫不稳定户") if place % 3 == 0 else ("一般农户", "边缘易致贫户")
        if place % 5 == 4:
            monitored = "突发严重困难户"
        plans.append(Plan(kind, monitored, month, size))
    poor = [plan for plan in plans if plan.kind == "脱贫户"]
    own = sizes(776 - 2 - len(poor), 1605 - 4 - sum(plan.size for plan in poor), rng)
    stable = [Plan("脱贫户", "", "", size) for size in own]
    for plan in rng.sample(stable, len(stable) * 3 // 4):
        plan.worker = True
    for plan in rng.sample([plan for plan in stable if plan.size >= 2], 35):
        plan.student = True
    coming = [Plan("脱贫户", "", "", 2, coming=True) for _ in range(2)]
    coming += [Plan("一般农户", "", "", size, coming=True) for size in (2, 2, 1)]
    plans += stable + coming
    rng.shuffle(plans)
    return plans


def _villages(maker: Maker) -> dict[str, list[Household]]:
    rng = maker.rng
    plans = _plans(maker)
    counts = share_out(len(plans), list(VILLAGES.values()))
    found: dict[str, list[Household]] = {}
    for order, (village, count) in enumerate(zip(VILLAGES, counts, strict=True), 1):
        homes = found[village] = []
        for _ in range(count):
            plan = plans.pop()
            number = f"341699{order:03d}{len(homes) + 1:04d}"
            home = Household(number, village, f"{rng.randrange(1, 9)}组", plan.kind, plan.monitored)
            home.identified, home.measures["拟新增"] = plan.identified, "是" if plan.coming else ""
            home.members = maker.members(
                plan.size, student=plan.student, worker=plan.worker, young=plan.monitored != ""
            )
            for place, person in enumerate(home.members, 1):
                person.number = f"{number}{place:02d}"
            home.exit_year = rng.randrange(2014, 2021) if plan.kind == "脱贫户" else 0
            home.land = round(rng.uniform(0.8, 1.6) * plan.size + 0.6, 1)
            homes.append(home)
    return found


def _work(homes: list[Household], maker: Maker) -> None:
    """686 + 12 people at work, 658 of them with a subsidy of 500 yuan; 21 posts, 3 exchanged from 人社."""
    rng = maker.rng
    stable = [home for home in homes if home.kind == "脱贫户" and not home.monitored]
    watched = [home for home in homes if home.monitored and home.kind == "一般农户" and len(home.members) > 1]
    chosen = spread(stable, lambda home, p: can_go_out(p, maker), 686, rng)
    for place, (_, person) in enumerate(chosen):
        person.job = away_job(rng, wage=rng.randrange(29, 48) * 100, start="202302", months=9)
        person.job.subsidy = 500 if place < 658 else 0
    for home, person in spread(watched, lambda home, p: can_go_out(p, maker), 12, rng):
        start = max("202303", home.identified)
        person.job = away_job(rng, wage=2600, start=start, months=12 - int(start[4:]))
    for place, (_, person) in enumerate(spread(stable, lambda home, p: can_hold_post(p, maker), 21, rng)):
        day = dt.date(2023, 1, 1)
        person.post = Post(
            "环境保洁员", "环保", 500, 10, day, dt.date(2023, 12, 31), "人社" if place < 3 else ""
        )


def build(folder: Path) -> None:
    """Write the workspace into `folder`."""
    maker = Maker(f"{NAME}2023H2", FRAME.day, adult_child=0.7)
    villages = _villages(maker)
    homes = [home for own in villages.values() for home in own]
    _work(homes, maker)
    for home in homes:
        if home.monitored:
            settle_risks(home, maker)
        settle_measures(home)
        settle_incomes(home, maker)
    write_books(folder, FRAME, dafo_tables.books(FRAME, villages, maker))
    report = {
        "标题": f"关于{NAME}2023年下半年巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作的报告",
        "署名": f"{NAME}人民政府",
        "成文日期": "2023-11-21",
    }
    about = (
        "示例工作区：大佛镇 2023 年下半年（截至 11 月 21 日）。数字与镇里公开的报告一致，人和村都是虚构的。"
    )
    write_config(folder, FRAME, "2023H2", list(villages), report, about=about)
