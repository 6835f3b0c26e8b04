"""断电、强行结束：任何时刻被杀，要写的文件要么是旧的，要么是新的，都是完整的；台账一个字节不变。"""

import os
import random
import shutil
import sys
from pathlib import Path

import pytest

from killing import COMMANDS, Server, contents, town

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="这个系统没有 fork 和 SIGKILL"),
]

TRIALS = 40  # 每条命令杀这么多次
OLD = b"old"


@pytest.fixture(scope="module")
def server():
    running = Server()
    yield running
    running.close()


@pytest.mark.parametrize("name", COMMANDS)
def test_任何时刻被杀_文件要么旧要么新_台账不变(server, tmp_path, name):
    writer = COMMANDS[name]
    arguments, target, had = writer.arguments, writer.target, writer.overwrites
    workspace = town(tmp_path, cache=name == "cache")
    place = workspace / target
    inputs = contents(workspace / "台账", workspace) | contents(workspace / "fupin.toml", workspace)
    whole = server.trial(arguments, workspace)
    assert whole["status"] in {0, 1}
    assert whole["changes"] > 0
    new = contents(place, workspace)
    assert new
    chance = random.Random(name)
    changes = range(1, whole["changes"] + 1)
    by_change = chance.sample(changes, min(len(changes), TRIALS * 3 // 4))
    plans = [{"change": number} for number in by_change]
    plans += [{"after": chance.uniform(0, whole["seconds"])} for _ in range(TRIALS - len(plans))]
    killed = 0
    for plan in plans:
        _reset(place, new, workspace, had=had)
        killed += server.trial(arguments, workspace, **plan)["status"] < 0
        there = contents(place, workspace)
        if name == "export":
            assert there in ({}, new), plan
        else:
            assert there.keys() <= new.keys()
            for path, content in there.items():
                assert content in (OLD, new[path]), (plan, path)
        assert (
            contents(workspace / "台账", workspace) | contents(workspace / "fupin.toml", workspace) == inputs
        )
    assert killed >= TRIALS // 2
    _reset(place, new, workspace, had=had)
    assert server.trial(arguments, workspace)["status"] == whole["status"], "被杀过以后照样能用"
    assert contents(place, workspace) == new


def _reset(place: Path, new: dict[str, bytes], below: Path, *, had: bool) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    if had:
        for path in new:
            (below / path).parent.mkdir(parents=True, exist_ok=True)
            (below / path).write_bytes(OLD)


def test_写文件本身_任何时刻被杀(tmp_path):
    """The one function that writes, killed while it writes megabytes over and over."""
    import signal
    import subprocess
    import time

    target = tmp_path / "总结.docx"
    old, new = b"o" * 3_000_000, b"n" * 3_000_000
    code = (
        "import os, sys; from pathlib import Path; from fupin_cli.outputs.files import write_whole\n"
        "for line in sys.stdin:\n"
        "    child = os.fork()\n"
        "    while not child:\n"
        "        write_whole(Path(sys.argv[1]), b'n' * 3_000_000)\n"
        "        write_whole(Path(sys.argv[1]), b'o' * 3_000_000)\n"
        "    print(child, flush=True)\n"
        "    os.waitpid(child, 0)\n"
    )
    target.write_bytes(old)
    seen = set()
    with subprocess.Popen(
        [sys.executable, "-c", code, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        for trial in range(100):
            server.stdin.write("\n")
            server.stdin.flush()
            child = int(server.stdout.readline())
            time.sleep(trial % 40 / 1000)
            os.kill(child, signal.SIGKILL)
            content = target.read_bytes()
            assert content in (old, new)
            seen.add(content[:1])
        server.stdin.close()
    assert seen == {b"o", b"n"}, "两种都写到过，才算试过"
