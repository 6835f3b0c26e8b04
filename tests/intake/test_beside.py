"""一个镇的台账：本进程从前往后读，另起的一个进程从后往前读，读到碰头为止。"""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from fupin_cli.errors import FupinError
from fupin_cli.gathering import expand, gather
from fupin_cli.intake import beside, processes
from fupin_cli.intake.beside import read_beside, worthwhile
from fupin_cli.workspace import Workspace
from workers import assert_alike, task

EXAMPLE = Path(__file__).parents[2] / "examples" / "芦庙镇"
FORTY = [Path(f"第{number}册") for number in range(40)]


def test_按文件的先后给出_一个不少() -> None:
    assert list(read_beside(FORTY, task)) == [path.name.encode() for path in FORTY]


def test_那个进程倒下了_只算那个文件的错_其余照读() -> None:
    *others, last = read_beside([Path("一"), Path("二"), Path("坏三")], task)  # 最后一册先交给那个进程
    assert others == ["一".encode(), "二".encode()]
    assert isinstance(last, FupinError)
    assert last.message == "读取文件“坏三”时读取程序崩溃了，这个文件多半已经损坏。"


def test_另一个进程起不来_本进程照读(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*arguments: object) -> None:
        raise PermissionError("不许再起进程")

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refused)
    assert list(read_beside(FORTY, task)) == [path.name.encode() for path in FORTY]


def test_中途不要了_进程就收回() -> None:
    found = read_beside(FORTY, task)
    assert next(found) == FORTY[0].name.encode()
    found.close()
    assert list(found) == []


def test_与一个进程读的一字不差(monkeypatch: pytest.MonkeyPatch) -> None:
    home = Workspace(EXAMPLE)
    files = [*expand([], home), EXAMPLE / "没有.xlsx"]
    monkeypatch.setattr(beside, "processors", lambda: 2)
    assert worthwhile(files)
    assert processes.workers(files) == 1
    alone, together = gather(files, home), gather(files, home, processes=True)
    assert_alike(together, alone, files[:-1])


def test_文件小_或只有一个核_就不另起进程(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = tmp_path / "小.xlsx"
    small.write_bytes(b"0" * 1000)
    assert not worthwhile([small, small])
    monkeypatch.setattr(beside, "processors", lambda: 1)
    assert not worthwhile(expand([], Workspace(EXAMPLE)))
