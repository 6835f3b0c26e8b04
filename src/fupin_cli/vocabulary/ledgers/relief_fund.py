"""防返贫基金：防返贫基金、救助金的发放。"""

from typing import Annotated

from fupin_cli.vocabulary.fields import Choice, Code, Date, Money, Must, Number, Text
from fupin_cli.vocabulary.ledger import column
from fupin_cli.vocabulary.shared_columns import 涉户


class 防返贫基金(涉户):
    """一行是一户一次得到的基金救助。"""

    key = ("户编号", "日期", "用途")
    sheets = (
        "防返贫基金台账",
        "防返贫救助基金",
        "防贫基金",
        "防返贫资金",
        "防返贫保险",
        "基金使用台账",
        "救助金发放表",
    )
    needs = ("用途", "金额")
    examples = (
        {
            "村": "柳河村",
            "户编号": "3416990001001",
            "户主姓名": "甄有田",
            "证件号码": "341699196803050011",
            "日期": "2023-07-20",
            "用途": "打井",
            "数量": 1,
            "单位": "口",
            "金额": 3000,
        },
    )

    日期: Must[Date] = column("救助日期", "救助时间", "发放日期", "发放时间", "支付日期", "时间")
    用途: Must[
        Annotated[
            str | None,
            Choice.of(
                "打井",
                "医疗",
                "教育",
                "住房",
                "饮水",
                "意外事故",
                "生活救助",
                open=True,
                also={"饮水打井": "打井", "因病": "医疗"},
            ),
        ]
    ] = column("资金用途", "救助类型", "救助原因", "救助事由", "使用用途", "救助类别")
    数量: Number = column("打井数", "打井口数", total=True)
    单位: Text = column("计量单位", "数量单位")
    金额: Money = column(
        "救助金额", "发放金额", "补助金额", "使用金额", "基金金额", "救助资金", unit="元", total=True
    )
    审批文号: Text = column("审批编号", "批次")
    银行卡号: Code = column("银行账号", "一卡通账号", "一卡通", "银行卡", "卡号", "账号", pii=True)
