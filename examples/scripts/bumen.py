"""行业部门：一个州发展改革委的冬季攻势，学习18次、四类项目72项，逐行合成。"""

import datetime as dt
from pathlib import Path
from typing import Any

from tables import Frame, plain, texts_table
from workspace import share_out, write_books, write_config

NAME = "行业部门"
FRAME = Frame("新疆维吾尔自治区", "", "", "州发展改革委", dt.date(2023, 3, 31), "2023年第一季度")
# 行业、项数、到位资金（元）
_SECTORS = (
    ("保障房配套", 15, 156_000_000),
    ("农林水牧业", 22, 101_000_000),
    ("社会事业", 17, 100_000_000),
    ("游牧民定居和危旧房改造", 18, 84_000_000),
)
_TOPICS = ("党组中心组学习", "党员大会学习", "干部职工政治学习")
TEXTS = (
    (
        "工作开展情况",
        "培训教育",
        "把重要论述列入各类学习，印发应知应会手册；对驻村群众用国旗下宣讲、夜校等形式讲政策，激励大家靠双手增收；选派业务科长到全州培训班讲授项目申报和管理。",
    ),
    (
        "工作开展情况",
        "项目建设",
        "积极争取资金，完善村队饮水、道路、庭院、环卫等设施，教育、文化、医疗、居住条件得到改善。",
    ),
    (
        "工作开展情况",
        "整改落实",
        "开展作风问题专项治理，减少报表、会议和发文；利用投资项目在线平台加强监管；及时调整援疆规划项目，资金向基层和民生倾斜。",
    ),
    ("经验做法", "领导重视", "主要领导统一思想、带头落实，措施有力。"),
    ("经验做法", "责任到位", "任务分解到人、倒排时限，层层压实。"),
    ("经验做法", "强化督导", "督导贯穿全程，对不认真不到位的及时督促。"),
    ("存在问题", "培训教育", "对干部职工的培训还不够，激发驻村群众内生动力的办法单一。"),
    ("下一步工作", "提高认识", "把脱贫攻坚作为重大政治任务，加快项目实施。"),
    ("下一步工作", "补短板强弱项", "督促县市加强项目资金管理，分两次集中开工，尽快形成实物工作量。"),
    ("下一步工作", "抓整改", "落实清单调度、销号和台账制度，持之以恒抓问题整改。"),
)


def build(folder: Path) -> None:
    """Write the workspace into `folder`."""
    people = share_out(612, [1.0] * 18)
    meetings = [
        [dt.date(2023, 1, 4) + dt.timedelta(days=4 * n), f"{_TOPICS[n % 3]}（{n + 1}）", "学习", 1, people[n]]
        for n in range(18)
    ]
    masses = (
        (1, 9, "国旗下宣讲", 310),
        (2, 13, "农牧民夜校", 296),
        (2, 27, "结亲周宣讲", 318),
        (3, 13, "入户宣讲", 312),
    )
    meetings += [[dt.date(2023, m, d), topic, "宣讲", 1, count] for m, d, topic, count in masses]
    meetings.append([dt.date(2023, 3, 2), "城乡规划和工程项目建设视频培训授课", "业务培训", 1, 132])
    projects: list[list[Any]] = []
    for sector, count, money in _SECTORS:
        parts = share_out(money // 10_000, [8 + n % 5 for n in range(count)])
        for n, part in enumerate(parts, 1):
            number = f"XM2023-{len(projects) + 1:03d}"
            name = f"{sector}项目{n}"
            projects.append([number, name, 2023, sector, "中央", 10_000 * part, 10_000 * part, "未开工"])
    quoted = [["援疆资金管理要求", "用于基层和民生的资金占比下限", 80, "%"]]
    deed = [
        [dt.date(2023, 3, 11), "州发展改革委", "收到援疆规划项目调整函批示件", "援疆", "", "已完成"],
        [dt.date(2023, 3, 16), "州发展改革委", "提出援疆规划项目初步调整方案", "援疆", "", "已完成"],
        [dt.date(2023, 3, 2), "州发展改革委", "选派业务科长在全州培训会上授课", "培训", 1, "已完成"],
    ]
    meeting = "日期:日期@11 主题@34 类型 场次:整数+ 人次:整数+"
    project = (
        "项目编号:编号@12 项目名称@28 年度:整数 行业@24 资金来源 计划资金:金额@16+ 到位资金:金额@16+ 项目状态"
    )
    books = {
        "冬季攻势台账": [
            plain(FRAME, FRAME.town, ("培训会议", "冬季攻势培训台账"), meeting, meetings),
            plain(FRAME, FRAME.town, ("衔接资金项目", "基础设施项目台账"), project, projects, unit="元"),
            plain(
                FRAME,
                FRAME.town,
                ("帮扶活动", "援疆和培训工作台账"),
                "日期:日期@11 单位@16 事项@34 类别 人次:整数 进度",
                deed,
            ),
            plain(FRAME, FRAME.town, ("引用数据", "引用数据"), "来文@24 指标@28 数值:数字 单位", quoted),
            texts_table(FRAME, TEXTS, "冬季攻势文字材料"),
        ]
    }
    write_books(folder, FRAME, books)
    report = {"标题": "脱贫攻坚冬季攻势工作总结", "署名": "州发展和改革委员会", "成文日期": "2023-03-31"}
    about = "示例工作区：行业部门。数字与公开的总结一致，项目名称是虚构的。"
    write_config(folder, FRAME, "2023Q1", [], report, about=about)
