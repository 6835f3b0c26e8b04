"""驻村帮扶：驻村第一书记和工作队员。"""

from typing import Annotated

from fupin_cli.vocabulary.choices import Sex
from fupin_cli.vocabulary.fields import Choice, Count, Date, EndDate, Must, Phone, ResidentId, Text, Year
from fupin_cli.vocabulary.ledger import VILLAGE_NAMES, Ledger, column


class 驻村帮扶(Ledger):
    """一行是一名驻村干部的一段驻村时间。"""

    key = ("姓名", "村", "开始日期")
    sheets = (
        "驻村工作队",
        "驻村帮扶工作队",
        "驻村工作队员名单",
        "驻村干部",
        "第一书记",
        "驻村台账",
        "选派干部",
        "驻村考勤",
    )
    needs = ("姓名", "驻村天数")
    examples = (
        {
            "村": "柳河村",
            "姓名": "康树",
            "单位": "市图书馆",
            "职务": "第一书记",
            "开始日期": "2023年7月1日",
            "结束日期": "2023-12-31",
            "驻村天数": 126,
        },
    )

    村: Must[Text] = column(
        *VILLAGE_NAMES,
        "驻村名称",
        "派驻村",
        "所驻村",
    )
    姓名: Must[Text] = column("队员姓名", "驻村干部姓名", "驻村队员", "驻村干部", "名字")
    证件号码: ResidentId = column("身份证号", "身份证号码", "身份证", "证件号")
    性别: Sex = column()
    单位: Text = column("派出单位", "选派单位", "工作单位", "帮扶单位", "原单位")
    单位层级: Annotated[
        str | None,
        Choice.of(
            "省",
            "市",
            "县",
            "镇",
            also={f"{level}级": level for level in "省市县镇"} | {"区级": "县", "乡级": "镇"},
        ),
    ] = column("层级", "派出单位层级")
    职务: Annotated[
        str | None,
        Choice.of(
            "第一书记",
            "工作队队长",
            "工作队员",
            open=True,
            also={"队长": "工作队队长", "队员": "工作队员", "驻村第一书记": "第一书记"},
        ),
    ] = column("驻村职务", "队内职务", "身份", "岗位")
    年度: Year = column("年份")
    开始日期: Date = column(
        "驻村开始时间", "开始时间", "派驻时间", "到村时间", "任职时间", "起", "开始", "驻村时间", "起始时间"
    )
    结束日期: EndDate = column("驻村结束时间", "结束时间", "离任时间", "止", "结束", "截止时间")
    驻村天数: Count = column("天数", "在村天数", "累计驻村天数", "年驻村天数", unit="天", total=True)
    联系电话: Phone = column("电话", "手机号码", "手机号", "联系方式")
