"""与台账的数对照：句中写明指标名称和单位的才比。"""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from fupin_cli.proofreading import Claim, proofread, read_text


@dataclass(frozen=True)
class Figure:
    name: str
    synonyms: tuple[str, ...]
    value: Decimal
    unit: str


LEDGER = {
    f.name: f
    for f in (
        Figure("脱贫户户数", ("脱贫户",), Decimal(973), "户"),
        Figure("脱贫户人数", ("脱贫户", "脱贫人口"), Decimal(1845), "人"),
        Figure("光伏收益资金", ("光伏收益",), Decimal("3900597.40"), "元"),
        Figure("雨露计划学生数", ("雨露计划学生", "享受雨露计划学生"), Decimal(103), "人"),
        Figure("监测户户数", ("监测户",), Decimal(115), "户"),
    )
}


def claims(text: str) -> list[Claim]:
    return [c for c in proofread(read_text(text), LEDGER).claims if c.kind == "figure"]


def test_相符() -> None:
    found = claims("全镇共有脱贫户973户、1845人。全镇光伏收益资金共390.06万元，享受雨露计划学生为103人。")
    assert [c.verdict for c in found] == ["holds"] * 4


def test_不符是疑点() -> None:
    result = proofread(read_text("全镇共有脱贫户937户、1845人。"), LEDGER)
    (finding,) = [f for f in result.findings if f.code == "PR014"]
    assert (finding.severity, finding.quote) == ("warning", "937户")
    assert "973户" in finding.message


def test_概数不判() -> None:
    assert [c.verdict for c in claims("全镇脱贫户近1000户。")] == ["undecided"]


@pytest.mark.parametrize(
    "text",
    [
        "全镇新增监测户15户。",
        "柳河村脱贫户120户。",
        "2021年全镇脱贫户980户。",
        "全县脱贫户24000户。",
        "计划走访脱贫户500户。",
        "全镇网格员132人。",
    ],
)
def test_说的不是这个数就不比(text: str) -> None:
    assert claims(text) == []
