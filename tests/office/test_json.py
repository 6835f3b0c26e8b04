"""办公命令都能加 -f json：读得进、号码都遮住、退出状态不变，写出了什么说得清。"""

import json
import re
import shutil
from pathlib import Path

import pytest

from fupin_cli.cli import run
from fupin_cli.gathering import gather
from fupin_cli.workspace import workbooks

EXAMPLE = Path(__file__).parents[2] / "examples" / "芦庙镇半年"
PRIVATE = ("证件号码", "户联系电话", "联系电话", "银行卡号", "残疾证号")
NUMBER = r"(?<![\dA-Za-z])[\dXxB]{11,22}(?![\dA-Za-z])"
OFFICE = {
    *("collect", "match", "slip", "receive", "fill", "roster"),
    *("card", "notice", "snapshot", "refresh", "scrub", "diff"),
}
LISTED = "部门名单/死亡人员火化名单.xlsx"

# 命令、退出状态、结果里一定有的项；按次序在同一个工作区里运行
COMMANDS = (
    (["snapshot", "2023H1"], 0, {"period", "folder", "files"}),
    (["snapshot", "2023H1", "--check"], 0, {"period", "intact", "changed"}),
    (["collect", "收到", "-o", "收表.xlsx"], 1, {"ledgers", "remarks", "unplaced", "replaced"}),
    (
        ["collect", "收到", "补报", "-o", "台账/芦庙镇2023H2汇总.xlsx"],
        1,
        {"ledgers", "remarks", "unplaced", "replaced"},
    ),
    (["diff", "2023H1", "台账/芦庙镇2023H2汇总.xlsx"], 1, set()),
    (["match", LISTED, "--kind", "死亡", "-o", "疑点.xlsx"], 0, {"rows", "matched", "doubts", "summary"}),
    (
        ["slip", "-o", "核实单", "--with", "疑点.xlsx"],
        0,
        {"folder", "register", "questions", "villages"},
    ),
    (["card", "--sample", "3", "-o", "核查表.docx"], 0, {"output", "out_of", "seed", "households"}),
    (["receive", "回复", "-o", "销号表.xlsx"], 1, {"questions", "unknown", "strangers", "summary"}),
    (["fill", "县月报.xlsx", "-o", "已填.xlsx"], 0, {"output", "sources", "filled", "blank", "cells"}),
    (["refresh", "总结.docx", "--period", "2023H1", "-o", "更新.docx"], 0, set()),
    (["roster", "监测户"], 0, {"name", "count", "rows"}),
    (["notice", "雨露计划", "-o", "公示.docx"], 0, {"title", "output", "rows", "columns"}),
    (["scrub", "公示.docx"], 0, {"files", "summary"}),
    (["scrub", "台账/芦庙镇2023H2汇总.xlsx"], 1, {"files", "summary"}),
)


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "芦庙镇"
    shutil.copytree(EXAMPLE, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="module")
def private() -> set[str]:
    """示例台账和收到的表里的证件号码、电话、卡号。"""
    files = [path for folder in ("台账", "收到", "补报") for path in workbooks(EXAMPLE / folder)]
    found = {
        text
        for typed in gather(files, None).typed
        for name in PRIVATE
        if name in typed.columns
        for text in typed.columns[name].texts
        if text and re.fullmatch(NUMBER, text)
    }
    assert {len(text) for text in found} >= {11, 18}
    return found


def test_结果读得进_号码遮住_退出状态对(home, private, capsys):
    assert run(["report", "--period", "2023H1", "-o", "总结.docx", "-q"]) == 0
    capsys.readouterr()
    for arguments, status, keys in COMMANDS:
        assert run([*arguments, "-f", "json"]) == status, arguments
        shown = capsys.readouterr()
        told = json.loads(shown.out)
        assert keys <= told.keys(), arguments
        assert not set(re.findall(NUMBER, shown.out + shown.err)) & private, arguments
    assert {arguments[0] for arguments, *_ in COMMANDS} == OFFICE


def test_说出写了什么(home, capsys):
    def told(*arguments: str):
        assert run([*arguments, "-f", "json", "-q"]) == 0
        return json.loads(capsys.readouterr().out)

    sealed = told("snapshot", "2023H1")
    assert sealed["files"]
    assert all((home / "快照" / "2023H1" / name).is_file() for name in sealed["files"])
    assert told("snapshot", "2023H1", "--check") == {"period": "2023H1", "intact": True, "changed": []}
    cards = told("card", "--period", "2023H1", "--sample", "3", "-o", "核查表.docx")
    assert len(cards["households"]) == 3
    assert cards["out_of"] > 3
    form = told("fill", "县月报.xlsx", "--period", "2023H1", "-o", "已填.xlsx")
    assert form["filled"] + form["blank"] == len(form["cells"])
    assert all(cell["because"] for cell in form["cells"] if cell["value"] is None)
    slips = told("slip", "--period", "2023H1", "-o", "核实单")
    assert sum(slips["villages"].values()) == slips["questions"]
    assert all((home / "核实单" / f"{village}核实单.docx").is_file() for village in slips["villages"])
