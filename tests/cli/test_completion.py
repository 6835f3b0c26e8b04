"""按 Tab 补全：照各种命令行的约定（环境变量）来问，答的是工作区和目录里真有的名字。"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fupin_cli.catalogue.loader import shipped
from fupin_cli.cli import run
from fupin_cli.resources import folder

CONFIG = """
[workspace]
county = "谯城区"
period = "2023H2"

[[town]]
name = "芦庙镇"
villages = ["柳河村", "槐店村"]

[[town]]
name = "洋湖镇"
villages = ["柳林村"]

[[rule]]
code = "ZZ001"
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "fupin.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "台账" / "2022").mkdir(parents=True)
    (tmp_path / "快照" / "2021H1").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def offered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str) -> list[str]:
    """What bash would be offered at the end of the line."""
    words = line.split(" ")
    monkeypatch.setenv("_FUPIN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        run([])
    assert ended.value.code == 0
    monkeypatch.delenv("_FUPIN_COMPLETE")
    return capsys.readouterr().out.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("fupin rep", ["report"]),
        ("fupin rules ", ["new", "test"]),
        ("fupin validate --sel", ["--select"]),
        ("fupin report --town ", ["芦庙镇", "洋湖镇"]),
        ("fupin report --village 柳", ["柳河村", "柳林村"]),
        ("fupin report --town 洋湖镇 --village ", ["柳林村"]),
        ("fupin report --county ", ["谯城区"]),
        ("fupin report --kind 工", ["工作总结", "工作报告"]),
        ("fupin report --period 2023Q", ["2023Q1", "2023Q2", "2023Q3", "2023Q4"]),
        ("fupin report --period 2021", ["2021H1", "2021", "2021H2"]),
        ("fupin template 雨", ["雨露计划"]),
        ("fupin rules --ledger 网", ["网格员"]),
        ("fupin rule ZZ", ["ZZ001"]),
        ("fupin validate --select HH01,ZZ", ["HH01,ZZ001"]),
        ("fupin proofread 总结.docx --select PR20", ["PR201", "PR202"]),
        ("fupin trace 雨露计划每", ["雨露计划每生补助"]),
        ("fupin notice 雨露计划每", ["雨露计划每生补助"]),
        ("fupin match 名单.xlsx --kind 死", ["死亡"]),
        ("fupin reconcile --set 四", ["四个一致"]),
        ("fupin trace -f j", ["json"]),
        ("fupin validate -f s", ["sarif"]),
        ("fupin completion p", ["powershell"]),
    ],
)
def test_补全的是真有的名字(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    line: str,
    expected: list[str],
) -> None:
    found = offered(monkeypatch, capsys, line)
    assert [name for name in found if name in expected] == sorted(expected, key=found.index)
    assert set(expected) <= set(found)
    assert all(name.startswith(line.rpartition(" ")[2]) for name in found)


def test_规则和指标一个不少(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = {entry.code for entry in shipped().coded}
    assert set(offered(monkeypatch, capsys, "fupin rule ")) == {*codes, "ZZ001"}
    names = {entry.name for entry in shipped().indicators}
    assert set(offered(monkeypatch, capsys, "fupin trace ")) == names


def test_配置写坏了只是没有补全(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "fupin.toml").write_text("[workspace", encoding="utf-8")
    assert offered(monkeypatch, capsys, "fupin report --town ") == []
    assert "HH012" in offered(monkeypatch, capsys, "fupin rule HH")


@pytest.mark.parametrize(
    ("shell", "asked", "told"),
    [
        ("zsh", {"_TYPER_COMPLETE_ARGS": "fupin report --town "}, '"芦庙镇"'),
        (
            "fish",
            {"_TYPER_COMPLETE_ARGS": "fupin report --town ", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
            "芦庙镇",
        ),
        ("powershell", {"_TYPER_COMPLETE_ARGS": "fupin report --town "}, "芦庙镇:::"),
    ],
)
def test_别的命令行照它们的约定答(home: Path, shell: str, asked: dict[str, str], told: str) -> None:
    environment = {**os.environ, **asked, "_FUPIN_COMPLETE": f"complete_{shell}", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", "from fupin_cli.cli import main; main()"]
    answer = subprocess.run(command, env=environment, capture_output=True, check=True, cwd=home)
    assert told in answer.stdout.decode("utf-8")


def test_补全时不装重的东西(home: Path) -> None:
    code = (
        "import sys, atexit; from fupin_cli.cli import main; "
        "atexit.register(lambda: sys.stderr.write(','.join(sorted(sys.modules)))); main()"
    )
    environment = {
        **os.environ,
        "_FUPIN_COMPLETE": "complete_bash",
        "COMP_WORDS": "fupin rule HH",
        "COMP_CWORD": "2",
    }
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True, cwd=home
    )
    loaded = set(answer.stderr.decode("utf-8").split(","))
    assert b"HH012" in answer.stdout
    assert not loaded & {"pandas", "duckdb", "pyarrow", "openpyxl", "rapidfuzz", "rich"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_输出补全脚本(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert f"complete_{shell}" in script
    assert "_FUPIN_COMPLETE" in script


@pytest.mark.skipif(shutil.which("bash") is None, reason="没有 bash")
def test_脚本装进bash真能补全(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A real bash: source the script and ask its completion function."""
    run(["completion", "bash"])
    (home / "补全.sh").write_text(capsys.readouterr().out, encoding="utf-8")
    (home / "fupin").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "from fupin_cli.cli import main; main()" "$@"\n',
        encoding="utf-8",
    )
    (home / "fupin").chmod(0o755)
    asked = "source 补全.sh; COMP_WORDS=(fupin report --town 洋); COMP_CWORD=3; _fupin_completion ./fupin; echo ${COMPREPLY[@]}"
    answer = subprocess.run(
        ["bash", "--norc", "-c", asked],
        capture_output=True,
        check=True,
        cwd=home,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert answer.stdout.decode("utf-8").strip() == "洋湖镇"


def test_示例工作区也能补全(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(folder("examples") / "芦庙镇")
    assert "槐店村" in offered(monkeypatch, capsys, "fupin roster 监测户 --village ")
