"""Measure fupin beside its peers and write docs/性能.md.

`python benchmarks/run.py [SECTION…] [--rounds 3]`, from anywhere, in an environment with the extra `bench`, on a
machine that does nothing else. Each figure is a whole process; the candidates of a section take turns in one run and
the median of the rounds counts. Without a SECTION (日常, 县, 同行, 缓存, 阶段) all are measured; those that are not keep
what they say. How all grows with the people is measured by growth.py.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measuring import Cost, in_turns, middle, table
from page import machine, put

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


def daily(room: Path, rounds: int) -> str:
    """What a clerk waits for."""
    village, town = str(room / "village.xlsx"), str(room / "town.xlsx")
    candidates = {
        "只导入依赖": [*PEERS, "bare"],
        "空的 Typer 程序 --help": [sys.executable, str(HERE / "empty.py"), "--help"],
        "fupin --help": [*FUPIN, "--help"],
        "fupin validate 一个村（300人）": [*FUPIN, "validate", "-q", village],
        "fupin validate 一个镇（2000人）": [*FUPIN, "validate", "-q", town],
        "fupin reconcile 芦庙镇": [*FUPIN, "reconcile", "-q", "-w", str(EXAMPLE)],
        "fupin report 芦庙镇 --no-check": [
            *FUPIN,
            "report",
            "-q",
            "--no-check",
            "-w",
            str(EXAMPLE),
            "-f",
            "docx",
        ],
        "fupin report 芦庙镇（先校验、核对）": [*FUPIN, "report", "-q", "-w", str(EXAMPLE), "-f", "docx"],
    }
    return table("启动与日常", "小文件主要花在启动上。", in_turns(candidates, rounds + 2), "只导入依赖")


def county(room: Path, rounds: int) -> str:
    """A hundred thousand people, in one sheet and in a hundred workbooks."""
    one, many = str(room / "county.xlsx"), str(room / "county100")
    validate = ["validate", "-q", "-f", "json"]
    candidates = {
        "python-calamine 只读": [*PEERS, "calamine", one],
        "fupin validate 一张表": [*FUPIN, *validate, one],
        "fupin validate 一百册，一个进程": [*ONE_CORE, *validate, many],
        "fupin validate 一百册，各核都用": [*FUPIN, *validate, many],
    }
    said = "fupin 做全部规则（跨行、跨户、跨表），每处带着格子的地址。"
    return table("十万人 × 40 列", said, in_turns(candidates, rounds), "python-calamine 只读")


def peers(room: Path, _: int) -> str:
    """What others do on the same sheet; they take minutes, so each once, and fupin before, between and behind them."""
    one = str(room / "county.xlsx")
    ours = {"fupin validate": [*FUPIN, "validate", "-q", "-f", "json", one]}
    others = {
        "python-calamine 只读": [*PEERS, "calamine", one],
        "dataframely（polars）": [*PEERS, "dataframely", one],
        "pydantic 逐行（openpyxl）": [*PEERS, "pydantic_openpyxl", one],
        "pandera（pandas）": [*PEERS, "pandera", one],
        "frictionless validate": [*PEERS, "frictionless", one],
    }
    in_turns(ours, 1)
    mine: list[Cost] = []
    results: dict[str, Cost] = {}
    for name, command in others.items():
        mine += in_turns(ours, 1).values()
        results |= in_turns({name: command}, 1)
    mine += in_turns(ours, 1).values()
    said = (
        "同一张表、同一次运行。同行只做类型、取值、必填、号码格式和非负；fupin 做全部规则（跨行、跨户、跨表），每处带着格子的"
        f"地址。同行各跑一遍，fupin 穿插着跑{len(mine)}遍，取中位数。"
    )
    return table(
        "和同行比：十万人一张表", said, {"fupin validate": middle(mine), **results}, "fupin validate"
    )


def second_run(room: Path, rounds: int) -> str:
    """Reading a hundred workbooks again, from the cache."""
    home = room / "缓存"
    home.mkdir()
    shutil.copytree(room / "county100", home / "台账")
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


def stages(room: Path, _: int) -> str:
    """Where the time goes."""
    command = [sys.executable, str(HERE / "stages.py"), str(room / "county.xlsx")]
    told = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")
    return f"## 时间花在哪里\n\n十万人一张表，一个进程里逐步量（CPU 秒）：{told}"


SECTIONS: dict[str, Callable[[Path, int], str]] = {
    "日常": daily,
    "县": county,
    "同行": peers,
    "缓存": second_run,
    "阶段": stages,
}


def main() -> None:
    """Run what is asked for, and put it on the page as soon as it is measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "sections", nargs="*", metavar="SECTION", help=f"{'、'.join(SECTIONS)}; all by default"
    )
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    unknown = set(options.sections) - SECTIONS.keys()
    if unknown:
        parser.error(f"no section {'、'.join(sorted(unknown))}; there are {'、'.join(SECTIONS)}")
    where = machine()
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        # 另一个进程里生成：自己占得多，量到的内存峰值就不会比自己的小
        subprocess.run([sys.executable, str(HERE / "generate.py"), str(room)], check=True)
        for section in options.sections or SECTIONS:
            text = SECTIONS[section](room, options.rounds)
            put(f"{text.rstrip()}\n\n测于：{where}\n")
            print(text, flush=True)
    put((HERE / "还差什么.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
