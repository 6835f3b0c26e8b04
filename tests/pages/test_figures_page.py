"""全部指标的网页：每个数写明数的是什么、各村多少、上期多少、来自哪些行。"""

from pathlib import Path

import pytest

from fupin_cli.cli import run
from pages.parsed import Page
from pages.test_balances_page import town
from sheets import sheet, workbook


def page(folder: Path) -> Page:
    target = folder / "数字.html"
    assert run(["trace", "--all", "-w", str(folder), "-f", "html", "-o", str(target), "-q"]) == 0
    return Page(target.read_text(encoding="utf-8"))


def test_每个数写明数的是什么_来自哪些行_怎么查的(tmp_path: Path) -> None:
    made = page(town(tmp_path))
    made.assert_self_contained()
    item = next(item for item in made.items if item["t"] == "脱贫户户数")
    assert item["m"] == "1户"
    assert item["l"][0].startswith("期末数，数的是：")
    assert item["f"][0] == "来自1行"
    assert item["f"][1][0].endswith("柳河村2023.xlsx › 户 第2行")
    assert item["f"][1][-1].startswith("查法：")


def test_各村的数和上期的数(tmp_path: Path) -> None:
    home = town(tmp_path)
    homes = "| 户编号 | 户主姓名 | 户类型 |\n| 7 | 甄明 | 脱贫户 |\n| 8 | 甄远 | 脱贫户 |"
    for name in ("石桥村2023", "石桥村2022"):
        workbook(home / "台账" / "示例镇" / f"{name}.xlsx", sheet(homes, name="户"))
    item = next(item for item in page(home).items if item["t"] == "脱贫户户数")
    assert item["p"] == [["柳河村", "1户"], ["石桥村", "2户"]]
    assert "上期：2户" in item["l"]


def test_按台账分组_带户和钱的图(tmp_path: Path) -> None:
    text = page(town(tmp_path)).text
    assert 'data-ledger="家庭成员"' in text
    assert "各村户数（户）" in text


@pytest.mark.parametrize("options", [(), ("脱贫户户数", "--all"), ("脱贫户户数", "-f", "html")])
def test_没说清哪个数就问(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    assert run(["trace", *options, "-w", str(town(tmp_path))]) == 2
    assert "fupin trace" in capsys.readouterr().err


def test_全部指标也能列成文字和JSON(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = town(tmp_path)
    assert run(["trace", "--all", "-w", str(home), "-q"]) == 0
    assert "脱贫户户数" in capsys.readouterr().out
    assert run(["trace", "--all", "-f", "json", "-w", str(home), "-q"]) == 0
    assert '"name": "脱贫户户数"' in capsys.readouterr().out
