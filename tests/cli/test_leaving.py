"""命令一做完就走，不等解释器收拾：写出的一字不少，退出状态照旧，临时文件夹里什么也不留。"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "芦庙镇")
COMMAND = [sys.executable, "-m", "fupin_cli"]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["validate", "-w", EXAMPLE, "-f", "json"], 0),
        (["reconcile", "-w", EXAMPLE, "-f", "json"], 0),
        (["report", "-w", EXAMPLE, "--period", "2023", "-f", "md"], 0),
        (["validate", "没有.xlsx"], 2),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_经管道写出的和写到文件的一样_不留临时文件(tmp_path, arguments, status):
    temporary = tmp_path / "临时"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary), "PYTHONUTF8": "1"}
    piped = subprocess.run([*COMMAND, *arguments], env=environment, capture_output=True, check=False)
    assert piped.returncode == status, piped.stderr.decode()
    assert not list(temporary.iterdir())
    if status == 2:
        assert "没有.xlsx" in piped.stderr.decode()
        return
    written = tmp_path / "结果"
    subprocess.run([*COMMAND, *arguments, "-o", str(written)], env=environment, check=False)
    assert piped.stdout.decode().rstrip() == written.read_text(encoding="utf-8").rstrip()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有 head")
def test_管道另一端先关了_一声不响(tmp_path):
    shell = f'"{sys.executable}" -m fupin_cli validate -w "{EXAMPLE}" -f json -q | head -c 10'
    ran = subprocess.run(["sh", "-c", shell], capture_output=True, check=True, cwd=tmp_path)
    assert len(ran.stdout) == 10
    assert ran.stderr == b""
