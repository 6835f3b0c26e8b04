"""网格员：镇村防返贫监测网格。"""

from typing import Annotated

from fupin_cli.vocabulary.choices import Sex
from fupin_cli.vocabulary.fields import Choice, Count, Must, Phone, ResidentId, Text
from fupin_cli.vocabulary.ledger import Ledger, column


class 网格员(Ledger):
    """一行是一名网格员（或网格长、监管员、监测员）。"""

    key = ("姓名", "村", "电话")
    sheets = ("网格员名单", "网格员台账", "网格员花名册", "防返贫网格员", "网格化管理", "网格体系")
    needs = ("姓名", "网格")
    examples = (
        {
            "村": "柳河村",
            "姓名": "郑和平",
            "网格": "柳河村第一网格",
            "级别": "村级",
            "职务": "网格员",
            "负责户数": 46,
            "电话": "13900000001",
        },
    )

    姓名: Must[Text] = column("网格员", "网格员姓名", "名字")
    证件号码: ResidentId = column("身份证号", "身份证号码", "身份证", "证件号", "公民身份号码")
    性别: Sex = column()
    网格: Text = column("网格名称", "所属网格", "网格编号", "负责网格", "负责区域", "片区")
    级别: Annotated[
        str | None,
        Choice.of(
            "镇级",
            "村级",
            "组级",
            also={"镇": "镇级", "乡级": "镇级", "乡镇级": "镇级", "村": "村级", "组": "组级"},
        ),
    ] = column("网格级别", "层级")
    职务: Annotated[str | None, Choice.of("网格长", "监管员", "监测员", "网格员", open=True)] = column(
        "网格职务", "岗位", "身份", "网格职责", "现任职务"
    )
    负责户数: Count = column("包保户数", "管理户数", "网格户数", "联系户数", unit="户", total=True)
    负责脱贫户数: Count = column("脱贫户数", unit="户", total=True)
    负责监测户数: Count = column("监测户数", unit="户", total=True)
    电话: Phone = column("联系电话", "手机号码", "手机号", "联系方式", "手机")
