"""芦庙镇：总结里的每个数字都由台账逐行合成，表与表之间合得拢。"""

from decimal import Decimal

NAME = "芦庙镇"


def test_台账合成总结里的全部数字(books, compare, total):
    book = books(NAME)
    homes, people = book["户台账"], book["家庭成员信息"]
    poor, poor_people = homes[homes["户类型"] == "脱贫户"], people[people["户类型"] == "脱贫户"]
    found = {
        "行政村": book["行政村"]["村"].nunique(),
        "自然村": book["行政村"]["自然村数"].sum(),
        "脱贫户户数": poor["户编号"].nunique(),
        "脱贫户人数": poor_people["人编号"].nunique(),
        "监测户户数": (homes["监测对象类别"] != "").sum(),
        "监测户人数": (people["监测对象类别"] != "").sum(),
        "未脱贫户数": (~homes["户类型"].isin(["脱贫户", "一般农户"])).sum(),
    }
    for kind in ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户"):
        found[f"{kind}户数"] = homes[homes["监测对象类别"] == kind]["户编号"].nunique()
        found[f"{kind}人数"] = people[people["监测对象类别"] == kind]["证件号码"].nunique()
    problems = book["问题整改"]
    problems = problems[problems["来源"] == "集中排查"]
    found["集中排查问题数"] = problems["问题编号"].nunique()
    found["集中排查已整改问题数"] = ((problems["整改状态"] == "已整改") & (problems["完成日期"] != "")).sum()
    (found["集中排查月份"],) = {day.month for day in problems["发现日期"]}
    lanes = book["人居环境"]
    found["修建巷道里程"] = total(lanes[(lanes["项目"] == "巷道里程") & (lanes["单位"] == "公里")]["数量"])
    grants = book["雨露计划"]
    found["雨露计划学生数"] = grants["学生身份证号"].nunique()
    (found["雨露计划每生每年补助"],) = set(grants.groupby("学生身份证号")["补助金额"].sum())
    uses = book["光伏收益分配"]
    money = dict(iter(uses.groupby("分配用途")))
    posts = book["公益性岗位"]
    posts = posts[posts["资金来源"] == "光伏"]
    found |= {
        "光伏收益资金": total(uses["实付金额"]),
        "光伏电站到账收益": total(book["光伏电站"]["本年到账"]),
        "光伏电站占地租金": total(money["占地租金"]["实付金额"]),
        "光伏电站管理费用": total(money["电站管理"]["实付金额"]),
        "光伏公益岗位人数": posts["身份证号码"].nunique(),
        "光伏公益岗位工资": total(posts["实发"]),
        "奖励补助脱贫户户数": money["奖励补助脱贫户"]["户数"].sum(),
        "奖励补助脱贫户金额": total(money["奖励补助脱贫户"]["实付金额"]),
        "奖励补助边缘户户数": money["奖励补助边缘户"]["户数"].sum(),
        "奖励补助边缘户金额": total(money["奖励补助边缘户"]["实付金额"]),
        "小型公益事业资金": total(money["小型公益事业"]["实付金额"]),
    }
    travel = book["交通补贴"]
    found["交通补贴人数"] = travel[travel["申请状态"] == "已申请"]["身份证号码"].nunique()
    trainings = book["培训会议"]
    trainings = trainings[trainings["类型"] == "网格员培训"]
    found["网格员培训场次"] = trainings["场次"].sum()
    assert set(trainings["人次"]) == {132}
    found["网格员人数"] = book["网格员"][["村", "姓名", "电话"]].drop_duplicates().shape[0]
    compare(NAME, found)


def test_户和人合得拢(books):
    book = books(NAME)
    homes, people = book["户台账"], book["家庭成员信息"]
    assert homes["户编号"].is_unique
    assert people["人编号"].is_unique
    assert people["证件号码"].str[:18].is_unique
    assert people.groupby("户编号").size().to_dict() == dict(
        zip(homes["户编号"], homes["家庭人口数"], strict=True)
    )
    assert (people[people["与户主关系"] == "户主"]["户编号"].value_counts() == 1).all()
    villages = book["行政村"].set_index("村")
    poor = homes[homes["户类型"] == "脱贫户"]
    assert poor.groupby("村").size().to_dict() == villages["脱贫户数"].to_dict()
    assert poor.groupby("村")["家庭人口数"].sum().to_dict() == villages["脱贫人数"].to_dict()
    watched = homes[homes["监测对象类别"] != ""]
    assert watched.groupby("村").size().to_dict() == villages["监测户数"].to_dict()
    assert watched.groupby("村")["家庭人口数"].sum().to_dict() == villages["监测人数"].to_dict()
    assert (watched["风险是否已消除"] == "否").all()


def test_脱贫不稳定户是脱贫户_边缘易致贫户不是_突发严重困难户两种都有(books):
    homes = books(NAME)["户台账"]
    kinds = homes.groupby("监测对象类别")["户类型"].agg(set)
    assert kinds["脱贫不稳定户"] == {"脱贫户"}
    assert kinds["边缘易致贫户"] == {"一般农户"}
    assert kinds["突发严重困难户"] == {"脱贫户", "一般农户"}


def test_光伏账逐村平衡(books, total):
    book = books(NAME)
    uses, posts = book["光伏收益分配"], book["公益性岗位"]
    for village, stations in book["光伏电站"].groupby("村"):
        spent = total(uses[uses["村"] == village]["实付金额"])
        assert total(stations["本年支出"]) == spent
        left = total(stations["上年结余"]) + total(stations["本年到账"]) - spent
        assert left == total(stations["年末结余"])
        wages = uses[(uses["村"] == village) & (uses["分配用途"] == "公益岗位工资")].iloc[0]
        own = posts[posts["村"] == village]
        assert (total(own["实发"]), len(own)) == (Decimal(str(wages["实付金额"])), wages["人数"])
    assert (posts["月工资"] * posts["发放月数"] == posts["实发"]).all()


def test_享受政策的都是台账里的人(books):
    book = books(NAME)
    people = book["家庭成员信息"].assign(号=lambda t: t["证件号码"].str[:18]).set_index("号")
    students = people.loc[book["雨露计划"]["学生身份证号"].unique()]
    assert students["在校生状况"].str.startswith(("中职", "高职")).all()
    vocational = people["在校生状况"].str.startswith(("中职", "高职"))
    assert vocational.sum() == len(students)
    holders = people.loc[book["公益性岗位"]["身份证号码"]]
    assert not holders["劳动技能"].isin(["无劳动力", "丧失劳动力"]).any()
    travel, work = book["交通补贴"], book["外出务工信息"].set_index("证件号码")
    assert (work.loc[travel["身份证号码"]]["务工范围"] == "省外").all()
    assert (travel[travel["申请状态"] == "主动放弃"]["补贴金额"] == "").all()


def test_村里自报的汇总数与台账一致(books, total):
    book = books(NAME)
    reported = book["汇总表"].pivot(index="村", columns="指标", values="数值")
    assert reported["脱贫户数"].to_dict() == book["行政村"].set_index("村")["脱贫户数"].to_dict()
    assert reported["雨露计划学生数"].sum() == 103
    assert reported["公益性岗位人数"].sum() == 436
    assert reported["交通补贴人数"].sum() == 117
    assert reported["网格员人数"].sum() == 132
    assert total(reported["光伏收益分配金额"]) == Decimal("3900597.40")
    assert total(reported["巷道里程"]) == 21
