"""How time and memory grow with the people: validate a population, reconcile and count one of its towns.

`python growth.py FOLDER MILLIONS… [--memory 4GB]`, such as `growth.py /data 1 3 10 20`, needs some 30 MB of disk a
million people and ten times that for what is spilled. A line is printed as soon as it is measured.
"""

import argparse
import shutil
import sys
from pathlib import Path

from measuring import measure
from population import TOWN, make

FUPIN = [sys.executable, "-c", "from fupin_cli.cli import main; main()"]
ASKED = {
    "validate": ["validate", "-q", "--statistics", "台账"],
    "reconcile 一个镇": ["reconcile", "-q", "--town", "试验1镇"],
    "report 一个镇的指标": ["report", "-q", "--town", "试验1镇", "-f", "json", "--no-check"],
}


def home(folder: Path, people: int) -> Path:
    """A workspace over a population."""
    folder.mkdir(parents=True)
    towns = "".join(f'[[town]]\nname = "试验{number + 1}镇"\n' for number in range(-(-people // TOWN)))
    (folder / "fupin.toml").write_text(f'[workspace]\nperiod = "2023"\n{towns}', encoding="utf-8")
    make(folder / "台账", people)
    return folder


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("millions", type=int, nargs="+")
    parser.add_argument("--memory", default="4GB")
    options = parser.parse_args()
    print("| 人数 | 做什么 | 秒 | CPU 秒 | 内存峰值 MiB |\n| ---: | --- | ---: | ---: | ---: |")
    for millions in options.millions:
        place = home(options.folder / f"{millions}", millions * 1_000_000)
        for name, asked in ASKED.items():
            cost = measure([*FUPIN, *asked, "--memory", options.memory], place)
            if cost.status not in {0, 1}:
                raise RuntimeError(f"{name} over {millions} million people ended with {cost.status}")
            told = f"{millions * 100}万 | {name} | {cost.wall:.0f} | {cost.cpu:.0f} | {cost.peak:.0f}"
            print(f"| {told} |", flush=True)
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
