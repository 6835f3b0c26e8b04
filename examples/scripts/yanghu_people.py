"""洋湖镇: households of the register and 边缘户, their members, work, posts and schooling."""

import datetime as dt
from collections.abc import Mapping, Sequence

from benefit_tables import Grant, jobs_table, posts_table, yulu_table
from household_tables import households_table, people_of, short_members_table
from people import Household, Job, Maker, Person, Post, sizes
from tables import Frame, col, listed
from welfare import away_job, can_go_out, can_hold_post, spread
from workspace import share_out

from sheets import Table

# 村名和户数的权重；北山、泥黄是出列的贫困村
VILLAGES = {
    "北山村": 38,
    "泥黄村": 36,
    "金塔村": 82,
    "南山村": 70,
    "高山村": 62,
    "东风村": 66,
    "青峰村": 74,
    "永济村": 72,
    "珠虹村": 68,
    "长岭村": 64,
    "双溪村": 70,
    "新桥村": 72,
    "莲塘村": 66,
    "石门村": 64,
}
POOR_VILLAGES = ("北山村", "泥黄村")
_EXITS = (2014,) * 152 + (2015,) * 118 + (2016,) * 130 + (2017,) * 176 + (2018,) * 174
_CAUSES = ("因病", "因病", "因病", "因残", "因残", "缺技术", "缺劳力", "因学")
_STAGES = {"学前": ("学前教育资助", "学前教育", 400), "小学": ("义务教育生活补助", "小学", 500)}
_STAGES |= {"普通": ("普通高中国家助学金", "普通高中", 1000)}
BACK_PAYMENTS = (1000, 1000, 1000, 1000, 1000, 1500, 1500)  # 合计8000元


def villages(maker: Maker) -> dict[str, list[Household]]:
    """904户2186人 of the register (778户2023人 with projects), 87户275人 on the margin, by village."""
    rng = maker.rng
    pools = [
        ("脱贫户", True, sizes(650, 1743, rng)),
        ("未脱贫户", True, sizes(128, 280, rng, most=5)),
        ("脱贫户", False, sizes(100, 125, rng, most=3)),
        ("未脱贫户", False, sizes(26, 38, rng, most=3)),
    ]
    planned = [(kind, joins, size) for kind, joins, pool in pools for size in pool]
    rng.shuffle(planned)
    exits = list(_EXITS)
    rng.shuffle(exits)
    workers = set(rng.sample([place for place, plan in enumerate(planned) if plan[1]], 577))
    roomy = [place for place, plan in enumerate(planned) if plan[2] >= 3 and place in workers]
    students = set(rng.sample(roomy, 38))
    names = [
        v for v, n in zip(VILLAGES, share_out(904, list(VILLAGES.values())), strict=True) for _ in range(n)
    ]
    found: dict[str, list[Household]] = {village: [] for village in VILLAGES}
    for place, (village, (kind, joins, size)) in enumerate(zip(names, planned, strict=True)):
        home = _home(found, village, kind, maker)
        home.measures["到户产业"] = "是" if joins else ""
        home.exit_year = exits.pop() if kind == "脱贫户" else 0
        home.cause = rng.choice(_CAUSES)
        home.members = maker.members(size, student=place in students, worker=place in workers)
        if place in workers:
            home.head.job = _job(maker)
    margin = [
        v for v, n in zip(VILLAGES, share_out(87, list(VILLAGES.values())), strict=True) for _ in range(n)
    ]
    for village, size in zip(margin, sizes(87, 275, rng), strict=True):
        home = _home(found, village, "一般农户", maker)
        home.monitored, home.identified = "边缘易致贫户", "201905"
        home.members = maker.members(size, young=True)
    for homes in found.values():
        for home in homes:
            for order, person in enumerate(home.members, 1):
                person.number = f"{home.number}{order:02d}"
    _posts(found, maker)
    return found


def _home(found: Mapping[str, list[Household]], village: str, kind: str, maker: Maker) -> Household:
    homes = found[village]
    number = f"341699{list(found).index(village) + 1:03d}{len(homes) + 1:04d}"
    home = Household(number, village, f"{maker.rng.randrange(1, 9)}组", kind)
    homes.append(home)
    return home


def _job(maker: Maker) -> Job:
    rng = maker.rng
    wage, start = rng.randrange(28, 46) * 100, rng.choice(("201902", "201903"))
    if rng.random() < 0.7:
        return away_job(rng, wage=wage, start=start, months=7 - int(start[4:]))
    return Job(
        "安徽省", "合肥市", "肥西县", "合肥某家电厂", "制造业", "企业招聘", wage, start, 7 - int(start[4:])
    )


def _posts(found: Mapping[str, list[Household]], maker: Maker) -> None:
    """44 posts: 5 and 8 of 光伏 in the two poor villages (1.2万 and 1.28万元), 31 of other funds."""
    rng = maker.rng
    others = share_out(31, [0 if village in POOR_VILLAGES else 1 for village in VILLAGES])
    for (village, homes), other in zip(found.items(), others, strict=True):
        count = {"北山村": 5, "泥黄村": 8}.get(village, other)
        register = [home for home in homes if not home.monitored]
        for _, person in spread(register, lambda home, p: can_hold_post(p, maker), count, rng):
            months = 4 if village == "泥黄村" else 6
            source = "光伏" if village in POOR_VILLAGES else rng.choice(("人社", "林业"))
            wage = 400 if source == "光伏" else 500
            start = dt.date(2019, 7 - months, 1)
            person.post = Post(
                "保洁员" if source != "林业" else "护林员", source, wage, months, start, dt.date(2019, 6, 30)
            )


def grants(homes: Sequence[Household], left: list[int]) -> list[tuple[Household, Person, Grant]]:
    """The spring term's 申报 of each student, and back-payments out of `left` while there are some."""
    found = []
    for home, person in people_of(homes):
        if person.yulu:
            found.append((home, person, Grant("2019春", None, state="已申报")))
            if left and person.school.endswith(("二年级", "三年级")):
                term = "2018春" if person.school.endswith("二年级") else "2017春"
                paid = Grant(term, dt.date(2019, 6, 12), left.pop(), kind="补发")
                found.append((home, person, paid))
    return found


def aided(homes: Sequence[Household]) -> list[tuple[Household, Person]]:
    """Pupils of the register who are not at a vocational school."""
    schools = ("学前教育", "小学", "七年级", "八年级", "九年级", "普通高中")
    register = [home for home in homes if not home.monitored]
    return [(home, p) for home, p in people_of(register) if p.school.startswith(schools)]


def aid_table(frame: Frame, village: str, items: Sequence[tuple[Household, Person]]) -> Table:
    def stage(person: Person) -> tuple[str, str, int]:
        return _STAGES.get(person.school[:2], ("义务教育生活补助", "初中", 625))

    lines = [
        col("村@9", lambda home, person: home.village),
        col("户编号:编号@15", lambda home, person: home.number),
        col("户主姓名", lambda home, person: home.head.name),
        col("学生姓名", lambda home, person: person.name),
        col("学生身份证号:编号@20", lambda home, person: person.resident_id),
        col("学段", lambda home, person: stage(person)[1]),
        col("就读地", lambda home, person: "县内外镇" if stage(person)[1] == "普通高中" else "本镇"),
        col("学期", "2019春"),
        col("资助项目@20", lambda home, person: stage(person)[0]),
        col("金额:金额+", lambda home, person: stage(person)[2]),
        col("发放状态", "已发放"),
        col("发放日期:日期@11", dt.date(2019, 5, 28)),
    ]
    return listed(frame, village, ("教育资助", "教育资助台账"), lines, items, unit="元")


def tables(frame: Frame, village: str, homes: Sequence[Household]) -> list[Table]:
    """户, 家庭成员, 外出务工, 公益性岗位 of a village."""
    extra = (
        col("脱贫年度:整数", lambda home: home.exit_year or ""),
        col("主要致贫原因", lambda home: home.cause),
        col("监测对象类别@14", lambda home: home.monitored),
        col("识别监测时间:编号@9", lambda home: home.identified),
    )
    sign = f"填表人：{village}扶贫专干　　　　审核人：{village}党支部书记"
    return [
        households_table(frame, village, homes, sign, extra),
        short_members_table(frame, village, homes),
        jobs_table(frame, village, homes),
        posts_table(frame, village, homes, sign),
    ]


__all__ = [
    "POOR_VILLAGES",
    "VILLAGES",
    "aid_table",
    "aided",
    "can_go_out",
    "grants",
    "tables",
    "villages",
    "yulu_table",
]
