"""会宁县某镇 2023 年整改报告：4个问题，监测户25户未消除、53户249人已消除，逐行合成。

The town is not named in public; 柳湾镇 and its nine villages are invented.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from household_tables import MONITORING, STATE, households_table, short_members_table
from huining_texts import PROBLEMS, QUOTED, TEXTS
from people import Household, Maker, sizes
from tables import Frame, col, plain, texts_table
from welfare import settle_incomes, settle_measures, settle_risks
from workspace import share_out, write_books, write_config

from sheets import Table

NAME = "会宁县某镇"
FRAME = Frame("甘肃省", "白银市", "会宁县", "柳湾镇", dt.date(2023, 9, 30), "2023年")
VILLAGES = ("柳湾村", "大沟村", "石湾村", "杨崖村", "双岔村", "梁家村", "阳坡村", "新庄村", "上湾村")
NOTICE = "关于巩固拓展脱贫攻坚成果同乡村振兴有效衔接调研督查发现问题的通报"
NUMBER = "市农领办发〔2023〕38号"
_CLEANED = (
    ("清运车辆", 210, "台次"),
    ("投入劳动力", 560, "人次"),
    ("清理垃圾", 94, "吨"),
    ("拆除广告牌匾", 23, "个"),
    ("新建卫生厕所", 110, "座"),
)


def _villages(maker: Maker) -> dict[str, list[Household]]:
    """20 earlier and 5 new households (20人, 2户突发) at risk, 53 (249人) whose risk is gone."""
    rng = maker.rng
    plans = [
        ("", size, f"{rng.choice((2021, 2022))}{rng.randrange(1, 13):02d}") for size in sizes(20, 88, rng)
    ]
    plans += [
        ("", size, month)
        for size, month in zip(
            (5, 4, 3, 4, 4), ("202304", "202305", "202306", "202306", "202308"), strict=True
        )
    ]
    for size in sizes(53, 249, rng, least=2):
        begun = rng.randrange(2019 * 12, 2022 * 12 + 3)
        ended = max(begun + rng.randrange(8, 20), 2021 * 12 + rng.randrange(0, 8))
        plans.append((f"{ended // 12}{ended % 12 + 1:02d}", size, f"{begun // 12}{begun % 12 + 1:02d}"))
    found: dict[str, list[Household]] = {village: [] for village in VILLAGES}
    for place, (removed, size, identified) in enumerate(plans):
        village = VILLAGES[place % len(VILLAGES)]
        kind, monitored = ("脱贫户", "脱贫不稳定户") if place % 2 else ("一般农户", "边缘易致贫户")
        if place in {22, 24}:
            monitored = "突发严重困难户"
        number = f"341699{place % len(VILLAGES) + 1:03d}{len(found[village]) + 1:04d}"
        home = Household(number, village, f"{rng.randrange(1, 7)}社", kind, monitored)
        home.identified, home.removed = identified, removed
        home.members = maker.members(size, young=True, worker=removed != "")
        for order, person in enumerate(home.members, 1):
            person.number = f"{number}{order:02d}"
        home.exit_year = rng.randrange(2016, 2021) if kind == "脱贫户" else 0
        home.land = round(rng.uniform(2.5, 4.5) * size, 1)
        settle_risks(home, maker)
        settle_measures(home)
        settle_incomes(home, maker)
        found[village].append(home)
    return found


def _clues(villages: Mapping[str, list[Household]], maker: Maker) -> Table:
    """70 warnings of departments, 20 households that reported by 一键报贫; 5 of them were taken in."""
    rng = maker.rng
    new = [home for homes in villages.values() for home in homes if home.identified >= "202301"]
    rows: list[list[Any]] = []
    for place in range(90):
        own = place >= 70
        channel, way = (
            ("农户申报", "一键报贫") if own else ("部门筛查", ("医保推送", "民政推送", "教育推送")[place % 3])
        )
        day = dt.date(2023, 1, 9) + dt.timedelta(days=rng.randrange(0, 240))
        home = new[place - 68] if 68 <= place < 73 else None
        if home is not None:
            day = dt.date(2023, int(home.identified[4:]), 4)
            who = [home.village, home.number, home.head.name, home.head.document[1], len(home.members)]
        else:
            person = maker.person("户主", rng.randrange(36, 70), surname=maker.ids.surname(), sex="男")
            who = [VILLAGES[place % 9], "", person.name, person.resident_id, rng.randrange(1, 6)]
        result = "纳入监测" if home else "无风险"
        number = f"XS2023{place + 1:03d}"
        rows.append([who[0], number, channel, way, day, *who[1:], day + dt.timedelta(days=6), result])
    headers = (
        "村@9 线索编号:编号@12 渠道@11 方式@11 日期:日期@11 户编号:编号@15 户主姓名 户主证件号码:编号@22 "
    )
    headers += "家庭人口数:整数 核实日期:日期@11 核实结果@11"
    return plain(FRAME, "", ("监测线索", "监测线索台账"), headers, rows)


def _meetings() -> Table:
    days = [dt.date(2023, month, 12) for month in range(1, 10)]
    rows: list[list[Any]] = [
        [days[n], "研究有效衔接工作", "党委会" if n % 2 else "专题会", "", "镇级", 1, 26, ""]
        for n in range(6)
    ]
    rows += [
        [days[n], "村内练：政策和户情", "比武", village, "村级", 9, 72, ""]
        for n, village in enumerate(VILLAGES)
    ]
    rows += [
        [dt.date(2023, month, 25), "镇内比：政策和户情", "比武", "", "镇级", 1, 58, ""] for month in (5, 7, 9)
    ]
    papers = {6: 700, 7: 680, 8: 656}
    rows += [
        [dt.date(2023, month, 16), "集中入户宣传", "宣讲", "", "镇级", 1, 64, n]
        for month, n in papers.items()
    ]
    headers = "日期:日期@11 主题@24 类型 村@9 级别 场次:整数+ 人次:整数+ 发放资料数:整数+"
    return plain(FRAME, "", ("培训会议", "培训会议台账"), headers, rows)


def _cleaning(village: str) -> Table:
    rows = []
    for item, total, unit in _CLEANED:
        amount = share_out(total, (8, 7, 6, 5, 7, 6, 5, 6, 7))[VILLAGES.index(village)]
        first = amount // 2
        rows += [[village, dt.date(2023, 6, 20), item, first, unit]] if first else []
        rows.append([village, dt.date(2023, 9, 12), item, amount - first, unit])
    headers = "村@9 日期:日期@11 项目@14 数量:数字 单位"
    return plain(FRAME, village, ("人居环境", "人居环境整治台账"), headers, rows)


def _town(villages: Mapping[str, list[Household]], maker: Maker) -> list[Table]:
    leader = maker.person("户主", 45, surname=maker.ids.surname(), sex="男").name
    noticed, due = dt.date(2023, 8, 15), dt.date(2023, 9, 30)
    problems = [
        [
            f"DC2023-{n}",
            "调研督查",
            NUMBER,
            *what,
            leader,
            "镇党委",
            noticed,
            measures,
            due,
            state,
            effect,
            done,
        ]
        for n, (*what, measures, effect, state) in enumerate(PROBLEMS, 1)
        for done in (dt.date(2023, 9, 20 + n),)
    ]
    asked = (
        "问题编号:编号@12 问题来源 来文文号@22 问题类别 问题标题@24 问题描述@60 牵头领导 "
        "责任单位 反馈日期:日期@11 "
    )
    asked += "整改措施@60 整改时限:日期@11 整改完成情况@22 整改成效@60 完成日期:日期@11"
    inspections = [
        [dt.date(2023, 8, 24), "全镇各村户内档案", "资料演练", "镇", 9, "", 0],
        [dt.date(2023, 9, 6), "全镇各村整改落实情况", "督查", "镇", 9, "", 0],
    ]
    inspected = "日期:日期@11 对象@24 类型 级别 村数:整数 户数:整数 问题数:整数"
    quoted = [[NOTICE, NUMBER, name, value, unit] for name, value, unit in QUOTED]
    return [
        plain(FRAME, "", ("问题整改", "调研督查发现问题整改台账"), asked, problems),
        plain(FRAME, "", ("引用数据", "来文引用数据"), "来文@40 来文文号@22 指标@34 数值:数字 单位", quoted),
        _clues(villages, maker),
        _meetings(),
        plain(FRAME, "", ("督查检查", "督查检查台账"), inspected, inspections),
        texts_table(FRAME, TEXTS, "整改报告文字材料"),
    ]


def build(folder: Path) -> None:
    """Write the workspace into `folder`."""
    maker = Maker(f"{NAME}2023", FRAME.day)
    villages = _villages(maker)
    extra = (
        *MONITORING,
        col("消除监测时间:编号@9", lambda home: home.removed),
        col("风险消除方式", lambda home: "帮扶消除" if home.removed else ""),
        *STATE,
    )
    books = {
        village: [
            households_table(FRAME, village, homes, f"填表人：{village}文书", extra),
            short_members_table(FRAME, village, homes),
            _cleaning(village),
        ]
        for village, homes in villages.items()
    }
    books["镇级台账"] = _town(villages, maker)
    write_books(folder, FRAME, books)
    report = {
        "标题": "关于巩固拓展脱贫攻坚成果同乡村振兴有效衔接调研督查发现问题整改情况的报告",
        "署名": f"{FRAME.town}人民政府",
        "成文日期": "2023-10-07",
        "主送机关": "县委农村工作领导小组办公室",
    }
    about = "示例工作区：会宁县某镇 2023 年整改报告。数字与公开的报告一致，镇名、村名和人都是虚构的。"
    write_config(folder, FRAME, "2023", VILLAGES, report, about=about)
