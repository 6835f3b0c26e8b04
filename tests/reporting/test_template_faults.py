"""自己的模板写错了：一句话说清在第几段、错在哪里、多半想写的是哪个指标。"""

import docx
import pytest

from fupin_cli.catalogue.loader import shipped
from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.periods import Period
from fupin_cli.reporting.composing import render
from fupin_cli.reporting.request import Request
from fupin_cli.reporting.word_template import fill
from fupin_cli.scope import Scope
from fupin_cli.trial import DAY, gathered

HOME = {"户": [{"户编号": "1", "村": "甲村", "户类型": "脱贫户", "户主姓名": "王一"}]}
FAULTS = {
    "有{{ 脱贫户户书 }}户。": ("“脱贫户户书”不是指标名", "脱贫户户数"),
    "有{{ 脱贫户户数 户。": ("“户”前面少了收尾的花括号", ""),
    "{% if 脱贫户户数 %}有。": ("“{% if … %}”没有用“{% endif %}”收尾", ""),
    "有{{ 脱贫户户数|大写 }}。": ("“|大写”不是能用的写法", ""),
    "{% 如果 脱贫户户数 %}": ("“{% 如果 … %}”不是能用的写法", ""),
}


def told(path) -> FupinError:
    dataset = gathered(HOME, place={"乡": "清河镇"}).datasets[""]
    figures = Figures(Scope("清河镇", Period.parse("2023"), DAY, dataset), shipped())
    request = Request("工作总结", {}, "柳城县", path)
    with pytest.raises(FupinError) as caught:
        fill(figures, request, path) if path.suffix == ".docx" else render(figures, request)
    return caught.value


@pytest.mark.parametrize(("text", "said"), FAULTS.items())
def test_Word模板说第几段(tmp_path, text, said) -> None:
    document = docx.Document()
    document.add_paragraph("工作总结")
    document.add_paragraph(text)
    document.save(tmp_path / "模板.docx")

    error = told(tmp_path / "模板.docx")

    assert "第2段" in error.message
    assert said[0] in error.message
    assert said[1] in error.hint


@pytest.mark.parametrize(("text", "said"), FAULTS.items())
def test_文本模板说第几段或第几行(tmp_path, text, said) -> None:
    (tmp_path / "模板.j2").write_text(f"标题：总结\n{text}\n", encoding="utf-8")

    error = told(tmp_path / "模板.j2")

    assert "第2段" in error.message or "第2行" in error.message or "第3行" in error.message
    assert said[0] in error.message
    assert said[1] in error.hint


def test_跨段的条件有好几个时_不冤枉某一段(tmp_path) -> None:
    document = docx.Document()
    for text in ("{% if 脱贫户户数 %}", "有。", "{% endif %}", "{% if 脱贫人口数 %}", "也有。"):
        document.add_paragraph(text)
    document.save(tmp_path / "模板.docx")

    error = told(tmp_path / "模板.docx")

    assert "收尾" in error.message
    assert "段" not in error.message
