"""台账有错时写材料：说有几处、落在哪些数用到的行里；--strict 就不写。"""

from pathlib import Path

import pytest

from fupin_cli.cli import run
from sheets import sheet, workbook

CONFIG = """
[workspace]
county = "谯城区"
period = "2023"

[[town]]
name = "试验镇"
villages = ["柳河村"]
"""
HOUSEHOLDS = """
| 户编号 | 户主姓名 | 家庭人口数 | 户类型 |
| 1      | 甄有田   | {人口} | 脱贫户 |
| 2      | 甄有地   | 3 | 脱贫户 |
"""


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "fupin.toml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ledger(town: Path, people: str) -> None:
    text = HOUSEHOLDS.replace("{人口}", people)
    workbook(town / "台账" / "柳河村.xlsx", sheet(text, name="户", above=("柳河村2023年户台账",)))


def test_错误在数用到的行里_说出处数和指标(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger(town, "两口")

    assert run(["report", "-o", "总结.docx"]) == 0

    told = capsys.readouterr().err
    assert "注意：台账里有" in told
    assert "处在材料的数用到的行里，涉及" in told
    assert "脱贫户户数" in told
    assert Path("总结.docx").is_file()


def test_strict_有错误就不写(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger(town, "两口")

    assert run(["report", "--strict", "-o", "总结.docx", "--with-sources", "底稿.xlsx"]) == 1

    assert "按 --strict 的要求，没有写材料" in capsys.readouterr().err
    assert not Path("总结.docx").exists()
    assert not Path("底稿.xlsx").exists()
