"""洋湖镇's own workbook: villages, yearly balances, problems, meetings, projects, 光伏, texts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from household_tables import people_of
from people import Household, Maker
from tables import Frame, plain, texts_table
from workspace import share_out
from yanghu_help import CITY_UNITS, Helped
from yanghu_people import POOR_VILLAGES, VILLAGES
from yanghu_texts import CAMPAIGN, MEETINGS, TEXTS, VISIT_PROBLEMS, YEAR_NAMES, YEARS

from sheets import Table

_OLD_BASES = ("北山村", "金塔村", "高山村", "东风村", "青峰村")


def _villages_table(frame: Frame, villages: Mapping[str, Sequence[Household]]) -> Table:
    people = share_out(32000, list(VILLAGES.values()))
    homes = share_out(9140, list(VILLAGES.values()))
    rows = []
    for place, (village, own) in enumerate(villages.items()):
        poor = [home for home in own if not home.monitored]
        row = [village, homes[place], people[place], len(poor), len(people_of(poor))]
        left = "是" if village in POOR_VILLAGES else "否"
        year = {"北山村": 2016, "泥黄村": 2017}.get(village, "")
        rows.append([*row, left, left, year, "是" if village in _OLD_BASES else "否"])
    headers = (
        "村@9 总户数:整数+ 总人口数:整数+ 贫困户数:整数+ 贫困人数:整数+ 是否贫困村 是否出列 "
        "出列年度:整数 是否重点村"
    )
    return plain(frame, "", ("行政村", "行政村基本情况"), headers, rows, stock=True)


def _problems(
    frame: Frame, villages: Mapping[str, Sequence[Household]], helped: Helped, maker: Maker
) -> Table:
    rng = maker.rng
    rows: list[list[Any]] = []

    def add(
        source: str, village: str, home: Household | None, kind: str, text: str, *, open_: bool = False
    ) -> None:
        found = dt.date(2019, 3, 1) + dt.timedelta(days=rng.randrange(0, 75))
        done: dt.date | str = "" if open_ else found + dt.timedelta(days=rng.randrange(6, 40))
        who = [home.number, home.head.name] if home else ["", ""]
        number = f"YH2019{len(rows) + 1:04d}"
        state = "整改中" if open_ else "已整改"
        rows.append([number, source, village, *who, kind, text, found, dt.date(2019, 7, 31), state, done])

    names = list(villages)
    for source, count in (("中央巡视", 23), ("考核反馈", 27)):
        for place in range(count):
            kind, text = CAMPAIGN[place % len(CAMPAIGN)]
            add(source, names[place % len(names)], None, kind, text)
    waiting = {n for n, check in helped.checks.items() if check[1] == "即将开工"}
    homes = {home.number: home for own in villages.values() for home in own}
    for number in sorted(waiting)[:4]:
        add("遍访", homes[number].village, homes[number], "住房安全", "危房改造还没有开工。", open_=True)
    visited = sorted(n for n, (_, problems) in helped.visits.items() if problems and n not in waiting)
    for place in range(99):
        home = homes[visited[place % len(visited)]]
        kind, text = VISIT_PROBLEMS[place % len(VISIT_PROBLEMS)]
        add("遍访", home.village, home, kind, text)
    for source, count in (("五查五清三精准", 469), ("暗访", 51)):
        chosen = names[:4] if source == "暗访" else names
        for place in range(count):
            village = chosen[place % len(chosen)]
            home = rng.choice([h for h in villages[village] if not h.monitored])
            kind, text = VISIT_PROBLEMS[place % len(VISIT_PROBLEMS)]
            add(source, village, home, kind, text)
    headers = (
        "问题编号:编号@12 来源@14 村@9 户编号:编号@15 户主 问题类别 问题@34 发现日期:日期@11 "
        "整改时限:日期@11 "
    )
    headers += "整改状态 完成日期:日期@11"
    return plain(frame, "", ("问题整改", "问题整改台账"), headers, rows)


def _solar(frame: Frame) -> list[Table]:
    remark = "2016—2018年收益"
    planned = {
        "北山村": (
            ("公益岗位工资", 12000),
            ("直接补助", 30220),
            ("奖励补助", 13380),
            ("小型公益事业", 43955),
        ),
        "泥黄村": (
            ("公益岗位工资", 12800),
            ("直接补助", 18300),
            ("奖励补助", 23455),
            ("小型公益事业", 45000),
        ),
    }
    uses = []
    for village, parts in planned.items():
        for use, money in parts:
            later = use == "小型公益事业"
            state = "拟用于" if later else "已支出"
            uses.append(
                [village, 2019, use, money, 0 if later else money, dt.date(2019, 4, 18), state, remark]
            )
    stations = [
        [
            "北山村",
            "GF001",
            "北山村光伏电站",
            60,
            dt.date(2016, 1, 12),
            2019,
            0,
            99555,
            55600,
            43955,
            "已纳入",
            remark,
        ],
        [
            "泥黄村",
            "GF002",
            "泥黄村光伏电站",
            60,
            dt.date(2016, 1, 12),
            2019,
            0,
            99555,
            54555,
            45000,
            "已纳入",
            remark,
        ],
        [
            "金塔村",
            "GF003",
            "金塔村光伏电站",
            100,
            dt.date(2017, 6, 20),
            2019,
            "",
            "",
            "",
            "",
            "正在纳入",
            "",
        ],
        [
            "南山村",
            "GF004",
            "南山村百步社光伏电站",
            80,
            dt.date(2017, 6, 20),
            2019,
            "",
            "",
            "",
            "",
            "正在纳入",
            "",
        ],
    ]
    headers = (
        "村@9 电站编号:编号 电站名称@22 装机容量（千瓦）:数字 并网日期:日期@11 年度:整数 上年结余:金额@12+ "
    )
    headers += "本年到账:金额@12+ 本年支出:金额@12+ 年末结余:金额@12+ 补助目录 备注@18"
    used = "村@9 年度:整数 分配用途@16 计划金额:金额@12+ 实付金额:金额@12+ 公示日期:日期@11 状态 备注@18"
    return [
        plain(frame, "", ("光伏电站", "光伏电站台账"), headers, stations, unit="元"),
        plain(frame, "", ("光伏收益分配", "光伏收益分配台账"), used, uses, unit="元"),
    ]


def _deeds() -> list[list[Any]]:
    what = {
        "金塔村": ("对接油茶产业项目，项目文本已送交", "", "", "进行中"),
        "永济村": ("商定闲置烤烟房利用办法", "", "", "进行中"),
        "珠虹村": ("协调赠送全民健身器材", 1, "套", "拟开展"),
        "青峰村": ("荒山坡改作学生实践基地，帮助做旅游规划", 200, "亩", "拟开展"),
    }
    day = dt.date(2019, 3, 28)
    return [
        [village, day, CITY_UNITS[village], "市", deed, "对接", *rest]
        for village, (deed, *rest) in what.items()
    ]


def tables(
    frame: Frame, villages: Mapping[str, Sequence[Household]], helped: Helped, maker: Maker
) -> list[Table]:
    """All sheets of the town's workbook."""
    years = "年度:整数 " + " ".join(f"{name}:整数" for name in YEAR_NAMES.split())
    inspections = [
        [dt.date(2019, 5, 9), "、".join(list(villages)[:4]), "暗访", "县", 4, 23, 51, 51],
        [dt.date(2019, 6, 14), "全镇各村", "督查", "镇", 14, "", 0, 0],
    ]
    projects = [
        [
            "北山村",
            "XM2019-01",
            "北山村资产收益项目",
            2019,
            "产业发展",
            "县级",
            280000,
            280000,
            280000,
            "已完工",
        ],
        [
            "泥黄村",
            "XM2019-02",
            "泥黄村资产收益项目",
            2019,
            "产业发展",
            "县级",
            270000,
            270000,
            270000,
            "已完工",
        ],
        ["北山村", "XM2019-03", "北山村中心沟清淤", 2019, "乡村建设", "县级", "", "", "", "未开工"],
    ]
    project = "村@9 项目编号:编号 项目名称@24 年度:整数 行业 资金来源 计划资金:金额@12+ 到位资金:金额@12+ "
    meeting = "日期:日期@11 主题@34 类型 级别 场次:整数+ 人次:整数+"
    deed = "村@9 日期:日期@11 帮扶单位@22 单位级别 事项@34 类别 数量:数字 数量单位 进度"
    inspection = "日期:日期@11 对象@30 类型 级别 村数:整数 户数:整数 问题数:整数 已整改数:整数"
    return [
        _villages_table(frame, villages),
        plain(frame, "", ("历年脱贫", "历年脱贫情况"), years, YEARS),
        _problems(frame, villages, helped, maker),
        plain(frame, "", ("培训会议", "培训会议台账"), meeting, MEETINGS),
        plain(frame, "", ("督查检查", "督查检查台账"), inspection, inspections),
        plain(frame, "", ("帮扶活动", "市级单位对接台账"), deed, _deeds()),
        plain(
            frame,
            "",
            ("衔接资金项目", "财政专项扶贫项目"),
            f"{project}拨付资金:金额@12+ 项目状态",
            projects,
            unit="元",
        ),
        *_solar(frame),
        texts_table(frame, TEXTS),
    ]
