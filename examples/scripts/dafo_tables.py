"""大佛镇: the workbooks of its villages and of the town."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from benefit_tables import Grant, jobs_table, posts_table, travel_table, yulu_table
from household_tables import MONITORING, STATE, households_table, people_of, short_members_table
from people import Household, Maker, Person
from tables import Frame, plain, texts_table
from workspace import share_out

from sheets import Table

_FARMING = ("养鸡", "养鸭", "种植油菜", "种植柑橘", "养猪")
_GROWTH = 394  # 人均生产经营性收入比上年多的元数，公布为“390余元”
_EVENTS = {
    "集中排查": "集中排查发现收入骤减",
    "医保推送": "医保个人自付费用较高",
    "日常走访": "走访发现务工收入减少",
}
TEXTS = (
    (
        "工作开展情况",
        "监测帮扶",
        "镇村两级网格层层有人，书记当镇级网格长，分管领导监管，经办员监测；村里由书记牵头，实职干部和组长分片包户。排查靠村里摸、部门推、集中查三条路，对找准的风险征求本人意愿再定措施，并明确联系人常去看。",
    ),
    (
        "工作开展情况",
        "日常帮扶",
        "防返贫基金按农户申请、村里评议、镇里复核的顺序使用；在读中职、高职和技工院校的学生积极申报补助，毕业后接着问就业；公益岗和务工两头发力稳住收入。",
    ),
    (
        "工作开展情况",
        "村集体经济",
        "因村制宜编制集体经济发展方案，依托本地资源办产业，带动周边群众就近上工。",
    ),
    ("工作开展情况", "乡村建设", "坚持巡河和秸秆禁烧宣传，一体化设备正常运行，垃圾有固定堆放点、有人收运。"),
    ("存在问题", "集体经济", "村与村之间集体经济差距较大，带动作用有限。"),
    ("存在问题", "产业布局", "产业点多面散，没有连成片，示范作用不强。"),
    (
        "下一步工作",
        "巩固成果",
        "严格落实“四个不摘”，盯住“两不愁三保障”和饮水安全，发现风险及时化解，守牢不发生规模性返贫的底线。",
    ),
    (
        "下一步工作",
        "产业发展",
        "推进“1+5+1”产业思路，组建1个集体经济联合机构，建好粮油、蔬菜、水果和农机服务几个片区队伍，培育1批新型经营主体。",
    ),
    ("下一步工作", "宜居乡村", "提前谋划来年衔接项目，用好幸福积分，调动群众参与环境整治。"),
    ("下一步工作", "集体增收", "鼓励各村立足区位多形式发展集体经济，总结可以推广的做法。"),
)


def _grown(homes: Sequence[Household]) -> dict[str, int]:
    """How much more each household earned from business than the year before, by 户编号."""
    able = [home for home in homes if home.incomes["生产经营性收入"] > 0]
    weights = [min(home.incomes["生产经营性收入"], 3000 * len(home.members)) for home in able]
    people = len(people_of(homes))
    return dict(zip((home.number for home in able), share_out(_GROWTH * people, weights), strict=True))


def _incomes(frame: Frame, village: str, homes: Sequence[Household], grown: Mapping[str, int]) -> Table:
    names = ("工资性收入", "生产经营性收入", "财产性收入", "转移性收入", "生产经营性支出")
    rows = []
    for year in (2022, 2023):
        for home in homes:
            parts = [home.incomes[name] for name in names]
            if year == 2022:
                parts[0] = parts[0] * 96 // 100
                parts[3] = parts[3] * 95 // 100
                parts[1] -= grown.get(home.number, 0)
                parts[4] = min(parts[4], parts[1] * 35 // 100)
            net = sum(parts[:4]) - parts[4]
            who = [village, home.number, home.head.name, home.head.resident_id]
            rows.append([*who, year, len(home.members), *parts, net, round(net / len(home.members), 2)])
    money = " ".join(f"{name}:金额@11+" for name in (*names, "纯收入"))
    headers = (
        f"村@9 户编号:编号@15 户主姓名 户主身份证号:编号@20 年度:整数 家庭人口数:整数 {money} "
        "人均纯收入:金额@11"
    )
    return plain(frame, village, ("收入测算", "收入测算表"), headers, rows, unit="元")


def _whose(home: Household) -> tuple[str, str, str, int]:
    return home.number, home.head.name, home.head.document[1], len(home.members)


def _clues(frame: Frame, homes: Sequence[Household], maker: Maker) -> Table:
    rng = maker.rng
    taken = [home for home in homes if home.identified >= "202301"]
    rows: list[list[Any]] = []
    for home in sorted(taken, key=lambda home: (home.identified, home.number)):
        way = {"202305": "集中排查", "202310": "医保推送"}.get(home.identified, "日常走访")
        channel = "部门筛查" if way == "医保推送" else "干部排查"
        day = dt.date(2023, int(home.identified[4:]), rng.randrange(1, 15))
        rows.append([home, channel, way, day, _EVENTS[way], "纳入监测", ""])
    for home in [home for home in homes if home.measures["拟新增"]]:
        day = dt.date(2023, 11, rng.randrange(6, 16))
        rows.append([home, "干部排查", "日常走访", day, "走访发现支出骤增", "拟纳入监测", "2023年11月第一批"])

    def later(day: dt.date) -> dt.date:
        return day + dt.timedelta(days=5)

    listed = [
        [
            home.village,
            f"XS2023{number:04d}",
            channel,
            way,
            day,
            *_whose(home),
            event,
            later(day),
            result,
            batch,
        ]
        for number, (home, channel, way, day, event, result, batch) in enumerate(rows, 1)
    ]
    headers = (
        "村@9 线索编号:编号@12 渠道@11 方式@11 日期:日期@11 户编号:编号@15 户主姓名 户主证件号码:编号@22 "
    )
    headers += "家庭人口数:整数+ 线索内容@24 核实日期:日期@11 核实结果@11 拟新增批次@18"
    return plain(frame, "", ("监测线索", "监测线索台账"), headers, listed)


def _projects(
    frame: Frame, village: str, given: Mapping[str, int], homes: Sequence[Household], maker: Maker
) -> Table:
    rows = []
    for home in homes:
        if home.number in given:
            money = given[home.number]
            name = maker.rng.choice(_FARMING)
            who = [village, home.number, home.head.name, home.head.resident_id, home.kind, home.monitored]
            kind = "养殖" if name[0] == "养" else "种植"
            rows.append([*who, 2023, name, kind, 10, money / 10, money, dt.date(2023, 9, 20)])
    headers = (
        "村@9 户编号:编号@15 户主姓名 户主身份证号:编号@20 户类型 监测对象类别@14 年度:整数 项目 项目类型 "
    )
    headers += "补助标准:金额 数量:数字 补助金额:金额@11+ 验收日期:日期@11"
    return plain(frame, village, ("到户产业", "到户产业台账"), headers, rows, unit="元")


def _wells(frame: Frame, village: str, homes: Sequence[Household]) -> Table:
    rows = [
        [
            village,
            h.number,
            h.head.name,
            h.head.resident_id,
            dt.date(2023, 3 + place % 8, 10),
            "打井",
            1,
            "口",
            3000,
        ]
        for place, h in enumerate(homes)
    ]
    headers = "村@9 户编号:编号@15 户主姓名 户主身份证号:编号@20 日期:日期@11 用途 数量:数字+ 单位 金额:金额+"
    return plain(frame, village, ("防返贫基金", "防返贫基金使用台账"), headers, rows, unit="元")


def _grid(frame: Frame, village: str, maker: Maker) -> list[list[Any]]:
    rng = maker.rng
    posts = ("网格长", *("网格员",) * 5) if village else ("网格长", "监管员", "监测员")
    rows = []
    for number, post in enumerate(posts):
        person = maker.person(
            "户主", rng.randrange(30, 58), surname=maker.ids.surname(), sex=rng.choice("男男女")
        )
        grid = f"{village}第{number}网格" if village and number else f"{village or frame.town}网格"
        level = "镇级" if not village else "村级"
        rows.append([village, person.name, person.sex, grid, level, post, maker.ids.phone()])
    return rows


def books(frame: Frame, villages: Mapping[str, list[Household]], maker: Maker) -> dict[str, list[Table]]:
    """Workbooks by name: ten villages and the town."""
    rng = maker.rng
    homes = [home for own in villages.values() for home in own]
    served = [home for home in homes if home.kind == "脱贫户" or home.monitored]
    grown = _grown(served)
    wells = {home.number for home in rng.sample(served, 61)}
    with_project = rng.sample([home for home in served if home.has_labour], 454)
    money = [10 * part for part in share_out(31100, [rng.uniform(0.8, 1.2) for _ in with_project])]
    given = dict(zip((home.number for home in with_project), money, strict=True))
    grant = Grant("2023春", dt.date(2023, 6, 28))
    found: dict[str, list[Table]] = {}
    grid = _grid(frame, "", maker)
    for village, own in villages.items():
        grid += _grid(frame, village, maker)
        sign = f"填表人：{village}乡村振兴专干　　　　审核人：{village}党支部书记"
        own_served = [home for home in own if home in served]
        away: list[tuple[Household, Person]] = [(h, p) for h, p in people_of(own) if p.job and p.job.subsidy]
        found[village] = [
            households_table(frame, village, own, sign, (*MONITORING, *STATE)),
            short_members_table(frame, village, own),
            jobs_table(frame, village, own),
            travel_table(frame, village, away, dt.date(2023, 10, 30), sign=sign),
            yulu_table(frame, village, [(h, p, grant) for h, p in people_of(own) if p.yulu], sign),
            posts_table(frame, village, own, sign),
            _projects(frame, village, given, own, maker),
            _wells(frame, village, [home for home in own if home.number in wells]),
            _incomes(frame, village, own_served, grown),
        ]
    headers = "村@9 姓名 性别 网格@18 级别 职务 电话:编号@13"
    found["镇级台账"] = [
        _clues(frame, homes, maker),
        plain(frame, "", ("网格员", "网格员名单"), headers, grid),
        texts_table(frame, TEXTS, "工作报告文字材料"),
    ]
    return found
