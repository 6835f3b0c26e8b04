"""Measure fupin beside its peers in one run and write docs/性能.md.

`python benchmarks/run.py [--quick] [--rounds 3]`, from anywhere, in an environment with the extra `bench`, on a
machine that does nothing else. Each figure is a whole process; the candidates take turns and the median of the
rounds counts. --quick leaves out the slow peers and the largest population, and goes through everything once.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from generate import make
from measuring import in_turns, table

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "芦庙镇"
FUPIN = [sys.executable, "-c", "from fupin_cli.cli import main; main()"]
PEERS = [sys.executable, str(HERE / "peers.py")]
ONE_CORE = [
    sys.executable,
    "-c",
    "from fupin_cli.intake import beside, processes\nprocesses.workers = lambda files: 1\n"
    "beside.worthwhile = lambda files: False\nfrom fupin_cli.cli import main; main()",
]
ARITHMETIC = [sys.executable, "-c", "for number in range(20_000_000): number * number % 7"]


def cores() -> str:
    """How much the machine's two cores do together: siblings that share a core's units do far less than twice."""
    alone, together = [], []
    for _ in range(3):
        for count, times in ((1, alone), (2, together)):
            began = time.perf_counter()
            for one in [subprocess.Popen(ARITHMETIC) for _ in range(count)]:
                one.wait()
            times.append(time.perf_counter() - began)
    gain = 2 * statistics.median(alone) / statistics.median(together)
    return f"本机两个进程同时做同样的纯算术，合起来是一个进程的 {gain:.2f} 倍：用上两个核最多也就快这么多。\n"


def daily(village: str, town: str, rounds: int) -> str:
    """What a clerk waits for."""
    candidates = {
        "只导入依赖": [*PEERS, "bare"],
        "空的 Typer 程序 --help": [sys.executable, str(HERE / "empty.py"), "--help"],
        "fupin --help": [*FUPIN, "--help"],
        "fupin validate 一个村（300人）": [*FUPIN, "validate", "-q", village],
        "fupin validate 一个镇（2000人）": [*FUPIN, "validate", "-q", town],
        "fupin reconcile 芦庙镇": [*FUPIN, "reconcile", "-q", "-w", str(EXAMPLE)],
        "fupin report 芦庙镇": [*FUPIN, "report", "-q", "--no-check", "-w", str(EXAMPLE), "-f", "docx"],
    }
    return table("启动与日常", "小文件主要花在启动上。", in_turns(candidates, rounds + 2), "只导入依赖")


def county(files: dict[str, list[Path]], rounds: int, *, quick: bool) -> str:
    """A hundred thousand people, in one sheet and in a hundred workbooks, beside what others do."""
    one, many = str(files["county"][0]), str(files["county100"][0].parent)
    validate = ["validate", "-q", "-f", "json"]
    candidates = {
        "python-calamine 只读": [*PEERS, "calamine", one],
        "fupin validate 一张表": [*FUPIN, *validate, one],
        "fupin validate 一百册，一个进程": [*ONE_CORE, *validate, many],
        "fupin validate 一百册，各核都用": [*FUPIN, *validate, many],
    }
    if find_spec("dataframely"):
        candidates["dataframely（polars）"] = [*PEERS, "dataframely", one]
    slow = {}
    if not quick:
        slow = {
            "pydantic 逐行（openpyxl）": [*PEERS, "pydantic_openpyxl", one],
            "pandera（pandas）": [*PEERS, "pandera", one],
            "frictionless validate": [*PEERS, "frictionless", one],
        }
    results = in_turns(candidates, rounds) | in_turns(slow, 1)
    said = (
        "同行只做类型、取值、必填、号码格式和非负；fupin 做全部规则（跨行、跨户、跨表），每处带着格子的地址。"
        "慢的同行只跑一遍。"
    )
    return table("十万人 × 40 列", said, results, "python-calamine 只读")


def second_run(files: dict[str, list[Path]], room: Path, rounds: int) -> str:
    """Reading a hundred workbooks again, from the cache."""
    home = room / "缓存"
    if not home.exists():
        home.mkdir()
        shutil.copytree(files["county100"][0].parent, home / "台账")
        (home / "fupin.toml").write_text("[workspace]\ncache = true\n", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from fupin_cli.gathering import gather\n"
        "from fupin_cli.workspace import Workspace\n"
        "home = Workspace(Path(sys.argv[1])); gather(home.ledger_files(), home, cached=sys.argv[2] == '1')"
    )
    reading = [sys.executable, "-c", code, str(home)]
    in_turns({"装满": [*reading, "1"]}, 1)
    candidates = {"重新读（一个进程）": [*reading, "0"], "从缓存": [*reading, "1"]}
    said = "只比读和判（不含规则），一百册、十万人；缓存在 fupin.toml 里打开。"
    return table("第二次运行", said, in_turns(candidates, rounds), "重新读（一个进程）")


def populations(room: Path, sizes: list[int]) -> str:
    """Rules over Parquet, under a memory limit."""
    from population import make as populate

    results = {}
    for millions in sizes:
        folder = populate(room / f"人口{millions}", millions * 1_000_000)
        limit = "1500MB" if millions == 1 else "4GB"
        name = f"{millions * 100}万人，--memory {limit}"
        results |= in_turns(
            {name: [*FUPIN, "validate", "-q", "--statistics", "--memory", limit, str(folder)]}, 1
        )
        shutil.rmtree(folder)
    said = "生成的人口，一人一行 40 列，已是 `fupin export` 的 Parquet：没有读 Excel 的时间。"
    return table("大规模：在导出的表上校验", said, results, next(iter(results)))


def main() -> None:
    """Run all and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="leave out slow peers and large populations")
    options = parser.parse_args()
    rounds = 1 if options.quick else options.rounds
    where = f"{platform.machine()}，{os.cpu_count()}核，Python {platform.python_version()}"
    page = [
        "# 性能\n",
        "由 `python benchmarks/run.py` 在一次运行里轮流测出，每格是整个进程的中位数。\n",
        f"机器：{where}。{cores()}",
    ]
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        files = make(room)
        page.append(daily(str(files["village"][0]), str(files["town"][0]), rounds))
        page.append(county(files, rounds, quick=options.quick))
        page.append(second_run(files, room, rounds))
        page.append(populations(room, [1] if options.quick else [1, 3, 10]))
        stages = [sys.executable, str(HERE / "stages.py"), str(files["county"][0])]
        told = subprocess.run(stages, check=True, capture_output=True).stdout.decode("utf-8")
        page.append(f"## 时间花在哪里\n\n十万人一张表，一个进程里逐步量（CPU 秒）：{told}")
        page.append((HERE / "还差什么.md").read_text(encoding="utf-8"))
    text = "\n".join(page)
    (HERE.parent / "docs" / "性能.md").write_text(text, encoding="utf-8", newline="\n")
    print(text)


if __name__ == "__main__":
    main()
