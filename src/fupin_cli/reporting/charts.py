"""Charts drawn: where their boxes and words stand; and as SVG, for a browser that brings the fonts."""

from collections.abc import Iterator
from decimal import Decimal
from html import escape
from typing import Literal

from msgspec import Struct

from fupin_cli.reporting.document import Chart
from fupin_cli.reporting.docx_units import width as characters

COLOURS = ("#9e1b1b", "#d98a4b", "#5b7c99", "#b9c4cc", "#3d4f5c", "#e3cfa8")
"""Dark and light in turn, so that they differ on a grey copy too."""

SIZE = 14.0
"""The em of all words."""

_WIDTH, _BAR, _GAP = 440.0, 22.0, 12.0
_LEGEND = 28.0
_REST = "#e6e6e6"


class Box(Struct, frozen=True):
    """A filled rectangle; `x` and `y` are its top left corner."""

    x: float
    y: float
    width: float
    height: float
    colour: str


class Words(Struct, frozen=True):
    """A line of black words that begins or ends at `x`; `y` is the middle of its height."""

    x: float
    y: float
    text: str
    anchor: Literal["start", "end"]


class Drawing(Struct, frozen=True):
    """A chart on its canvas; a unit is a pixel of 96 to the inch."""

    width: float
    height: float
    marks: tuple[Box | Words, ...]


def draw(chart: Chart, width: float = _WIDTH, tallest: float = float("inf")) -> Drawing:
    """The chart on a canvas of that width; its bars are narrowed where it would stand higher than `tallest`."""
    labels = min(max(characters(label) for label in chart.labels) * SIZE + 10, width * 0.4)
    beside = [_beside(chart, number) for number in range(len(chart.labels))]
    figures = max(characters(text) for texts in beside for text in texts) * SIZE + 14
    top = _LEGEND if len(chart.series) > 1 else 4.0
    rows = len(chart.series) if chart.kind == "bar" else 1
    narrow = min(1.0, (tallest - top) / (len(chart.labels) * (rows * _BAR + _GAP)))
    bar, gap = _BAR * narrow, _GAP * narrow
    step = rows * bar + gap
    scale = (width - labels - figures) / float(_span(chart))
    marks: list[Box | Words] = list(_legend(chart)) if len(chart.series) > 1 else []
    for number, label in enumerate(chart.labels):
        y = top + number * step
        marks.append(Words(labels - 8, y + rows * bar / 2 - _white(bar) / 2, label, "end"))
        marks.extend(_bars(chart, number, labels, y, bar, scale))
    return Drawing(width, top + len(chart.labels) * step, tuple(marks))


def in_words(chart: Chart) -> str:
    """What the chart shows, for who cannot see it: 各村脱贫户（户）：甲村12，乙村3。"""
    lines = [
        label + " / ".join(_figure(chart, series.values[number]) for series in chart.series)
        for number, label in enumerate(chart.labels)
    ]
    return f"{chart.title}：{'，'.join(lines)}。"


def svg(chart: Chart) -> str:
    """The chart as an `svg` element that fills the width it is given."""
    drawing = draw(chart)
    return (
        f'<svg viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" '
        f'aria-label="{escape(chart.title)}" font-size="{SIZE:g}">{"".join(map(_element, drawing.marks))}</svg>'
    )


def _element(mark: Box | Words) -> str:
    if isinstance(mark, Box):
        return (
            f'<rect x="{mark.x:.1f}" y="{mark.y:.1f}" width="{mark.width:.1f}" height="{mark.height:g}" '
            f'fill="{mark.colour}"/>'
        )
    place = f'x="{mark.x:.1f}" y="{mark.y:.1f}" text-anchor="{mark.anchor}"'
    return f'<text {place} dominant-baseline="central">{escape(mark.text)}</text>'


def _figures(chart: Chart) -> list[Decimal]:
    """How long the bars are."""
    if chart.kind == "stacked":
        return [sum(values, Decimal(0)) for values in zip(*(one.values for one in chart.series), strict=True)]
    return [value for series in chart.series for value in series.values]


def _beside(chart: Chart, number: int) -> list[str]:
    """What stands beside a label's bars; of a stack its parts, for the same home may be in two of them."""
    texts = [_figure(chart, series.values[number]) for series in chart.series]
    return [" / ".join(texts)] if chart.kind == "stacked" else texts


def _span(chart: Chart) -> Decimal:
    """What the whole width stands for."""
    if chart.kind == "progress":
        return Decimal(100)
    return max([*_figures(chart), Decimal(0)]) or Decimal(1)


def _bars(
    chart: Chart, number: int, left: float, y: float, bar: float, scale: float
) -> Iterator[Box | Words]:
    if chart.kind == "stacked":
        x = left
        for colour, series in zip(_colours(chart), chart.series, strict=True):
            length = _length(series.values[number], scale)
            yield _bar(x, y, length, bar, colour)
            x += length
        yield Words(x + 6, y + (bar - _white(bar)) / 2, _beside(chart, number)[0], "start")
        return
    for row, (colour, series) in enumerate(zip(_colours(chart), chart.series, strict=True)):
        value, bar_y = series.values[number], y + (row * bar if chart.kind == "bar" else 0)
        end = left + _length(min(value, _span(chart)), scale)
        if chart.kind == "progress":
            yield _bar(left, bar_y, 100 * scale, bar, _REST)
        yield _bar(left, bar_y, end - left, bar, colour)
        edge = left + 100 * scale if chart.kind == "progress" else end
        yield Words(edge + 6, bar_y + (bar - _white(bar)) / 2, _figure(chart, value), "start")


def _legend(chart: Chart) -> Iterator[Box | Words]:
    x = 0.0
    for colour, series in zip(_colours(chart), chart.series, strict=True):
        yield Box(x, 2, 14, 14, colour)
        yield Words(x + 20, 9, series.name, "start")
        x += 20 + (characters(series.name) + 1.5) * SIZE


def _colours(chart: Chart) -> list[str]:
    return [COLOURS[number % len(COLOURS)] for number in range(len(chart.series))]


def _length(value: Decimal, scale: float) -> float:
    return max(float(value), 0.0) * scale


def _figure(chart: Chart, value: Decimal) -> str:
    return f"{value:f}%" if chart.kind == "progress" else f"{value:f}"


def _bar(x: float, y: float, length: float, room: float, colour: str) -> Box:
    return Box(x, y, length, room - _white(room), colour)


def _white(room: float) -> float:
    """What a bar leaves white below it of its room."""
    return room * 2 / 11
