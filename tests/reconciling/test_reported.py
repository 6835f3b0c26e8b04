"""汇总表 in the villages' workbooks and in the town's: the same numbers stated twice are not twice the number."""

import json
from pathlib import Path

import pytest

from fupin_cli.cli import run
from sheets import sheet, workbook

CONFIG = """[workspace]
county = "示例县"
period = "2024H1"

[[town]]
name = "示例镇"
villages = ["甲村", "乙村"]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "fupin.toml").write_text(CONFIG, encoding="utf-8")
    for number, village in enumerate(("甲村", "乙村"), 1):
        workbook(
            tmp_path / "台账" / f"{village}.xlsx",
            sheet(
                "| 村 | 户编号 | 户主姓名 | 户类型 |\n"
                + "\n".join(
                    f"| {village} | {number}0{at} | 户主{at} | 脱贫户 |" for at in range(1, number + 2)
                ),
                name="户",
            ),
            sheet(
                f"| 村 | 指标 | 数值 | 单位 |\n| {village} | 脱贫户数 | {{{number + 1}}} | 户 |",
                name="汇总表",
            ),
        )
    return tmp_path


def town(desk: Path, *, second: int, total: int) -> None:
    workbook(
        desk / "台账" / "镇级.xlsx",
        sheet(
            "| 村 | 指标 | 数值 |\n"
            + f"| 甲村 | 脱贫户数 | {{2}} |\n| 乙村 | 脱贫户数 | {{{second}}} |\n| 全镇 | 脱贫户数 | {{{total}}} |",
            name="镇汇总表",
        ),
    )


def checked(desk: Path, capsys: pytest.CaptureFixture[str]) -> list[dict]:
    run(["reconcile", "-w", str(desk), "-f", "json", "-q"])
    checks = json.loads(capsys.readouterr().out)["checks"]
    return [check for check in checks if check["code"] in {"RC901", "RC904"}]


def test_镇里照村里报的再列一遍_不算重复也不加两遍(desk, capsys):
    town(desk, second=3, total=5)
    found = checked(desk, capsys)
    assert {check["verdict"] for check in found} == {"equal"}
    assert {check["left"]["value"] for check in found if check["town"] and not check["village"]} == {5}
    assert run(["validate", "-w", str(desk), "--select", "DU038", "-q"]) == 0


def test_镇里抄错一个村_指出是镇汇总表那一行(desk, capsys):
    town(desk, second=4, total=6)
    wrong = [check for check in checked(desk, capsys) if check["verdict"] == "different" and check["village"]]
    assert [(check["village"], check["left"]["value"], check["right"]["value"]) for check in wrong] == [
        ("乙村", 4, 3)
    ]
    assert [source["sheet"] for source in wrong[0]["left"]["sources"]] == ["镇汇总表"]


def test_全镇一行同它自己表里的各村相加(desk, capsys):
    town(desk, second=4, total=7)
    (line,) = [check for check in checked(desk, capsys) if check["code"] == "RC904"]
    assert (line["left"]["value"], line["right"]["value"], line["verdict"]) == (7, 6, "different")


def test_同一张表里写了两行仍是重复(desk):
    workbook(
        desk / "台账" / "镇级.xlsx",
        sheet("| 村 | 指标 | 数值 |\n| 甲村 | 脱贫户数 | {2} |\n| 甲村 | 脱贫户数 | {2} |", name="汇总表"),
    )
    assert run(["validate", "-w", str(desk), "--select", "DU038", "-q"]) == 1


def test_只有一个村报了一个数也能核对(desk, capsys):
    (desk / "台账" / "乙村.xlsx").unlink()
    found = checked(desk, capsys)
    assert {(check["left"]["value"], check["verdict"]) for check in found} == {(2, "equal")}
