"""教育专项、定点帮扶、行业部门：三个小工作区的数字也由台账逐行合成。"""

from decimal import Decimal

import pandas as pd


def test_教育专项(books, compare):
    book = books("教育专项")
    children, aid, deeds = book["控辍保学"], book["教育资助"], book["帮扶活动"].set_index("类别")
    away = children[children["就读地"].isin(["县内外镇", "县外"])]
    missing = away[away["取证状态"] == "未取证"]
    assert set(missing["就读地"]) == {"县外"}
    loans = aid[aid["资助项目"] == "生源地助学贷款"]
    before = loans[pd.to_datetime(loans["发放日期"]) <= "2020-09-13"]
    grants = aid[aid["资助项目"] == "义务教育生活补助"]
    compare(
        "教育专项",
        {
            "摸排学龄人口": children["学生身份证号"].nunique(),
            "在外就读取证率": round(Decimal(100 * (len(away) - len(missing))) / len(away), 2),
            "县外就读未取证人数": len(missing),
            "其中一家人数": missing.groupby(["村", "户主姓名"]).size().max(),
            "摸排教师": deeds.loc["排查", "人次"],
            "平均每名教师摸排": deeds.loc["排查", "数量"] / deeds.loc["排查", "人次"],
            "调度前助学贷款率": 100 * len(before) / len(loans),
            "助学贷款率": 100 * (loans["发放状态"] == "已发放").mean(),
            "留守儿童每人救助": set(aid[aid["资助项目"] == "留守儿童救助"]["金额"]).pop(),
            "在建幼儿园": deeds.loc["项目", "数量"],
            "贫困生资助率": 100 * (grants["发放状态"] == "已发放").mean(),
        },
    )
    assert set(grants["学生身份证号"]) <= set(children["学生身份证号"])


def test_定点帮扶(books, compare):
    book = books("定点帮扶")
    count = book["帮扶活动"].groupby("类别")["数量"].agg(lambda values: sum(v for v in values if v != ""))
    compare(
        "定点帮扶",
        {
            "驻村职工": book["驻村帮扶"]["姓名"].nunique(),
            "课题研究": count["课题"],
            "民间文化整理工作组": count["文化"],
            "小戏剧本": count["创作"],
            "专题片": count["专题片"],
        },
    )


def test_行业部门(books, compare, total):
    book = books("行业部门")
    meetings, projects, quoted = book["培训会议"], book["衔接资金项目"], book["引用数据"]
    times = meetings.groupby("类型")[["场次", "人次"]].sum()
    deeds = book["帮扶活动"].set_index("类别")
    found = {
        "学习次数": times.loc["学习", "场次"],
        "学习培训人次（余）": times.loc["学习", "人次"] // 100 * 100,
        "培训教育基层群众人次（余）": times.loc["宣讲", "人次"] // 100 * 100,
        "选派授课科长": deeds.loc["培训", "人次"],
        "视频培训人次（余）": times.loc["业务培训", "人次"] // 10 * 10,
    }
    for sector, rows in projects.groupby("行业"):
        found[f"{sector}项目数"] = rows["项目编号"].nunique()
        found[f"{sector}到位资金"] = total(rows["到位资金"])
    found |= {f"引用：{name}": value for name, value in zip(quoted["指标"], quoted["数值"], strict=True)}
    compare("行业部门", found)
