"""收入测算：农户一年的收入测算表。"""

from fupin_cli.vocabulary.fields import Balance, Count, Date, Money, Must, Text, Year
from fupin_cli.vocabulary.ledger import column
from fupin_cli.vocabulary.shared_columns import 涉户


class 收入测算(涉户):
    """一行是一户一年的收入。"""

    key = ("户编号", "年度")
    sheets = (
        "收入测算表",
        "收入测算台账",
        "农户收入测算",
        "家庭收入测算",
        "收入台账",
        "收入对账表",
        "收入核算表",
        "家庭收入",
    )
    needs = ("年度", "工资性收入", "纯收入")
    examples = (
        {
            "村": "柳河村",
            "户编号": "3416990001001",
            "户主姓名": "甄有田",
            "证件号码": "341699196803050011",
            "年度": 2023,
            "家庭人口数": 2,
            "工资性收入": 12000,
            "生产经营性收入": 6500,
            "财产性收入": 300,
            "转移性收入": "4,200.00",
            "生产经营性支出": 3279,
            "纯收入": 19721,
            "人均纯收入": 9860.5,
        },
    )

    年度: Must[Year] = column("年份", "测算年度", "收入年度", "所属年度")
    家庭人口数: Count = column("家庭人口", "家庭人数", "人口数", "人数", "享受人口", unit="人", total=True)
    工资性收入: Money = column("工资性", "工资性收入（元）", "务工收入", unit="元", total=True)
    生产经营性收入: Money = column(
        "生产经营性", "经营性收入", "家庭经营性收入", "经营收入", unit="元", total=True
    )
    财产性收入: Money = column("财产性", unit="元", total=True)
    转移性收入: Money = column("转移性", "政策性收入", unit="元", total=True)
    生产经营性支出: Money = column("经营性支出", "生产经营支出", "经营支出", unit="元", total=True)
    合规自付支出: Money = column("医疗自付支出", unit="元", total=True)
    纯收入: Balance = column("家庭纯收入", "年纯收入", "总纯收入", "家庭年纯收入", unit="元", total=True)
    人均纯收入: Balance = column("人均", "家庭人均纯收入", "人均收入", "人均纯收入（元）", unit="元")
    上年人均纯收入: Balance = column("去年人均纯收入", "上年度人均纯收入", unit="元")
    测算日期: Date = column("测算时间", "填表日期", "测算月份")
    测算人: Text = column("填表人", "核算人", "入户测算人")
