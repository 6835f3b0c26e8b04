"""黄金村：汇报里的数字由台账逐行合成，合并后的数是两村之和。"""

NAME = "黄金村"


def test_台账合成汇报里的全部数字(books, compare, total):
    book = books(NAME)
    homes, people = book["户台账"], book["家庭成员信息"]
    poor, poor_people = homes[homes["户类型"] == "贫困户"], people[people["户类型"] == "贫困户"]
    aid = book["低保特困"]["类别"].value_counts()
    work, deeds = book["外出务工信息"], book["帮扶活动"].set_index("类别")
    measures = book["村情"].set_index("项目")["数量"]
    disabled = people[people["健康状况"] == "残疾"]
    assert disabled["劳动技能"].isin(["丧失劳动力", "无劳动力"]).all()
    ill = poor_people[poor_people["健康状况"].isin(["长期慢性病", "患有大病"])]
    found = {
        "村民小组": homes["组"].nunique(),
        "总户数": homes["户编号"].nunique(),
        "总人口": people["证件号码"].nunique(),
        "贫困户户数": len(poor),
        "贫困户人数": len(poor_people),
        "低保户": aid["农村低保"],
        "五保户": aid["分散供养特困"],
        "常年外出务工": work["身份证号码"].nunique(),
        "饮水困难户占比（约）": 100 * measures["饮水困难"] / len(homes),
        "猕猴桃种植面积": measures["猕猴桃种植"],
        "报名培训人数": deeds.loc["培训", "人次"],
        "赴武汉就业人数": ((work["务工所在市"] == "武汉市") & (work["务工岗位"] == "修脚师")).sum(),
        "获奖人数": deeds.loc["表彰", "人次"],
        "驻村干部": book["驻村帮扶"]["姓名"].nunique(),
        "驻村天数（以上）": book["驻村帮扶"]["驻村天数"].min() // 10 * 10,
        "残疾丧失劳动力人数": len(disabled),
        "有慢病大病的贫困户": ill["户编号"].nunique(),
    }
    (found["每名干部包联户数"],) = set(book["结对帮扶"]["帮扶人"].value_counts())
    names = (
        "耕地",
        "林地",
        "退耕还林",
        "通村公路",
        "硬化公路",
        "泥土公路",
        "砖房",
        "进城购房",
        "土墙房",
        "山沟",
    )
    merged = ("总户数", "总人口", "贫困户数", "贫困人数", "低保户数", "五保户数", "耕地", "移民安置点")
    found |= {
        name: measures[name] for name in (*names, "猕猴桃成活率", *(f"合并后{name}" for name in merged))
    }
    quoted = book["引用数据"]
    found |= {f"引用：{name}": value for name, value in zip(quoted["指标"], quoted["数值"], strict=True)}
    compare(NAME, found | _resettled(book, total))


def _resettled(book, total):
    rows = book["易地搬迁"]
    built, given = rows[rows["方式"] == "集中"], rows[rows["方式"] == "交钥匙"]
    paid = rows[rows["首付"] > 0]
    assert (paid["首付"] >= 30000).all()
    assert (rows["造价"] <= rows["面积"] * 1000).all()
    return {
        "规划搬迁户数": len(rows),
        "实施搬迁户数": len(built),
        "搬迁户面积": set(built["面积"]).pop(),
        "交钥匙户数": len(given),
        "交钥匙面积": set(given["面积"]).pop(),
        "缴首付户数": len(paid),
        "首付款": total(rows["首付"]),
    }


def test_行政村和村情与各台账一致_合并后是两村之和(books):
    book = books(NAME)
    villages, measures = book["行政村"].set_index("村"), book["村情"].set_index("项目")["数量"]
    own = villages.loc[NAME]
    homes = book["户台账"]
    assert own["总户数"] == len(homes)
    assert own["贫困户数"] == (homes["户类型"] == "贫困户").sum()
    assert own["外出务工人数"] == len(book["外出务工信息"])
    assert measures["通村公路"] == measures["硬化公路"] + measures["泥土公路"]
    both = villages[
        ["总户数", "总人口数", "贫困户数", "贫困人数", "低保户数", "特困供养户数", "耕地面积（亩）"]
    ].sum()
    after = ("总户数", "总人口", "贫困户数", "贫困人数", "低保户数", "五保户数", "耕地")
    assert list(both) == [measures[f"合并后{name}"] for name in after]
