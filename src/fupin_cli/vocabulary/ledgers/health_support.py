"""健康帮扶：签约、体检、慢性病证和大病救治。"""

from typing import Annotated

from fupin_cli.vocabulary.choices import Health
from fupin_cli.vocabulary.fields import Choice, Count, Date, Money, Must, Text, Year, YesNo
from fupin_cli.vocabulary.ledger import column
from fupin_cli.vocabulary.shared_columns import 涉人


class 健康帮扶(涉人):
    """一行是一人一年的健康帮扶。"""

    key = ("证件号码", "年度")
    sheets = (
        "健康帮扶台账",
        "健康扶贫",
        "健康扶贫台账",
        "家庭医生签约",
        "家庭医生签约台账",
        "慢性病台账",
        "大病救治台账",
        "健康脱贫",
    )
    needs = ("家庭医生签约", "年度")
    examples = (
        {
            "村": "柳河村",
            "户编号": "3416990001001",
            "姓名": "甄有田",
            "证件号码": "341699196803050011",
            "年度": 2023,
            "家庭医生签约": "是",
            "签约医生": "贺春",
            "体检": "已",
            "体检次数": 2,
            "慢性病证": "已补办",
            "大病救治": "否",
        },
    )

    年度: Must[Year] = column("年份", "签约年度", "所属年度")
    健康状况: Health = column("身体状况", "健康情况", pii=True)
    病种: Text = column("疾病名称", "病种名称", "所患疾病", "主要病种", pii=True)
    家庭医生签约: YesNo = column("是否签约", "是否家庭医生签约", "签约", "签约情况", "是否签约家庭医生")
    签约医生: Text = column("家庭医生", "签约医生姓名")
    签约日期: Date = column("签约时间")
    履约次数: Count = column("履约服务次数", "服务次数", unit="次", total=True)
    体检: YesNo = column("是否体检", "体检情况", "是否健康体检")
    体检次数: Count = column("年体检次数", unit="次", total=True)
    慢性病证: Annotated[
        str | None,
        Choice.of(
            "不需要",
            "未办理",
            "已办理",
            "已补办",
            also={
                "已办": "已办理",
                "是": "已办理",
                "有": "已办理",
                "未办": "未办理",
                "否": "未办理",
                "补办": "已补办",
                "补办到位": "已补办",
            }
            | {"不符合": "不需要", "无": "不需要"},
        ),
    ] = column("慢性病证办理", "慢病证", "慢性病卡", "是否办理慢性病证", "慢性病证办理情况", pii=True)
    大病救治: YesNo = column("是否大病救治", "大病专项救治", "是否享受大病救治", pii=True)
    医疗总费用: Money = column("住院总费用", "总费用", unit="元", total=True)
    报销金额: Money = column("医保报销", "报销费用", unit="元", total=True)
    合规自付支出: Money = column("自付费用", "个人自付", "自付金额", "合规自付费用", unit="元", total=True)
