"""How time, memory and spilled files grow with the people: a population validated, its towns reconciled and counted.

`python growth.py FOLDER MILLIONS… [--memory 4GB]`, such as `growth.py /data 1 3 10 20`, needs some 30 MB of disk a
million people and as much as a gigabyte for what is spilled. A line is printed as soon as it is measured; the table
and what it comes to for the whole country are put into docs/性能.md.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from measuring import Cost, measure
from page import machine, put
from population import TOWN

NATION = 99  # 百万人：脱贫人口和监测对象
VALIDATE = "validate 全部"
FUPIN = [sys.executable, "-c", "from fupin_cli.cli import main; main()"]
ASKED = {
    VALIDATE: ["validate", "-q", "--statistics", "台账"],
    "reconcile 一个镇": ["reconcile", "-q", "--town", "试验1镇"],
    "report 一个镇的指标": ["report", "-q", "--town", "试验1镇", "-f", "json", "--no-check"],
}


@dataclass
class Spilled:
    """The most that lay in a folder at once, in MiB."""

    most: float = 0.0


@contextmanager
def watched(folder: Path) -> Iterator[Spilled]:
    """Look at the folder twice a second."""
    told, over = Spilled(), threading.Event()

    def look() -> None:
        while not over.wait(0.5):
            told.most = max(told.most, _size(folder) / 2**20)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield told
    finally:
        over.set()
        watcher.join()


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except FileNotFoundError:  # 刚刚用完删去
            continue
    return total


def home(folder: Path, people: int) -> Path:
    """A workspace over a population, with a folder for what is spilled."""
    (folder / "临时").mkdir(parents=True)
    towns = "".join(f'[[town]]\nname = "试验{number + 1}镇"\n' for number in range(-(-people // TOWN)))
    text = f'[workspace]\nperiod = "2023"\ntemp = "临时"\n{towns}'
    (folder / "fupin.toml").write_text(text, encoding="utf-8")
    # 另一个进程里生成：自己占得多，量到的内存峰值就不会比自己的小
    population = Path(__file__).with_name("population.py")
    subprocess.run([sys.executable, str(population), str(folder / "台账"), str(people)], check=True)
    return folder


def nation(found: "Found") -> str:
    """The lines through what was measured, drawn on to the whole country; what is kept in memory beside the limit
    grows as it does for a town, whose rows are always the same."""
    lines = ["| 做什么 | CPU 分钟 | 内存 GiB |", "| --- | ---: | ---: |"]
    beside = 0.0
    for name, costs in reversed(found.items()):
        sizes = list(costs)
        cpu = _drawn(sizes, [cost.cpu for cost, _ in costs.values()])
        peak = _drawn(sizes, [cost.peak for cost, _ in costs.values()]) / 1024
        beside = max(beside, peak) if name != VALIDATE else beside
        memory = f"`--memory` 加 {beside:.1f}" if name == VALIDATE else f"{peak:.1f}"
        lines.insert(2, f"| {name} | {cpu / 60:.0f} | {memory} |")
    return "\n".join(lines)


def _drawn(sizes: list[int], values: list[float]) -> float:
    line = statistics.linear_regression(sizes, values)
    return max(line.slope * NATION + line.intercept, 0.0)


Found = dict[str, dict[int, tuple[Cost, float]]]  # 做什么 → 百万人 → 代价和临时文件 MiB


def section(found: Found, memory: str, where: str) -> str:
    """The section of the page."""
    lines = [
        f"| 人数 | 做什么（`--memory {memory}`） | 秒 | CPU 秒 | 每百万人 CPU 秒 | 内存峰值 MiB | 临时文件 MiB |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    sizes = list(found[VALIDATE])
    lines += [_line(millions, name, *costs[millions]) for millions in sizes for name, costs in found.items()]
    text = [
        "## 大规模：在导出的表上校验\n",
        f"由 `python benchmarks/growth.py` 量出。{where}\n",
        "生成的人口（一人 35 列，每 5000 人一个镇），已是 `fupin export` 的 Parquet：没有读 Excel 的时间。每格是整个进程，"
        "只量一遍。\n",
        *lines,
    ]
    if len(sizes) > 1:
        text += [
            f"\n照各点的直线推到全国的 {NATION * 100} 万人（**没有量过**；临时文件要到内存装不下才有，推不出来）：\n",
            nation(found),
        ]
    return "\n".join(text) + "\n"


def _line(millions: int, name: str, cost: Cost, spilled: float) -> str:
    told = f"{cost.wall:.0f} | {cost.cpu:.1f} | {cost.cpu / millions:.1f} | {cost.peak:.0f} | {spilled:.0f}"
    return f"| {millions * 100}万 | {name} | {told} |"


def main() -> None:
    """Measure, print each line as soon as it is measured, and write down each size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("millions", type=int, nargs="+")
    parser.add_argument("--memory", default="4GB")
    options = parser.parse_args()
    where = machine()
    found: Found = {name: {} for name in ASKED}
    for millions in options.millions:
        place = home(options.folder / f"{millions}", millions * 1_000_000)
        for name, asked in ASKED.items():
            with watched(place / "临时") as spilled:
                cost = measure([*FUPIN, *asked, "--memory", options.memory], place)
            if cost.status not in {0, 1}:
                raise RuntimeError(f"{name} over {millions} million people ended with {cost.status}")
            found[name][millions] = cost, spilled.most
            print(_line(millions, name, cost, spilled.most), flush=True)
        put(section(found, options.memory, where))
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
