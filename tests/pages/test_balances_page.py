"""核对结果网页：平的折成一组，不平的写明两边、差额和每一处，认可的写明谁、为什么、到哪天，变动对上期。"""

import re
from pathlib import Path

import pytest

from fupin_cli.cli import run
from pages.parsed import Page
from sheets import sheet, workbook

CONFIG = """[workspace]
county = "示例县"
period = "2023"

[[town]]
name = "示例镇"
villages = ["柳河村"]
"""
WAIVER = """
[[waiver]]
code = "RC001"
who = "扶贫办"
why = "行政村台账下月更新"
until = 2099-12-31
"""
SCRIPT = "<script>alert(1)</script>"
IDENTITY, MISTYPED, CARD = "341699196803050011", "341699196803050021", "6228481234567890123"


def town(folder: Path, *, stated: int = 1, more: str = "") -> Path:
    (folder / "fupin.toml").write_text(CONFIG + more, encoding="utf-8")
    homes = sheet(
        f"| 户编号 | 户主姓名 | 户类型 | 家庭人口数 | 备注 |\n| 1 | 甄有田{SCRIPT} | 脱贫户 | {{1}} | {CARD} |",
        name="户",
    )
    people = sheet(
        f"""
        | 户编号 | 姓名 | 证件号码 | 与户主关系 | 户类型 |
        | 1 | 甄有田 | {IDENTITY} | 户主 | 脱贫户 |
        """,
        name="家庭成员",
    )
    work = sheet(
        f"""
        | 姓名 | 证件号码 | 开始时间 | 务工所在省 |
        | 甄有田 | {MISTYPED} | 2023-02 | 浙江省 |
        """,
        name="外出务工",
    )
    places = sheet(f"| 村 | 总户数 | 脱贫户数 |\n| 柳河村 | {{9}} | {{{stated}}} |", name="行政村")
    workbook(folder / "台账" / "示例镇" / "柳河村2023.xlsx", homes, people, work, places)
    return folder


def page(folder: Path, *options: str) -> Page:
    target = folder / "核对.html"
    assert run(["reconcile", "-w", str(folder), "-f", "html", "-o", str(target), "-q", *options]) in {0, 1}
    return Page(target.read_text(encoding="utf-8"))


def found(made: Page, title: str) -> dict[str, object]:
    return next(item for item in made.items if item["t"].startswith(title))


def test_一个文件不联网_台账里的标签都是文字_号码遮住(tmp_path: Path) -> None:
    made = page(town(tmp_path, stated=3))
    made.assert_self_contained()
    assert SCRIPT not in made.text
    for number in (IDENTITY, MISTYPED, CARD):
        assert number not in made.text


def test_不平的写明两边和差额_列出每一处(tmp_path: Path) -> None:
    made = page(town(tmp_path, stated=3))
    assert '<a href="#error"><b>' in made.text
    assert re.search(
        r"RC001</b> <h3>脱贫户户数</h3> <span[^>]*>户台账 1户，行政村台账 3户，差 -2户<", made.text
    )
    assert re.search(
        r'<th scope="row">柳河村</th><td>1户</td><td>3户</td><td>-2户</td><td>不平</td>', made.text
    )
    assert found(made, "行政村台账")["m"] == "3户"


def test_对不上的人带着他的行_和可能是谁(tmp_path: Path) -> None:
    made = page(town(tmp_path))
    who = next(item for item in made.items if "疑似" in item.get("m", "") or "可能" in item.get("m", ""))
    assert "341699********0021" in who["t"]
    assert made.row(who)["D 务工所在省"] == "浙江省"
    assert re.search(r"› 外出务工 第2行$", who["r"][0][2])


def test_平的和没有核对的各成一组_写明数和原因(tmp_path: Path) -> None:
    made = page(town(tmp_path))
    assert {"t": "RC001", "m": "脱贫户户数：1户"} in made.items
    assert "缺少" in str(found(made, "RC023")["m"])
    assert re.search(r'data-group="\d+">\s*<summary><h2>平</h2>', made.text)


def test_认可的写明谁为什么到哪天_没用上的也说(tmp_path: Path) -> None:
    made = page(town(tmp_path, stated=3, more=WAIVER))
    accepted = found(made, "RC001")
    assert "户台账 1户，行政村台账 3户，差 -2户" in str(accepted["m"])
    assert accepted["l"] == ["扶贫办：行政村台账下月更新（至2099-12-31）"]
    idle = page(town(tmp_path, more=WAIVER))
    assert "扶贫办对 RC001 的认可没有用上" in idle.text


def test_有上期台账就列出增减(tmp_path: Path) -> None:
    home = town(tmp_path)
    before = sheet(
        "| 户编号 | 户主姓名 | 户类型 | 家庭人口数 |\n| 1 | 甄有田 | 脱贫户 | {1} |\n| 2 | 甄明 | 脱贫户 | {1} |",
        name="户",
    )
    workbook(home / "台账" / "示例镇" / "柳河村2022.xlsx", before)
    text = page(home).text
    assert "<h2>比2022年</h2>" in text
    assert '<th scope="row">脱贫户户数</th><td>2户</td><td>1户</td><td>-1户</td>' in text


@pytest.mark.parametrize("options", [(), ("--village", "柳河村")])
def test_户和钱的图(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert "各村户数（户）" in page(town(tmp_path), *options).text
