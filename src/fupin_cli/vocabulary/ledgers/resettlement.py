"""易地搬迁：集中安置点和分散安置的搬迁户。"""

from typing import Annotated

from fupin_cli.vocabulary.fields import Choice, Count, Date, Money, Must, Number, Text, YesNo
from fupin_cli.vocabulary.ledger import column
from fupin_cli.vocabulary.shared_columns import 涉户


class 易地搬迁(涉户):
    """一行是一户搬迁户。"""

    key = ("户编号", "安置点")
    sheets = (
        "易地搬迁台账",
        "易地扶贫搬迁",
        "搬迁户台账",
        "搬迁户花名册",
        "移民搬迁",
        "移民搬迁台账",
        "安置点台账",
    )
    needs = ("安置点", "方式")
    examples = (
        {
            "村": "柳河村",
            "户编号": "3416990001003",
            "户主姓名": "甄守业",
            "安置点": "柳河集中安置点",
            "方式": "交钥匙",
            "人口数": 1,
            "面积": 50,
            "造价": 50000,
            "首付": 0,
            "入住日期": "2019-06-30",
        },
    )

    安置点: Must[Text] = column("安置点名称", "安置地点", "安置小区", "搬迁安置点")
    方式: Annotated[
        str | None,
        Choice.of(
            "集中",
            "分散",
            "交钥匙",
            also={"集中安置": "集中", "分散安置": "分散", "交钥匙工程": "交钥匙", "特困户交钥匙": "交钥匙"},
        ),
    ] = column("安置方式", "搬迁方式", "安置类型", "搬迁类型")
    人口数: Count = column("搬迁人数", "家庭人口数", "家庭人口", "人数", unit="人", total=True)
    面积: Number = column("住房面积", "安置面积", "建筑面积", "房屋面积", unit="平方米", total=True)
    造价: Money = column("总造价", "建房造价", "房屋造价", unit="元", total=True)
    首付: Money = column("首付款", "自筹资金", "缴纳首付款", "已缴首付款", unit="元", total=True)
    建设状态: Annotated[
        str | None,
        Choice.of(
            "未开工",
            "在建",
            "主体竣工",
            "已竣工",
            also={"建设中": "在建", "竣工": "已竣工", "主体完工": "主体竣工"},
        ),
    ] = column("建设进度", "进度", "工程进度")
    入住日期: Date = column("入住时间", "搬迁入住时间", "搬迁时间")
    是否拆旧: YesNo = column("旧房是否拆除", "是否拆除旧房", "拆旧复垦")
