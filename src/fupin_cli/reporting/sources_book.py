"""The 底稿: for each figure of a document its value, what it counts, files and rows, the names behind it."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from fupin_cli.counting import Figures
from fupin_cli.reporting.written import Record
from fupin_cli.tracing import sources

_NAMES = ("姓名", "学生姓名", "借款人", "户主姓名", "帮扶人", "名称", "标题", "主题", "事项", "项目", "指标")


class Page(Struct, frozen=True):
    """One sheet: its name, what it holds, its header and rows."""

    name: str
    title: str
    header: Sequence[str]
    rows: list[Sequence[str | int | Decimal | None]]


def pages(figures: Figures, record: Record, progress: Callable[[str], None] = lambda _: None) -> list[Page]:
    """The sheets, the same for the same ledgers; they hold names and ID numbers as the ledgers do.

    `progress` is told each figure before its names are listed.
    """
    head = ("序号", "指标", "数值", "单位", "数的是什么", "口径", "地方", "时期", "数据日", "行数", "上期数")
    who = ("指标", "村", "户编号", "名称", "证件号码", "计数", "文件", "工作表", "行")
    quoted = ("来文", "文号", "指标", "数值", "单位", "原文")
    every = (
        Page("数字", "材料里的数字", head, [*_figures(figures, record)]),
        Page("出处", "每个数出自哪些行", ("指标", "文件", "工作表", "行数", "行号"), [*_places(record)]),
        Page("名单", "每个数背后的户和人", who, [*_names(figures, record, progress)]),
        Page("各村各镇数", "列表和附表里的数", ("指标", "地方", "数值"), [*_by_place(record)]),
        Page("引用数据", "引用来文的数字", quoted, [*_quoted(record)]),
        Page("查法", "每个数的查法", ("指标", "查法"), [*_queries(record)]),
        Page("输入文件", "台账文件", ("文件", "SHA-256"), [*_files(figures)]),
    )
    return [page for page in every if page.rows]


def _figures(figures: Figures, record: Record) -> Iterator[Sequence[str | int | Decimal | None]]:
    for number, figure in enumerate(record.figures.values(), start=1):
        before = record.earlier.get(figure.name)
        yield (
            number,
            figure.name,
            figure.value,
            figure.unit,
            figure.says,
            "期末数" if figure.kind == "stock" else "本期数",
            figure.village or figure.town,
            figure.period,
            figures.scope.day.isoformat(),
            sum(len(source.rows) for source in figure.sources) + figure.cut,
            before.value if before else None,
        )


def _places(record: Record) -> Iterator[Sequence[str | int | Decimal | None]]:
    for figure in record.figures.values():
        for source in figure.sources:
            rows = "、".join(str(row) for row in source.rows)
            yield figure.name, source.file, source.sheet, len(source.rows), rows[:30000]


def _names(
    figures: Figures, record: Record, progress: Callable[[str], None]
) -> Iterator[Sequence[str | int | Decimal | None]]:
    dataset = figures.scope.dataset
    for figure in record.figures.values():
        progress(f"正在列“{figure.name}”的名单")
        for row_id, value in figures.rows(figure.name):
            member, position = dataset.locate(row_id)
            (source,) = sources(dataset, [row_id])

            def text(name: str, member: Any = member, position: int = position) -> str:
                column = member.typed.columns.get(name)
                return column.texts[column.codes[position]] or "" if column else ""

            shown = next((found for name in _NAMES if (found := text(name))), "")
            village = text("村") or member.typed.table.place.get("村", "")
            yield (
                figure.name,
                village,
                text("户编号"),
                shown,
                text("证件号码"),
                value,
                source.file,
                source.sheet,
                source.rows[0],
            )


def _by_place(record: Record) -> Iterator[Sequence[str | int | Decimal | None]]:
    for name, values in record.places.items():
        for place, value in values.items():
            yield name, place or "镇本级", value


def _quoted(record: Record) -> Iterator[Sequence[str | int | Decimal | None]]:
    for item in record.quoted.values():
        yield item.paper, item.number, item.name, item.value, item.unit, item.words


def _queries(record: Record) -> Iterator[Sequence[str | int | Decimal | None]]:
    for figure in record.figures.values():
        yield figure.name, figure.sql
    for sql in record.queries:
        yield "（列举）", sql


def _files(figures: Figures) -> Iterator[Sequence[str | int | Decimal | None]]:
    known = {m.typed.reading.path: m.typed.reading.sha256 for m in figures.scope.dataset.members}
    if figures.scope.earlier is not None:
        known |= {m.typed.reading.path: m.typed.reading.sha256 for m in figures.scope.earlier.members}
    yield from sorted(known.items())
