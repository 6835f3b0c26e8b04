"""Write docs/来源对照.md: each source beside the command that writes it, figure by figure.

`python docs/generate_sources.py` writes the page; `--check` only says whether it is current and every figure
equals the published one (exit 1 if not). The published figures stand in 来源对照.toml.
"""

import re
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from fupin_cli.counting import Figure, Figures
from fupin_cli.gathering import gather
from fupin_cli.outputs.numbers import plain_number
from fupin_cli.scope import choose
from fupin_cli.session import Session

DOCS = Path(__file__).parent
PAGE = DOCS / "来源对照.md"
HEAD = """<!-- 本页由 docs/generate_sources.py 生成，请改 docs/来源对照.toml，不要改这里 -->

# 来源对照

五份公开材料逐节逐数：左边是公布的数，右边是从示例台账用同名指标算出来的数。在各示例工作区里运行表头的命令，
就写出带着这些数的材料。带“余”的公布数是约数，台账给出准数。
"""


def figures(source: dict[str, Any]) -> Figures:
    """The figures of a source's example workspace."""
    session = Session.open(DOCS.parent / "examples" / source["workspace"], needed=True)
    home = session.home
    read = gather(home.ledger_files(), home)
    scope = choose(read, home.town(None).name, home.period(None), None, source.get("village", ""))
    return Figures(scope, session.catalogue)


def holds(published: str, figure: Figure) -> bool:
    """Whether the figure is the last number of the published words (two places; 余 allows a tenth more)."""
    number = Decimal(re.findall(r"\d+(?:\.\d+)?", published)[-1])
    places = Decimal(1) if published.endswith("%") and number == int(number) else Decimal("0.01")
    value = figure.value.quantize(places)
    return number <= value < number * Decimal("1.1") if "余" in published else number == value


def section(title: str, items: str, found: Figures) -> tuple[list[str], list[str]]:
    """The table of one section, and what does not agree."""
    lines = [f"\n### {title}\n", "| 公布的数 | 指标 | 台账算出 |", "| --- | --- | --- |"]
    wrong = []
    for item in items.split("；"):
        published, name = item.split("=")
        figure = found.find(name)
        shown = f"{plain_number(figure.value.quantize(Decimal('0.01')))}{figure.unit}"
        lines.append(f"| {published} | {name} | {shown} |")
        if not holds(published, figure):
            wrong.append(f"{title}：公布 {published}，{name} 是 {shown}")
    return lines, wrong


def page() -> tuple[str, list[str]]:
    """The page, and the figures that differ from the published ones."""
    sources = tomllib.loads((DOCS / "来源对照.toml").read_text(encoding="utf-8"))["source"]
    lines, wrong = [HEAD], []
    for source in sources:
        found = figures(source)
        lines.append(f"\n## {source['title']}\n\n`examples/{source['workspace']}`：`{source['command']}`")
        for title, items in source["sections"]:
            table, differs = section(title, items, found)
            lines += table
            wrong += [f"{source['title']} {line}" for line in differs]
    return "\n".join(lines) + "\n", wrong


def main() -> int:
    text, wrong = page()
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    if "--check" in sys.argv[1:]:
        stale = not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text
        if stale:
            sys.stderr.write(f"{PAGE.name} 不是最新的，请运行 python docs/generate_sources.py。\n")
        return int(stale or bool(wrong))
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
