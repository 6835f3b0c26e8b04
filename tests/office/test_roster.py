"""fupin roster：一个数背后是谁。"""

import json

import openpyxl

from fupin_cli.cli import run
from office.people import 甄有田


def test_列可以挑_号码只在文件里是全的(town, capsys):
    assert run(["roster", "监测户", "--risk", "未消除", "-o", "监测户.xlsx"]) == 0
    page = openpyxl.load_workbook("监测户.xlsx")["花名册"]
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    assert 甄有田 in rows[-1]
    assert len(rows) == 4
    capsys.readouterr()
    assert run(["roster", "脱贫户", "--columns", "户主姓名、证件号码、户联系电话", "-f", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["count"] == 4
    number = 甄有田[:6] + "********" + 甄有田[-4:]
    assert told["rows"][0] == {"户主姓名": "甄有田", "证件号码": number, "户联系电话": "139****1111"}


def test_已消除的一户也没有(town, capsys):
    assert run(["roster", "监测户", "--risk", "已消除", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == []


def test_列名和指标写错说最像的(town, capsys):
    assert run(["roster", "脱贫户", "--columns", "户主名字"]) == 2
    assert "户主姓名" in capsys.readouterr().err
    assert run(["roster", "脱贫户户书"]) == 2
    assert "是不是" in capsys.readouterr().err
