"""双丰村所在镇 2023 年上半年（存量到5月底）：低保1793户2375人、脱贫户567户1753人、公益岗233个等，逐行合成。

The town is not named in public; 柳城县双丰镇 and its villages other than 双丰村 are invented.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benefit_tables import jobs_table, posts_table
from household_tables import MONITORING, STATE, households_table, short_members_table
from people import Household, Maker, Person, Post, sizes
from tables import Frame, plain, texts_table
from welfare import away_job, can_go_out, can_hold_post, settle_incomes, settle_measures, settle_risks, spread
from workspace import share_out, write_books, write_config

from sheets import Table

NAME = "双丰村所在镇"
FRAME = Frame("", "", "柳城县", "双丰镇", dt.date(2023, 5, 31), "2023年上半年")
VILLAGES = {
    "双丰村": 7,
    "柳林村": 6,
    "河沿村": 5,
    "大桥村": 6,
    "新立村": 5,
    "永兴村": 6,
    "和平村": 5,
    "长山村": 6,
    "民乐村": 5,
    "曙光村": 6,
}
_FUNDS = ("光伏",) * 199 + ("人社",) * 7 + ("林业",) * 17 + ("乡村综合财力",) * 10
_POSTS = {"光伏": "保洁员", "人社": "宣传员", "林业": "护林员", "乡村综合财力": "巡逻员"}
_LOANS = (50000,) * 69 + (30000,) * 21 + (7000,)  # 余额合计408.7万元，末一笔已还一部分
TEXTS = (
    (
        "工作开展情况",
        "责任落实",
        "镇党委书记负总责，分管领导具体抓，镇村党员干部分头干；村两委定计划、明重点，驻村队帮着谋产业，帮扶干部每季度至少走访一次，平时电话、微信常联系。",
    ),
    (
        "工作开展情况",
        "监测预警",
        "对脱贫户和一般农户不定期摸排，由村民组长、村两委和驻村队一起发现，镇村排查、县级审核，有进有出，早发现早帮扶。",
    ),
    (
        "工作开展情况",
        "项目资产",
        "项目库按时建成；3月底前完成上年资产核查、清算和确权，运营和收益及时公示，管护到人。",
    ),
    ("工作开展情况", "总结档案", "完成脱贫攻坚总结和驻村帮扶总结，镇级档案基本整理完，村级档案分村推进。"),
    ("工作开展情况", "金融帮扶", "贷款使用合规，加强到期预警，确保按期收回。"),
    ("工作开展情况", "光伏管护", "定期登录监测系统，发现告警、低效和故障及时处理，保证电站稳定发电。"),
    (
        "工作开展情况",
        "劳务输出",
        "逐户逐人摸清返乡、在岗、意愿和联系方式，对口推荐岗位，开展技能培训，信息及时录入系统。",
    ),
    ("下一步工作", "全面排查", "对照“两不愁三保障”和饮水安全，进村入户排查，不留死角。"),
    (
        "下一步工作",
        "跟踪监测",
        "盯紧不稳定户、边缘易致贫户和支出骤增、收入骤减的农户，同部门比对数据，有风险马上帮。",
    ),
    ("下一步工作", "精准帮扶", "按现状、能力和意愿制定一户一方案，及时安排项目资金，坚持预防和救助相结合。"),
)


def _villages(maker: Maker) -> dict[str, list[Household]]:
    rng = maker.rng
    plans = [("脱贫户", "", size) for size in sizes(567, 1753, rng)]
    plans += [("一般农户", "边缘易致贫户", size) for size in sizes(27, 83, rng, least=2, most=5)]
    rng.shuffle(plans)
    counts = share_out(len(plans), list(VILLAGES.values()))
    found: dict[str, list[Household]] = {}
    for order, (village, count) in enumerate(zip(VILLAGES, counts, strict=True), 1):
        homes = found[village] = []
        for _ in range(count):
            kind, monitored, size = plans.pop()
            number = f"341699{order:03d}{len(homes) + 1:04d}"
            home = Household(number, village, f"{rng.randrange(1, 9)}组", kind, monitored)
            home.members = maker.members(size, worker=monitored != "" or rng.random() < 0.85)
            for place, person in enumerate(home.members, 1):
                person.number = f"{number}{place:02d}"
            home.exit_year = rng.randrange(2014, 2021) if kind == "脱贫户" else 0
            home.identified = f"{rng.choice((2021, 2022))}{rng.randrange(1, 13):02d}" if monitored else ""
            home.land = round(rng.uniform(1.5, 3) * size, 1)
            homes.append(home)
    return found


def _work(homes: list[Household], maker: Maker) -> None:
    rng = maker.rng
    poor = [home for home in homes if not home.monitored]
    watched = [home for home in homes if home.monitored]
    for group, count, most in ((poor, 882, 48), (watched, 18, 30)):
        for _, person in spread(group, lambda home, p: can_go_out(p, maker), count, rng):
            person.job = away_job(rng, wage=rng.randrange(27, most) * 100, start="202302", months=4)
    holders = spread(poor, lambda home, p: can_hold_post(p, maker, 69), len(_FUNDS), rng)
    for (_, person), fund in zip(holders, _FUNDS, strict=True):
        person.post = Post(_POSTS[fund], fund, 500, 5, dt.date(2023, 1, 1), dt.date(2023, 12, 31))


def _civil(villages: Mapping[str, list[Household]], maker: Maker) -> dict[str, list[list[Any]]]:
    """低保 1793户2375人 (脱贫户 without labour among them), 特困 662户674人; one row a person, by village."""
    rng = maker.rng
    own = [home for homes in villages.values() for home in homes if all(p.dibao for p in home.members)]
    covered = sum(len(home.members) for home in own)
    groups: list[tuple[str, str, list[Person], str]] = [
        (h.village, h.number, h.members, "农村低保") for h in own
    ]
    names = list(VILLAGES)
    for place, size in enumerate(sizes(1793 - len(own), 2375 - covered, rng, most=4)):
        groups.append((names[place % 10], "", maker.members(size), "农村低保"))
    for place, size in enumerate(sizes(662, 674, rng, most=2)):
        surname = maker.ids.surname()
        people = [
            maker.person(relation, rng.randrange(62, 88), surname=surname, sex="男")
            for relation in ("户主", "之兄弟姐妹")[:size]
        ]
        groups.append((names[place % 10], "", people, "集中供养特困" if place % 8 == 0 else "分散供养特困"))
    rows: dict[str, list[list[Any]]] = {village: [] for village in VILLAGES}
    for village, number, people, kind in groups:
        head = people[0]
        for person in people:
            who = [village, number, head.name, head.resident_id, person.name, person.resident_id]
            rows[village].append([*who, person.relation, kind])
    return rows


def _loans(homes: list[Household], maker: Maker) -> list[list[Any]]:
    rng = maker.rng
    able = [home for home in homes if home.kind == "脱贫户" and home.head.labour == "普通劳动力"]
    rows = []
    for place, (home, left) in enumerate(zip(rng.sample(able, len(_LOANS)), _LOANS, strict=True), 1):
        lent = dt.date(2021 + place % 2, rng.randrange(6, 13), rng.randrange(1, 28))
        due = lent.replace(year=lent.year + 3)
        who = [home.village, home.number, home.head.name, home.head.resident_id]
        amount = left if left >= 30000 else 20000
        rows.append(
            [*who, f"XD{lent.year}{place:04d}", amount, lent, due, left, "否", "户借户用", "发展种养"]
        )
    return rows


def _town(homes: list[Household], maker: Maker) -> list[Table]:
    rng = maker.rng
    stations = [
        [
            village,
            f"GF{n:03d}",
            f"{village}光伏电站",
            "村级",
            300,
            dt.date(2017, 6, 30),
            2023,
            96000 + 317 * n,
        ]
        for n, village in enumerate(VILLAGES, 1)
    ]
    loan = (
        "村@9 户编号:编号@15 借款人 身份证号码:编号@20 合同号:编号@12 贷款金额:金额@12+ "
        "放款日:日期@11 到期日:日期@11 "
    )
    project = ["双丰村", "XM2023-01", "双丰村蔬菜大棚", 2023, "产业发展", "中央", 1500000, 1500000, "在建"]
    headers = (
        "村@9 项目编号:编号 项目名称@24 年度:整数 行业 资金来源 计划资金:金额@12+ 到位资金:金额@12+ 项目状态 "
    )
    teams = []
    for village in ("双丰村", "柳林村", "长山村"):
        for duty in ("第一书记", "工作队员"):
            name = maker.person("户主", rng.randrange(28, 52), surname=maker.ids.surname(), sex="男").name
            teams.append([village, name, "县直单位", duty, dt.date(2021, 7, 1), "", 112])
    team = "村@9 姓名 派出单位 驻村职务 开始日期:日期@11 结束日期:日期@11 驻村天数:整数"
    station = (
        "村@9 电站编号:编号 电站名称@20 电站类型 装机容量（千瓦）:数字 并网日期:日期@11 "
        "年度:整数 年度发电量（度）:数字"
    )
    return [
        plain(
            FRAME,
            "",
            ("小额信贷", "小额信贷台账"),
            f"{loan}余额:金额@12+ 是否逾期 贷款方式 用途",
            _loans(homes, maker),
            unit="元",
        ),
        plain(FRAME, "", ("光伏电站", "光伏电站台账"), station, stations),
        plain(
            FRAME,
            "",
            ("衔接资金项目", "衔接资金项目台账"),
            f"{headers}开工日期:日期@11 备注@20",
            [[*project, dt.date(2023, 5, 8), "预计8月上旬建成"]],
            unit="元",
        ),
        plain(FRAME, "", ("驻村帮扶", "驻村帮扶台账"), team, teams),
        texts_table(FRAME, TEXTS),
    ]


def build(folder: Path) -> None:
    """Write the workspace into `folder`."""
    maker = Maker(f"{NAME}2023H1", FRAME.day, adult_child=0.85)
    villages = _villages(maker)
    homes = [home for own in villages.values() for home in own]
    _work(homes, maker)
    for home in homes:
        if home.monitored:
            settle_risks(home, maker)
        settle_measures(home)
        settle_incomes(home, maker)
    civil = _civil(villages, maker)
    listed = "村@9 户编号:编号@15 户主姓名 户主身份证号:编号@20 姓名 身份证号码:编号@20 与户主关系 类别@14"
    books = {}
    for village, own in villages.items():
        sign = f"填表人：{village}文书　　　　审核人：{village}党支部书记"
        books[village] = [
            households_table(FRAME, village, own, sign, (*MONITORING, *STATE)),
            short_members_table(FRAME, village, own),
            jobs_table(FRAME, village, own),
            posts_table(FRAME, village, own, sign),
            plain(FRAME, village, ("低保特困", "低保和特困人员名单"), listed, civil[village], stock=True),
        ]
    books["镇级台账"] = _town(homes, maker)
    write_books(folder, FRAME, books)
    report = {
        "标题": "2023年上半年巩固拓展脱贫攻坚成果同乡村振兴有效衔接工作总结",
        "署名": f"{FRAME.town}人民政府",
        "成文日期": "2023-06-30",
    }
    about = "示例工作区：双丰村所在镇 2023 年上半年。数字与公开的总结一致，县名、镇名、村名和人都是虚构的。"
    write_config(folder, FRAME, "2023H1", list(VILLAGES), report, about=about)
