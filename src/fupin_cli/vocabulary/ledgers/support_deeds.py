"""帮扶活动：帮扶单位做的实事。"""

from typing import Annotated

from fupin_cli.vocabulary.fields import Choice, Count, Date, Money, Must, Number, Text
from fupin_cli.vocabulary.ledger import Ledger, column


class 帮扶活动(Ledger):
    """一行是一个单位的一件帮扶实事。"""

    key = ("日期", "单位", "事项")
    sheets = (
        "帮扶活动台账",
        "定点帮扶",
        "定点帮扶台账",
        "帮扶实事",
        "帮扶单位活动",
        "帮扶工作台账",
        "对接帮扶单位",
    )
    needs = ("单位", "事项")
    examples = (
        {
            "村": "柳河村",
            "日期": "2023-03-28",
            "单位": "市图书馆",
            "事项": "赠送全民健身器材",
            "类别": "捐赠",
            "数量": 1,
            "数量单位": "套",
            "人次": 40,
            "进度": "已完成",
        },
    )

    日期: Must[Date] = column("时间", "活动日期", "活动时间", "开展时间", "开展日期")
    单位: Must[Text] = column("帮扶单位", "单位名称", "开展单位", "帮扶单位名称", "组织单位")
    单位层级: Annotated[
        str | None,
        Choice.of(
            "省",
            "市",
            "县",
            "镇",
            also={f"{level}级": level for level in "省市县镇"} | {"区级": "县", "乡级": "镇"},
        ),
    ] = column("层级", "单位级别")
    事项: Must[Text] = column("活动名称", "活动内容", "帮扶事项", "内容", "实事", "帮扶内容", "活动主题")
    类别: Annotated[
        str | None,
        Choice.of(
            "创作",
            "课题",
            "培训",
            "慰问",
            "项目",
            "对接",
            "捐赠",
            "宣讲",
            open=True,
            also={
                "走访慰问": "慰问",
                "捐款捐物": "捐赠",
                "捐款": "捐赠",
                "项目建设": "项目",
                "工作对接": "对接",
            },
        ),
    ] = column("活动类别", "活动类型", "类型", "帮扶类别")
    数量: Number = column("数", "件数", total=True)
    数量单位: Text = column("计量单位")
    人次: Count = column("受益人数", "参加人数", "参与人次", "人数", "受益人次", unit="人次", total=True)
    金额: Money = column("投入资金", "帮扶资金", "折合金额", "资金", unit="元", total=True)
    负责人: Text = column("对接人", "联系人")
    进度: Annotated[
        str | None,
        Choice.of(
            "拟开展",
            "进行中",
            "已完成",
            also={
                "完成": "已完成",
                "正在进行": "进行中",
                "实施中": "进行中",
                "计划": "拟开展",
                "未开展": "拟开展",
            },
        ),
    ] = column("进展", "完成情况", "进展情况", "状态")
