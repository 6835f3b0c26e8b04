"""会宁县某镇：整改报告里的数字由台账逐行合成，来文里的数字只在引用数据里。"""

from decimal import Decimal

NAME = "会宁县某镇"


def test_台账合成整改报告里的全部数字(books, compare, total):
    book = books(NAME)
    homes, problems = book["户台账"], book["问题整改"]
    people = book["家庭成员信息"].groupby("户编号").size()
    removed, left = homes[homes["风险是否已消除"] == "是"], homes[homes["风险是否已消除"] == "否"]
    new = homes[homes["识别监测时间"] >= "202301"]
    sudden = new[new["监测对象类别"] == "突发严重困难户"]
    meetings = book["培训会议"]
    times = meetings.groupby(["类型", "级别"])["场次"].sum()
    clues, checks = book["监测线索"], book["督查检查"].set_index("类型")
    found = {
        "问题数": problems["问题编号"].nunique(),
        "已整改问题数": problems["整改完成情况"].isin(["已整改并长期坚持", "取得阶段性成效并持续推进"]).sum(),
        "行政村": homes["村"].nunique(),
        "党委会和专题会次数": times["党委会", "镇级"] + times["专题会", "镇级"],
        "村内练场次": times["比武", "村级"],
        "镇内比场次": times["比武", "镇级"],
        "集中入户宣传场次": times["宣讲", "镇级"],
        "发放政策明白纸（余）": total(meetings["发放资料数"]) // 100 * 100,
        "风险未消除户数": len(left),
        "原有风险未消除户数": len(left) - len(sudden),
        "新识别突发严重困难户户数": len(sudden),
        "新识别监测户户数": len(new),
        "新识别监测户人数": people[new["户编号"]].sum(),
        "已消除风险户数": len(removed),
        "已消除风险人数": people[removed["户编号"]].sum(),
        "风险消除率": round(Decimal(100 * len(removed)) / (len(removed) + len(left)), 2),
        "预警信息数": (clues["渠道"] == "部门筛查").sum(),
        "一键报贫自主申报户数": clues[clues["方式"] == "一键报贫"]["户主证件号码"].nunique(),
        "资料交叉演练次数": (book["督查检查"]["类型"] == "资料演练").sum(),
        "督查村数": checks.loc["督查", "村数"],
    }
    units = {
        "清运车辆": "台次",
        "投入劳动力": "人次",
        "清理垃圾": "吨",
        "拆除广告牌匾": "个",
        "新建卫生厕所": "座",
    }
    for item, rows in book["人居环境"].groupby("项目"):
        assert set(rows["单位"]) == {units[item]}
        found[item] = total(rows["数量"])
    quoted = book["引用数据"]
    assert set(quoted["来文文号"]) == set(problems["来文文号"]) == {"市农领办发〔2023〕38号"}
    found |= {f"引用：{name}": value for name, value in zip(quoted["指标"], quoted["数值"], strict=True)}
    compare(NAME, found)


def test_引用的百分比与引用的数对得上(books):
    quoted = books(NAME)["引用数据"].set_index("指标")["数值"]
    for what in ("帮扶措施针对性不强", "风险消除不精准"):
        share = 100 * quoted[f"{what}户数"] / quoted["实地调查监测户数"]
        assert round(share, 1) == quoted[f"{what}占比"]


def test_消除风险的都满六个月(books):
    homes = books(NAME)["户台账"]
    for row in homes[homes["风险是否已消除"] == "是"].itertuples():
        begun, ended = row.识别监测时间, row.消除监测时间
        assert (int(ended[:4]) - int(begun[:4])) * 12 + int(ended[4:]) - int(begun[4:]) >= 6
        assert ended <= "202309"


def test_每个问题都有措施成效和完成日期(books):
    problems = books(NAME)["问题整改"]
    for column in ("问题描述", "整改措施", "整改成效", "整改完成情况", "完成日期"):
        assert (problems[column] != "").all()
