"""督查检查：暗访、督查和交叉互查。"""

from typing import Annotated

from fupin_cli.vocabulary.fields import Choice, Count, Date, Must, Text
from fupin_cli.vocabulary.ledger import Ledger, column


class 督查检查(Ledger):
    """一行是一次督查。"""

    key = ("日期", "对象")
    sheets = (
        "督查台账",
        "督查检查台账",
        "暗访台账",
        "暗访督查",
        "检查台账",
        "督导台账",
        "交叉互查",
        "督查记录",
    )
    needs = ("对象", "问题数")
    examples = (
        {
            "日期": "2023-06-08",
            "对象": "柳河村、双桥村",
            "类型": "暗访",
            "级别": "县",
            "村数": 2,
            "户数": 11,
            "问题数": 9,
            "简报": "第3期",
        },
    )

    日期: Must[Date] = column("时间", "督查日期", "督查时间", "检查日期", "检查时间", "暗访日期", "暗访时间")
    对象: Must[Text] = column("督查对象", "检查对象", "被督查单位", "被查村", "督查范围", "检查范围")
    类型: Annotated[
        str | None,
        Choice.of(
            "暗访",
            "督查",
            "交叉互查",
            "资料演练",
            open=True,
            also={
                "暗访督查": "暗访",
                "督导": "督查",
                "村级督查": "督查",
                "交叉检查": "交叉互查",
                "交叉演练": "资料演练",
            },
        ),
    ] = column("督查类型", "检查类型", "方式", "督查方式", "检查方式")
    级别: Annotated[
        str | None,
        Choice.of(
            "省",
            "市",
            "县",
            "镇",
            "村",
            also={f"{level}级": level for level in "省市县镇村"} | {"乡级": "镇", "区级": "县"},
        ),
    ] = column("督查级别", "组织级别", "层级")
    督查单位: Text = column("组织单位", "检查单位", "督查组")
    村数: Count = column("督查村数", "检查村数", "走访村数", "涉及村数", unit="个", total=True)
    户数: Count = column("走访户数", "入户数", "检查户数", "抽查户数", unit="户", total=True)
    问题数: Count = column(
        "发现问题数", "提出问题数", "问题个数", "反馈问题数", "发现问题", unit="条", total=True
    )
    已整改数: Count = column("已整改问题数", "整改数", unit="条", total=True)
    简报: Text = column("督查简报", "通报", "简报期数")
