"""自己的模板写错了：一句话说清在第几段、错在哪里、多半想写的是哪个指标。"""

import io
import re

import docx
import pytest

from fupin_cli.catalogue.loader import shipped
from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.periods import Period
from fupin_cli.reporting.composing import render
from fupin_cli.reporting.listing import checked
from fupin_cli.reporting.request import Request
from fupin_cli.reporting.word_template import fill
from fupin_cli.resources import folder
from fupin_cli.scope import Scope
from fupin_cli.trial import DAY, gathered

HOME = {"户": [{"户编号": "1", "村": "甲村", "户类型": "脱贫户", "户主姓名": "王一"}]}
FAULTS = {
    "有{{ 脱贫户户书 }}户。": ("“脱贫户户书”不是指标名", "脱贫户户数"),
    "有{{ 脱贫户户数 户。": ("“户”前面少了收尾的花括号", ""),
    "{% if 脱贫户户数 %}有。": ("“{% if … %}”没有用“{% endif %}”收尾", ""),
    "有{{ 脱贫户户数|大写 }}。": ("“|大写”不是能用的写法", ""),
    "有｛｛ 脱贫户户数 ｝｝户。": ("里的花括号是全角的", "英文输入法"),
    "有 脱贫户户数 }}户。": ("里的“}}”前面没有“{{”，会原样留在材料里", "两边各两个花括号"),
    "有{脱贫户户数}户。": ("里的“{脱贫户户数}”只有一对花括号", "两边各两个花括号"),
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
@pytest.mark.parametrize("where", ["页眉", "页脚"])
def test_Word模板的页眉页脚也说第几段(tmp_path, where, text, said) -> None:
    document = docx.Document()
    document.add_paragraph("工作总结")
    section = document.sections[0]
    beside = section.header if where == "页眉" else section.footer
    beside.paragraphs[0].text = "清河镇"
    beside.add_paragraph(text)
    document.save(tmp_path / "模板.docx")

    error = told(tmp_path / "模板.docx")

    assert f"{where}第2段" in error.message
    assert said[0] in error.message
    assert said[1] in error.hint


@pytest.mark.parametrize(("text", "said"), FAULTS.items())
def test_文本模板说第几段或第几行(tmp_path, text, said) -> None:
    (tmp_path / "模板.j2").write_text(f"标题：总结\n{text}\n", encoding="utf-8")

    error = told(tmp_path / "模板.j2")

    assert "第2段" in error.message or "第2行" in error.message or "第3行" in error.message
    assert said[0] in error.message
    assert said[1] in error.hint


ACROSS = {
    "后一个条件没收尾": (
        ("{% if 脱贫户户数 %}", "有。", "{% endif %}", "{% if 脱贫人口数 %}", "也有。"),
        4,
        "收尾",
    ),
    "外面的条件没收尾": (("{% if 脱贫户户数 %}", "{%p if 脱贫人口数 %}", "有。", "{%p endif %}"), 1, "收尾"),
    "里面的循环没收尾": (("{% if 脱贫户户数 %}", "{% for 村 in [1] %}", "有。", "{% endif %}"), 2, "收尾"),
    "否则之后没收尾": (("文。", "{% if 脱贫户户数 %}", "有。", "{% else %}", "无。"), 2, "收尾"),
    "花括号没关": (("文。", "有{{ 脱贫户户数 户", "和{{ 脱贫人口数 }}人。"), 2, "少了收尾的花括号"),
    "条件的花括号没关": (("文。", "{% if 脱贫户户数", "有。", "{% endif %}"), 2, "花括号里有不能用的符号"),
    "名字断成两段": (("文。", "有{{ 脱贫户户数|钱", "户 }}。"), 2, "不是能用的写法"),
    "多了一个收尾": (("{% if 脱贫户户数 %}有{% endif %}", "文。", "{% endif %}"), 3, "不是能用的写法"),
    "一段多的赋值不算开着": (("{% set 甲 = 1 %}", "{% set 乙 %}", "文。"), 2, "收尾"),
}


@pytest.mark.parametrize(("texts", "paragraph", "said"), ACROSS.values(), ids=ACROSS)
def test_跨段的写法没收尾_说从哪一段开着(tmp_path, texts, paragraph, said) -> None:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(tmp_path / "模板.docx")

    error = told(tmp_path / "模板.docx")

    assert error.message.startswith(f"模板“模板.docx”第{paragraph}段“{texts[paragraph - 1]}”")
    assert said in error.message


BAD = {
    "{{ ''.__class__.__mro__ }}": "用了不许用的写法",
    "{{ 查.__globals__ }}": "用了不许用的写法",
    "{% for 甲 in range(99999) %}{% for 乙 in range(99999) %}{% endfor %}{% endfor %}": "循环超过了",
    "{{ range(999999999)|list }}": "循环太长",
    "{{ '字' * 999999999 }}": "“*”只能用来算普通的数",
    "{{ 9 ** 9 ** 9 }}": "“**”只能用来算普通的数",
    "{{ '字'.ljust(999999999) }}": "用了不许用的写法",
    "{% include '/etc/passwd' %}": "不是自带的段落",
    "{% include '../pyproject.toml' %}": "不是自带的段落",
    "{% macro 甲() %}{{ 甲() }}{% endmacro %}{{ 甲() }}": "没完没了地引用自己",
    "{{ 1 / 0 }}": "算不出来",
    "{{ 占比(脱贫户户数, 0) }}": "算不出来",
    "{{ 脱贫户户数() }}": "算不出来",
    "{{ '多' | 钱 }}": "算不出来",
    "{{ 查('DROP TABLE 台账.户') }}": "不是只列数据的查询",
    "{{ 查('SELECT 1; DROP TABLE 台账.户') }}": "不是只列数据的查询",
    """{{ 查("SELECT * FROM read_csv('/etc/passwd')") }}""": "用了不能用的函数read_csv",
    """{{ 查("SELECT * FROM '/etc/passwd.csv'") }}""": "不是台账",
    """{{ 查('SELECT * FROM "/etc/passwd.csv"') }}""": "不是台账",
    """{{ 查("SELECT * FROM 台账.户 AS 甲, 'x.csv' AS 乙") }}""": "不是台账",
    """{{ 查("SELECT * FROM (台账.户 JOIN 'x.csv' ON true)") }}""": "不是台账",
    """{{ 查("SELECT 1 WHERE 1 IN (SELECT 甲 FROM 'x.parquet')") }}""": "不是台账",
    "{{ 查('SELECT 没有这一列 FROM 台账.户') }}": "写错的列名",
}


@pytest.mark.parametrize(("text", "said"), BAD.items())
def test_做坏事的和没完的模板_一句话说清(tmp_path, text, said) -> None:
    (tmp_path / "模板.j2").write_text(f"标题：总结\n\n{text}\n", encoding="utf-8")

    assert said in told(tmp_path / "模板.j2").message


@pytest.mark.parametrize("text", ["{{ 1 / 0 }}", "{{ ''.__class__ }}", "{% include 'x.j2' %}"])
def test_Word模板里做坏事的也一样(tmp_path, text) -> None:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(tmp_path / "模板.docx")

    assert told(tmp_path / "模板.docx").message.startswith("模板“模板.docx”")


@pytest.mark.parametrize("content", [b"PK\x03\x04zzz", b"", "不是 Word".encode()])
def test_不是Word的模板(tmp_path, content) -> None:
    (tmp_path / "模板.docx").write_bytes(content)

    assert told(tmp_path / "模板.docx").message == "读不了模板“模板.docx”。"


def test_台账里的尖括号照写_不当作版式(tmp_path) -> None:
    document = docx.Document()
    document.add_paragraph("{% for 条 in 文字('存在问题') %}{{ 条.body }}{% endfor %}")
    document.save(tmp_path / "模板.docx")
    texts = [{"章节": "存在问题", "次序": 1, "正文": "收入<标准 & “两不愁”。"}]
    dataset = gathered({**HOME, "文字材料": texts}, place={"乡": "清河镇"}).datasets[""]
    figures = Figures(Scope("清河镇", Period.parse("2023"), DAY, dataset), shipped())

    content, _ = fill(figures, Request("工作总结", {}, "柳城县"), tmp_path / "模板.docx")

    assert docx.Document(io.BytesIO(content)).paragraphs[0].text == "收入<标准 & “两不愁”。"


def test_表格里逐村列数_数不带多余的零(tmp_path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    rows = ("{%tr for 村, 数 in 分村('脱贫户户数').items() %}", "{{ 村 }}", "{%tr endfor %}")
    for row, text in zip(table.rows, rows, strict=True):
        row.cells[0].text = text
    table.cell(1, 1).text = "{{ 数 }}"
    document.save(tmp_path / "模板.docx")
    dataset = gathered(HOME, place={"乡": "清河镇"}).datasets[""]
    figures = Figures(Scope("清河镇", Period.parse("2023"), DAY, dataset), shipped())

    content, _ = fill(figures, Request("工作总结", {}, "柳城县"), tmp_path / "模板.docx")

    (filled,) = docx.Document(io.BytesIO(content)).tables
    assert [[cell.text for cell in row.cells] for row in filled.rows] == [["甲村", "1"]]


def test_自带模板的查询都是只列台账的() -> None:
    queries = [
        query
        for path in folder("templates").rglob("*.j2")
        for query in re.findall(r'查\("([^"]*)"', path.read_text(encoding="utf-8"))
    ]

    assert len(queries) > 20
    assert [checked(query) for query in queries] == queries
