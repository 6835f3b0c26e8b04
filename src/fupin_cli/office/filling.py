"""The county's form filled with figures: by `{{指标}}` in its cells, or by the workspace's [[form]]."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from fupin_cli.counting import Figure, Figures
from fupin_cli.errors import FupinError
from fupin_cli.office.cells import Cell
from fupin_cli.office.form_cells import FormBook
from fupin_cli.office.rosters import indicator_named, roster
from fupin_cli.office.sheets import Page
from fupin_cli.outputs.balances import number
from fupin_cli.outputs.numbers import amount, source_text
from fupin_cli.patterns import regex
from fupin_cli.reading.units import factor

_MARK = regex(r"\{\{\s*([^{}|@]+?)\s*(?:@\s*([^{}|@]+?)\s*)?(?:\|\s*([^{}|@]+?)\s*)?\}\}")


class Wanted(Struct, frozen=True):
    """A figure that a cell asks for: of a village where one is named, in a unit where one is named."""

    name: str
    village: str = ""
    unit: str = ""

    @classmethod
    def parse(cls, text: str) -> "Wanted":
        """`指标`, `指标@村`, `指标|万元` or `指标@村|万元`.

        Raises:
            FupinError: none of these.
        """
        match = _MARK.fullmatch("{{" + text + "}}")
        if match is None:
            raise FupinError(f"看不懂“{text}”。", "写成 指标、指标@村 或 指标|万元。")
        return cls(match[1], match[2] or "", match[3] or "")


class Put(Struct, frozen=True):
    """What went into a cell; `value` is None where no ledger gives the figure."""

    sheet: str
    address: str
    wanted: Wanted
    value: Decimal | None
    figure: Figure | None
    because: str = ""


class Filled(Struct):
    """A filled form."""

    content: bytes
    puts: list[Put] = field(default_factory=list)

    @property
    def blank(self) -> list[Put]:
        """Cells that stayed empty."""
        return [put for put in self.puts if put.value is None]


def as_record(filled: Filled) -> dict[str, object]:
    """What went into which cell and what stayed empty, for programs; values are what was written, not rounded."""
    cells = [
        {
            "sheet": put.sheet,
            "cell": put.address,
            "figure": put.wanted.name,
            "village": put.wanted.village or None,
            "unit": put.wanted.unit or None,
            "value": None if put.value is None else number(put.value),
            "because": put.because or None,
        }
        for put in filled.puts
    ]
    blank = len(filled.blank)
    return {"filled": len(cells) - blank, "blank": blank, "cells": cells}


def mapped_cells(forms: Sequence[Mapping[str, Any]], path: Path) -> dict[str, str]:
    """The cells that a [[form]] of fupin.toml gives for this file: `表1!C5` → `指标`.

    Raises:
        FupinError: a [[form]] is not made of `file` and `cells`.
    """
    found: dict[str, str] = {}
    for form in forms:
        if set(form) != {"file", "cells"} or not isinstance(form["cells"], dict):
            raise FupinError(
                "fupin.toml 的 [[form]] 要有 file 和 cells 两项。",
                "运行 fupin fill 县月报.xlsx --suggest 看写法。",
            )
        if str(form["file"]) in path.stem:
            found |= {str(cell): str(name) for cell, name in form["cells"].items()}
    return found


def fill(path: Path, figures: Figures, cells: Mapping[str, str]) -> Filled:
    """Put figures into the form at `path`.

    Raises:
        FupinError: no xlsx, an indicator or a village that is not known, nothing to fill in.
    """
    book = FormBook(path)
    work = _Values(figures)
    puts: list[Put] = []
    for spot in list(book.texts()):
        marks = list(_MARK.finditer(spot.text))
        if not marks:
            continue
        found = [work.put(spot.sheet, spot.address, Wanted(m[1], m[2] or "", m[3] or "")) for m in marks]
        puts += found
        if len(marks) == 1 and marks[0][0] == spot.text.strip():
            book.put(spot.sheet, spot.address, found[0].value)
            continue
        text = spot.text
        for mark, put in zip(marks, found, strict=True):
            shown = "" if put.value is None else _shown(put.value)
            text = text.replace(mark[0], shown, 1)
        book.put(spot.sheet, spot.address, text)
    for cell, name in cells.items():
        sheet, _, address = cell.rpartition("!")
        put = work.put(sheet or book.sheets[0], address, Wanted.parse(name))
        puts.append(put)
        book.put(put.sheet, put.address, put.value)
    if not puts:
        raise FupinError(
            f"“{path}”里没有要填的格。",
            "在格里写 {{指标名}}，或运行 fupin fill 县月报.xlsx --suggest 生成对应关系放进 fupin.toml。",
        )
    return Filled(book.save(), puts)


class _Values:
    """Figures as cells want them, each computed once."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def put(self, sheet: str, address: str, wanted: Wanted) -> Put:
        name = indicator_or_none(self._figures, wanted.name)
        figure = self._figures.figure(name) if name else None
        if figure is None:
            because = self._lacking(wanted.name)
            return Put(sheet, address, wanted, None, None, because)
        value = figure.value
        if wanted.village:
            villages = self._figures.by_village(figure.name)
            there = {m.typed.table.place.get("村", "") for m in self._figures.scope.dataset.members}
            if wanted.village not in villages and wanted.village not in there:
                return Put(sheet, address, wanted, None, figure, f"没有{wanted.village}的台账")
            value = villages.get(wanted.village, Decimal(0))
        if wanted.unit:
            scale = factor(wanted.unit, figure.unit)
            if scale is None:
                raise FupinError(
                    f"“{figure.name}”的单位是{figure.unit}，不能换成{wanted.unit}。",
                    f"请改 {sheet}!{address}。",
                )
            value /= scale
        return Put(sheet, address, wanted, value, figure)

    def _lacking(self, name: str) -> str:
        try:
            self._figures.find(indicator_named(self._figures, name))
        except FupinError as error:
            return error.message.rstrip("。")
        return "没有可取的值"


def indicator_or_none(figures: Figures, name: str) -> str | None:
    """The indicator's own name; None where its ledger is absent.

    Raises:
        FupinError: no such indicator.
    """
    known = {text for item in figures.catalogue.indicators for text in (item.name, *item.synonyms)}
    if not {name, f"{name}户数", f"{name}人数", f"{name}数"} & known:
        figures.find(name)  # raises with the nearest names
    return indicator_named(figures, name)


def _shown(value: Decimal) -> str:
    from fupin_cli.vocabulary.numbers import plain_number

    return plain_number(value)


def source_pages(filled: Filled, figures: Figures, place: str) -> list[Page]:
    """The 底稿: each cell with its figure and files, then the names behind each figure."""
    overview = Page(
        "底稿", f"{place}填表底稿", ["工作表", "单元格", "指标", "村", "填入", "单位", "数的是", "来自"]
    )
    pages = [overview]
    listed: dict[str, Page] = {}
    for put in filled.puts:
        figure = put.figure
        row: list[Cell] = [put.sheet, put.address, put.wanted.name, put.wanted.village, put.value]
        if figure is None or put.value is None:
            overview.rows.append([*row, put.wanted.unit, "没有填", put.because])
            continue
        files = "；".join(source_text(source) for source in figure.sources)
        overview.rows.append([*row, put.wanted.unit or figure.unit, figure.says, files])
        if figure.name not in listed:
            title = f"{figure.name}：{amount(figure.value, figure.unit)}"
            listed[figure.name] = roster(figures, figure.name).page(figure.name, title)
    return [*pages, *listed.values()]
