"""A finding on a form (one household a sheet) names the very cell, not the place it would have in a list."""

import json

from fupin_cli.cli import run
from sheets import sheet, workbook

FORM = """
| 户编号 | 1 | 户主姓名 | 甄有田 |
| 家庭人口数 | 两个 | 户类型 | 脱贫户 |
| 是否危房户 | 大概 | 是否解决安全饮用水 | 是 |
"""


def test_一户一表的错指到那一格(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    workbook(tmp_path / "柳河村.xlsx", sheet(FORM, name="户情况登记表", above=("柳河村农户情况登记表",)))
    run(["validate", "柳河村.xlsx", "-f", "json", "-q"])
    found = {(f["code"], f["cell"]) for f in json.loads(capsys.readouterr().out)["findings"]}
    assert ("CE031", "B4") in found
    assert ("CE023", "B3") in found
