"""数量怎么认、户与人怎么成对、括号怎么嵌套。"""

from decimal import Decimal

import pytest

from fupin_cli.proofreading import proofread, read_text
from fupin_cli.proofreading.grammar.clauses import Term, sentences
from fupin_cli.proofreading.grammar.quantities import plain, quantities


@pytest.mark.parametrize(
    ("text", "amount", "base"),
    [
        ("973户", 973, "户"),
        ("１２３户", 123, "户"),
        ("一百零三人", 103, "人"),
        ("两个", 2, "个"),
        ("42名", 42, "人"),
        ("3,900,597.4元", "3900597.4", "元"),
        ("60.305万元", 603050, "元"),
        ("1.56亿元", 156000000, "元"),
        ("3.2万人", 32000, "人"),
        ("67.95%", "67.95", "%"),
        ("67.95％", "67.95", "%"),
        ("百分之九十", 90, "%"),
        ("17个百分点", 17, "个百分点"),
        ("210台次", 210, "台次"),
        ("17.8 公里", "17.8", "公里"),
    ],
)
def test_数量(text: str, amount: float | str, base: str) -> None:
    (quantity,) = quantities(plain(text))
    assert (quantity.amount, quantity.base) == (Decimal(str(amount)), base)


@pytest.mark.parametrize(
    "text", ["600余人", "约600人", "近600人", "600多人", "600人以上", "600人左右", "不少于600人"]
)
def test_概数(text: str) -> None:
    (quantity,) = quantities(plain(text))
    assert quantity.about


def test_签约不是概数() -> None:
    assert not quantities("已签约600人")[0].about


@pytest.mark.parametrize(
    "text",
    [
        "2023年5月21日", "2021—2023年", "2024-01-03", "5月至6月", "第3组", "市农发〔2023〕38号",
        "一户一策", "五保户", "两不愁三保障", "一是", "十四五", "“1+5+1”", "13800138000", "0558-5551234",
    ],
)  # fmt: skip
def test_不是数量(text: str) -> None:
    assert [q for q in quantities(plain(text)) if q.unit] == []


@pytest.mark.parametrize(
    "text",
    [
        "12户30人",
        "12户、30人",
        "12户,30人",
        "12户，共30人",
        "12户（30人）",
        "12户(30人)",
        "12户计30人",
        "12户共计30人",
    ],
)
def test_户和人成对(text: str) -> None:
    (term,) = sentences(f"全镇共有监测户{text}。")[0].terms
    assert [q.raw for q in term.amounts] == ["12户", "30人"]


def depth(term: Term) -> int:
    return 1 + max((depth(inner) for group in term.groups for inner in group.terms), default=0)


def test_括号嵌四层() -> None:
    text = "共20个（甲12个（乙8个（丙5个（丁2个、戊3个）、己3个）、庚4个）、辛8个）。"
    (term,) = sentences(text)[0].terms
    assert depth(term) == 5
    held = [c.relation for c in proofread(read_text(text)).claims if c.verdict == "holds"]
    assert held == ["12+8=20", "8+4=12", "5+3=8", "2+3=5"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("甲6户、乙8户、丙5户，共计19户。", "6+8+5=19"),
        ("共有19户：甲6户、乙8户、丙5户。", "6+8+5=19"),
        ("共有19户。其中，甲6户，乙8户，丙5户。", "6+8+5=19"),
        ("共有19户，分别是甲6户、乙8户、丙5户。", "6+8+5=19"),
        ("共有19户，其中甲6户和乙8户，另有丙5户。", "6+8+5=19"),
        ("共有19户，其中甲14户，其中乙6户、丙8户；丁5户。", "14+5=19"),
        ("实有156户（172户通过评估，回退16户）。", "172-16=156"),
        ("投入30万元。一是修路，投入12万元。二是打井，投入18万元。", "12+18=30"),
        ("五保人员9人，其中集中供养3人分散供养6人。", "3+6=9"),
    ],
)
def test_合计的几种写法(text: str, relation: str) -> None:
    assert relation in [c.relation for c in proofread(read_text(text)).claims if c.verdict == "holds"]
