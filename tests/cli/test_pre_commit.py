"""提交前的检查：钩子的写法是 pre-commit 认的，每一条照着运行，查得出错，没错放行。"""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from fupin_cli.cli import run
from fupin_cli.resources import folder
from fupin_cli.workspace import LEDGER_SUFFIXES
from sheets import sheet, workbook

HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)
HEAD = "| 户编号 | 学生姓名 | 证件号码 | 学期 | 补助金额 |"
GOOD = "| 3416990001001 | 甄小禾 | 341699200603200029 | 2023春 | {1500} |"
WRONG = "| 3416990001001 | 甄小禾 | 341699200603200028 | 2023春 | {1500} |"


def hook(name: str) -> dict[str, Any]:
    return next(item for item in HOOKS if item["id"] == name)


def arguments(name: str) -> list[str]:
    program, *rest = shlex.split(hook(name)["entry"])
    assert program == "fupin"
    return rest


def test_写法齐全_能看的文件都看() -> None:
    known = {"id", "name", "description", "entry", "language", "files", "pass_filenames", "require_serial"}
    for item in HOOKS:
        assert {"id", "name", "entry", "language", "files"} <= item.keys() <= known
        assert item["language"] == "python"
    for name in ("fupin-validate", "fupin-reconcile"):
        assert all(re.search(hook(name)["files"], f"台账/柳河村{suffix}") for suffix in LEDGER_SUFFIXES)
    assert not re.search(hook("fupin-validate")["files"], "总结.docx")


def test_校验的钩子(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = workbook(tmp_path / "甲.xlsx", sheet(f"{HEAD}\n{GOOD}", name="雨露计划"))
    wrong = workbook(tmp_path / "乙.xlsx", sheet(f"{HEAD}\n{WRONG}", name="雨露计划"))
    assert run([*arguments("fupin-validate"), str(good)]) == 0
    assert run([*arguments("fupin-validate"), str(wrong)]) == 1
    assert "CE015" in capsys.readouterr().out


def test_校核的钩子(tmp_path: Path) -> None:
    import docx

    for name, total, status in (("对.docx", 115, 0), ("错.docx", 116, 1)):
        document = docx.Document()
        document.add_paragraph(
            f"监测户{total}户，其中脱贫不稳定户6户、边缘易致贫户88户、突发严重困难户21户。"
        )
        document.save(str(tmp_path / name))
        assert run([*arguments("fupin-proofread"), str(tmp_path / name)]) == status


def test_核对的钩子在工作区里不用文件名(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder("examples") / "芦庙镇")
    assert hook("fupin-reconcile")["pass_filenames"] is False
    assert run(arguments("fupin-reconcile")) == 0
