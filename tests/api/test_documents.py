"""接口的说明和笔记本里的每一段代码都照着运行一遍；每个函数、每个参数都写进了说明。"""

import inspect
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

import fupin_cli as fupin
from fupin_cli.resources import folder

DOCS = Path(__file__).parents[2] / "docs"
FUNCTIONS = ("read", "validate", "reconcile", "figures", "trace", "report", "proofread")


def executed(cells: list[str]) -> dict[str, Any]:
    """The names that stand after running the cells one after another."""
    names: dict[str, Any] = {}
    for number, cell in enumerate(cells, 1):
        exec(compile(cell, f"第{number}段", "exec"), names)
    return names


def test_说明里的代码都能运行(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(folder("examples") / "芦庙镇", tmp_path / "芦庙镇")
    monkeypatch.chdir(tmp_path)
    text = (DOCS / "接口.md").read_text(encoding="utf-8")
    found = executed(re.findall(r"```python\n(.*?)```", text, re.S))
    assert found["结果"].ok
    assert found["核对"].ok
    assert int(found["分村"]["value"].sum()) == 973
    assert found["校核"].summary["error"] == 1
    assert (tmp_path / "总结.md").read_text(encoding="utf-8").startswith("# 芦庙镇2023年")


def test_笔记本从头到尾能运行_不带结果(monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = json.loads((DOCS / "笔记本.ipynb").read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    monkeypatch.chdir(DOCS)
    found = executed(["".join(cell["source"]) for cell in code])
    assert len(found["出处"].rows) == 21
    assert found["校核"].summary["broken"] == 0


@pytest.mark.parametrize("name", FUNCTIONS)
def test_每个函数每个参数都写进说明_也写进文档串(name: str) -> None:
    function = getattr(fupin, name)
    page = (DOCS / "接口.md").read_text(encoding="utf-8")
    assert f"`{name}`" in page
    for parameter in inspect.signature(function).parameters:
        assert f"        {parameter}: " in function.__doc__
        assert re.search(rf"\b{parameter}\b", page)
    assert "FupinError: " in function.__doc__
