"""Whole processes measured side by side: seconds on the clock, seconds of CPU, peak memory."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What a process took.

    Attributes:
        wall: seconds on the clock.
        cpu: seconds of all cores, worker processes included; 0 where the system does not tell.
        peak: MiB of the largest process; 0 where the system does not tell.
        status: its exit status.
    """

    wall: float
    cpu: float
    peak: float
    status: int


def _environment() -> dict[str, str]:
    """This process's, in which Python keeps what it compiled, as it does where fupin is installed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def measure(command: list[str], folder: Path | None = None) -> Cost:
    """Run a command, its output thrown away."""
    started = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, env=_environment()
    ) as process:
        if sys.platform == "win32":
            process.wait()
            return Cost(time.perf_counter() - started, 0.0, 0.0, process.returncode)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)


def in_turns(candidates: Mapping[str, list[str]], count: int, folder: Path | None = None) -> dict[str, Cost]:
    """Each candidate `count` times, taking turns: the medians of its times, the largest of its peaks.

    Raises:
        RuntimeError: a candidate could not do its work (status above 1).
    """
    found: dict[str, list[Cost]] = {name: [] for name in candidates}
    for _ in range(count):
        for name, command in candidates.items():
            cost = measure(command, folder)
            if cost.status not in {0, 1}:
                raise RuntimeError(f"{name}: {' '.join(command)} ended with {cost.status}")
            found[name].append(cost)
    return {name: middle(runs) for name, runs in found.items()}


def middle(runs: Sequence[Cost]) -> Cost:
    """The medians of the times, the largest of the peaks."""
    return Cost(
        statistics.median(run.wall for run in runs),
        statistics.median(run.cpu for run in runs),
        max(run.peak for run in runs),
        runs[-1].status,
    )


def table(title: str, said: str, results: Mapping[str, Cost], base: str) -> str:
    """A Markdown table with the ratios of the clock to `base`."""
    lines = [
        f"## {title}\n",
        f"{said}\n",
        f"| 做法 | 秒 | 与“{base}”之比 | CPU 秒 | 内存峰值 MiB |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, cost in results.items():
        ratio = cost.wall / results[base].wall
        lines.append(f"| {name} | {cost.wall:.2f} | {ratio:.2f} | {cost.cpu:.2f} | {cost.peak:.0f} |")
    return "\n".join(lines) + "\n"
