"""自然增减：脱贫人口和监测对象的人员变动。"""

from typing import Annotated

from fupin_cli.vocabulary.choices import Relation
from fupin_cli.vocabulary.fields import Choice, Code, Date, Must, Text
from fupin_cli.vocabulary.ledger import column
from fupin_cli.vocabulary.shared_columns import 涉人


class 自然增减(涉人):
    """一行是一人的一次增加或减少。"""

    key = ("证件号码", "日期", "增减")
    sheets = (
        "自然增减台账",
        "人员增减",
        "自然变更",
        "人口自然变更",
        "自然增加",
        "自然减少",
        "人口变动",
        "人员变动台账",
        "动态调整台账",
    )
    needs = ("增减", "原因")
    examples = (
        {
            "村": "柳河村",
            "户编号": "3416990001004",
            "姓名": "甄兰",
            "证件号码": "341699194712150085",
            "日期": "2023-04-02",
            "增减": "减少",
            "原因": "死亡",
        },
    )

    人编号: Code = column("人员编号", "成员编号")
    与户主关系: Relation = column("和户主关系", "与户主的关系", "关系")
    日期: Must[Date] = column("变动日期", "变更日期", "变动时间", "变更时间", "时间", "增减日期", "增减时间")
    增减: Must[
        Annotated[
            str | None,
            Choice.of(
                "增加",
                "减少",
                also={
                    "增": "增加",
                    "减": "减少",
                    "自然增加": "增加",
                    "自然减少": "减少",
                    "新增": "增加",
                    "+": "增加",
                },
            ),
        ]
    ] = column("增减类型", "变更类型", "变动类型", "增加或减少", "变动情况")
    原因: Must[
        Annotated[
            str | None,
            Choice.of(
                "出生",
                "婚入",
                "迁入",
                "户籍迁入",
                "收养",
                "刑满",
                "退伍",
                "死亡",
                "婚出",
                "迁出",
                "户籍迁出",
                "服刑",
                "参军",
                "失踪",
                "清退",
                "冻结",
                "返贫",
                "回退",
                "识别错误",
                "其他",
                open=True,
                also={
                    "新生儿": "出生",
                    "嫁入": "婚入",
                    "嫁出": "婚出",
                    "刑满释放": "刑满",
                    "去世": "死亡",
                    "判刑收监": "服刑",
                },
            ),
        ]
    ] = column("增减原因", "变更原因", "变动原因", "减少原因", "增加原因")
    去向或来处: Text = column("去向", "来源", "迁出地", "迁入地")
