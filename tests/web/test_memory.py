"""五十个请求一起来，看一个镇的台账：都答得上，内存不一直涨；突然断电留下的，下次启动删掉。"""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from fupin_cli.resources import folder as shipped
from web.ledgers import pupils
from web.site import PATIENCE
from web.starting import answered

_PAGES = Path("/proc/self/statm")
pytestmark = pytest.mark.skipif(not _PAGES.exists(), reason="没有 /proc，量不了别的程序的内存")
_SERVE = "from fupin_cli.cli import main; main(['web', '--no-browser', '--port', '0', *__import__('sys').argv[1:]])"
_MOST_GROWTH = 64 << 20


class Program:
    """另起的一个网页程序。"""

    def __init__(self, temporary: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-c", _SERVE, *options],
            cwd=temporary,
            env={**os.environ, "TMPDIR": str(temporary)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert "只有本机" in self.process.stdout.readline()
        address = self.process.stdout.readline().strip()
        self.client = httpx.Client(base_url=address.partition("/?")[0], timeout=PATIENCE)
        assert answered(self.client, address).status_code == 303
        text = self.client.get("/").text
        self.csrf = text.partition("/batches?csrf=")[2].partition('"')[0]

    def work(self, path: str, **options: object) -> str:
        """交一张表单，等它做完；结果的网址。"""
        where = self.client.post(f"{path}?csrf={self.csrf}", **options).headers["location"]  # type: ignore[arg-type]
        until = time.monotonic() + PATIENCE
        while not (now := self.client.get(f"{where}/state").json())["over"]:
            assert time.monotonic() < until
            time.sleep(0.2)
        assert now["state"] == "done"
        return self.client.get(where).headers["location"]

    def resident(self) -> int:
        """常驻内存的字节数。"""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def stop(self, how: signal.Signals) -> None:
        self.client.close()
        self.process.send_signal(how)
        self.process.wait(60)
        assert self.process.stdout is not None
        self.process.stdout.close()


def test_五十个请求一起来_内存不一直涨(tmp_path: Path) -> None:
    program = Program(tmp_path, "-w", str(shipped("examples") / "芦庙镇"))
    try:
        batch = program.work("/batches/own")
        place = {"town": "芦庙镇", "village": "", "period": "2023"}
        report = program.work(f"{batch}/reports", data={**place, "kind": "工作总结"})
        paths = [
            batch,
            report,
            f"{report}/docx",
            f"{report}/figures/脱贫户户数",
            *(f"{batch}/findings?page={page}&q=村" for page in range(1, 7)),
        ]

        def all_at_once() -> list[int]:
            with ThreadPoolExecutor(50) as pool:
                return list(pool.map(lambda path: program.client.get(path).status_code, paths * 5))

        assert all_at_once() == [200] * 50
        assert all_at_once() == [200] * 50
        before = program.resident()
        for _ in range(3):
            assert all_at_once() == [200] * 50
        assert program.resident() - before < _MOST_GROWTH
    finally:
        program.stop(signal.SIGINT)
    assert not list(tmp_path.iterdir())


def test_突然断电留下的台账_下次启动就删(tmp_path: Path) -> None:
    (tmp_path / "fupin.toml").write_text("", encoding="utf-8")
    ledger = pupils(tmp_path)
    program = Program(tmp_path)
    program.work("/batches", files=[("files", (ledger.name, ledger.read_bytes()))])
    program.stop(signal.SIGKILL)
    assert list(tmp_path.glob(f"fupin-web-*/*/sent/{ledger.name}"))
    Program(tmp_path).stop(signal.SIGINT)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fupin.toml", ledger.name]
