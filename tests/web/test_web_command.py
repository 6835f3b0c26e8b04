"""fupin web：没有装组件时说一句话，双击的文件能写能跑。"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from fupin_cli.cli import run
from fupin_cli.web.starter import BAT, DESKTOP, SH, starters
from web.starting import answered


def test_没有装组件_一句话说怎么装(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("fupin_cli.web.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert run(["web", "--no-browser"]) == 2
    assert 'pip install "fupin-cli[web]"' in capsys.readouterr().err


def test_双击的文件(tmp_path: Path) -> None:
    assert [path.name for path in starters(tmp_path)] == [BAT, SH, DESKTOP]
    bat = (tmp_path / BAT).read_bytes().decode("utf-8")
    assert bat.startswith("@echo off\r\nchcp 65001 >nul\r\n")
    assert "\n" not in bat.replace("\r\n", "")
    assert sys.executable.replace("%", "%%") in bat
    assert (tmp_path / SH).read_bytes().startswith(b"#!/bin/sh\n")


@pytest.mark.skipif(os.name != "posix", reason="启动网页.desktop 只在 Linux 上用")
def test_桌面文件里的路径有空格和符号也认得(tmp_path: Path) -> None:
    folder = tmp_path / '我的 "工作区" $1 100%'
    folder.mkdir()
    starters(folder)
    lines = (folder / DESKTOP).read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["[Desktop Entry]", "Type=Application"]
    value = next(line for line in lines if line.startswith("Exec=")).removeprefix("Exec=")
    # 照规范先还原值里的反斜杠，再还原引号里的转义
    plain = value.replace("\\\\", "\\").replace("%%", "%")
    said = subprocess.run(["/bin/sh", "-c", f"printf '%s|' {plain}"], capture_output=True, check=True)
    assert said.stdout.decode("utf-8") == f"/bin/sh|{folder / SH}|"
    assert os.access(folder / DESKTOP, os.X_OK)


def test_写到哪里要有那个文件夹(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["web", "--make-starter", str(tmp_path / "没有")]) == 2
    assert "没有文件夹" in capsys.readouterr().err
    assert run(["web", "--make-starter", str(tmp_path)]) == 0


@pytest.mark.skipif(os.name != "posix", reason="这个测试用 POSIX 的信号结束程序")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_启动_打开_结束_不留文件(tmp_path: Path, how: signal.Signals) -> None:
    (tmp_path / "fupin.toml").write_text("", encoding="utf-8")
    starters(tmp_path)
    temporary = tmp_path / "临时"
    temporary.mkdir()
    code = "from fupin_cli.cli import main; main(['web', '--no-browser'])"
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert "只有本机" in program.stdout.readline()
        address = program.stdout.readline().strip()
        with httpx.Client() as client:
            assert answered(client, address).status_code == 303
        assert len(list(temporary.iterdir())) == 1
        program.send_signal(how)
        assert program.wait(60) == 0
    assert not list(temporary.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="启动网页.sh 只在 Linux 上用")
def test_建工作区就有双击的文件_路径里有汉字和空格也启动得了(tmp_path: Path) -> None:
    home = tmp_path / "芦庙镇 2023年（新）"
    assert (
        run(["init", str(home), "--town", "芦庙镇", "--village", "柳河村", "--ledger", "网格员", "-q"]) == 0
    )
    assert 'cd /d "%~dp0"' in (home / BAT).read_text(encoding="utf-8")
    assert BAT in (home / "说明.txt").read_text(encoding="utf-8-sig")
    environment = {**os.environ, "BROWSER": "true", "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [str(home / SH)], cwd="/", env=environment, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert "只有本机" in program.stdout.readline()
        address = program.stdout.readline().strip()
        with httpx.Client(follow_redirects=True) as client:
            page = answered(client, address).text
        program.send_signal(signal.SIGINT)
        assert program.wait(60) == 0
    assert home.name in page
