"""Where the time of one validate goes: `python stages.py FILE…` prints a Markdown table of CPU shares by stage."""

import sys
import time
from pathlib import Path

from fupin_cli.gathering import gather
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


if __name__ == "__main__":
    main([Path(item) for item in sys.argv[1:]])
