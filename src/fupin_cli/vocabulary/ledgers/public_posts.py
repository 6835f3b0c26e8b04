"""公益性岗位：光伏、人社、林业、环保等各项资金开发的岗位。"""

from typing import Annotated

from fupin_cli.vocabulary.choices import HouseholdType, LabourSkill, MonitoredType, Sex
from fupin_cli.vocabulary.fields import (
    Choice,
    Code,
    Count,
    Date,
    EndDate,
    Money,
    Must,
    Phone,
    ResidentId,
    Text,
    Year,
)
from fupin_cli.vocabulary.ledger import Ledger, column


class 公益性岗位(Ledger):
    """一行是一人的一次上岗（岗位、聘期和工资）。"""

    key = ("证件号码", "岗位", "聘用开始")
    sheets = (
        "公益岗",
        "公益岗位",
        "公益岗位台账",
        "公益性岗位台账",
        "公益性岗位花名册",
        "公益岗位花名册",
        "公益性岗位人员名单",
        "公益岗位工资发放表",
        "公益性岗位补贴发放表",
        "公岗花名册",
    )
    needs = ("岗位", "证件号码")
    examples = (
        {
            "村": "柳河村",
            "姓名": "甄守业",
            "证件号码": "34169919550101001X",
            "岗位": "保洁员",
            "资金来源": "光伏",
            "聘用开始": "2023-01-01",
            "聘用结束": "2023年12月31日",
            "月工资": 500,
            "月数": 12,
            "应发": 6000,
            "实发": 6000,
        },
    )

    户编号: Code = column("户号", "户口编号", "家庭编号")
    户主姓名: Text = column("户主", "户主名")
    户类型: HouseholdType = column("农户类型", "家庭类型", "人员类别", "农户类别")
    监测对象类别: MonitoredType = column("监测对象类型", "监测户类型")
    姓名: Must[Text] = column("上岗人员", "上岗人员姓名", "人员姓名", "聘用人员", "名字", "岗位人员")
    证件号码: Must[ResidentId] = column("身份证号", "身份证号码", "身份证", "证件号", "公民身份号码")
    性别: Sex = column()
    劳动技能: LabourSkill = column("劳动能力")
    岗位: Must[Text] = column(
        "岗位名称", "岗位类型", "岗位类别", "公益岗位名称", "公益性岗位名称", "工种", "公益性岗位"
    )
    资金来源: Annotated[
        str | None,
        Choice(
            "光伏",
            "人社",
            "林业",
            "环保",
            "水利",
            "交通",
            "乡村综合财力",
            "其他",
            open=True,
            also={
                "光伏收益": "光伏",
                "光伏公益岗": "光伏",
                "光伏公益岗位": "光伏",
                "人社公益岗": "人社",
                "人社部门": "人社",
            }
            | {
                "林业公益岗": "林业",
                "林业部门": "林业",
                "生态护林": "林业",
                "生态环保": "环保",
                "环保公益岗": "环保",
            }
            | {"乡村综合财力公益岗": "乡村综合财力", "综合财力": "乡村综合财力", "财政": "乡村综合财力"},
        ),
    ] = column("岗位来源", "资金渠道", "开发部门", "开发单位", "岗位性质", "岗位开发部门")
    置换来源: Text = column("置换", "置换情况", help="由别的部门岗位置换来的，填原部门，如 人社")
    工作地点: Text = column("上岗地点", "工作区域")
    聘用开始: Must[Date] = column(
        "上岗时间", "上岗日期", "聘用开始时间", "聘用时间", "合同开始日期", "合同开始时间", "开始时间"
    )
    聘用结束: EndDate = column(
        "离岗时间", "聘用结束时间", "合同结束日期", "合同到期日期", "合同结束时间", "结束时间", "聘用期限"
    )
    月工资: Money = column(
        "月补贴", "工资标准", "月工资标准", "补贴标准", "岗位补贴标准", "月工资（元）", unit="元"
    )
    月数: Count = column("发放月数", "上岗月数", "公益性岗位(月数)", "在岗月数", unit="月")
    应发: Money = column("应发金额", "应发工资", "应发合计", unit="元", total=True)
    实发: Money = column(
        "实发金额", "实发工资", "发放金额", "金额", "补贴金额", "年工资", "工资合计", unit="元", total=True
    )
    年度: Year = column("年份")
    发放日期: Date = column("发放时间")
    联系电话: Phone = column("电话", "手机号码", "手机号", "联系方式")
    银行卡号: Code = column(
        "银行账号", "一卡通账号", "一卡通", "银行卡", "卡号", "账号", "社保卡号", pii=True
    )
