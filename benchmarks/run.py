"""Measure fupin beside its peers in one run and write docs/性能.md.

`python benchmarks/run.py [--rounds 3] [--quick]`, from the project's folder, in an environment with the extra
`bench`. Each figure is a whole process, the candidates take turns, the median of the rounds counts.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import make

HERE = Path(__file__).parent
FUPIN = [sys.executable, "-c", "from fupin_cli.cli import main; main()"]
PEERS = [sys.executable, str(HERE / "peers.py")]


def measure(command: list[str]) -> tuple[float, float]:
    """Seconds and peak MiB (0 where the system does not tell) of one process."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0
            peak = usage.ru_maxrss / 1024
        except AttributeError:  # Windows has no wait4
            process.wait()
            peak = 0.0
    return time.perf_counter() - started, peak


def rounds(candidates: dict[str, list[str]], count: int) -> dict[str, tuple[float, float]]:
    """Median seconds and largest peak of each candidate, in turns."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in candidates}
    for _ in range(count):
        for name, command in candidates.items():
            found[name].append(measure(command))
    return {n: (statistics.median(s for s, _ in runs), max(p for _, p in runs)) for n, runs in found.items()}


def table(title: str, results: dict[str, tuple[float, float]], base: str) -> str:
    """A Markdown table with ratios to `base`."""
    lines = [
        f"## {title}\n",
        f"| 做法 | 秒 | 与“{base}”之比 | 内存峰值 MiB |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, (seconds, peak) in results.items():
        lines.append(f"| {name} | {seconds:.2f} | {seconds / results[base][0]:.2f} | {peak:.0f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run all and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="leave out the slow peers")
    options = parser.parse_args()
    page = ["# 性能\n", "由 `python benchmarks/run.py` 在一次运行里轮流测出，每格是整个进程的中位数。\n"]
    page.append(f"机器：{platform.machine()}，Python {platform.python_version()}。\n")
    with tempfile.TemporaryDirectory() as room:
        files = make(Path(room))
        village, county = str(files["village"][0]), str(files["county"][0])
        example = str(HERE.parent / "examples" / "芦庙镇")
        small = {
            "只导入依赖": [*PEERS, "bare"],
            "空的 Typer 程序 --help": [sys.executable, str(HERE / "empty.py"), "--help"],
            "fupin --help": [*FUPIN, "--help"],
            "fupin validate 一个村": [*FUPIN, "validate", "-q", village],
            "fupin reconcile 一个镇": [*FUPIN, "reconcile", "-q", "-w", example],
            "fupin report 一个镇": [*FUPIN, "report", "-q", "--no-check", "-w", example, "-f", "docx"],
        }
        page.append(table("启动与日常", rounds(small, options.rounds + 2), "只导入依赖"))
        large = {
            "python-calamine 只读": [*PEERS, "calamine", county],
            "fupin validate（全部规则）": [*FUPIN, "validate", "-q", "-f", "json", county],
            "fupin validate 一百册": [
                *FUPIN,
                "validate",
                "-q",
                "-f",
                "json",
                str(files["county100"][0].parent),
            ],
        }
        if not options.quick:
            large |= {
                "pydantic 逐行（openpyxl）": [*PEERS, "pydantic_openpyxl", county],
                "pandera（pandas）": [*PEERS, "pandera", county],
                "frictionless validate": [*PEERS, "frictionless", county],
            }
        page.append(table("十万人 × 40 列", rounds(large, options.rounds), "python-calamine 只读"))
    text = "\n".join(page)
    (HERE.parent / "docs" / "性能.md").write_text(text, encoding="utf-8", newline="\n")
    print(text)


if __name__ == "__main__":
    main()
