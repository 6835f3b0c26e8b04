"""结对帮扶：帮扶责任人和帮扶户的对应关系。"""

from typing import Annotated

from fupin_cli.vocabulary.fields import Choice, Date, EndDate, Must, Phone, Text
from fupin_cli.vocabulary.ledger import column
from fupin_cli.vocabulary.shared_columns import 涉户


class 结对帮扶(涉户):
    """一行是一户和它的一名帮扶人。"""

    key = ("户编号", "帮扶人")
    sheets = (
        "结对帮扶台账",
        "双包",
        "双包台账",
        "帮扶责任人",
        "帮扶责任人名单",
        "帮扶联系人",
        "结对帮扶花名册",
        "帮扶联系人名单",
        "包保台账",
    )
    needs = ("帮扶人",)
    examples = (
        {
            "村": "柳河村",
            "户编号": "3416990001001",
            "户主姓名": "甄有田",
            "证件号码": "341699196803050011",
            "帮扶人": "郑和平",
            "单位": "柳河村村委会",
            "层级": "村",
            "职务": "村委会副主任",
            "联系电话": "13900000001",
            "开始日期": "2021-03-01",
        },
    )

    帮扶人: Must[Text] = column(
        "帮扶责任人",
        "帮扶联系人",
        "帮扶人姓名",
        "帮扶责任人姓名",
        "帮扶干部",
        "结对帮扶人",
        "包保人",
        "帮扶联系人姓名",
    )
    单位: Text = column("帮扶单位", "帮扶人单位", "工作单位", "帮扶单位名称", "所在单位")
    层级: Annotated[
        str | None,
        Choice.of(
            "市",
            "县",
            "镇",
            "村",
            also={f"{level}级": level for level in "市县镇村"} | {"乡级": "镇", "乡": "镇", "区": "县"},
        ),
    ] = column("单位层级", "帮扶层级", "帮扶单位层级", "级别", "单位级别")
    职务: Text = column("帮扶人职务", "职务职级")
    联系电话: Phone = column(
        "帮扶人电话",
        "帮扶责任人电话",
        "帮扶人联系电话",
        "电话",
        "手机号码",
        "手机号",
        "联系方式",
        "帮扶责任人联系电话",
    )
    开始日期: Date = column("结对时间", "结对日期", "帮扶开始时间", "开始时间", "帮扶起始时间")
    结束日期: EndDate = column("结束时间", "帮扶结束时间")
