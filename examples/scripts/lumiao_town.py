"""The town's own workbook of 芦庙镇: problems found in May, trainings, texts; and its fupin.toml."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from people import Household, Maker
from tables import Frame, plain, texts_table

from sheets import Table

PROBLEMS = {
    "柳河村": 9,
    "槐店村": 10,
    "石桥村": 8,
    "前营村": 11,
    "双井村": 8,
    "枣园村": 10,
    "大杨村": 8,
    "兴隆村": 10,
}
# 类别、问题、整改措施、成效；{户主} 是这个村一户的户主
_FOUND = (
    (
        "住房安全",
        "{户主}户厨房屋面有两处渗漏，雨天返潮。",
        "村委会联系瓦工更换破损瓦片，做防水处理。",
        "渗漏处已修好，雨后复查无返潮。",
    ),
    ("饮水安全", "{户主}户入户水管接头漏水，水压偏低。", "请供水站更换接头并检修支管。", "水压恢复正常。"),
    ("医疗保障", "{户主}户慢性病证到期，未及时换证。", "村医代办换证手续，说明报销比例。", "新证已领取。"),
    (
        "教育保障",
        "{户主}户孩子寄宿补助到账时间不清楚。",
        "联系学校核对发放批次，告知到账日期。",
        "补助已到账，户内知晓。",
    ),
    (
        "政策落实",
        "{户主}户不清楚自家享受的到户产业奖补标准。",
        "帮扶联系人入户讲解，补发政策明白纸。",
        "户内能说清补助标准。",
    ),
    (
        "收入核算",
        "{户主}户务工收入少记一个月。",
        "对照工资流水重新核算，系统同步更正。",
        "收入测算表与系统一致。",
    ),
    (
        "档案资料",
        "{户主}户帮扶手册缺最近一次走访记录。",
        "帮扶联系人补记走访内容并由户主签字。",
        "手册记录齐全。",
    ),
    (
        "信息采集",
        "{户主}户联系电话已停用，系统未更新。",
        "网格员核对号码后在系统中更正。",
        "系统信息已更新。",
    ),
    ("人居环境", "{户主}户院内柴草堆放杂乱。", "网格员协助清理，约定每周打扫。", "院内整洁，回访保持较好。"),
    (
        "申报渠道",
        "{户主}户墙上的防返贫申报明白纸脱落。",
        "重新张贴并当面演示申报方法。",
        "户内知道怎样申报。",
    ),
)
TEXTS = (
    (
        "基本情况",
        "地理位置",
        "芦庙镇在谯城区最北端，同河南商丘的几个乡镇接壤，东邻颜集镇，西连古井镇，南接华佗镇，铁路和高速公路穿镇而过，出行便利。",
    ),
    (
        "工作开展情况",
        "防止返贫动态监测",
        "五月开展集中排查，脱贫户、监测户、重点人群和一般农户都走到，能见面的入户看，不在家的电话问，一户一户核对吃穿、住房、医疗、教育和饮水；同时把申报明白纸贴到每家，让有困难的农户知道向谁说、怎么报。",
    ),
    (
        "工作开展情况",
        "农村巷道建设",
        "巷道由群众自己动手先修，验收合格后再补助，各村量力而行，把从主路到家门口的最后一段路修通修好。",
    ),
    (
        "工作开展情况",
        "雨露计划",
        "每学期开学后由村里逐户摸清在读中职、高职学生，学校和学籍核对无误后再报，资金直接打到学生家庭的卡上，不漏一人，不重一人。",
    ),
    (
        "工作开展情况",
        "光伏收益分配",
        "年初各村议定分配计划，公示后执行；每座电站都有看护员和清洗员，每周三集中清洗面板，减少灰尘遮挡，稳住发电量。",
    ),
    (
        "工作开展情况",
        "稳岗就业",
        "通过电话和微信同在外务工人员保持联系，符合条件的帮助准备材料申请交通补贴，自愿放弃的留下说明。",
    ),
    (
        "工作开展情况",
        "网格员培训",
        "镇乡村振兴工作站把全体网格员集中起来上课，讲清职责、监测标准和办理流程，当场答疑。",
    ),
    (
        "存在问题",
        "责任落实方面",
        "少数村干部把巩固成果的事交给专干去办，自己过问不多，对包保户的情况和政策说不全；个别村对重点人群掌握不细，帮扶办法不够对路。",
    ),
    (
        "存在问题",
        "监测帮扶方面",
        "部分网格员对衔接政策不熟，不清楚该看什么、该报什么，日常监测还有不到位的地方。",
    ),
    (
        "存在问题",
        "力量配备方面",
        "乡村振兴专干兼着村里多项工作，用在台账和走访上的时间不够，效率和质量受影响。",
    ),
    ("存在问题", "人居环境方面", "有的农户参与环境整治的劲头不足，庭院和室内卫生时好时差，难以长期保持。"),
    (
        "下一步工作",
        "压实工作责任",
        "村书记和两委干部按分工包到户，定期走访重点人群，遇到困难当场商量办法；镇工作站通过实地查看和会议调度督促落实。",
    ),
    (
        "下一步工作",
        "做实监测帮扶",
        "各村按月培训网格员，用身边的例子讲政策；网格员常态走访，发现收入骤减、支出骤增的及时上报。",
    ),
    ("下一步工作", "稳定专干队伍", "理顺专干职责，减少兼职事务，保证有时间走访和核对台账。"),
    (
        "下一步工作",
        "改善人居环境",
        "继续开展庭院评比，选树干净整洁的农户作榜样，用积分兑换等办法引导群众长期坚持。",
    ),
)


def _problems(frame: Frame, villages: Mapping[str, Sequence[Household]], maker: Maker) -> Table:
    rng = maker.rng
    leader = maker.person("户主", 46, surname=maker.ids.surname(), sex="男").name
    rows: list[list[Any]] = []
    for village, count in PROBLEMS.items():
        chief = maker.person("户主", 50, surname=maker.ids.surname(), sex="男").name
        fitting = {
            "教育保障": [h for h in villages[village] if any(p.school for p in h.members)],
            "医疗保障": [h for h in villages[village] if any(p.health == "长期慢性病" for p in h.members)],
            "收入核算": [h for h in villages[village] if any(p.job for p in h.members)],
        }
        for place in range(count):
            kind, problem, measure, effect = _FOUND[(place + len(rows)) % len(_FOUND)]
            home = rng.choice(fitting.get(kind, villages[village]))
            found = dt.date(2023, 5, 4) + dt.timedelta(days=rng.randrange(0, 27))
            done = found + dt.timedelta(days=rng.randrange(5, 29))
            closed = done + dt.timedelta(days=rng.randrange(1, 6))
            who = (leader, f"{village}村民委员会", chief)
            row: list[Any] = [f"PC2023{len(rows) + 1:03d}", "集中排查", village, home.number, home.head.name]
            row += [kind, problem.format(户主=home.head.name), *who, found, measure]
            rows.append([*row, dt.date(2023, 6, 30), "已整改", effect, done, closed])
    headers = (
        "问题编号:编号@12 来源 村@9 户编号:编号@15 户主 问题类别 问题@34 牵头领导 责任单位@16 责任人 "
        "发现日期:日期@11 整改措施@34 整改时限:日期@11 整改状态 整改成效@26 完成日期:日期@11 销号日期:日期@11"
    )
    return plain(frame, "", ("问题整改", "防返贫集中排查问题整改台账"), headers, rows)


def _trainings(frame: Frame) -> Table:
    place = ("镇乡村振兴工作站", "镇政府会议室")
    rows = [
        [dt.date(2023, 3, 16), "网格员职责与防返贫监测政策", "网格员培训", "镇级", *place, 1, 132, 132],
        [dt.date(2023, 9, 21), "网格员业务提升与系统操作", "网格员培训", "镇级", *place, 1, 132, 132],
    ]
    headers = "日期:日期@11 主题@34 类型 级别 主办单位@20 地点@20 场次:整数+ 人次:整数+ 发放资料数:整数+"
    return plain(frame, "", ("培训会议", "培训会议台账"), headers, rows)


def tables(frame: Frame, villages: Mapping[str, Sequence[Household]], maker: Maker) -> list[Table]:
    """All sheets of the town's workbook."""
    return [_problems(frame, villages, maker), _trainings(frame), texts_table(frame, TEXTS)]
