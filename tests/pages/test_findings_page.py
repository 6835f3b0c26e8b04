"""校验结果网页：一个文件，不联网，遮挡个人信息，按村、表、规则分组，出错的格子带着整行。"""

import re
from pathlib import Path

from fupin_cli.cli import run
from pages.parsed import Page
from sheets import Sheet, sheet, workbook

TABLE = """
| 序号 | 户编号 | 户主姓名 | 学生姓名 | 证件号码 | 学期 | 补助金额 | 联系电话 | 银行卡号 |
| {1} | 3416990001001 | 甄有田 | <b>甄小禾 | 341699200603200028 | 2023春 | "><script>alert(1)</script> | 13800138000 | 6228481234567890123 |
| {2} | 3416990001002 | 甄明 | 甄小苗 | 341699200603200029 | 上学期 | {1500} | 13800138001 | |
"""


def page(folder: Path, *sheets: Sheet, options: tuple[str, ...] = ()) -> Page:
    source = workbook(folder / "柳河村2023.xlsx", *(sheets or (sheet(TABLE, name="雨露计划"),)))
    target = folder / "结果.html"
    assert run(["validate", str(source), "-f", "html", "-o", str(target), "-q", *options]) in {0, 1}
    return Page(target.read_text(encoding="utf-8"))


def test_一个文件不联网_脚本和样式都有指纹(tmp_path: Path) -> None:
    page(tmp_path).assert_self_contained()


def test_台账里的标签都是文字(tmp_path: Path) -> None:
    made = page(tmp_path)
    assert "<b>甄小禾" not in made.text
    assert "<script>alert" not in made.text
    assert any('"><script>alert(1)</script>' in made.row(item).values() for item in made.items)


def test_出错的格子带着整行_号码都遮住(tmp_path: Path) -> None:
    made = page(tmp_path)
    item = next(item for item in made.items if item["t"] == "E2")
    row = made.row(item)
    assert list(row)[item["r"][0][1]] == "E 证件号码"
    assert row["E 证件号码"] == "341699********0028"
    assert (row["A 序号"], row["C 户主姓名"], row["H 联系电话"]) == ("1", "甄有田", "138****8000")
    assert made.data["sheets"][0][1] == [1, 2, 3]
    for number in ("341699200603200028", "13800138000", "6228481234567890123"):
        assert number not in made.text


def test_要看才看_并且提醒(tmp_path: Path) -> None:
    made = page(tmp_path, options=("--show-pii",))
    assert "341699200603200028" in made.text
    assert "没有遮挡个人信息" in made.text


def test_同一行的几处问题只带一份行(tmp_path: Path) -> None:
    made = page(tmp_path)
    on_rows = [item for item in made.items if "r" in item]
    assert len(on_rows) > len(made.data["rows"]) == 2


def test_按村分组_热力表一行一条规则_点得到那个村那条规则(tmp_path: Path) -> None:
    text = page(tmp_path).text
    assert '<section class="branch" data-village="柳河村">' in text
    assert re.search(r'<button type="button" data-code="CE015" data-village="柳河村">1</button>', text)
    assert 'data-code="CE015" data-level="error"' in text


def test_户和钱的图_照台账数(tmp_path: Path) -> None:
    people = sheet(
        """
        | 户编号 | 姓名 | 证件号码 | 与户主关系 | 户类型 |
        | 3416990001001 | 甄有田 | 341699196803050011 | 户主 | 脱贫户 |
        """,
        name="家庭成员",
    )
    grants = sheet(
        "| 学生姓名 | 证件号码 | 学期 | 补助金额 |\n| 甄小苗 | 341699200603200029 | 2023春 | {15000} |"
    )
    text = page(tmp_path, people, grants).text
    assert re.search(r"各村户数（户）.*柳河村.*>1<", text)
    assert re.search(r"到户资金（万元）.*雨露计划补助.*>1\.50<", text)


def test_没有问题时也写出一页(tmp_path: Path) -> None:
    good = sheet(
        """
        | 户编号 | 学生姓名 | 证件号码 | 学期 | 补助金额 |
        | 3416990001001 | 甄小禾 | 341699200603200029 | 2023春 | {1500} |
        """
    )
    made = page(tmp_path, good, options=("--select", "CE"))
    assert "没有发现问题" in made.text
    assert made.items == []
