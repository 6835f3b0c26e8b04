"""Outputs are whole or absent: an old file stays until the new one is there, a failure leaves nothing behind."""

import errno
import os
import sys
from pathlib import Path

import pytest

from fupin_cli.cli import main, run
from fupin_cli.errors import FupinError
from fupin_cli.outputs.files import write_whole
from killing import COMMANDS, contents, town


def test_磁盘满时旧文件还在_没有半成品(tmp_path, monkeypatch):
    target = tmp_path / "总结.docx"
    target.write_bytes(b"old")

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FupinError, match=r"写不了.*磁盘满了"):
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


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.chdir(town(tmp_path))
    return tmp_path


def outcome(capsys) -> str:
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert "程序内部出错" not in captured.err
    return captured.err


def unchanged(workspace: Path, before: dict[str, bytes]) -> None:
    """Nothing but the inputs is there, and they are as they were."""
    assert contents(workspace, workspace, hidden=True) == before
    assert [path.name for path in workspace.rglob("*") if path.is_dir()] == ["台账"]


WRITERS = [name for name in COMMANDS if name != "cache"]


@pytest.mark.parametrize("name", WRITERS)
def test_ctrl_c_什么也不留_退出130(workspace, capsys, monkeypatch, name):
    before = contents(workspace, workspace, hidden=True)

    def interrupt(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", interrupt)
    assert run(COMMANDS[name].arguments) == 130
    assert "已中止" in outcome(capsys)
    unchanged(workspace, before)


def test_程序还没装进来就按_ctrl_c_也是一句话(capsys, monkeypatch):
    def interrupt(_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("fupin_cli.cli.run", interrupt)
    with pytest.raises(SystemExit) as stopped:
        main(["validate"])
    assert stopped.value.code == 130
    assert "已中止" in outcome(capsys)


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "没有权限"),
        (OSError(errno.EROFS, "Read-only file system"), "只能读，不能写"),
        (OSError(errno.ENODEV, "No such device"), "盘不在了"),
    ],
    ids=["被占用", "只读", "盘不在了"],
)
def test_写不进去_一句话_退出2(workspace, capsys, monkeypatch, name, error, words):
    before = contents(workspace, workspace, hidden=True)

    def refuse(*_args, **_kwargs):
        raise error

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    assert run(COMMANDS[name].arguments) == 2
    said = outcome(capsys)
    assert words in said
    assert "→" in said
    unchanged(workspace, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 RLIMIT_FSIZE")
@pytest.mark.parametrize("name", WRITERS)
def test_磁盘真的满了_一句话_退出2_什么也不留(workspace, name):
    """No file may grow beyond a kilobyte, as on a full disk: the child's own limit, not a made-up error."""
    import subprocess

    before = contents(workspace, workspace, hidden=True)
    code = (
        "import resource, signal, sys; from fupin_cli.cli import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))\n"
        "main(sys.argv[1:])\n"
    )
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code, *COMMANDS[name].arguments],
        cwd=workspace,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "写不了" in done.stderr
    assert "Traceback" not in done.stderr
    unchanged(workspace, before)


def test_读的时候文件被改动_不用半截的(workspace, capsys, monkeypatch):
    path = workspace / "台账" / "柳河村.xlsx"
    read = Path.read_bytes

    def saved_meanwhile(self: Path) -> bytes:
        content = read(self)
        if self.name == path.name:
            path.write_bytes(content + b"more")
        return content

    monkeypatch.setattr(Path, "read_bytes", saved_meanwhile)
    assert run(["validate", "-q"]) == 2
    said = outcome(capsys)
    assert "柳河村.xlsx”正在被改动" in said
    assert "槐店村" not in said


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "denied"), "正被别的程序占用"),
        (OSError(errno.EIO, "Input/output error"), "磁盘读写出错"),
        (OSError(errno.ENODEV, "No such device"), "盘不在了"),
    ],
    ids=["被占用", "读坏了", "盘不在了"],
)
def test_读不了一个文件_别的照做_退出2(workspace, capsys, monkeypatch, error, words):
    read = Path.read_bytes

    def broken(self: Path) -> bytes:
        if self.name == "柳河村.xlsx":
            raise error
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", broken)
    assert run(["validate"]) == 2
    said = outcome(capsys)
    assert words in said
    assert "柳河村.xlsx" in said
    assert "共校验1个文件" in said
