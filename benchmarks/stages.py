"""Where the time of one validate goes: `python stages.py FILE` prints a Markdown table of CPU shares by stage.

And how long all rules take beside reading the same sheet by python-calamine, by the clock.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from fupin_cli.engine.duck import DuckEngine
from fupin_cli.gathering import Gathered, gather
from fupin_cli.judging import judge
from fupin_cli.outputs import findings as shown
from fupin_cli.reading.read import read_file
from fupin_cli.session import Session
from fupin_cli.validating import validate


def main(files: list[Path]) -> None:
    """Run the stages one after the other in this process."""
    clock = time.process_time
    marks = [("启动：导入和规则目录", 0.0, clock())]
    session = Session(None)
    selection, policies = session.selection(), session.policies
    marks.append(("规则目录装入", marks[-1][2], clock()))
    readings = [read_file(path) for path in files]
    marks.append(("读：解压、解析、认表头", marks[-1][2], clock()))
    for reading in readings:
        for item in reading.tables:
            judge(item, reading)
    marks.append(("判：每个不同的值按列的类型判一次", marks[-1][2], clock()))
    gathered = gather(files)
    before = clock()
    result = validate(gathered, session.catalogue, policies, selection)
    marks.append(("规则：装入引擎、全部规则、列出问题", before, clock()))
    text = shown.as_json(gathered, result, shown.Renderer(session.catalogue, show_pii=False))
    marks.append(("写出 JSON", marks[-1][2], clock()))
    total = sum(after - start for _, start, after in marks)
    print(f"{len(result.findings)}处问题，输出{len(text) >> 10}KB。\n")
    print("| 步骤 | CPU 秒 | 占比 |\n| --- | ---: | ---: |")
    for name, start, after in marks:
        print(f"| {name} | {after - start:.2f} | {(after - start) / total:.0%} |")
    alone = min(_read(files[0]) for _ in range(3))
    loading, asking = (
        min(times) for times in zip(*(_rules(gathered, session) for _ in range(3)), strict=True)
    )
    print(
        f"\n全部规则（墙钟，三次里最快的）：装入引擎 {loading:.2f} 秒，铺表和查询 {asking:.2f} 秒；python-calamine 只读"
        f"同一张表 {alone:.2f} 秒。查询是读的 {asking / alone:.2f} 倍，连装入 {(loading + asking) / alone:.2f} 倍。"
    )


def _read(path: Path) -> float:
    began = time.perf_counter()
    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return time.perf_counter() - began


def _rules(gathered: Gathered, session: Session) -> tuple[float, float]:
    """Seconds of loading the engine, and of all its queries."""
    spent = {"__init__": 0.0, "lay": 0.0, "at_once": 0.0}
    before = {name: getattr(DuckEngine, name) for name in spent}

    def timed(name: str) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return before[name](*given, **named)
            finally:
                spent[name] += time.perf_counter() - began

        return run

    for name in spent:
        setattr(DuckEngine, name, timed(name))
    validate(gathered, session.catalogue, session.policies, session.selection())
    for name, method in before.items():
        setattr(DuckEngine, name, method)
    return spent["__init__"], spent["lay"] + spent["at_once"]


if __name__ == "__main__":
    main([Path(item) for item in sys.argv[1:]])
