"""A county's own form is mapped onto a ledger once, in fupin.toml, instead of being filled in again."""

import json

import pytest

from fupin_cli.cli import run
from sheets import sheet, workbook

CONFIG = """
[workspace]
county = "谯城区"
period = "2023"

[[town]]
name = "试验镇"

[[map]]
ledger = "雨露计划"

[map.columns]
"学员" = "学生姓名"
"号码" = "证件号码"
"本期款" = "补助金额"
"""

FORM = """
| 学员 | 号码 | 学期 | 本期款 |
| 甄小雨 | 341699200501010016 | 2023春 | {1500} |
| 甄小雪 | 341699200601010013 | 2023春 | {1500.005} |
"""


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    (tmp_path / "fupin.toml").write_text(CONFIG, encoding="utf-8")
    workbook(tmp_path / "台账" / "县表.xlsx", sheet(FORM, name="教育"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_县里的表按对照读成台账(workspace, capsys):
    run(["validate", "-f", "json", "-q"])
    result = json.loads(capsys.readouterr().out)
    (page,) = result["files"][0]["sheets"]
    assert (page["ledger"], page["rows"], page["unknown_columns"]) == ("雨露计划", 2, [])
    found = {(f["code"], f["cell"], f["column"], f["field"]) for f in result["findings"]}
    assert ("CE021", "D3", "本期款", "补助金额") in found


def test_没有对照就认不出(workspace, capsys):
    config = (workspace / "fupin.toml").read_text(encoding="utf-8")
    (workspace / "fupin.toml").write_text(config.partition("[[map]]")[0], encoding="utf-8")
    run(["validate", "-f", "json", "-q"])
    sheets = json.loads(capsys.readouterr().out)["files"][0]["sheets"]
    assert all("学员" in page["unknown_columns"] for page in sheets)
