"""屏幕上的校验结果：同一个毛病说一次，上下相连的格子连起来写，窄屏折行不断词。"""

from pathlib import Path

import pytest

from fupin_cli.cli import run
from fupin_cli.outputs.width import width
from sheets import Sheet, sheet, workbook

HEAD = "| 户编号 | 学生姓名 | 证件号码 | 学期 | 补助金额 | 发放状态 |"


def ledger(*wrong: int, rows: int = 8) -> Sheet:
    """第 `wrong` 行的学期写错。"""
    lines = [HEAD]
    for row in range(2, 2 + rows):
        term = "上学期" if row in wrong else "2023春"
        lines.append(f"| 341699000100{row} | 甄{row} | 341699200603200029 | {term} | {{1500}} | 已发放 |")
    return sheet("\n".join(lines), name="雨露计划")


def shown(path: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    run(["validate", str(path), "-q", "--select", "CE046", *arguments])
    return capsys.readouterr().out


def test_相连的格子连起来写(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = workbook(tmp_path / "柳河村2023.xlsx", ledger(3, 4, 5, 9))
    assert "D3–D5、D9：“学期”应填学期，现为“上学期”。" in shown(source, capsys)


def test_太多时只列前面的_加_all_全列(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = workbook(tmp_path / "柳河村2023.xlsx", ledger(*range(3, 40, 2), rows=40))
    assert "D25 等19处：" in shown(source, capsys)
    assert "D39：" in shown(source, capsys, "--all")


def test_终端窄就折行_写到文件不折(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = workbook(tmp_path / "柳河村2023.xlsx", ledger(*range(3, 40, 2), rows=40))
    assert any(width(line) > 60 for line in shown(source, capsys).splitlines()[1:])
    monkeypatch.setattr("fupin_cli.cli.checking.room", lambda output: 60)
    lines = shown(source, capsys).splitlines()
    assert all(width(line) <= 62 for line in lines[1:])  # 行末的标点可以多占一格
