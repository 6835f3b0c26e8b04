"""一直开着校验：文件真的被改写、替换，就再查一遍；Ctrl+C 是正常结束。"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fupin_cli.cli import run, watching
from fupin_cli.errors import FupinError
from sheets import sheet, workbook

HEAD = "| 户编号 | 学生姓名 | 证件号码 | 学期 | 补助金额 |"
GOOD = "| 3416990001001 | 甄小禾 | 341699200603200029 | 2023春 | {1500} |"
WRONG = "| 3416990001001 | 甄小禾 | 341699200603200028 | 2023春 | {1500} |"


def saved_like_excel(path: Path, row: str) -> None:
    """A new file beside it, renamed over it."""
    beside = workbook(path.with_name("~临时.xlsx"), sheet(f"{HEAD}\n{row}", name="雨露计划"))
    beside.replace(path)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "INTERVAL", 0.01)


def test_保存一次再查一次_失败了接着等(
    tmp_path: Path, quick: None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "一.xlsx"
    path.write_bytes(b"1")
    checked: list[int] = []

    def check() -> int:
        checked.append(path.stat().st_size)
        if len(checked) == 1:
            path.write_bytes(b"22")  # 正在查的时候又保存了
        elif len(checked) == 2:
            path.with_name("二.tmp").write_bytes(b"333")
            path.with_name("二.tmp").replace(path)
            raise FupinError("文件“一.xlsx”正被占用。", "请稍候。")
        else:
            raise KeyboardInterrupt
        return 0

    assert watching.watch(lambda: [path], check, quiet=False) == 0
    assert checked == [1, 2, 3]
    said = capsys.readouterr().err
    assert "正被占用" in said
    assert "已停止监看" in said


def test_替换的当口文件不在_等它回来(tmp_path: Path, quick: None) -> None:
    path = tmp_path / "一.xlsx"
    path.write_bytes(b"1")
    looks = 0

    def files() -> list[Path]:
        nonlocal looks
        looks += 1
        if looks == 3:
            path.unlink()
        elif looks == 4:
            raise FupinError("文件夹里没有台账文件。")
        elif looks == 6:
            path.write_bytes(b"22")
        return [path]

    checked: list[int] = []

    def check() -> int:
        checked.append(looks)
        if len(checked) == 2:
            raise KeyboardInterrupt
        return 0

    assert watching.watch(files, check, quiet=True) == 0
    assert checked[1] >= 7


@pytest.mark.parametrize(
    ("option", "named"),
    [
        (["--fix"], "--fix"),
        (["--annotate", "标注"], "--annotate"),
        (["-o", "结果.html"], "--output"),
        (["--baseline", "基线.json", "--update-baseline"], "--update-baseline"),
    ],
)
def test_不能同时写文件(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str], named: str
) -> None:
    saved_like_excel(tmp_path / "一.xlsx", GOOD)
    assert run(["validate", str(tmp_path / "一.xlsx"), "--watch", *option]) == 2
    assert f"不能同时用 {named}" in capsys.readouterr().err


def test_第一遍就做不了的照常报错(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", str(tmp_path / "没有"), "--watch", "--select", "ZZ9"]) == 2
    assert "没有编号为“ZZ9”的规则" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows 上给子进程发 Ctrl+C 会连测试一起停")
def test_真的开着_改了文件就报出来_按CtrlC结束(tmp_path: Path) -> None:
    """The whole program over a real file: sound, then saved with a fault, then stopped."""
    path = tmp_path / "柳河村2023.xlsx"
    saved_like_excel(path, GOOD)
    # 测试在后台跑时（脚本里的 &），Ctrl+C 对它和它起的进程都不管用，这里要管用
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    said, told = tmp_path / "说.txt", tmp_path / "答.txt"
    with said.open("wb") as stderr, told.open("wb") as stdout:
        program = subprocess.Popen(
            [
                sys.executable,
                "-c",
                heeding + "from fupin_cli.cli import main; main()",
                "validate",
                str(path),
                "--watch",
            ],
            stdout=stdout,
            stderr=stderr,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
            cwd=tmp_path,
        )
        try:
            _wait_for(said, "正在监看1个文件", program)
            assert "CE015" not in told.read_text(encoding="utf-8")
            saved_like_excel(path, WRONG)
            _wait_for(told, "CE015", program)
            _wait_for(said, "正在监看", program, times=2)
            time.sleep(1)  # 话说出来了，过一会儿才真的在等
            program.send_signal(signal.SIGINT)
            assert program.wait(timeout=60) == 0
        finally:
            program.kill()
    assert "已停止监看" in said.read_text(encoding="utf-8")


def _wait_for(path: Path, text: str, program: subprocess.Popen[bytes], times: int = 1) -> None:
    deadline = time.monotonic() + 120
    while path.read_text(encoding="utf-8").count(text) < times:
        assert program.poll() is None
        assert time.monotonic() < deadline, f"没有等到“{text}”"
        time.sleep(0.1)
