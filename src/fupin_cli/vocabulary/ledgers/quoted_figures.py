"""引用数据：别人文件里的数字，只注明出处照引。"""

from fupin_cli.vocabulary.fields import Date, Measure, Must, Text
from fupin_cli.vocabulary.ledger import Ledger, column


class 引用数据(Ledger):
    """一行是来文里的一个数字；不参与计算，也不和本地台账核对。"""

    key = ("来文", "指标")
    sheets = ("引用", "引用数字", "来文数据", "通报数据", "外部数据")
    needs = ("来文", "数值")
    examples = (
        {
            "来文": "关于有效衔接调研督查发现问题的通报",
            "来文文号": "柳农领办发〔2023〕8号",
            "指标": "调查监测户数",
            "数值": 49,
            "单位": "户",
        },
    )

    来文: Must[Text] = column("来文名称", "文件名称", "来源", "数据来源", "出处", "文件")
    来文文号: Text = column("文号", "文件文号")
    来文单位: Text = column("发文单位", "发文机关", "来源单位")
    来文日期: Date = column("发文日期", "成文日期", "发布日期")
    指标: Must[Text] = column("指标名称", "项目", "数据项", "名称", "内容")
    数值: Must[Measure] = column("数量", "数据", "数", "指标值")
    单位: Text = column("计量单位", "数量单位")
    原文: Text = column("原句", "引文", "摘录")
