"""计划务工：全国防返贫监测信息系统计划外出务工信息的导出表。"""

from fupin_cli.vocabulary.choices import LabourSkill
from fupin_cli.vocabulary.fields import Code, Month, Phone, Text, YesNo
from fupin_cli.vocabulary.ledger import column
from fupin_cli.vocabulary.shared_columns import 涉人


class 计划务工(涉人):
    """一行是一人的一个务工打算。"""

    key = ("证件号码", "计划务工时间")
    sheets = ("计划外出务工信息", "计划外出务工", "务工意愿台账", "就业意愿台账", "拟外出务工人员")
    needs = ("证件号码", "是否计划务工")
    examples = (
        {
            "村": "柳河村",
            "户编号": "3416990001002",
            "姓名": "甄明",
            "证件号码": "341699198801200054",
            "是否计划务工": "是",
            "计划务工时间": "2024年2月",
            "计划务工所在省": "江苏省",
            "计划务工所在县": "昆山市",
            "就业服务需求": "岗位推荐",
        },
    )

    人编号: Code = column("人员编号", "成员编号", "个人编号")
    劳动技能: LabourSkill = column("劳动能力")
    是否计划务工: YesNo = column("是否计划外出务工", "计划务工", "是否有务工意愿", "务工意愿")
    计划务工时间: Month = column("计划外出时间", "计划外出务工时间", "拟外出时间")
    计划务工所在省: Text = column("计划务工省份", "意向省份")
    计划务工所在市: Text = column("计划务工城市", "意向城市")
    计划务工所在县: Text = column("计划务工县", "意向县区", help="填到县")
    计划务工岗位: Text = column("意向岗位", "求职意向", "意向工种")
    就业服务需求: Text = column("服务需求", "就业需求", "培训需求")
    联系电话: Phone = column("电话", "手机号码", "手机号", "联系方式")
