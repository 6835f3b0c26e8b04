"""Outputs are whole or absent: an old file stays until the new one is there, a failure leaves nothing behind."""

import errno
import os
import signal
import subprocess
import sys
import time

import pytest

from fupin_cli.errors import FupinError
from fupin_cli.outputs.files import write_whole


def test_磁盘满时旧文件还在_没有半成品(tmp_path, monkeypatch):
    target = tmp_path / "总结.docx"
    target.write_bytes(b"old")

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FupinError, match="写不了"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["总结.docx"]


def test_文件被占用时说清楚(tmp_path, monkeypatch):
    target = tmp_path / "总结.docx"
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(PermissionError()))
    with pytest.raises(FupinError, match="打开"):
        write_whole(target, b"new")
    assert list(tmp_path.iterdir()) == []


def test_中断不留半成品(tmp_path, monkeypatch):
    def interrupt(_descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "总结.docx", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows 没有 SIGKILL")
def test_任何时刻被杀_文件要么旧要么新(tmp_path):
    """A writer is killed at 200 moments; what stands there afterwards is one of the two whole contents."""
    target = tmp_path / "总结.docx"
    old, new = b"o" * 3_000_000, b"n" * 3_000_000
    code = (
        "import sys; from pathlib import Path; from fupin_cli.outputs.files import write_whole\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "while True:\n"
        "    write_whole(Path(sys.argv[1]), b'n' * 3_000_000)\n"
        "    write_whole(Path(sys.argv[1]), b'o' * 3_000_000)\n"
    )
    target.write_bytes(old)
    for trial in range(200):
        with subprocess.Popen(
            [sys.executable, "-c", code, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stdin is not None
            process.stdout.readline()
            process.stdin.write(b"\n")
            process.stdin.flush()
            time.sleep(trial % 40 / 1000)
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert target.read_bytes() in (old, new)
