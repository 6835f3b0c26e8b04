"""docs/半年.md 里的每条命令都在示例的副本里运行：退出状态、显示的话都和写的一样。"""

import json
import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest

from fupin_cli.cli import run
from fupin_cli.reading.read import read_file
from fupin_cli.workspace import workbooks

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "芦庙镇半年"
_STATUS = re.compile(r"\s+# 退出状态 ([12])$")
BOOK = Path("台账/芦庙镇2023H2汇总.xlsx")


@dataclass
class Step:
    """一条命令：参数、退出状态、下面写着的话。"""

    arguments: list[str]
    status: int
    shown: list[str] = field(default_factory=list)


def _steps() -> list[Step | None]:
    """文档里的命令，按次序；None 是“改台账”的地方。"""
    found: list[Step | None] = []
    inside = False
    for line in (ROOT / "docs" / "半年.md").read_text(encoding="utf-8").splitlines():
        if line == "<!-- 改台账 -->":
            found.append(None)
        elif line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ fupin "):
            status = _STATUS.search(line)
            words = shlex.split(_STATUS.sub("", line).removeprefix("$ fupin "))
            found.append(Step(words, int(status[1]) if status else 0))
        elif inside and line:
            assert found[-1] is not None
            found[-1].shown.append(line)
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("半年") / "芦庙镇"
    shutil.copytree(EXAMPLE, folder)
    return folder


def _correct() -> None:
    """照文档说的改台账：畔兆林回枣园村，篱富友户4人，补登榆艳迁出。"""
    book = openpyxl.load_workbook(BOOK)
    homes, changes, people = book["户"], book["自然增减"], book["家庭成员"]
    at = {cell.value: cell.column for cell in homes[3]}
    for row in range(4, homes.max_row + 1):
        if homes.cell(row, at["户主姓名"]).value == "畔兆林":
            homes.cell(row, at["村"]).value = "枣园村"
        if homes.cell(row, at["户主姓名"]).value == "篱富友":
            homes.cell(row, at["家庭人口数"]).value = 4
    old = next(t for t in read_file(Path("台账/2023H1/芦庙镇/槐店村.xlsx")).tables if t.ledger == "家庭成员")
    gone = old.cells["姓名"].index("榆艳")
    at = {cell.value: cell.column for cell in changes[3]}
    values = {"村": "槐店村", "姓名": "榆艳", "日期": "2023-08-20", "增减": "减少", "原因": "迁出"}
    values |= {name: old.cells[name][gone] for name in ("户编号", "证件号码")}
    last = changes.max_row + 1
    for name, value in values.items():
        changes.cell(last, at[name]).value = value
    assert people.max_row > 100
    book.save(BOOK)


def test_文档里的命令照着敲得到写着的结果(home, monkeypatch, capsys):
    monkeypatch.chdir(home)
    monkeypatch.setenv("COLUMNS", "200")
    steps = _steps()
    assert len(steps) > 20
    for step in steps:
        if step is None:
            _correct()
            continue
        status = run(step.arguments)
        told = capsys.readouterr()
        assert status == step.status, (step.arguments, told.out, told.err)
        for line in step.shown:
            assert line in told.out + told.err, (step.arguments, told.out, told.err)


def _lines(path: Path) -> dict[str, int]:
    """每种台账的数据行数。"""
    found: dict[str, int] = {}
    for table in read_file(path).tables:
        found[table.ledger] = found.get(table.ledger, 0) + len(table.rows)
    return found


@pytest.mark.parametrize("form", [[], ["--form", "县模板.xlsx"]])
def test_收到的每一行不在汇总里就在收表情况里(tmp_path, monkeypatch, capsys, form):
    folder = tmp_path / "镇"
    shutil.copytree(EXAMPLE, folder)
    monkeypatch.chdir(folder)
    assert run(["collect", "收到", "补报", "-o", "汇总.xlsx", "-f", "json", "-q", *form]) == 1
    told = json.loads(capsys.readouterr().out)
    sent: dict[str, int] = {}
    for path in [*workbooks(Path("收到")), *workbooks(Path("补报"))]:
        for ledger, count in _lines(path).items():
            sent[ledger] = sent.get(ledger, 0) + count
    out = _lines(Path("汇总.xlsx"))
    assert sum(sent.values()) == sum(out.values()) + len(told["unplaced"]) + len(told["replaced"])
    assert {ledger: sum(counts.values()) for ledger, counts in told["ledgers"].items()} == out
    listed = [
        row
        for row in openpyxl.load_workbook("汇总.xlsx")["收表情况"].values
        if row[0] in {"归不到村", "版本未采用"}
    ]
    assert len(listed) == len(told["unplaced"]) + len(told["replaced"]) == 24
