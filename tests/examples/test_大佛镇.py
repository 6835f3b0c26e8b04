"""大佛镇：2023 年下半年报告里的数字由台账逐行合成，拟新增的户还不算监测户。"""

from decimal import Decimal

NAME = "大佛镇"


def test_台账合成报告里的全部数字(books, compare, total):
    book = books(NAME)
    homes, people, clues = book["户台账"], book["家庭成员信息"], book["监测线索"]
    poor, watched = homes[homes["户类型"] == "脱贫户"], homes[homes["监测对象类别"] != ""]
    new = watched[watched["识别监测时间"] >= "202301"]

    def heads(chosen):
        return people["户编号"].isin(chosen["户编号"]).sum()

    found = {
        "脱贫户户数": len(poor),
        "脱贫户人数": heads(poor),
        "监测户户数": len(watched),
        "监测户人数": heads(watched),
        "2023年新增监测户户数": len(new),
        "2023年新增监测户人数": heads(new),
    }
    taken = clues[clues["核实结果"] == "纳入监测"]
    assert set(taken["户编号"]) == set(new["户编号"])
    for name, way, month in (("5月集中排查", "集中排查", 5), ("10月医保推送", "医保推送", 10)):
        rows = taken[taken["方式"] == way]
        assert {day.month for day in rows["日期"]} == {month}
        found[f"{name}新增户数"], found[f"{name}新增人数"] = len(rows), rows["家庭人口数"].sum()
    coming = clues[clues["拟新增批次"] == "2023年11月第一批"]
    assert not set(coming["户编号"]) & set(watched["户编号"])
    found["11月第一批拟新增户数"], found["11月第一批拟新增人数"] = len(coming), heads(coming)
    compare(NAME, found | _benefits(book, total))


def _benefits(book, total):
    wells, posts, work = book["防返贫基金"], book["公益性岗位"], book["外出务工信息"]
    projects, incomes = book["到户产业"], book["收入测算"]
    posts = posts[posts["资金来源"] == "环保"]
    by_year = {year: total(rows["生产经营性收入"]) for year, rows in incomes.groupby("年度")}
    people = incomes[incomes["年度"] == 2023]["家庭人口数"].sum()
    growth = (by_year[2023] - by_year[2022]) / people
    travel = book["交通补贴"]
    return {
        "防返贫基金打井户数": wells["户编号"].nunique(),
        "防返贫基金打井口数": wells["数量"].sum(),
        "春季雨露计划学生数": book["雨露计划"]["学生身份证号"].nunique(),
        "环保公益性岗位人数": posts["身份证号码"].nunique(),
        "环保公益性岗位人社置换人数": (posts["置换来源"] == "人社").sum(),
        "务工人数": work["证件号码"].nunique(),
        "脱贫户务工人数": work[work["户类型"] == "脱贫户"]["证件号码"].nunique(),
        "监测户务工人数": work[work["监测对象类别"] != ""]["证件号码"].nunique(),
        "到户产业资金": total(projects["补助金额"]),
        "到户产业户数": projects["户编号"].nunique(),
        "人均生产经营性收入增长（余）": growth // 10 * 10,
        "外出务工补助资金": total(travel[travel["申请状态"] == "已申请"]["补贴金额"]),
    }


def test_收入测算两年都合得拢(books):
    incomes = books(NAME)["收入测算"]
    parts = ("工资性收入", "生产经营性收入", "财产性收入", "转移性收入")
    assert (sum(incomes[part] for part in parts) - incomes["生产经营性支出"] == incomes["纯收入"]).all()
    assert (incomes["生产经营性收入"] >= 0).all()
    for net, people, each in zip(
        incomes["纯收入"], incomes["家庭人口数"], incomes["人均纯收入"], strict=True
    ):
        assert abs(Decimal(str(each)) - Decimal(net) / people) <= Decimal("0.005")
    assert not incomes.duplicated(["户编号", "年度"]).any()


def test_基金和产业只给脱贫户和监测户(books):
    book = books(NAME)
    homes = book["户台账"].set_index("户编号")
    for sheet in ("防返贫基金", "到户产业", "收入测算"):
        served = homes.loc[book[sheet]["户编号"].unique()]
        assert ((served["户类型"] == "脱贫户") | (served["监测对象类别"] != "")).all()
