"""洋湖镇：2019 年上半年材料里的数字由台账逐行合成；公布数之间的不一致也照样带着。"""

NAME = "洋湖镇"


def test_台账合成材料里的全部数字(books, compare, total):
    book = books(NAME)
    villages = book["行政村"]
    homes, people = book["户台账"], book["家庭成员信息"]
    register = homes[homes["户类型"] != "一般农户"]
    members = people[people["户类型"] != "一般农户"]
    years = book["历年脱贫"].set_index("年度")
    left, margin = homes[homes["户类型"] == "未脱贫户"], homes[homes["监测对象类别"] == "边缘易致贫户"]
    found = {
        "行政村": villages["村"].nunique(),
        "总人口": villages["总人口数"].sum(),
        "2014年建档立卡户数": years.loc[2014, "期初户数"],
        "2014年建档立卡人数": years.loc[2014, "期初人数"],
        "出列贫困村": (villages["是否出列"] == "是").sum(),
        "建档立卡户数": register["户编号"].nunique(),
        "建档立卡人数": members["证件号码"].nunique(),
        "2016年评估户数": years.loc[2016, "评估户数"],
        "2016年评估人数": years.loc[2016, "评估人数"],
        "2016年回退户数": years.loc[2016, "回退户数"],
        "2016年回退人数": years.loc[2016, "回退人数"],
        "未脱贫户数": len(left),
        "未脱贫人数": people["户编号"].isin(left["户编号"]).sum(),
        "2019年拟脱贫人数": years.loc[2019, "拟脱贫人数"],
        "边缘户户数": len(margin),
        "边缘户人数": people["户编号"].isin(margin["户编号"]).sum(),
        "革命老区重点村": (villages["是否重点村"] == "是").sum(),
    }
    for year in range(2014, 2019):
        found[f"{year}年脱贫户数"] = years.loc[year, "脱贫户数"]
        found[f"{year}年脱贫人数"] = years.loc[year, "脱贫人数"]
    assert (years.loc[2019, "未脱贫户数"], years.loc[2019, "未脱贫人数"]) == (154, 318)
    found |= _help(book, people, total) | _problems(book) | _solar(book, total)
    found |= _benefits(book, total) | _meetings(book)
    compare(NAME, found)


def _help(book, people, total):
    found = {}
    for level, rows in book["结对帮扶"].groupby("层级"):
        found[f"{level}级帮扶户数"] = rows["户编号"].nunique()
        found[f"{level}级帮扶干部"] = rows["帮扶人"].nunique()
        if level != "镇":
            found[f"{level}级帮扶单位"] = rows["单位"].nunique()
    projects = book["到户产业"]
    poor = projects[projects["是否贫困村"] == "是"]
    assert set(poor["村"]) == {"北山村", "泥黄村"}
    funds = book["衔接资金项目"].set_index("项目名称")["拨付资金"]
    return found | {
        "到户项目数": len(projects),
        "到户项目户数": projects["户编号"].nunique(),
        "到户项目涉及人数": people["户编号"].isin(projects["户编号"]).sum(),
        "到户项目补助金额": total(projects["补助金额"]),
        "贫困村到户项目补助": total(poor["补助金额"]),
        "非贫困村到户项目补助": total(projects[projects["是否贫困村"] == "否"]["补助金额"]),
        "北山村专项资金": funds["北山村资产收益项目"],
        "泥黄村专项资金": funds["泥黄村资产收益项目"],
    }


def _problems(book):
    problems, visits = book["问题整改"], book["走访记录"]
    count = problems["来源"].value_counts()
    states = problems[problems["来源"] == "遍访"]["整改状态"].value_counts()
    assert set(problems[problems["来源"] != "遍访"]["整改状态"]) == {"已整改"}
    assert visits["发现问题数"].sum() == count["遍访"]
    secret = book["督查检查"].set_index("类型")
    return {
        "中央巡视问题数": count["中央巡视"],
        "考核反馈问题数": count["考核反馈"],
        "遍访问题数": count["遍访"],
        "遍访已整改问题数": states["已整改"],
        "遍访剩余问题数": states["整改中"],
        "五查五清三精准问题数": count["五查五清三精准"],
        "书记遍访户数": visits["户编号"].nunique(),
        "书记遍访占比": round(100 * visits["户编号"].nunique() / 904),
        "暗访村数": secret.loc["暗访", "村数"],
        "暗访户数": secret.loc["暗访", "户数"],
        "暗访问题数": count["暗访"],
        "督查村数": secret.loc["督查", "村数"],
    }


def _solar(book, total):
    found = {}
    for village, rows in book["光伏收益分配"].groupby("村"):
        money = rows.set_index("分配用途")["计划金额"]
        station = book["光伏电站"].set_index("村").loc[village]
        assert total(rows["计划金额"]) == station["本年到账"]
        assert total(rows["实付金额"]) == station["本年支出"] == station["本年到账"] - station["年末结余"]
        found[f"{village}光伏收益"] = station["本年到账"]
        found[f"{village}公益岗位"] = money["公益岗位工资"]
        posts = book["公益性岗位"]
        paid = posts[(posts["村"] == village) & (posts["资金来源"] == "光伏")]["实发"]
        assert total(paid) == money["公益岗位工资"]
        for use in ("直接补助", "奖励补助", "小型公益事业"):
            found[f"{village}{use}"] = money[use]
    return found | {"正在纳入补助目录的电站": (book["光伏电站"]["补助目录"] == "正在纳入").sum()}


def _benefits(book, total):
    checks, grants = book["三保障"], book["雨露计划"]
    water, house = checks[checks["是否通自来水"] == "否"], checks[checks["住房"] == "无保障"]
    works = house["改造状态"].value_counts()
    back = grants[grants["发放类型"] == "补发"]
    cards = book["健康帮扶"]
    return {
        "外地读书未享受教育补助学生": checks["未享受教育补助人数"].sum(),
        "未通自来水户数": len(water),
        "已安装自来水户数": (water["解决状态"] == "已解决").sum(),
        "住房安全问题户数": len(house),
        "危房改造施工中户数": works["施工中"],
        "危房改造即将开工户数": works["即将开工"],
        "长期租房安置户数": works["租房安置"],
        "春季雨露计划申报人数": grants[grants["学期"] == "2019春"]["学生身份证号"].nunique(),
        "雨露计划补发人数": back["学生身份证号"].nunique(),
        "雨露计划补发金额": total(back["补助金额"]),
        "其他教育资助学生数": book["教育资助"]["学生身份证号"].nunique(),
        "补办慢性病证户数": cards[cards["慢性病证"] == "已补办"]["户编号"].nunique(),
        "外出务工人数": book["外出务工信息"]["证件号码"].nunique(),
        "公益性岗位人数": book["公益性岗位"]["身份证号码"].nunique(),
    }


def _meetings(book):
    times = book["培训会议"].groupby("类型")["场次"].sum()
    deeds = book["帮扶活动"].set_index("数量单位")
    return {
        "专干培训次数": times["专干培训"],
        "帮扶单位培训次数": times["帮扶单位培训"],
        "业务培训次数": times["业务培训"],
        "对接市级单位": book["帮扶活动"]["帮扶单位"].nunique(),
        "荒山坡面积": deeds.loc["亩", "数量"],
        "健身器材": deeds.loc["套", "数量"],
    }


def test_历年变化一年接一年(books):
    years = books(NAME)["历年脱贫"]
    for kind in ("户数", "人数"):
        flow = years[f"期初{kind}"] + years[f"新识别{kind}"] - years[f"清退{kind}"] - years[f"迁出{kind}"]
        flow = flow - years[f"冻结{kind}"]
        flow = (
            flow - years["死亡销户数"] if kind == "户数" else flow + years["自然增加人数"] - years["死亡人数"]
        )
        assert (flow == years[f"期末{kind}"]).all()
        assert list(years[f"期初{kind}"])[1:] == list(years[f"期末{kind}"])[:-1]
    assert list(years.iloc[-1][["期末户数", "期末人数"]]) == [904, 2186]


def test_照公布的带着几处不一致(books, total):
    book = books(NAME)
    pairs, grants = book["结对帮扶"], book["雨露计划"]
    assert (len(pairs), pairs["户编号"].nunique()) == (905, 904)
    years = book["历年脱贫"]
    assert years["脱贫户数"].sum() + 154 == 1054
    back = grants[grants["发放类型"] == "补发"]["补助金额"]
    assert sum(amount % 1500 != 0 for amount in back) == 5


def test_有到户项目的人一户一份务工补贴(books):
    book = books(NAME)
    projects = book["到户产业"]
    work = projects[projects["项目"] == "外出务工"]
    assert len(work) == 577
    assert set(work["户编号"]) == set(book["外出务工信息"]["户编号"])
    assert (projects["补助标准"] * projects["数量"] == projects["补助金额"]).all()
    assert not projects.duplicated(["户编号", "项目"]).any()
