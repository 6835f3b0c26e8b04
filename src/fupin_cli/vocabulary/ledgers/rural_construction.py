"""乡村建设户信息：全国防返贫监测信息系统乡村建设模块的户导出表。"""

from typing import Annotated

from fupin_cli.vocabulary.choices import HouseholdType, MonitoredType, Relation
from fupin_cli.vocabulary.fields import Choice, Code, Must, ResidentId, Text, YesNo
from fupin_cli.vocabulary.ledger import Ledger, column


class 乡村建设户信息(Ledger):
    """一行是乡村建设户信息里的一名家庭成员。"""

    key = ("户编号", "证件号码")
    sheets = ("乡村建设", "乡村建设信息", "户信息（乡村建设）")
    needs = ("户编号", "卫生厕所是否能正常使用")
    examples = (
        {
            "村": "柳河村",
            "户编号": "3416990001001",
            "户主姓名": "甄有田",
            "姓名": "甄有田",
            "证件号码": "341699196803050011",
            "户类型": "脱贫户",
            "是否有卫生厕所": "是",
            "卫生厕所是否能正常使用": "是",
        },
    )

    户编号: Must[Code] = column("户号", "家庭编号", "户口编号")
    人编号: Code = column("人员编号", "成员编号")
    户主姓名: Text = column("户主", "户主名")
    姓名: Must[Text] = column("成员姓名", "人员姓名", "名字")
    证件号码: Must[ResidentId] = column("身份证号", "身份证号码", "身份证", "证件号", "公民身份号码")
    与户主关系: Relation = column("和户主关系", "与户主的关系", "关系")
    户类型: HouseholdType = column("农户类型", "农户类别")
    监测对象类别: MonitoredType = column("监测对象类型", "监测户类型")
    是否有卫生厕所: YesNo = column("卫生厕所", "有无卫生厕所")
    卫生厕所是否能正常使用: YesNo = column("厕所是否能正常使用", "卫生厕所能否正常使用")
    卫生厕所类型: Annotated[
        str | None,
        Choice.of("水冲式", "卫生旱厕", "三格式", open=True, also={"水冲厕所": "水冲式", "水冲": "水冲式"}),
    ] = column("厕所类型")
    生活垃圾是否集中处理: YesNo = column("生活垃圾集中处理")
    生活污水是否处理: YesNo = column("生活污水处理")
    入户道路是否硬化: YesNo = column("入户路是否硬化")
    是否通自来水: YesNo = column("自来水", "是否接通自来水")
    是否通宽带: YesNo = column("是否通网络", "宽带")
