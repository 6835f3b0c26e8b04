"""Planted ID, phone and card numbers never come out whole, whatever the command and the format."""

import openpyxl
import pytest

from fupin_cli.cli import run
from fupin_cli.privacy import mask_text
from sheets import sheet, workbook

IDENTITY, WRONG_IDENTITY = "341699198001010016", "341699197205050019"
PHONE, CARD = "13912345678", "6228480402564890018"
CANARIES = (IDENTITY, WRONG_IDENTITY, PHONE, CARD)

CONFIG = '[workspace]\ncounty = "谯城区"\nperiod = "2023"\n[[town]]\nname = "试验镇"\n'


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    (tmp_path / "fupin.toml").write_text(CONFIG, encoding="utf-8")
    members = sheet(
        f"""
        | 户编号 | 姓名 | 证件号码 | 与户主关系 | 性别 | 家庭成员联系电话 | 户类型 | 备注 |
        | 1 | 甄一 | {IDENTITY} | 户主 | 女 | {PHONE} | 脱贫户 | 卡号{CARD}电话{PHONE} |
        | 1 | 甄二 | {WRONG_IDENTITY} | 配偶 | 男 | {PHONE}9 | 脱贫户 | 证号{WRONG_IDENTITY} |
        | 1 | 甄一 | {IDENTITY} | 之子 | 男 | {PHONE} | 脱贫户 |  |
        """,
        name="家庭成员",
    )
    grants = sheet(
        f"""
        | 学生姓名 | 证件号码 | 学期 | 补助金额 | 银行卡号 |
        | 甄一 | {IDENTITY} | 2023春 | {{1500}} | {CARD} |
        | 甄一 | {IDENTITY} | 2023春 | {{3000}} | {CARD} |
        """,
        name="雨露计划",
    )
    totals = sheet("| 村 | 指标 | 数值 |\n| 柳河村 | 脱贫户户数 | {9} |", name="汇总表")
    workbook(tmp_path / "台账" / "柳河村2023.xlsx", members, grants, totals)
    monkeypatch.chdir(tmp_path)
    return tmp_path


COMMANDS = (
    ["validate"],
    ["validate", "--all"],
    ["validate", "-f", "json"],
    ["validate", "-f", "csv"],
    ["validate", "-f", "html"],
    ["validate", "-f", "sarif"],
    ["validate", "-f", "github"],
    ["validate", "-f", "gitlab"],
    ["validate", "--statistics"],
    ["validate", "--explain-layout"],
    ["reconcile", "--all"],
    ["reconcile", "-f", "json"],
    ["reconcile", "-f", "html"],
    ["report", "--format", "md"],
    ["report", "--format", "json"],
    ["report", "--format", "html"],
    ["trace", "雨露计划学生数"],
    ["trace", "--all"],
    ["trace", "--all", "-f", "html"],
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_号码不露(workspace, capsysbinary, arguments):
    assert run(arguments) in {0, 1}
    captured = capsysbinary.readouterr()
    shown = (captured.out + captured.err).decode("utf-8")
    assert shown
    for canary in CANARIES:
        assert canary not in shown, canary


@pytest.mark.parametrize("command", ["validate", "reconcile", "diff 台账", "match 台账/柳河村2023.xlsx"])
def test_要看才看_并且提醒(workspace, capsys, command):
    run([*command.split(), "-f", "json", "-q", "--show-pii"])
    assert "没有遮挡" in capsys.readouterr().err
    run([*command.split(), "-f", "json", "-q"])
    assert "没有遮挡" not in capsys.readouterr().err


def test_要看就看得到(workspace, capsys):
    run(["validate", "--all", "-f", "json", "--show-pii"])
    assert WRONG_IDENTITY in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (IDENTITY, "341699********0016"),
        (f"电话{PHONE}。", "电话139****5678。"),
        (f"卡号{CARD}", "卡号***************0018"),
        ("户编号3416990001001", "户编号3416990001001"),
        ("2023年共3900597.40元", "2023年共3900597.40元"),
    ],
)
def test_遮挡的样子(text, masked):
    assert mask_text(text) == masked


def test_台账原样不动(workspace):
    path = workspace / "台账" / "柳河村2023.xlsx"
    before = path.read_bytes()
    run(["validate"])
    run(["reconcile"])
    run(["report", "-o", "总结.docx"])
    assert path.read_bytes() == before
    assert openpyxl.load_workbook(path)["家庭成员"]["C2"].value == IDENTITY


@pytest.mark.parametrize(
    "command", ["validate --all", "validate --explain-layout", "validate --all -o 结果.txt"]
)
def test_格子里的终端指令不到屏幕上(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    rows = "姓名,证件号码,与户主关系\n甄\x1b]0;标题\x07一,341699198001010016,户\x1b[2J\x1b[31m主\x9b31m\n"
    (tmp_path / "家庭成员.csv").write_text(rows, encoding="utf-8")
    run([*command.split(), "家庭成员.csv"])
    captured = capsys.readouterr()
    written = (tmp_path / "结果.txt").read_text("utf-8") if "-o" in command else captured.out
    assert "家庭成员" in written
    assert not [c for c in written + captured.err if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160]
