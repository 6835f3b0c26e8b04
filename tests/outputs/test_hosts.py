"""GitHub 和 GitLab 的格式：一处一条，写明文件、行、级别，号码遮住。"""

import json
from pathlib import Path

import pytest

from fupin_cli.cli import run
from sheets import sheet, workbook

TABLE = """
| 户编号 | 学生姓名 | 证件号码 | 学期 | 补助金额 |
| 3416990001001 | 甄小禾 | 341699200603200028 | 2023春 | 1,500 |
"""


def shown(folder: Path, capsys: pytest.CaptureFixture[str], format: str) -> str:
    source = workbook(folder / "柳河村,100%.xlsx", sheet(TABLE, name="雨露计划"))
    assert run(["validate", str(source), "-f", format, "--select", "CE", "-q"]) == 1
    text = capsys.readouterr().out
    assert "341699200603200028" not in text
    return text


def test_GitHub_一处一行命令_逗号和百分号转写(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = shown(tmp_path, capsys, "github").splitlines()
    assert first.startswith("::error file=")
    assert "柳河村%2C100%25.xlsx,line=2,title=CE015 证件号码校验码不对::雨露计划 C2：" in first
    assert second.startswith("::notice file=")


def test_GitLab_一处一项_指纹各不相同又不随运行变(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = json.loads(shown(tmp_path, capsys, "gitlab"))
    assert [(item["check_name"], item["severity"]) for item in report] == [
        ("CE015", "major"),
        ("CE107", "info"),
    ]
    assert report[0]["location"]["lines"] == {"begin": 2}
    assert report[0]["location"]["path"].endswith("柳河村,100%.xlsx")
    assert len({item["fingerprint"] for item in report}) == 2
    assert json.loads(shown(tmp_path, capsys, "gitlab")) == report


def test_统计里列出没有检查的规则和原因(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = workbook(tmp_path / "柳河村.xlsx", sheet(TABLE, name="雨露计划"))
    assert run(["validate", str(source), "--statistics"]) == 1
    captured = capsys.readouterr()
    assert "没有检查的规则" in captured.out
    assert "缺少台账“小额信贷”" in captured.out
    assert "（加 --statistics 看是哪些）" in captured.err
