"""任意文字都校得完：不出别的错，指出的地方都在那一段里，原文就在所指的位置。"""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_cli.proofreading import Result, proofread, read_text
from fupin_cli.proofreading.grammar.quantities import plain, quantities

WORDS = (
    *("全镇", "双庙村", "监测户", "脱贫户", "其中", "共计", "合计", "分别", "比上年", "增长", "下降", "同比", "占"),
    *("投入", "资金", "修路", "一是", "二是", "（一）", "一、", "1.", "第", "截至", "2023年", "5月", "3日", "底", "年初"),
    *("12户", "30人", "8%", "百分之九十", "1.2万元", "3.5亿元", "三百零二户", "两个", "余", "约", "0", "1,234.5元", "￥"),
    *("，", "。", "、", "；", "：", "（", "）", "“", "”", "——", "～", "…", "《", "》", "\n", "\n\n", "\t", " ", "　", "XX", "□"),
    *("|", "|---|---|", "# ", "- ", "１２", "㈠", "½", "百", "千万", "点", "元", "户", "人", "%", "﹪", "\u200b", "\ud83d\ude00"),
)  # fmt: skip
prose = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=40).map("".join)
texts = (prose | st.text(max_size=120)).map(lambda text: text.encode("utf-8", "ignore").decode("utf-8"))


def spans_hold(result: Result) -> None:
    """Every finding and claim stands inside its paragraph, and is quoted from there."""
    paragraphs = {paragraph.number: paragraph.text for paragraph in result.document.paragraphs}
    for finding in (*result.findings, *result.claims):
        text = paragraphs[finding.paragraph]
        assert 0 <= finding.offset <= len(text)
        assert finding.offset + len(finding.quote) <= len(text)
        assert text[finding.offset : finding.offset + len(finding.quote)] == finding.quote


@settings(max_examples=200, deadline=None)
@given(texts)
def test_所指的地方都在那一段里(text: str) -> None:
    spans_hold(proofread(read_text(text)))


@settings(max_examples=200, deadline=None)
@given(texts)
def test_数量都在原文里_数是非负的(text: str) -> None:
    flat = plain(text)
    assert len(flat) == len(text)
    last = 0
    for found in quantities(flat):
        assert last <= found.start < found.end <= len(flat)
        assert found.raw == flat[found.start : found.end]
        assert found.amount.is_finite()
        assert found.amount >= 0
        assert re.search(r"\S", found.raw)
        last = found.end
