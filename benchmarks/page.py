"""docs/性能.md: its sections are measured by themselves, each in one run, and put in the place of the older one."""

import os
import platform
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "性能.md"
_ARITHMETIC = [sys.executable, "-c", "for number in range(20_000_000): number * number % 7"]
_HEAD = """# 性能

各节由 `python benchmarks/run.py` 和 `growth.py` 写出，每节是一次运行里轮流测出的，只能在节里比；每格是整个进程。
"""
_HEADING = re.compile(r"^(?=## )", re.MULTILINE)


def put(section: str) -> None:
    """Write a section (`## 标题` and what follows) in place of the one of that title, or behind the others."""
    text = PAGE.read_text(encoding="utf-8")
    title = section.partition("\n")[0]
    _, *sections = _HEADING.split(text)
    titles = [each.partition("\n")[0] for each in sections]
    if title in titles:
        sections[titles.index(title)] = section
    else:
        sections.append(section)
    page = "\n".join(each.rstrip("\n") + "\n" for each in (_HEAD, *sections))
    PAGE.write_text(page, encoding="utf-8", newline="\n")


def machine() -> str:
    """What was measured on, and how much two processes do there together: siblings that share a core's units do far
    less than twice as much, and so do two cores on which others work."""
    alone: list[float] = []
    together: list[float] = []
    for _ in range(3):
        for count, times in ((1, alone), (2, together)):
            began = time.perf_counter()
            for one in [subprocess.Popen(_ARITHMETIC) for _ in range(count)]:
                one.wait()
            times.append(time.perf_counter() - began)
    gain = 2 * statistics.median(alone) / statistics.median(together)
    return (
        f"{platform.machine()}，{os.cpu_count()}核，Python {platform.python_version()}；测时两个进程同时做同样的纯算术，"
        f"合起来是一个进程的 {gain:.2f} 倍，用上两个核最多也就快这么多。"
    )
