"""小额信贷：脱贫人口小额信贷。"""

from typing import Annotated

from fupin_cli.vocabulary.choices import HouseholdType, MonitoredType
from fupin_cli.vocabulary.fields import (
    Choice,
    Code,
    Date,
    Money,
    Must,
    Percent,
    Phone,
    ResidentId,
    Text,
    YesNo,
)
from fupin_cli.vocabulary.ledger import Ledger, column


class 小额信贷(Ledger):
    """一行是一笔贷款。"""

    key = ("合同号",)
    sheets = (
        "小额信贷台账",
        "脱贫人口小额信贷",
        "脱贫人口小额信贷台账",
        "扶贫小额信贷",
        "扶贫小额贷款",
        "小额贷款台账",
        "贷款明细",
    )
    needs = ("贷款金额", "到期日")
    examples = (
        {
            "村": "柳河村",
            "户编号": "3416990001002",
            "借款人": "甄明",
            "证件号码": "341699198801200054",
            "合同号": "XD2022-0037",
            "贷款银行": "柳城农商行",
            "贷款金额": "5万",
            "放款日": "2022-04-11",
            "到期日": "2025-04-11",
            "余额": 50000,
            "年利率": 3.65,
            "是否逾期": "否",
            "用途": "养羊",
        },
    )

    合同号: Must[Code] = column(
        "合同编号", "借款合同号", "借款合同编号", "贷款合同编号", "借据号", "贷款合同号", "借据编号", "合同"
    )
    户编号: Code = column("户号", "户口编号", "家庭编号", "农户编号")
    户主姓名: Text = column("户主", "户主名")
    借款人: Must[Text] = column("借款人姓名", "姓名", "贷款人", "贷款人姓名", "贷款户", "名字", "客户名称")
    证件号码: Must[ResidentId] = column(
        "身份证号", "身份证号码", "身份证", "证件号", "公民身份号码", "借款人身份证号", "贷款人身份证号"
    )
    户类型: HouseholdType = column("农户类型", "农户类别", "家庭类型")
    监测对象类别: MonitoredType = column("监测对象类型", "监测户类型")
    贷款银行: Text = column("银行", "放贷银行", "承贷银行", "经办银行", "贷款机构")
    贷款金额: Must[Money] = column(
        "借款金额", "放款金额", "贷款额", "金额", "贷款本金", unit="元", total=True
    )
    放款日: Date = column(
        "放款日期",
        "放贷日期",
        "贷款日期",
        "放款时间",
        "发放日期",
        "起始日期",
        "贷款发放日期",
        "借款日期",
        "贷款时间",
    )
    到期日: Date = column("到期日期", "到期时间", "贷款到期日", "贷款到期日期", "还款日期")
    余额: Money = column("贷款余额", "结余", "未还金额", unit="元", total=True)
    年利率: Percent = column("利率", "贷款利率", "年利率（%）", help="百分数，3.65 表示 3.65%", unit="%")
    贴息: Money = column("贴息金额", "财政贴息", "已贴息金额", unit="元", total=True)
    是否逾期: YesNo = column("逾期", "是否有逾期")
    逾期金额: Money = column("逾期余额", unit="元", total=True)
    贷款状态: Annotated[
        str | None,
        Choice.of(
            "正常",
            "逾期",
            "展期",
            "续贷",
            "已结清",
            also={"结清": "已结清", "已还清": "已结清", "已还款": "已结清"},
        ),
    ] = column("状态", "还款状态", "是否结清", "还款情况")
    贷款方式: Annotated[str | None, Choice.of("户借户用", "户贷企用", "分贷统还", open=True)] = column(
        "使用方式", "用贷方式"
    )
    用途: Text = column("贷款用途", "资金用途", "发展产业")
    联系电话: Phone = column("电话", "手机号码", "手机号", "联系方式")
