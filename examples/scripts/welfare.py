"""What households get and earn: work, public posts, risks with the measures that fit, incomes that add up."""

import random
from collections.abc import Callable, Sequence

from people import Household, Job, Maker, Person, age_on
from tables import Frame

_AWAY = (
    ("江苏省", "苏州市", "吴中区"),
    ("江苏省", "南京市", "江宁区"),
    ("浙江省", "宁波市", "鄞州区"),
    ("浙江省", "杭州市", "余杭区"),
    ("上海市", "上海市", "松江区"),
    ("广东省", "深圳市", "宝安区"),
    ("福建省", "厦门市", "集美区"),
    ("湖北省", "武汉市", "江夏区"),
)
_FIRMS = (
    ("电子厂", "制造业"),
    ("服装厂", "制造业"),
    ("建筑队", "建筑业"),
    ("物流公司", "交通运输业"),
    ("饭店", "住宿和餐饮业"),
)


def away_job(rng: random.Random, *, wage: int, start: str, months: int, subsidy: int = 0) -> Job:
    """Work in another province."""
    province, city, county = rng.choice(_AWAY)
    firm, trade = rng.choice(_FIRMS)
    return Job(
        province,
        city,
        county,
        f"{city[:2]}某{firm}",
        trade,
        rng.choice(("自主就业", "亲友介绍", "企业招聘")),
        wage,
        start,
        months,
        subsidy,
    )


def local_job(frame: Frame, firm: str, wage: int, start: str, months: int) -> Job:
    """A public post at home, as the work ledger lists it."""
    trade = "公共管理和社会组织"
    return Job(frame.province, frame.city, frame.county, firm, trade, "公益性岗位", wage, start, months)


def can_hold_post(person: Person, maker: Maker, oldest: int = 65) -> bool:
    age = age_on(person.birth, maker.day)
    fit = person.health in {"健康", "长期慢性病"} and person.labour in {"普通劳动力", "弱劳动力或半劳动力"}
    return fit and 22 <= age <= oldest and person.job is None and person.post is None


def can_go_out(person: Person, maker: Maker) -> bool:
    age = age_on(person.birth, maker.day)
    return person.labour == "普通劳动力" and 18 <= age < 59 and person.job is None and person.post is None


def spread(
    homes: Sequence[Household],
    fits: Callable[[Household, Person], bool],
    count: int,
    rng: random.Random,
) -> list[tuple[Household, Person]]:
    """`count` fitting members, first one from each household, then second ones.

    Raises:
        ValueError: there are not so many.
    """
    first: list[tuple[Household, Person]] = []
    later: list[tuple[Household, Person]] = []
    for home in homes:
        found = [person for person in home.members if fits(home, person)]
        rng.shuffle(found)
        first += [(home, person) for person in found[:1]]
        later += [(home, person) for person in found[1:]]
    rng.shuffle(first)
    chosen = (first + later)[:count]
    if len(chosen) < count:
        raise ValueError(f"{homes[0].village}：只有{len(chosen)}人合适，要{count}人")
    return chosen


def settle_risks(home: Household, maker: Maker, collector: Person | None = None) -> None:
    """Risks that the household's people bear out, and measures against them; call after work is settled."""
    rng = maker.rng
    people = home.members
    ill = [p for p in people if p.health in {"长期慢性病", "患有大病"}]
    learning = [p for p in people if p.school.startswith(("普通高中", "中职", "高职"))]
    migrant = [p for p in people if p.job and p.job.channel != "公益性岗位"]
    risks = []
    if learning and rng.random() < 0.8:
        risks.append("因学")
    if any(p.disability for p in people):
        risks.append("因残")
    if ill:
        risks.append("因病")
    if not home.has_labour and not risks:
        risks.append("缺劳动力")
    if migrant and not risks:
        risks.append("因务工就业不稳")
    if home.monitored == "突发严重困难户" and not ill:
        risks.insert(0, rng.choice(("因意外事故", "因自然灾害")))
    home.risks = risks[:5] or ["因意外事故"]
    measures = home.measures
    if "因自然灾害" in home.risks:
        measures["因自然灾害子项"] = "洪涝"
    early = home.identified < "202304"
    health = ["参加城乡居民基本医疗保险个人缴费补贴"] if early else []
    if "因病" in home.risks:
        health.append("大病救治")
        home.own_payment = rng.randrange(32, 180) * 100
    measures["健康帮扶"] = ",".join(health)
    if any(p.dibao for p in people) or any(p.disability[1:] in {"1", "2"} for p in people):
        given = ["低保"] if any(p.dibao for p in people) else []
        given += ["残疾人补贴"] if any(p.disability[1:] in {"1", "2"} for p in people) else []
        measures["综合保障"] = ",".join(given)
    if home.has_labour:
        measures["产业帮扶"] = "到户产业奖补"
        measures["实施开发式帮扶措施情况"] = "已实施"
    if {"因意外事故", "因自然灾害"} & set(home.risks):
        measures["社会帮扶"] = "临时救助"
    if "因学" in home.risks and not any(p.yulu for p in people):
        measures["教育帮扶"] = "教育资助"
    if collector is not None:
        measures["信息采集人"] = collector.name
        measures["信息采集人联系电话"] = collector.phone


def settle_measures(home: Household) -> None:
    """Measures of any household that its people's posts and schooling bring with them."""
    if any(p.yulu for p in home.members):
        home.measures["教育帮扶"] = "雨露计划"
    posts = [p.post.name for p in home.members if p.post]
    if posts:
        home.measures["公益岗位帮扶"] = ",".join(dict.fromkeys(posts))
    if any(p.job and p.job.subsidy and home.identified <= p.job.start for p in home.members):
        home.measures["就业帮扶"] = "外出务工补贴"


def settle_incomes(home: Household, maker: Maker, least: int = 9200) -> None:
    """A year's incomes: pay as the work and post ledgers give it, transfers as policy gives them.

    What is short of a plausible income per head is made up by family support or a farm's better year.
    """
    rng = maker.rng
    count = len(home.members)
    wages = sum(p.job.wage * p.job.months for p in home.members if p.job and p.job.channel != "公益性岗位")
    wages += sum(p.post.wage * p.post.months for p in home.members if p.post)
    business = int(home.land * rng.randrange(900, 1300)) if home.has_labour else 0
    cost = business * rng.randrange(30, 42) // 100
    property_income = 0 if home.has_labour else int(home.land * 700)
    old = sum(age_on(p.birth, maker.day) >= 60 for p in home.members)
    transfer = 1860 * old + 7440 * sum(p.dibao for p in home.members) + 480 + int(home.land * 95)
    transfer += 3000 * sum(p.yulu for p in home.members)
    transfer += sum(p.job.subsidy for p in home.members if p.job)
    wanted = (least + rng.randrange(0, 5200)) * count
    short = wanted - (wages + business + property_income + transfer - cost)
    if short > 0 and home.has_labour:
        farm = short * 6 // 10
        business += farm + farm // 4
        cost += farm // 4
        transfer += short - farm
    elif short > 0:
        transfer += short
    home.incomes = {
        "工资性收入": wages,
        "生产经营性收入": business,
        "财产性收入": property_income,
        "转移性收入": transfer,
        "生产经营性支出": cost,
    }
