"""追溯一个数：各村按工作区里的次序列，不按笔画或拼音。"""

from fupin_cli.catalogue.loader import shipped
from fupin_cli.counting import Figures
from fupin_cli.outputs.figures import trace_text
from fupin_cli.periods import Period
from fupin_cli.scope import Scope
from fupin_cli.trial import DAY, gathered


def test_各村按工作区的次序_别的村在后_没有写村的最后() -> None:
    villages = ("甲村", "丙村", "乙村", "", "乙村")
    homes = [
        {"户编号": str(number), "村": village, "户类型": "脱贫户", "户主姓名": "王一"}
        for number, village in enumerate(villages)
    ]
    dataset = gathered({"户": homes}, place={"乡": "清河镇", "村": ""}).datasets[""]
    figures = Figures(Scope("清河镇", Period.parse("2023"), DAY, dataset), shipped())

    lines = trace_text(figures.find("脱贫户户数"), figures, ("乙村", "甲村")).splitlines()

    listed = [line.split() for line in lines if line.endswith("户") and "：" not in line]
    assert listed == [["乙村", "2户"], ["甲村", "1户"], ["丙村", "1户"], ["（没有写村）", "1户"]]
