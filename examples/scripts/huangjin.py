"""黄金村 2015 年：全村216户783人，贫困户128户430人，搬迁、果园、务工、新民风四件事，逐行合成。

The year is left out in public; it is set to the spring before the merger with 龙泉村, whose figures are what
is left of the merged village's published ones.
"""

import datetime as dt
from pathlib import Path
from typing import Any

from household_tables import households_table, people_of, short_members_table
from huangjin_texts import QUOTED, TEXTS
from people import Household, Job, Maker, age_on, sizes
from tables import Frame, col, listed, month_text, plain, texts_table
from welfare import away_job, can_go_out, spread
from workspace import write_books, write_config

from sheets import Table

NAME = "黄金村"
FRAME = Frame("陕西省", "安康市", "紫阳县", "蒿坪镇", dt.date(2015, 5, 31), "2015年上半年")
OFFICE = "县政府办公室"
# 项目、数量、单位；合并后的数是两村之和
_MEASURES = (
    ("村民小组", 10, "个"),
    ("耕地", 1650, "亩"),
    ("林地", 5700, "亩"),
    ("退耕还林", 763.5, "亩"),
    ("通村公路", 17.8, "公里"),
    ("硬化公路", 9.8, "公里"),
    ("泥土公路", 8, "公里"),
    ("砖房", 33, "户"),
    ("进城购房", 46, "户"),
    ("土墙房", 118, "户"),
    ("饮水困难", 108, "户"),
    ("山沟", 2, "条"),
    ("猕猴桃种植", 150, "亩"),
    ("猕猴桃成活率", 90, "%"),
    ("合并后总户数", 456, "户"),
    ("合并后总人口", 1763, "人"),
    ("合并后贫困户数", 181, "户"),
    ("合并后贫困人数", 610, "人"),
    ("合并后低保户数", 26, "户"),
    ("合并后五保户数", 22, "户"),
    ("合并后耕地", 3620, "亩"),
    ("合并后移民安置点", 3, "处"),
)


def _homes(maker: Maker) -> list[Household]:
    """20 五保户 of one person, 108 other poor households, 88 others."""
    rng = maker.rng
    plans = [("贫困户", "五保", 1)] * 20
    plans += [
        ("贫困户", "低保" if n < 15 else "", size) for n, size in enumerate(sizes(108, 410, rng, least=2))
    ]
    plans += [("一般农户", "", size) for size in sizes(88, 353, rng, least=2)]
    homes = []
    for place, (kind, aid, size) in enumerate(plans):
        home = Household(f"341699001{place + 1:04d}", NAME, f"{place % 10 + 1}组", kind)
        home.measures["救助"] = aid
        if aid == "五保":
            surname = maker.ids.surname()
            home.members = [maker.person("户主", rng.randrange(61, 82), surname=surname, sex="男")]
            home.head.education = "小学"
        else:
            home.members = maker.members(size, worker=rng.random() < 0.9)
        for order, person in enumerate(home.members, 1):
            person.number = f"{home.number}{order:02d}"
        homes.append(home)
    return homes


def _strike(homes: list[Household], maker: Maker) -> None:
    """Exactly 64 disabled people in the village and 46 poor households with chronic or serious illness."""
    rng = maker.rng
    for home, person in people_of(homes):
        if not person.school and (person.health == "残疾" or home.kind == "贫困户"):
            maker.fall_ill(person, "健康")
    adults = {h.number: [p for p in h.members[1:] if not p.school] or [] for h in homes}
    alone = [home for home in homes if home.measures["救助"] == "五保"]
    several = [home for home in homes if adults[home.number]]
    ill = alone + rng.sample([home for home in several if home.kind == "贫困户"], 46 - len(alone))
    for home in ill:
        maker.fall_ill(adults[home.number][-1] if adults[home.number] else home.head, "长期慢性病")
    spare = [p for home in several for p in adults[home.number] if p.health == "健康"]
    for person in rng.sample(spare, 64):
        maker.fall_ill(person, "残疾")
        person.labour = "无劳动力" if age_on(person.birth, maker.day) >= 60 else "丧失劳动力"


def _work(homes: list[Household], maker: Maker) -> None:
    """353 people who work away all year; 16 of them as foot masseurs in 武汉."""
    rng = maker.rng
    for place, (_, person) in enumerate(spread(homes, lambda home, p: can_go_out(p, maker), 353, rng)):
        person.job = away_job(rng, wage=rng.randrange(24, 42) * 100, start="201502", months=4)
        if place < 16:
            firm, trade = "远元修脚武汉门店", "居民服务业"
            person.job = Job(
                "湖北省", "武汉市", "武昌区", firm, trade, "劳务输出", 3000 if place else 5000, "201503", 3
            )


def _jobs_table(homes: list[Household]) -> Table:
    lines = [
        col("村@9", lambda home, person: home.village),
        col("户编号:编号@15", lambda home, person: home.number),
        col("姓名", lambda home, person: person.name),
        col("身份证号码:编号@20", lambda home, person: person.resident_id),
        col("户类型", lambda home, person: home.kind),
        col("开始时间@11", lambda home, person: month_text(person.job.start)),
        col("务工所在省", lambda home, person: person.job.province),
        col("务工所在市", lambda home, person: person.job.city),
        col("务工企业名称@20", lambda home, person: person.job.firm),
        col("务工岗位", lambda home, person: "修脚师" if person.job.trade == "居民服务业" else "工人"),
        col("务工月收入:金额", lambda home, person: person.job.wage),
    ]
    items = [(home, person) for home, person in people_of(homes) if person.job]
    return listed(FRAME, NAME, ("外出务工信息", "外出务工台账"), lines, items, unit="元")


def _resettled(homes: list[Household]) -> Table:
    """42户搬迁（36户已缴首付共133万元），16户特困交钥匙。"""
    movers = [home for home in homes if home.measures["救助"] != "五保" and len(home.members) >= 3][:42]
    keys = [home for home in homes if home.measures["救助"] == "五保"][:16]
    rows: list[list[Any]] = []
    for place, home in enumerate(movers):
        paid = 40000 if place < 25 else 30000 if place < 36 else 0
        rows.append([home, "集中", 131, 131 * 980, paid])
    rows += [[home, "交钥匙", 50, 50 * 900, 0] for home in keys]
    listed_rows = [
        [
            NAME,
            h.number,
            h.head.name,
            h.head.resident_id,
            "显月寺安置点",
            way,
            len(h.members),
            area,
            cost,
            paid,
            "在建",
        ]
        for h, way, area, cost, paid in rows
    ]
    headers = (
        "村@9 户编号:编号@15 户主姓名 户主身份证号:编号@20 安置点@14 方式 人口数:整数+ 面积:数字 "
        "造价:金额@12+ "
    )
    return plain(
        FRAME,
        NAME,
        ("易地搬迁", "移民搬迁台账"),
        f"{headers}首付:金额@12+ 建设状态",
        listed_rows,
        unit="元",
    )


def _civil(homes: list[Household]) -> Table:
    kinds = {"低保": "农村低保", "五保": "分散供养特困"}
    rows = [
        [NAME, h.number, h.head.name, h.head.resident_id, kinds[h.measures["救助"]], len(h.members)]
        for h in homes
        if h.measures["救助"]
    ]
    headers = "村@9 户编号:编号@15 姓名 身份证号码:编号@20 类别@14 享受人数:整数+"
    return plain(FRAME, NAME, ("低保特困", "低保五保户名单"), headers, rows, stock=True)


def _village_row(village: str, figures: list[int | float | str]) -> Table:
    headers = (
        "村@9 村民组数:整数 总户数:整数 总人口数:整数 贫困户数:整数 贫困人数:整数 低保户数:整数 "
        "特困供养户数:整数 "
    )
    headers += "外出务工人数:整数 耕地面积（亩）:数字 林地面积（亩）:数字 退耕还林面积（亩）:数字 是否贫困村"
    what = ("行政村", "行政村基本情况")
    return plain(FRAME, village, what, headers, [[village, *figures, "是"]], stock=True)


def _team(homes: list[Household], maker: Maker) -> list[Table]:
    rng = maker.rng

    def name() -> str:
        return maker.person("户主", rng.randrange(28, 52), surname=maker.ids.surname(), sex="男").name

    duties = (("正科级", 226), ("副科级", 223), ("干部", 231))
    team = [[NAME, name(), OFFICE, duty, 2014, dt.date(2014, 3, 1), "", days] for duty, days in duties]
    helpers = [name() for _ in range(8)]
    poor = [home for home in homes if home.kind == "贫困户"][:40]
    pairs = [
        [NAME, h.number, h.head.name, h.head.resident_id, helpers[n // 5], OFFICE, "县"]
        for n, h in enumerate(poor)
    ]
    deeds = [
        [NAME, dt.date(2015, 2, 12), OFFICE, "召开村民大会表彰先进", "表彰", "", "", 16, "已完成"],
        [NAME, dt.date(2015, 3, 6), OFFICE, "动员参加修脚技能培训报名", "培训", "", "", 37, "已完成"],
        [NAME, dt.date(2015, 4, 20), OFFICE, "引进猕猴桃试点种植", "项目", 150, "亩", "", "进行中"],
    ]
    deed = "村@9 日期:日期@11 帮扶单位@16 事项@26 类别 数量:数字 数量单位 人次:整数 进度"
    member = "村@9 姓名 派出单位@16 职务 年度:整数 开始日期:日期@11 结束日期:日期@11 驻村天数:整数"
    pair = "村@9 户编号:编号@15 户主姓名 户主身份证号:编号@20 帮扶人 单位@16 层级"
    return [
        plain(FRAME, NAME, ("帮扶活动", "帮扶活动台账"), deed, deeds),
        plain(FRAME, NAME, ("驻村帮扶", "驻村工作队台账"), member, team),
        plain(FRAME, NAME, ("结对帮扶", "包联帮扶台账"), pair, pairs),
    ]


def build(folder: Path) -> None:
    """Write the workspace into `folder`."""
    maker = Maker(f"{NAME}2015", FRAME.day, adult_child=0.85)
    homes = _homes(maker)
    _strike(homes, maker)
    _work(homes, maker)
    for home in homes:
        maker.settle_dibao(home.members)
    measures = [[NAME, name, value, unit, FRAME.day] for name, value, unit in _MEASURES]
    quoted = [[paper, name, value, unit] for paper, name, value, unit in QUOTED]
    books = {
        NAME: [
            households_table(FRAME, NAME, homes, f"填表人：{NAME}文书"),
            short_members_table(FRAME, NAME, homes),
            _jobs_table(homes),
            _civil(homes),
            _resettled(homes),
            *_team(homes, maker),
            plain(
                FRAME, NAME, ("村情", "村情台账"), "村@9 项目@18 数量:数字 单位 统计日期:日期@11", measures
            ),
            _village_row(NAME, [10, 216, 783, 128, 430, 15, 20, 353, 1650, 5700, 763.5]),
            plain(FRAME, NAME, ("引用数据", "引用数据"), "来文@30 指标@26 数值:数字 单位", quoted),
            texts_table(FRAME, TEXTS, "汇报文字材料"),
        ],
        "龙泉村": [_village_row("龙泉村", [12, 240, 980, 53, 180, 11, 2, "", 1970, "", ""])],
    }
    write_books(folder, FRAME, books)
    report = {"标题": f"{NAME}精准扶贫工作汇报", "署名": OFFICE, "成文日期": "2015-06-05"}
    about = "示例工作区：黄金村 2015 年上半年。数字与公开的汇报一致，人是虚构的。"
    merged = '[[merged_village]]\nname = "黄金村"\nfrom = ["龙泉村"]\non = 2015-12-31'
    write_config(folder, FRAME, "2015H1", [NAME, "龙泉村"], report, about=about, more=merged)
