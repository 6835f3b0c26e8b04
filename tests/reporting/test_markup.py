import datetime as dt
from decimal import Decimal

import pytest

from fupin_cli.errors import FupinError
from fupin_cli.reporting.document import Annex, Block, Chart, Heading, Paragraph, Series, Table
from fupin_cli.reporting.markup import escape, escape_cell, parse


def blocks(text: str) -> tuple[Block, ...]:
    return parse(f"标题：测试\n\n{text}").blocks


def test_文首各项() -> None:
    document = parse(
        "\n标题：甲镇工作总结\n主送机关：县政府：\n署名：甲镇党委\n署名：甲镇人民政府\n\n成文日期：2024年01月03日\n"
        "文号：甲政〔2024〕1号\n附件：名单\n附件：台账\n\n正文。"
    )

    assert document.title == "甲镇工作总结"
    assert document.recipient == "县政府"
    assert document.signature == "甲镇党委\n甲镇人民政府"
    assert (document.date, document.created) == ("2024年1月3日", dt.date(2024, 1, 3))
    assert document.number == "甲政〔2024〕1号"
    assert document.attachments == ("名单", "台账")
    assert document.blocks == (Paragraph("正文。"),)


def test_段落内换行直接相连_空行分段_全角空格和行尾空白不留() -> None:
    assert blocks("　　第一行  \r\n第二行。\r\n\r\n\r\n另一段。") == (
        Paragraph("第一行第二行。"),
        Paragraph("另一段。"),
    )


def test_标题各级() -> None:
    text = "# 甲\n\n## 乙\n\n### 丙\n正文。\n#### 丁\n\n正文。"

    assert blocks(text) == (
        Heading(1, "甲"),
        Heading(2, "乙"),
        Heading(3, "丙"),
        Paragraph("正文。"),
        Heading(4, "丁"),
        Paragraph("正文。"),
    )


def test_句号结尾且紧接正文的标题与正文同段() -> None:
    assert blocks("## 开展排查。\n组织走访，\n共发现问题3个。") == (
        Heading(2, "开展排查", "组织走访，共发现问题3个。"),
    )


def test_句号结尾但隔了空行的标题单独成段_句号不留() -> None:
    assert blocks("## 开展排查。\n\n组织走访。") == (Heading(2, "开展排查"), Paragraph("组织走访。"))


def test_空标题不出现() -> None:
    assert blocks("# 甲\n\n## 乙\n\n# 丙\n正文。\n\n# 丁") == (Heading(1, "丙"), Paragraph("正文。"))


def test_表格() -> None:
    text = """
表：各村情况

| 村 | 脱贫户 | < |
| ^ | 户数 | 占比 |
| --- | ---: | :---: |
| 甲村 | 3 | 60% |
| 合　计 | 5 | 100% |
正文。
"""
    assert blocks(text) == (
        Table(
            "各村情况",
            (("村", "脱贫户", "<"), ("^", "户数", "占比")),
            (("甲村", "3", "60%"), ("合　计", "5", "100%")),
            ("left", "right", "center"),
            total=True,
        ),
        Paragraph("正文。"),
    )


def test_没有行的表连同标题一起不出现() -> None:
    assert blocks("# 光伏\n表：收益\n| 村 | 元 |\n| --- | --- |\n\n# 教育\n正文。") == (
        Heading(1, "教育"),
        Paragraph("正文。"),
    )


def test_图() -> None:
    text = "堆积图：资金\n| 村 | 产业 | 基建 |\n| --- | --- | --- |\n| 甲 | 1,200.50 | 3 |\n| 乙 | 0 | 4 |"

    assert blocks(text) == (
        Chart(
            "资金",
            "stacked",
            ("甲", "乙"),
            (Series("产业", (Decimal("1200.50"), Decimal(0))), Series("基建", (Decimal(3), Decimal(4)))),
        ),
    )


def test_附表另成一件_空的不列() -> None:
    document = parse("标题：测试\n正文。\n附表：名单\n说明。\n附表：空的\n# 没有内容")

    assert document.blocks == (Paragraph("正文。"),)
    assert document.annexes == (Annex("名单", (Paragraph("说明。"),)),)


@pytest.mark.parametrize(
    "text",
    [
        "# 不是标题",
        "| 不是 | 表 |",
        "表：不是表",
        "附表：不是附表",
        r"反\斜杠",
        "第一段\n第二段",
        "条形图：x",
    ],
)
def test_台账里的文字原样成段(text: str) -> None:
    assert blocks(f"前段。\n\n{escape(text)}\n\n后段。") == (
        Paragraph("前段。"),
        *(Paragraph(line) for line in text.split("\n")),
        Paragraph("后段。"),
    )


@pytest.mark.parametrize("text", ["a|b", r"a\|b", "<", "^", "甲\n乙", "# 甲"])
def test_台账里的文字原样成格(text: str) -> None:
    (table,) = blocks(f"| 名 |\n| --- |\n| {escape_cell(text)} |")

    assert isinstance(table, Table)
    assert table.rows == ((text.replace("\n", ""),),)


def test_文字里的控制字符不进文档() -> None:
    assert blocks("甲\x07乙\x0b丙") == (Paragraph("甲乙丙"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("正文。", "没有给出标题"),
        ("标题：甲\n成文日期：2024年2月30日", "2024年2月30日”不存在"),
        ("标题：甲\n成文日期：年初", "不是日期"),
        ("标题：甲\n表：乙\n| a | b |\n| 1 | 2 |", "表“乙”缺少表头"),
        ("标题：甲\n表：乙\n| a | b |\n| --- | --- |\n| 1 |", "有 1 格，应为 2 格"),
        ("标题：甲\n表：乙\n| a | b\n| --- | --- |\n| 1 | 2 |", "不是表格的一行"),
        ("标题：甲\n表：乙\n| a | < |\n| b | ^ |\n| --- | --- |\n| 1 | 2 |", "合并得不成方块"),
        ("标题：甲\n条形图：乙\n| a | b |\n| --- | --- |\n| 1 | 若干 |", "“若干”不是数值"),
        ("标题：甲\n条形图：乙\n| a |\n| --- |\n| 1 |", "缺少数值列"),
    ],
)
def test_写错的模板说明错在哪里(text: str, said: str) -> None:
    with pytest.raises(FupinError) as caught:
        parse(text)

    assert said in caught.value.message
    assert caught.value.hint
