"""合计不等时说到什么程度：查得实的是错误，说不准的是疑点、提示，读不出口径的不说。"""

from decimal import Decimal

import pytest

from fupin_cli.proofreading import proofread, read_text
from fupin_cli.proofreading.grammar.quantities import plain, quantities


def levels(text: str) -> list[str]:
    return [finding.severity for finding in proofread(read_text(text)).findings]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("甲6户、乙8户、丙5户，共计20户。", "error"),  # 写了共计
        ("甲6户、乙8户、丙5户，共20户。", "warning"),  # 共，也可能是总数
        ("甲6户、乙8户、丙5户，共50户。", ""),  # 差得远，不是一回事
        ("共有100人，其中男60人、女50人。", "error"),  # 非男即女
        ("共有100个，其中甲村60个、乙村50个。", "error"),  # 各村不重
        ("共有100个，其中甲30个、乙30个、丙29个。", "warning"),  # 三项，只差一点
        ("共有100个，其中甲44个、乙46个。", "info"),  # 两项，差一成
        ("共有100个，其中甲44个、乙45个。", ""),  # 两项，差得多些，也许没列全
        ("全镇1234人，其中甲村600人，乙村534人。", "info"),
        ("投入30万元（修路12万元、打井17万元）。", "warning"),  # 只差一位数字
        ("投入30万元（修路12万元、打井5万元）。", ""),
        ("共有10户，其中低保户12户。", "warning"),  # 一项只会太大
        ("共有10户，其中低保户8户。", ""),
        ("共有10户，其中甲村4户、乙村3户等。", ""),  # 等，没列全
        ("共有约10户，其中甲村4户、乙村3户、丙村2户。", ""),  # 概数不判
        ("资金1234567元，其中修路1000000元、打井234568元。", "error"),  # 长数只错一位
    ],
)
def test_分项之和与合计不等(text: str, level: str) -> None:
    assert levels(text) == ([level] if level else [])


@pytest.mark.parametrize(
    "text",
    [
        "共有10户30人，其中甲村4户15人、乙村5户15人。",
        "共有10户30人，其中甲村4户15人、乙村6户14人。",
    ],
)
def test_户和人一个加得拢_另一个就该加得拢(text: str) -> None:
    assert levels(text) == ["error"]


def test_户和人都加不拢_多半没列全() -> None:
    assert levels("共有10户30人，其中甲村4户15人、乙村5户14人。") == []


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("修路3.4万元、打井3.5万元、种树3.5万元，共计10.5万元。", "warning"),  # 差0.1，三项各四舍五入
        ("修路5.2万元、打井5.2万元，共计10.5万元。", "warning"),  # 差0.1，正好在限上
        ("修路5.2万元、打井5.1万元，共计10.5万元。", "error"),  # 差0.2，不是四舍五入
        ("修路5万元、打井5万元，共计11万元。", "error"),  # 没有小数，不是四舍五入
    ],
)
def test_小数逐项四舍五入差一点是疑点(text: str, level: str) -> None:
    assert levels(text) == [level]


@pytest.mark.parametrize(
    ("text", "amount", "step"),
    [
        ("12个", 12, "1"),
        ("2百个", 200, "1"),
        ("3千个", 3000, "1"),
        ("2百万个", 2000000, "1"),
        ("2亿个", 200000000, "1"),
        ("12.50万元", 125000, "100"),  # 写到百元
        ("12万元", 120000, "10000"),
        ("百分之九点五", "9.5", "0.1"),
        ("2兆瓦", 2000, "1000"),
    ],
)
def test_数量和它的末位(text: str, amount: float | str, step: str) -> None:
    (quantity,) = quantities(plain(text))
    assert (quantity.amount, quantity.step) == (Decimal(str(amount)), Decimal(step))


def test_全角的字一个对一个换成半角() -> None:
    assert plain("！（１２％）［ａ］～｜　") == "!(12%)[a]~| "


def test_编号的整句不当成空标题() -> None:
    text = "二、分配原则\n（一）统筹规划，精准使用；\n（二）强化监督，注重效益。\n三、资金来源\n县级资金1200万元。"
    assert "PR205" not in [f.code for f in proofread(read_text(text)).findings]


def test_序号后面跟着小数也是序号() -> None:
    text = "1、12.8万个村出列。\n2、累计投入1.6万亿元。\n3、收入增加到10740元。"
    assert [f.code for f in proofread(read_text(text)).findings if f.code in ("PR205", "PR301")] == []


def test_落款不是最后一条的正文() -> None:
    text = (
        "一、中央资金\n（一）支持产业发展2993.7万元；\n（二）提取项目管理费46.3万元。\n"
        "二、省级资金\n（一）支持乡村治理40万元；\n（二）提取项目管理费55.09万元。\n芦花县农业农村局"
    )
    assert "PR205" not in [f.code for f in proofread(read_text(text)).findings]
