"""公示表: what may be posted on a village's wall, and nothing else.

Posted lists of monitoring must not show 证件号码, phone, bank account or state of health (the procedure of
防返贫监测: 村内公示 and 公告); columns that tell a disease by its consequence are left out as well.
"""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct, field

from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.office.cells import Cell, as_cell
from fupin_cli.office.papers import Paper
from fupin_cli.office.rosters import added, fetch, indicator_named, unknown_column
from fupin_cli.office.sheets import Page, workbook
from fupin_cli.patterns import regex
from fupin_cli.privacy import mask_text
from fupin_cli.vocabulary.ledger import Column, columns
from fupin_cli.vocabulary.registry import ledgers

_HEALTH = regex(r"健康|残疾|病|致贫|风险\d|医疗|自付|劳动能力")
_NAMES = ("村", "组", "户主姓名", "姓名", "学生姓名", "借款人", "名称")
_PLAIN = frozenset(
    {"家庭人口数", "监测对象类别", "岗位", "项目", "学校", "学历层次", "类别", "用途", "年度", "学期"}
)
_NUMBERS = frozenset({"户编号", "户主编号", "人编号", "合同号"})


class Notice(Struct):
    """A list to be posted."""

    title: str
    header: list[str]
    rows: list[list[Cell]]
    lines: list[str] = field(default_factory=list)


def public(name: str, column: Column) -> bool:
    """Whether a column may be posted."""
    return (
        not column.pii
        and not _HEALTH.search(name)
        and column.kind.label not in {"证件号码", "电话", "银行卡号"}
    )


def notice(figures: Figures, asked: str, wanted: Sequence[str], title: str, lines: list[str]) -> Notice:
    """The notice of a ledger, or of the rows behind an indicator.

    Raises:
        FupinError: no such ledger or indicator, no rows, a column that does not exist or must not be posted.
    """
    ledger, where = asked, "true"
    if asked not in ledgers():
        name = indicator_named(figures, asked)
        ids = [row_id for row_id, _ in figures.rows(name)]
        ledger = next(item.ledger for item in figures.catalogue.indicators if item.name == name)
        where = f"_id IN ({','.join(map(str, ids)) or '-1'})"
    known = columns(ledgers()[ledger])
    available = figures.engine.relations.available(ledger)
    if not available:
        raise FupinError(f"没有“{ledger}”台账，写不出公示表。", "请把这份台账放进工作区。")
    for column in wanted:
        if column not in known or column not in available:
            raise unknown_column(
                column, ledger, [n for n, c in known.items() if n in available and public(n, c)]
            )
        if not public(column, known[column]):
            raise FupinError(
                f"公示表里不能有“{column}”。", "证件号码、电话、银行卡号、健康状况不得公示，请去掉这一列。"
            )
    header = list(wanted) or _default(known, available, ledgers()[ledger].key)
    rows = fetch(figures, ledger, header, where)
    if not rows:
        raise FupinError(f"“{asked}”一行也没有，写不出公示表。", "请检查时期和村。")
    cells = [[_cell(value, known[name]) for name, value in zip(header, row, strict=True)] for row in rows]
    if not wanted:
        filled = [n for n in range(len(header)) if any(row[n] is not None for row in cells)]
        header = [header[n] for n in filled]
        cells = [[row[n] for n in filled] for row in cells]
    place = figures.scope.village or figures.scope.town
    return Notice(title or f"{place}{figures.scope.period.name}{asked}公示表", header, cells, lines)


def _default(known: dict[str, Column], available: set[str], key: Sequence[str]) -> list[str]:
    chosen = [
        name
        for name, column in known.items()
        if name in available
        and public(name, column)
        and name not in _NUMBERS
        and (name in _PLAIN or name in key or added(name, column))
    ]
    return list(dict.fromkeys([*(name for name in _NAMES if name in known and name in available), *chosen]))


def _cell(value: object, column: Column) -> Cell:
    cell = as_cell(value, column.kind.label)
    return mask_text(cell) if isinstance(cell, str) else cell


def posting_lines(phone: str, start: dt.date | None, days: int | None) -> list[str]:
    """公示期 and 监督电话; what is not given is left to be written by hand.

    Raises:
        FupinError: days without a beginning, or less than one.
    """
    if days is not None and (days < 1 or start is None):
        raise FupinError("公示天数要与公示开始日期一起写，至少1天。", "例如 --from 2023-05-08 --days 7。")
    if start is None:
        span = "公示期：　　　年　　月　　日至　　　年　　月　　日"
    elif days is None:
        span = f"公示期：{_day(start)}至　　　年　　月　　日"
    else:
        span = f"公示期：{_day(start)}至{_day(start + dt.timedelta(days=days - 1))}（{days}天）"
    return [
        f"{span}　　监督电话：{phone or '　　　　　　　　'}",
        "如有异议，请在公示期内向村委会或镇政府反映。",
    ]


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def as_xlsx(posted: Notice) -> bytes:
    """The notice as a workbook, marked as no ledger."""
    rows = [[number, *row] for number, row in enumerate(posted.rows, 1)]
    return workbook([Page("公示表", posted.title, ["序号", *posted.header], rows, lines=posted.lines)])


def as_docx(posted: Notice) -> bytes:
    """The notice on A4 paper."""
    paper = Paper(landscape=len(posted.header) > 7)
    paper.title(posted.title)
    for line in posted.lines:
        paper.line(line)
    rows = [
        [str(number), *("" if cell is None else str(cell) for cell in row)]
        for number, row in enumerate(posted.rows, 1)
    ]
    shares = [
        1.0,
        *(min(max(len(name), *(len(row[n]) for row in rows)), 12) for n, name in enumerate(posted.header, 1)),
    ]
    paper.table(["序号", *posted.header], rows, [max(share, 2.5) for share in shares])
    return paper.save(posted.title)
