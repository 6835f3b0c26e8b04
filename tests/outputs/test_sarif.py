"""SARIF：规则、位置、级别齐全，号码遮住。"""

import json
from pathlib import Path

import pytest

from fupin_cli.cli import run
from sheets import sheet, workbook

TABLE = """
| 户编号 | 学生姓名 | 证件号码 | 学期 | 补助金额 |
| 3416990001001 | 甄小禾 | 341699200603200028 | 2023春 | 1,500 |
"""


def test_按_2_1_0_写出(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = workbook(tmp_path / "柳河村 2023.xlsx", sheet(TABLE, name="雨露计划"))
    assert run(["validate", str(source), "-f", "sarif", "--select", "CE", "-q"]) == 1
    text = capsys.readouterr().out
    assert "341699200603200028" not in text
    document = json.loads(text)
    assert document["version"] == "2.1.0"
    (made,) = document["runs"]
    rules = [rule["id"] for rule in made["tool"]["driver"]["rules"]]
    assert rules == ["CE015", "CE107"]
    levels = {}
    for result in made["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["region"] == {"startLine": 2}
        assert "%20" in location["physicalLocation"]["artifactLocation"]["uri"]
        levels[location["logicalLocations"][0]["fullyQualifiedName"]] = result["level"]
    assert levels == {"雨露计划!C2": "error", "雨露计划!E2": "note"}
