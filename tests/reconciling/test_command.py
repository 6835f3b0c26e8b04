"""fupin reconcile as a clerk runs it: what it prints, what it returns."""

import json
from pathlib import Path

import pytest

from fupin_cli.cli import run
from sheets import sheet, workbook

CONFIG = """[workspace]
county = "示例县"
period = "2023"

[[town]]
name = "示例镇"
villages = ["甲村"]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "fupin.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def ledgers(desk: Path, *, poor: int) -> None:
    workbook(
        desk / "台账" / "示例镇" / "甲村2023.xlsx",
        sheet(
            "| 户编号 | 户主姓名 | 户类型 | 家庭人口数 |\n| 1 | 赵一 | 脱贫户 | {1} |\n| 2 | 钱二 | 脱贫户 | {2} |",
            name="户",
        ),
        sheet(
            f"| 村 | 总户数 | 总人口数 | 脱贫户数 | 村民组数 |\n| 甲村 | {{9}} | {{30}} | {{{poor}}} | {{3}} |",
            name="行政村",
        ),
    )


def test_都平退出零_平的折成一行(desk, capsys):
    ledgers(desk, poor=2)
    assert run(["reconcile", "-w", str(desk), "-q"]) == 0
    text = capsys.readouterr().out
    assert "不平" not in text
    assert "项：平" in text
    assert "RC001" not in text


def test_不平退出一_写明两边和行(desk, capsys):
    ledgers(desk, poor=3)
    assert run(["reconcile", "-w", str(desk), "-q"]) == 1
    text = capsys.readouterr().out
    assert "不平 RC001 脱贫户户数" in text
    assert "户台账 2户，行政村台账 3户，差 -1户" in text
    assert "› 户 第2–3行" in text


def test_JSON照约定(desk, capsys):
    ledgers(desk, poor=3)
    run(["reconcile", "-w", str(desk), "-q", "-f", "json"])
    document = json.loads(capsys.readouterr().out)
    (record, _) = [r for r in document["checks"] if r["code"] == "RC001"]
    assert (record["left"]["value"], record["right"]["value"], record["difference"]) == (2, 3, -1)
    assert record["verdict"] == "different"
    assert document["summary"]["different"] == 2


def test_什么都不能核对退出二(desk, capsys):
    workbook(
        desk / "台账" / "示例镇" / "甲村2023.xlsx",
        sheet("| 章节 | 次序 | 小标题 | 正文 |\n| 存在问题 | {1} | 一 | 力量不足。 |", name="文字材料"),
    )
    assert run(["reconcile", "-w", str(desk), "-q"]) == 2
    assert "没有一项可以核对" in capsys.readouterr().err


def test_自定核对写错退出二_没有报错堆栈(desk, capsys):
    own = """
[[check]]
code = "MY001"
title = "自定"
unit = "户"
left = { label = "左", needs = ["户"], sql = "SELECT 村, 错列 AS 值 FROM 台账.户" }
right = { label = "右", needs = ["户"], sql = "SELECT 村, 1 AS 值 FROM 台账.户" }
"""
    (desk / "fupin.toml").write_text(CONFIG + own, encoding="utf-8")
    ledgers(desk, poor=2)
    assert run(["reconcile", "-w", str(desk), "-q"]) == 2
    told = capsys.readouterr().err
    assert "核对 MY001“自定”的查询写得不对" in told
    assert "Traceback" not in told


def test_同系统导出比对(desk, capsys):
    ledgers(desk, poor=2)
    export = workbook(
        desk / "系统导出.xlsx",
        sheet("| 户编号 | 户主姓名 | 户类型 | 家庭人口数 |\n| 1 | 赵一 | 脱贫户 | {1} |", name="户"),
    )
    assert run(["reconcile", "-w", str(desk), "-q", "--against", str(export)]) == 1
    text = capsys.readouterr().out
    assert "不平 RC951 台账与系统导出：户" in text
    assert "钱二（2）：只在“台账”" in text
