"""进度条：只在终端上、只在做得久时出现，做完不留痕迹。"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fupin_cli.cli import screen


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """stderr is a terminal of 80 columns meanwhile; what is written to it can be read back."""
    pty = pytest.importorskip("pty", reason="这个系统没有伪终端")
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as stream, monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        patch.setattr(screen, "SHOW_PROGRESS_AFTER", -1.0)
        patch.setenv("COLUMNS", "80")
        patch.setenv("TERM", "xterm")

        def written() -> str:
            stream.flush()
            return os.read(ours, 1 << 16).decode("utf-8")

        yield written
    os.close(ours)


def test_终端上显示读到第几个文件(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "名字特别特别特别特别特别特别特别特别特别特别特别长的村[草稿].xlsx"
    with terminal(monkeypatch) as written:
        with screen.progress(8) as step:
            for number in range(8):
                step(Path(f"台账/芦庙镇/{number}{long}"))
        shown = written()
    assert "正在读取" in shown
    assert "8/8" in shown
    assert "…" in shown
    assert shown.endswith("\x1b[2K")  # 最后一步是抹掉它自己


def test_做得快_安静_都不显示(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch) as written:
        with screen.progress(1, quiet=True) as step:
            step(Path("一.xlsx"))
        monkeypatch.setattr(screen, "SHOW_PROGRESS_AFTER", 60.0)
        with screen.progress(1) as step:
            step(Path("一.xlsx"))
        screen.say("完")
        assert written().strip() == "完"


def test_不是终端就不显示(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "SHOW_PROGRESS_AFTER", -1.0)
    with screen.progress(1) as step:
        step(Path("一.xlsx"))
    screen.clear()
    assert capsys.readouterr() == ("", "")
