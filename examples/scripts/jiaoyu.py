"""教育专项：摸排9351人、外出就读取证率99.84%（5人未取证）、助学贷款率由83%到100%，逐行合成。

The published report leaves most of its numbers and its place out; what is invented here is the town, its
schools, the year and how the children divide over places of study.
"""

import datetime as dt
from pathlib import Path
from typing import Any

from people import Maker, age_on
from tables import Frame, plain, texts_table
from workspace import share_out, write_books, write_config

from sheets import Table

NAME = "教育专项"
FRAME = Frame("", "", "柳城县", "清河镇", dt.date(2020, 9, 30), "2020年")
VILLAGES = (
    "清河村",
    "蔡朱村",
    "大李村",
    "东岗村",
    "西岗村",
    "南湾村",
    "北湾村",
    "高庙村",
    "小河村",
    "前楼村",
)
SEPTEMBER = dt.date(2020, 9, 1)
_HERE, _NEAR, _FAR = 6175, 2010, 1115  # 在外就读共3125人
_OTHERS = (("初中毕业", 22), ("重度残疾", 15), ("空挂户", 11), ("暂不在校", 3))
_GRADES = "一二三四五六七八九"
TEXTS = (
    (
        "工作开展情况",
        "贫困生资助",
        "建档立卡学生资助全部打卡到户，告知书逐生送达，学校、办公室、教师三级核对，不漏一人、不错一人。",
    ),
    (
        "工作开展情况",
        "助学贷款",
        "9月13日全镇调度后，包保人员、校长和教师一起联系学生和家长，一天半内贷款率由83%提高到100%。",
    ),
    (
        "工作开展情况",
        "控辍保学",
        "对6至15周岁人口反复摸排，同学籍库和班级名册比对，在外就读的取得在读证明；对月收入近6000元的外出务工辍学生也动员返校；未取证的已上报镇政府。",
    ),
    ("工作开展情况", "双基建设", "项目按计划施工，一所幼儿园正在建设。"),
    (
        "工作开展情况",
        "责任分工",
        "中心校主要负责人亲自抓，两名副校长分管资助和控辍保学，办公室两名骨干汇总资料，人员包校、校长包教师、教师包学生。",
    ),
    (
        "工作开展情况",
        "宣传引导",
        "在村室、学校、路口和集市张挂条幅、设置展板、发放明白书，提高资助政策知晓度。",
    ),
    ("存在问题", "取证工作", "县外就读的学生尚有少数没有取得证明，有的家庭全家外出联系不上。"),
    ("下一步工作", "补齐短板", "对没有取证的学生专人跟进，对残疾学生定期送教，让留守儿童得到更多关爱。"),
)


def _children(maker: Maker) -> list[list[Any]]:
    """9351 rows of 6 to 15 year-olds; five who study out of the county lack a proof, four of one family."""
    rng = maker.rng
    places = [("本镇", "")] * _HERE + [("县内外镇", "")] * _NEAR + [("县外", "")] * _FAR
    places += [("未就读", reason) for reason, count in _OTHERS for _ in range(count)]
    villages = [
        v
        for v, n in zip(VILLAGES, share_out(len(places), [9, 11, 8, 10, 9, 10, 8, 9, 7, 9]), strict=True)
        for _ in range(n)
    ]
    rng.shuffle(places)
    far = [place for place, (where, _) in enumerate(places) if where == "县外"][:5]
    family = dict(zip(far[:4], (13, 11, 9, 7), strict=True))  # 一家四个孩子
    rows = []
    home, home_parent = villages[far[0]], maker.ids.any_name(maker.ids.surname(), "男", 1980)
    for number, (own, (where, reason)) in enumerate(zip(villages, places, strict=True)):
        age = family.get(number) or (15 if reason == "初中毕业" else rng.randrange(6, 15))
        sex = rng.choice("男女")
        birth = dt.date(2020 - age, 9, 1) - dt.timedelta(days=rng.randrange(1, 364))
        village, parent = own, maker.ids.any_name(maker.ids.surname(), "男", 1985)
        if number in family:
            village, parent = home, home_parent
        name = maker.ids.any_name(parent[0], sex, birth.year)
        school, grade = "", ""
        if where != "未就读":
            grade = f"{_GRADES[age_on(birth, SEPTEMBER) - 6]}年级"
            kind = "小学" if age < 12 else "初级中学"
            town = {
                "本镇": village.removesuffix("村") if age < 12 else "清河",
                "县内外镇": "柳城",
                "县外": "外县",
            }[where]
            school = f"{town}{kind}"
        proof = "" if where == "未就读" else "未取证" if number in far else "已取证"
        filed = "已备案" if reason in {"初中毕业", "空挂户"} else ""
        teaching = "送教上门" if reason == "重度残疾" else ""
        who = [village, parent, name, maker.ids.resident_id(birth, sex), birth]
        rows.append([*who, where, school, grade, proof, reason, teaching, filed])
    return rows


def _aid(maker: Maker, children: list[list[Any]]) -> list[list[Any]]:
    """Term grants of pupils, freshers' fares, 400 yuan for children left behind, 100 students' loans."""
    rng = maker.rng
    studying = [row for row in children if row[5] != "未就读"]
    paid = dt.date(2020, 9, 18)
    rows = []
    for child in rng.sample(studying, 268):
        stage, money = ("小学", 500) if "小学" in child[6] else ("初中", 625)
        where = [stage, child[5], "2020秋", "义务教育生活补助", money]
        rows.append([*child[:4], *where, "已发放", paid])
    for child in rng.sample([row for row in studying if row[5] == "本镇"], 30):
        stage = "小学" if "小学" in child[6] else "初中"
        rows.append([*child[:4], stage, "本镇", "2020秋", "留守儿童救助", 400, "已发放", paid])
    for place in range(100):
        surname = maker.ids.surname()
        sex = rng.choice("男女")
        birth = dt.date(2001, 1, 1) + dt.timedelta(days=rng.randrange(0, 600))
        name, parent = maker.ids.any_name(surname, sex, 2001), maker.ids.any_name(surname, "男", 1975)
        who = [VILLAGES[place % 10], parent, name, maker.ids.resident_id(birth, sex)]
        lent = (
            dt.date(2020, 8, 20) + dt.timedelta(days=place % 20)
            if place < 83
            else dt.date(2020, 9, 14 + place % 2)
        )
        rows.append([*who, "本科", "县外", "2020秋", "生源地助学贷款", 8000, "已发放", lent])
        if place < 22:
            rows.append([*who, "本科", "县外", "2020秋", "新生入学车费", 500, "已发放", dt.date(2020, 9, 5)])
    return rows


def build(folder: Path) -> None:
    """Write the workspace into `folder`."""
    maker = Maker(f"{NAME}2020", FRAME.day)
    children = _children(maker)
    deeds = [
        [dt.date(2020, 9, 10), "蔡朱小学", "三天摸排学龄人口", "排查", 1872, "人", 12, "已完成"],
        [dt.date(2020, 9, 20), "清河镇中心校", "新建幼儿园", "项目", 1, "所", "", "进行中"],
    ]
    child = (
        "村@9 户主姓名 学生姓名 学生身份证号:编号@20 出生日期:日期@11 就读地 学校@16 年级 "
        "取证状态 未入学原因 送教方式 是否备案"
    )
    aid = (
        "村@9 户主姓名 学生姓名 学生身份证号:编号@20 学段 就读地 学期 资助项目@18 金额:金额+ "
        "发放状态 发放日期:日期@11"
    )
    deed = "日期:日期@11 单位@14 事项@24 类别 数量:数字 数量单位 人次:整数 进度"
    tables: list[Table] = [
        plain(FRAME, "", ("教育资助", "教育资助台账"), aid, _aid(maker, children), unit="元"),
        plain(FRAME, "", ("帮扶活动", "教育扶贫活动台账"), deed, deeds),
        texts_table(FRAME, TEXTS, "教育专项文字材料"),
    ]
    books = {
        "控辍保学": [plain(FRAME, "", ("控辍保学", "控辍保学台账"), child, children)],
        "教育台账": tables,
    }
    write_books(folder, FRAME, books)
    report = {"标题": "2020年教育脱贫工作总结", "署名": "清河镇中心校", "成文日期": "2020-10-09"}
    about = "示例工作区：教育专项。数字与公开的总结一致，公开时略去的数字、镇名、村名和人都是虚构的。"
    write_config(folder, FRAME, "2020", [], report, about=about)
