"""数据来源表: each figure of the document with the ledger and sheet that it was counted from, rows and households.

What goes out with a document names no file, no person and no query; those stand in the 底稿.
"""

from collections.abc import Iterator

from fupin_cli.counting import Figure, Figures
from fupin_cli.engine.dataset import Dataset
from fupin_cli.periods import Period
from fupin_cli.privacy import mask_text
from fupin_cli.reporting.document import Align, Annex, Row, Table
from fupin_cli.reporting.written import Record
from fupin_cli.vocabulary.numbers import plain_number

TITLE = "数据来源表"

HEADER = ("序号", "数据", "数值", "单位", "台账", "工作表", "行数", "户数")
_ALIGN: tuple[Align, ...] = ("center", "left", "right", "center", "left", "left", "right", "right")
_SHOWN = 2  # 工作表多了只写前几张的名字
_NONE = "—"


def annex(figures: Figures, record: Record) -> Annex | None:
    """The list of all figures on record, those of 附表 among them, in their order; None where there is none."""
    rows = [
        (str(number), *cells)
        for number, cells in enumerate((*_counted(figures, record), *_quoted(record)), start=1)
    ]
    return Annex(TITLE, (Table("", (HEADER,), tuple(rows), _ALIGN),)) if rows else None


def _counted(figures: Figures, record: Record) -> Iterator[Row]:
    scope = figures.scope
    for name in dict.fromkeys((*record.figures, *record.earlier, *record.places)):
        now = record.figures.get(name) or (figures.figure(name) if name in record.places else None)
        if now is not None:
            yield row(figures, now)
        before = record.earlier.get(name)
        if before is not None and scope.earlier is not None:
            period = Period.parse(before.period).name
            yield f"{name}（{period}）", *_cells(figures, before, scope.earlier)


def row(figures: Figures, figure: Figure) -> Row:
    """The list's row of one of the figures, without its number."""
    return figure.name, *_cells(figures, figure, figures.scope.dataset)


def _cells(figures: Figures, figure: Figure, dataset: Dataset) -> Row:
    ledger = next(one.ledger for one in figures.catalogue.indicators if one.name == figure.name)
    value = f"{figure.value:.2f}" if figure.unit == "元" else plain_number(figure.value)
    sheets = list(dict.fromkeys(mask_text(source.sheet) for source in figure.sources))
    named = "、".join(sheets[:_SHOWN]) + (f"等{len(sheets)}张" if len(sheets) > _SHOWN else "")
    rows = sum(len(source.rows) for source in figure.sources) + figure.cut
    return value, figure.unit, ledger, named or _NONE, str(rows), _households(figure, dataset)


def _households(figure: Figure, dataset: Dataset) -> str:
    """How many 户编号 stand in the figure's rows; — where a row has none or not all are known."""
    if figure.cut:
        return _NONE
    wanted = {(source.file, source.sheet): frozenset(source.rows) for source in figure.sources}
    found: set[str] = set()
    for member in dataset.members:
        typed = member.typed
        rows = wanted.get((typed.reading.path, typed.table.sheet))
        if rows is None:
            continue
        column = typed.columns.get("户编号")
        for position, row in enumerate(typed.table.rows):
            if row in rows:
                key = column.texts[column.codes[position]] if column is not None else ""
                if not key:
                    return _NONE
                found.add(key)
    return str(len(found)) if found else _NONE


def _quoted(record: Record) -> Iterator[Row]:
    """Figures of another office's paper: its name stands for the ledger."""
    for item in record.quoted.values():
        paper = mask_text(f"{item.paper}{item.number}")
        yield item.name, plain_number(item.value), item.unit, paper, _NONE, _NONE, _NONE
