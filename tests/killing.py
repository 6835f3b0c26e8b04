"""Run `fupin` in forked children and kill them with SIGKILL: at a moment, or before its n-th change to a file.

The server (`python tests/killing.py`) imports the program once and then only forks, for starting Python takes
far longer than a trial. It must not have threads, so it never runs a command itself.
"""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sheets import sheet, workbook

CONFIG = """
[workspace]
county = "谯城区"
period = "2023"
[[town]]
name = "试验镇"
"""
HOUSEHOLDS = """
| 户编号 | 户主姓名 | 家庭人口数 | 户类型 | 脱贫年度 |
| 1      | 甄有田   | {2}        | 脱贫户 | ２０１８ |
| 2      | 甄有粮   | {3}        | 坏     | 2018     |
"""


@dataclass(frozen=True)
class Writer:
    """A command that writes, where it writes, and whether something old may stand there."""

    arguments: list[str]
    target: str
    overwrites: bool


COMMANDS = {
    "validate --annotate": Writer(["validate", "-q", "--annotate", "标注"], "标注", True),
    "validate --fix": Writer(["validate", "-q", "--fix"], "校验结果", True),
    "report": Writer(["report", "-q", "--no-check", "-o", "总结.docx"], "总结.docx", True),
    "export": Writer(["export", "导出", "-q"], "导出", False),
    "cache": Writer(["validate", "-q"], ".fupin", False),
}


def town(folder: Path, *, cache: bool = False) -> Path:
    """A workspace of two villages in `folder`."""
    config = CONFIG.replace("[[town]]", "cache = true\n[[town]]") if cache else CONFIG
    (folder / "fupin.toml").write_text(config, encoding="utf-8")
    for village in ("柳河村", "槐店村"):
        page = sheet(HOUSEHOLDS, name="户", above=(f"{village}2023年户台账",))
        workbook(folder / "台账" / f"{village}.xlsx", page)
    return folder


def contents(place: Path, below: Path, *, hidden: bool = False) -> dict[str, bytes]:
    """The files at or below `place`; what a killed writer has left half-made has a hidden name of its own."""
    files = [place] if place.is_file() else sorted(place.rglob("*"))
    return {
        path.relative_to(below).as_posix(): path.read_bytes()
        for path in files
        if path.is_file() and (hidden or not (path.name.startswith(".fupin-") or path.suffix == ".tmp"))
    }


_CHANGES = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "os.truncate"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass
class Server:
    """The running server; `close` ends it."""

    process: "subprocess.Popen[str]" = field(
        default_factory=lambda: subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
    )

    def trial(
        self, arguments: list[str], folder: Path, *, change: int = 0, after: float = 0.0
    ) -> dict[str, Any]:
        """Run a command in `folder`; kill it before its `change`-th change, or `after` seconds, where given.

        Returns: `status` (negative where killed), `changes` made to files below `folder`, `seconds`.
        """
        asked = {"arguments": arguments, "folder": str(folder), "change": change, "after": after}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def _serve() -> None:
    import duckdb  # noqa: F401
    import openpyxl  # noqa: F401
    import pyarrow.parquet  # noqa: F401

    from fupin_cli.catalogue.loader import shipped
    from fupin_cli.cli.app import build

    shipped()
    build()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_fork(json.loads(line))) + "\n")
        sys.stdout.flush()


def _fork(asked: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(asked, writing)
    os.close(writing)
    if asked["after"]:
        time.sleep(asked["after"])
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    changes = int(told or b"0")
    seconds = time.monotonic() - started
    return {"status": os.waitstatus_to_exitcode(status), "changes": changes, "seconds": seconds}


def _child(asked: dict[str, Any], pipe: int) -> None:
    from fupin_cli.cli import run

    os.chdir(asked["folder"])
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nothing, stream)
    made = 0

    def hook(event: str, details: tuple[Any, ...]) -> None:
        nonlocal made
        changing = event in _CHANGES or (event == "open" and bool(details[2] & _WRITING))
        if not changing or not str(details[0]).startswith((asked["folder"], "标注", "总结", "台账", ".")):
            return
        made += 1
        if made == asked["change"]:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    status = run(asked["arguments"])
    os.write(pipe, str(made).encode())
    os._exit(status)


if __name__ == "__main__":
    _serve()
