"""新建工作区：配置、文件夹、空白台账和说明都有；已有的不动。"""

from pathlib import Path

import openpyxl
import pytest

from fupin_cli.cli import run
from fupin_cli.workspace import Workspace

PLACE = ["--county", "谯城区", "--town", "芦庙镇", "--village", "柳河村,槐店村", "--village", "石桥村"]


def test_建好就能用(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "芦庙镇"
    assert run(["init", str(folder), *PLACE, "--period", "2023"]) == 0
    home = Workspace.find(folder)
    assert home.town(None).villages == ["柳河村", "槐店村", "石桥村"]
    assert home.period(None).text == "2023"
    assert (folder / "台账" / "芦庙镇").is_dir()
    assert sorted(path.stem for path in (folder / "空白台账").iterdir()) == [
        "柳河村",
        "槐店村",
        "石桥村",
        "镇级台账",
    ]
    page = openpyxl.load_workbook(folder / "空白台账" / "柳河村.xlsx")["户"]
    assert page["A2"].value == "填报单位：谯城区芦庙镇柳河村"
    assert "fupin validate" in (folder / "说明.txt").read_text(encoding="utf-8-sig")
    assert "已建在" in capsys.readouterr().err


def test_空白台账填好放进去就能校验(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "芦庙镇"
    assert run(["init", str(folder), *PLACE, "--period", "2023", "--ledger", "网格员"]) == 0
    blank = folder / "空白台账" / "柳河村.xlsx"
    book = openpyxl.load_workbook(blank)
    book["网格员"].append([1, "柳河村", "一组", "郑和平", None, "男", "柳河村第一网格"])
    book.save(folder / "台账" / "芦庙镇" / "柳河村.xlsx")
    assert run(["validate", "-w", str(folder)]) == 0
    assert "1张台账、1行" in capsys.readouterr().err


def test_已是工作区的不动(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "芦庙镇"
    assert run(["init", str(folder), *PLACE, "-q"]) == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert run(["init", str(folder), "--town", "洋湖镇"]) == 2
    assert "已经是工作区" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--town", "../外面"], "不能用作地名"),
        (["--town", "芦庙镇", "--village", "柳河村,柳河村"], "写了两次"),
        (["--town", "芦庙镇", "--period", "去年"], "看不懂时期"),
        (["--town", "芦庙镇", "--ledger", "户口"], "没有叫“户口”的台账"),
    ],
)
def test_写错了什么也不建(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(["init", str(tmp_path / "新"), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "新").exists()
