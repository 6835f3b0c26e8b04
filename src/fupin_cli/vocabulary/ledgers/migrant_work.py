"""外出务工：全国防返贫监测信息系统务工月监测的导出表，也记本地就业。"""

from typing import Annotated

from fupin_cli.vocabulary.choices import HouseholdType, JobChannel, LabourSkill, MonitoredType, Relation
from fupin_cli.vocabulary.fields import (
    Choice,
    Code,
    Count,
    EndMonth,
    Money,
    Month,
    Must,
    Phone,
    ResidentId,
    Text,
    YesNo,
)
from fupin_cli.vocabulary.ledger import Ledger, column


class 外出务工(Ledger):
    """一行是一人的一段务工（一人可有几段）。"""

    key = ("证件号码", "开始时间")
    sheets = (
        "已外出务工信息",
        "务工月监测",
        "务工月监测已外出务工信息",
        "外出务工台账",
        "外出务工花名册",
        "务工信息",
        "务工台账",
        "务工人员花名册",
        "外出务工人员名单",
        "务工就业台账",
        "就业台账",
    )
    needs = ("证件号码", "开始时间")
    examples = (
        {
            "村": "柳河村",
            "户编号": "3416990001002",
            "人编号": "341699000100201",
            "姓名": "甄远",
            "证件号码": "341699199506160031",
            "户类型": "脱贫户",
            "是否已务工": "是",
            "开始时间": "2023年2月",
            "结束时间": "至今",
            "务工所在省": "浙江省",
            "务工所在市": "宁波市",
            "务工所在县": "鄞州区",
            "务工企业名称": "宁波某电子厂",
            "务工月收入": 4500,
            "就业渠道": "亲友介绍",
            "年度交通费补助": 500,
        },
    )

    户编号: Code = column("户号", "户口编号", "家庭编号")
    人编号: Code = column("人员编号", "成员编号", "个人编号")
    户主姓名: Text = column("户主", "户主名")
    姓名: Must[Text] = column("务工人员", "务工人员姓名", "名字", "人员姓名", "成员姓名")
    证件号码: Must[ResidentId] = column("身份证号", "身份证号码", "身份证", "证件号", "公民身份号码")
    与户主关系: Relation = column("和户主关系", "与户主的关系", "关系")
    户类型: HouseholdType = column("农户类型", "家庭类型", "人员类别", "农户类别")
    监测对象类别: MonitoredType = column("监测对象类型", "监测户类型")
    劳动技能: LabourSkill = column("劳动能力")
    是否已务工: YesNo = column("是否务工", "是否外出务工")
    开始时间: Month = column(
        "务工开始时间", "外出时间", "务工起始时间", "开始务工时间", "外出务工时间", "就业时间"
    )
    结束时间: EndMonth = column("务工结束时间", "返乡时间", "结束务工时间", help="仍在务工的留空")
    务工月数: Count = column("务工时间（月）", "务工时间", "累计务工月数", unit="月")
    务工所在地: Text = column("务工地", "务工地点", "务工地址")
    务工所在省: Text = column("务工省份", "务工省", "务工所在省份")
    务工所在市: Text = column("务工城市", "务工市", "务工所在地市")
    务工所在县: Text = column("务工县", "务工县区", "务工所在县区", "务工所在区县", help="填到县")
    务工范围: Annotated[
        str | None,
        Choice(
            "乡内",
            "县内乡外",
            "省内县外",
            "省外",
            also={
                "镇内": "乡内",
                "乡镇内": "乡内",
                "本地": "乡内",
                "县内": "县内乡外",
                "县外省内": "省内县外",
                "乡外县内": "县内乡外",
            }
            | {"跨省": "省外", "外省": "省外"},
        ),
    ] = column("务工区域", "务工地类别", "就业区域", "务工类型", "就业范围")
    务工企业名称: Text = column("务工企业", "务工单位", "用工单位", "企业名称", "就业单位", "工作单位")
    务工岗位: Text = column("岗位", "工种", "从事工种", "从事工作")
    所属行业: Text = column("行业", "从事行业")
    务工月收入: Money = column("月收入", "月工资", "务工月收入（元）", "月均收入", unit="元")
    就业渠道: JobChannel = column("务工渠道", "就业方式", "务工方式")
    是否点对点输送: YesNo = column("点对点输送", "是否点对点")
    年度交通费补助: Money = column("交通费补助", "交通补贴", "年度交通补助", unit="元", total=True)
    联系电话: Phone = column("电话", "手机号码", "手机号", "联系方式", "人联系电话")
