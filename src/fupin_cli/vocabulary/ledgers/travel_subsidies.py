"""交通补贴：外出务工一次性交通补贴（各地也叫外出务工补助）。"""

from typing import Annotated

from fupin_cli.vocabulary.choices import HouseholdType, MonitoredType
from fupin_cli.vocabulary.fields import Choice, Code, Count, Date, Money, Must, Phone, ResidentId, Text, Year
from fupin_cli.vocabulary.ledger import Ledger, column


class 交通补贴(Ledger):
    """一行是一人一年的外出务工交通补贴（申请或主动放弃）。"""

    key = ("证件号码", "年度")
    sheets = (
        "交通补贴台账",
        "一次性交通补贴",
        "外出务工交通补贴",
        "外出务工一次性交通补贴",
        "省外务工交通补贴",
        "外出务工补助",
        "外出务工补贴",
        "外出务工补助发放表",
        "交通补贴发放表",
        "交通费补助",
    )
    needs = ("年度", "补贴金额")
    examples = (
        {
            "村": "柳河村",
            "姓名": "甄远",
            "证件号码": "341699199506160031",
            "年度": 2023,
            "务工地": "浙江省宁波市",
            "务工地类别": "省外",
            "申请状态": "已申请",
            "补贴金额": 500,
            "发放日期": "20231115",
        },
        {
            "村": "柳河村",
            "姓名": "甄明",
            "证件号码": "341699198801200054",
            "年度": 2023,
            "申请状态": "主动放弃",
        },
    )

    户编号: Code = column("户号", "户口编号", "家庭编号")
    户主姓名: Text = column("户主", "户主名")
    户类型: HouseholdType = column("农户类型", "家庭类型", "人员类别", "农户类别")
    监测对象类别: MonitoredType = column("监测对象类型", "监测户类型")
    姓名: Must[Text] = column("务工人员", "务工人员姓名", "申请人", "申请人姓名", "名字")
    证件号码: Must[ResidentId] = column(
        "身份证号", "身份证号码", "身份证", "证件号", "公民身份号码", "申请人身份证号"
    )
    年度: Must[Year] = column("年份", "补贴年度", "申请年度", "所属年度")
    务工地: Text = column("务工地点", "务工所在地", "务工地址", "务工省份")
    务工地类别: Annotated[
        str | None,
        Choice(
            "省外",
            "省内市外",
            "市内县外",
            "县内",
            also={"跨省": "省外", "外省": "省外", "市外省内": "省内市外", "县外市内": "市内县外"},
        ),
    ] = column("务工区域", "务工类型", "务工范围")
    务工单位: Text = column("务工企业", "务工企业名称", "用工单位", "工作单位")
    务工月数: Count = column("务工时间（月）", "务工时间", unit="月")
    申请状态: Annotated[
        str | None,
        Choice(
            "已申请",
            "主动放弃",
            also={"申请": "已申请", "是": "已申请", "放弃": "主动放弃", "自愿放弃": "主动放弃"},
        ),
    ] = column("是否申请", "申请情况", "申报状态", "状态")
    补贴标准: Money = column("补助标准", "标准", "发放标准", unit="元")
    补贴金额: Money = column(
        "补助金额",
        "金额",
        "发放金额",
        "交通补贴",
        "交通补贴金额",
        "年度交通费补助",
        "实发金额",
        unit="元",
        total=True,
    )
    发放日期: Date = column("发放时间", "打卡日期", "打卡时间", "补贴发放日期")
    联系电话: Phone = column("电话", "手机号码", "手机号", "联系方式")
    银行卡号: Code = column(
        "银行账号", "一卡通账号", "一卡通", "银行卡", "卡号", "账号", "社保卡号", pii=True
    )
