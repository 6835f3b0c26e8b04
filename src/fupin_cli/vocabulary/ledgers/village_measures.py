"""村情：一个村的土地、道路、住房等可计数的情况。"""

from typing import Annotated

from fupin_cli.vocabulary.fields import Choice, Date, Must, Number, Text
from fupin_cli.vocabulary.ledger import VILLAGE_NAMES, Ledger, column


class 村情(Ledger):
    """一行是一个村的一项数量。"""

    key = ("村", "项目", "统计日期")
    sheets = ("村情台账", "村情概况", "村情数据", "村情统计表", "村概况")
    needs = ("项目", "数量", "统计日期")
    examples = (
        {"村": "柳河村", "项目": "耕地", "数量": 1650, "单位": "亩", "统计日期": "2023-12-31"},
        {"村": "柳河村", "项目": "硬化公路", "数量": "9.8", "单位": "公里", "统计日期": "2023.12.31"},
    )

    村: Must[Text] = column(*VILLAGE_NAMES, "村别")
    项目: Must[
        Annotated[
            str | None,
            Choice.of(
                "耕地",
                "林地",
                "退耕还林",
                "通村公路",
                "硬化公路",
                "泥土公路",
                "砖房",
                "土墙房",
                "进城购房",
                "安置点",
                "常年外出务工",
                "饮水困难户",
                "慢性病户",
                "丧失劳动能力",
                open=True,
                also={
                    "耕地面积": "耕地",
                    "林地面积": "林地",
                    "退耕还林面积": "退耕还林",
                    "普通泥土公路": "泥土公路",
                }
                | {"进城入镇购房": "进城购房", "砖混房": "砖房", "土坯房": "土墙房"},
            ),
        ]
    ] = column("指标", "名称", "内容", "统计项目", "村情项目")
    数量: Must[Number] = column("数值", "数据")
    单位: Text = column("计量单位", "数量单位")
    统计日期: Date = column("统计时间", "截止日期", "截至日期", "日期", "时间")
