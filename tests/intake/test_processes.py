"""多个进程读台账：结果和次序与一个进程的一样；一个文件弄垮进程，只算它自己读不了。"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from fupin_cli.errors import FupinError
from fupin_cli.gathering import expand, gather
from fupin_cli.intake import processes
from fupin_cli.intake.judged import Asked
from fupin_cli.intake.outcomes import here
from fupin_cli.workspace import Workspace
from workers import assert_alike, task

EXAMPLE = Path(__file__).parents[2] / "examples" / "芦庙镇"


def results(names: Sequence[str], folder: Path) -> list[str]:
    files = [folder / name for name in names]
    found = processes.each(task, files, 2)
    return [sent.message if isinstance(sent, FupinError) else sent.decode() for sent in found]


def test_弄垮进程的文件只算自己读不了_别的照常(tmp_path: Path) -> None:
    one, bad, two, worse, three = results(["一", "坏一", "二", "坏二", "三"], tmp_path)
    assert [one, two, three] == ["一", "二", "三"]
    assert "坏一”时读取程序崩溃了" in bad
    assert "坏二”时读取程序崩溃了" in worse


def test_进程里的错误带着怎么办回来(tmp_path: Path) -> None:
    (sent,) = processes.each(task, [tmp_path / "密"], 1)
    assert isinstance(sent, FupinError)
    assert sent.message == f"文件“{tmp_path / '密'}”加了密码。"
    assert sent.hint == "请用 --password 给出密码。"


def test_中途不要了_进程都收回(tmp_path: Path) -> None:
    found = processes.each(task, [tmp_path / name for name in ("一", "二", "三")], 2)
    assert next(found) == b"\xe4\xb8\x80"
    found.close()
    assert list(found) == []


def test_几个进程与一个进程的结果一字不差(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "WORTH", 0)
    monkeypatch.setattr(processes, "processors", lambda: 2)
    home = Workspace(EXAMPLE)
    files = [*expand([], home), EXAMPLE / "没有.xlsx"]
    alone, together = gather(files, home), gather(files, home, processes=True)
    assert_alike(together, alone, files[:-1])
    assert [(p, len(d.members)) for p, d in together.datasets.items()] == [
        (p, len(d.members)) for p, d in alone.datasets.items()
    ]


def test_一个村不值得起进程(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 8)
    files = expand([], Workspace(EXAMPLE))
    assert processes.workers(files) == 1
    monkeypatch.setattr(processes, "WORTH", 1)
    assert processes.workers(files) == min(8, len(files))
    assert processes.workers(files[:1]) == 1


def test_读完的台账带着地址和原样回来() -> None:
    files = expand([], Workspace(EXAMPLE))[:1]
    (judged,) = processes.each(partial(here, asked=Asked(), cache=None), files, 1)
    assert not isinstance(judged, FupinError)
    typed = judged.tables[0]
    place = typed.place(0, "姓名" if "姓名" in typed.columns else next(iter(typed.columns)))
    assert (place.file, place.row) == (str(files[0]), typed.table.rows[0])
    assert place.cell is not None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 的 Ctrl-C 不能这样发")
def test_按_Ctrl_C_各进程都停下_不留一堆看不懂的话(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from fupin_cli.intake.processes import each; from workers import task\n"
        "try: list(each(task, [Path(sys.argv[1]) / '慢一', Path(sys.argv[1]) / '慢二'], 2))\n"
        "except KeyboardInterrupt: print('stopped')\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=environment,
    ) as process:
        while len(list(tmp_path.glob("*.started"))) < 2:
            assert process.poll() is None
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        out, said = process.communicate(timeout=60)
    assert (out.decode().strip(), said.decode()) == ("stopped", "")
