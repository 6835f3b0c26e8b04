"""汇总表：村里自报的合计数，由核对来证明。"""

from fupin_cli.vocabulary.fields import Code, Date, Measure, Must, Text
from fupin_cli.vocabulary.ledger import VILLAGE_NAMES, Ledger, column


class 汇总表(Ledger):
    """一行是一个村自报的一个指标；横排的汇总表（一村一行、一指标一列）读入时转成这样。"""

    key = ("村", "指标", "截止日期")
    sheets = ("汇总", "村汇总表", "上报汇总表", "数据汇总", "统计表", "情况统计表", "各村汇总", "统计汇总表")
    needs = ("指标", "数值")
    examples = (
        {"村": "柳河村", "指标": "脱贫户数", "数值": 121, "单位": "户"},
        {"村": "柳河村", "指标": "村级集体经济收入", "数值": "36.52", "单位": "万元"},
    )

    村: Must[Text] = column(
        *VILLAGE_NAMES,
        "村别",
        "填报单位",
    )
    指标: Must[Text] = column("指标名称", "项目", "统计项目", "统计指标", "数据项", "内容")
    指标代码: Code = column("代码", "指标编号")
    数值: Must[Measure] = column("数量", "数据", "数", "上报数", "合计", "指标值")
    单位: Text = column("计量单位", "数量单位")
    截止日期: Date = column("统计日期", "截至日期", "数据截止日期", "统计时间", "填报日期", "填报时间")
    填报人: Text = column("填表人", "上报人")
