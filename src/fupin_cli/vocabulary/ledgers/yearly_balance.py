"""历年脱贫：建档立卡以来各年度的脱贫和增减。"""

from fupin_cli.vocabulary.fields import Count, Must, Year
from fupin_cli.vocabulary.ledger import Ledger, column


class 历年脱贫(Ledger):
    """一行是一个年度（一个村或全镇）的户数、人数变化。"""

    key = ("村", "年度")
    sheets = (
        "历年脱贫情况",
        "历年脱贫台账",
        "脱贫情况",
        "脱贫年度统计",
        "历年脱贫统计表",
        "建档立卡历年情况",
    )
    needs = ("年度", "脱贫户数")
    examples = (
        {
            "村": "柳河村",
            "年度": 2016,
            "脱贫户数": 21,
            "脱贫人数": 48,
            "评估户数": 23,
            "评估人数": 53,
            "回退户数": 2,
            "回退人数": 5,
        },
        {"村": "柳河村", "年度": 2019, "未脱贫户数": 11, "未脱贫人数": 22, "拟脱贫人数": 19},
    )

    年度: Must[Year] = column("年份", "脱贫年度", "脱贫年份")
    期初户数: Count = column("年初户数", "上年末户数", unit="户", total=True)
    期初人数: Count = column("年初人数", "上年末人数", unit="人", total=True)
    脱贫户数: Count = column("实际脱贫户数", "脱贫户", "户数", "脱贫（户）", unit="户", total=True)
    脱贫人数: Count = column("实际脱贫人数", "脱贫人口", "人数", "脱贫人口数", unit="人", total=True)
    评估户数: Count = column("第三方评估户数", "通过评估户数", unit="户", total=True)
    评估人数: Count = column("第三方评估人数", "通过评估人数", unit="人", total=True)
    回退户数: Count = column("回退", unit="户", total=True)
    回退人数: Count = column("回退人口", unit="人", total=True)
    返贫户数: Count = column("返贫", unit="户", total=True)
    返贫人数: Count = column("返贫人口", unit="人", total=True)
    新识别户数: Count = column("新识别", "新增户数", "新增识别户数", unit="户", total=True)
    新识别人数: Count = column("新增人数", "新增识别人数", "新识别人口", unit="人", total=True)
    清退户数: Count = column("清退", unit="户", total=True)
    清退人数: Count = column("清退人口", unit="人", total=True)
    自然增加人数: Count = column("自然增加", "增加人数", unit="人", total=True)
    死亡人数: Count = column("死亡", "死亡人口", unit="人", total=True)
    死亡销户数: Count = column("死亡户数", help="因死亡整户消失的户数", unit="户", total=True)
    迁出户数: Count = column("迁出", unit="户", total=True)
    迁出人数: Count = column("户口迁出人数", "迁出人口", unit="人", total=True)
    冻结户数: Count = column("冻结", unit="户", total=True)
    冻结人数: Count = column("冻结人口", unit="人", total=True)
    未脱贫户数: Count = column("未脱贫", "剩余未脱贫户数", unit="户", total=True)
    未脱贫人数: Count = column("剩余未脱贫人数", "未脱贫人口", unit="人", total=True)
    拟脱贫户数: Count = column("拟脱贫", "计划脱贫户数", unit="户", total=True)
    拟脱贫人数: Count = column("计划脱贫人数", "拟脱贫人口", unit="人", total=True)
    期末户数: Count = column("年末户数", "现有户数", unit="户", total=True)
    期末人数: Count = column("年末人数", "现有人数", unit="人", total=True)
