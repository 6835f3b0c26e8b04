"""核实单: one a village, to be printed or typed into."""

from collections.abc import Sequence

from fupin_cli.office.papers import Paper
from fupin_cli.office.register import Entry
from fupin_cli.office.sheets import Page, workbook

HEADER = ["编号", "组", "户主", "证件号后四位", "需要核实的问题", "核实结果", "核实人", "核实日期"]
_SHARES = (14, 9, 10, 9, 46, 34, 12, 14)


def _title(village: str) -> str:
    return f"{village}问题核实单"


def _lines(town: str, day: str, count: int) -> list[str]:
    return [
        f"{town}　数据日期：{day}　共{count}条。请逐条核实，填好后三栏交回，编号不要改动。",
        "情况属实并已改台账的写“已改”；台账没有错的写“无误”和理由；需要镇里处理的写明情况。",
    ]


def _rows(entries: Sequence[Entry]) -> list[list[str]]:
    return [
        [entry.number, entry.question.group, entry.question.head, entry.question.tail, entry.question.text]
        + [""] * 3
        for entry in entries
    ]


def as_docx(village: str, town: str, day: str, entries: Sequence[Entry]) -> bytes:
    """The slip on A4 paper, lengthwise."""
    paper = Paper(landscape=True)
    paper.title(_title(village))
    for line in _lines(town, day, len(entries)):
        paper.line(line)
    paper.table(HEADER, _rows(entries), _SHARES, height=12)
    paper.line("村负责人（签字）：　　　　　　　　　　交回日期：")
    return paper.save(_title(village))


def as_xlsx(village: str, town: str, day: str, entries: Sequence[Entry]) -> bytes:
    """The slip as a workbook."""
    page = Page("核实单", _title(village), HEADER, [list(row) for row in _rows(entries)])
    page.lines = _lines(town, day, len(entries))
    page.widths = dict(enumerate(_SHARES))
    return workbook([page])
