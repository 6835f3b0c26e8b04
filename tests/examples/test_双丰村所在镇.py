"""双丰村所在镇：2023 年上半年总结里的数字由台账逐行合成。"""

import pandas as pd

NAME = "双丰村所在镇"


def test_台账合成总结里的全部数字(books, compare, total):
    book = books(NAME)
    homes, people = book["户台账"], book["家庭成员信息"]
    poor, margin = homes[homes["户类型"] == "脱贫户"], homes[homes["监测对象类别"] == "边缘易致贫户"]
    civil = book["低保特困"]
    low, alone = civil[civil["类别"] == "农村低保"], civil[civil["类别"].str.endswith("特困")]
    assert len(low) + len(alone) == len(civil)
    work, posts, loans = book["外出务工信息"], book["公益性岗位"], book["小额信贷"]
    projects = book["衔接资金项目"].set_index("项目名称")
    funds = posts["资金来源"].value_counts()
    compare(
        NAME,
        {
            "农村低保户数": low["户主身份证号"].nunique(),
            "农村低保人数": low["身份证号码"].nunique(),
            "特困户数": alone["户主身份证号"].nunique(),
            "特困人数": alone["身份证号码"].nunique(),
            "边缘易致贫户户数": len(margin),
            "边缘易致贫户人数": people["户编号"].isin(margin["户编号"]).sum(),
            "脱贫户户数": len(poor),
            "脱贫户人数": people["户编号"].isin(poor["户编号"]).sum(),
            "双丰村蔬菜大棚项目资金": projects.loc["双丰村蔬菜大棚", "到位资金"],
            "驻村帮扶贫困村": book["驻村帮扶"]["村"].nunique(),
            "贷款余额": total(loans["余额"]),
            "逾期贷款": (loans["是否逾期"] != "否").sum(),
            "光伏电站": book["光伏电站"]["电站编号"].nunique(),
            "脱贫人口外出务工人数": work[work["户类型"] == "脱贫户"]["证件号码"].nunique(),
            "边缘易致贫人口外出务工人数": work[work["监测对象类别"] == "边缘易致贫户"]["证件号码"].nunique(),
            "公益岗": posts["身份证号码"].nunique(),
            **{f"{fund}公益岗": count for fund, count in funds.items()},
        },
    )


def test_低保里的脱贫户就是台账里的人(books):
    book = books(NAME)
    people = book["家庭成员信息"]
    listed = book["低保特困"]
    own = listed[listed["户编号"] != ""]
    assert len(own) > 0
    assert set(own["身份证号码"]) <= set(people["证件号码"].str[:18])
    others = listed[listed["户编号"] == ""]
    assert not set(others["身份证号码"]) & set(people["证件号码"].str[:18])


def test_贷款都在五万元三年以内且没有到期(books):
    loans = books(NAME)["小额信贷"]
    assert (loans["贷款金额"] <= 50000).all()
    assert (loans["余额"] <= loans["贷款金额"]).all()
    assert (pd.to_datetime(loans["到期日"]) > "2023-05-31").all()
    assert not loans["户编号"].duplicated().any()
