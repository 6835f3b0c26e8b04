"""Files to double-click, for people who never open a terminal."""

import sys
from pathlib import Path

from fupin_cli.errors import FupinError
from fupin_cli.outputs.files import write_whole

BAT, SH, DESKTOP = "启动网页.bat", "启动网页.sh", "启动网页.desktop"
_RUN = "from fupin_cli.cli import main; main(['web'])"


def starters(folder: Path) -> list[Path]:
    """Write 启动网页.bat, .sh and .desktop into `folder`; they start the page over the workspace they lie in.

    They name the Python that runs now, so that no PATH is needed. Linux file managers open a .sh as text, so
    the .desktop (freedesktop.org Desktop Entry Specification 1.5) is what is double-clicked there.

    Raises:
        FupinError: no such folder, or it cannot be written to.
    """
    if not folder.is_dir():
        raise FupinError(f"没有文件夹“{folder}”。", "请先建好文件夹，一般就是工作区的文件夹。")
    bat, sh, desktop = folder / BAT, folder / SH, folder / DESKTOP
    write_whole(bat, _bat(sys.executable).encode("utf-8"))
    write_whole(sh, _sh(sys.executable).encode("utf-8"))
    write_whole(desktop, _desktop(sh.resolve()).encode("utf-8"))
    for path in (sh, desktop):
        path.chmod(0o700)
    return [bat, sh, desktop]


def _bat(python: str) -> str:
    # 先换成 UTF-8 代码页，后面几行里的汉字路径才认得；百分号在批处理里要写两遍
    program = python.replace("%", "%%")
    lines = (
        "@echo off",
        "chcp 65001 >nul",
        'cd /d "%~dp0"',
        f'"{program}" -X utf8 -c "{_RUN}"',
        "if errorlevel 1 pause",
    )
    return "".join(f"{line}\r\n" for line in lines)


def _sh(python: str) -> str:
    program = python.replace("'", "'\\''")
    return f'#!/bin/sh\ncd "$(dirname "$0")" || exit 1\nexec \'{program}\' -X utf8 -c "{_RUN}"\n'


def _desktop(sh: Path) -> str:
    # 双引号里的 \\ " ` $ 前加反斜杠，整个值里的反斜杠再写两遍，百分号写两遍
    quoted = "".join(f"\\{letter}" if letter in '\\"`$' else letter for letter in str(sh))
    run = f'/bin/sh "{quoted}"'.replace("\\", "\\\\").replace("%", "%%")
    return f"[Desktop Entry]\nType=Application\nName=启动网页\nTerminal=true\nExec={run}\n"
