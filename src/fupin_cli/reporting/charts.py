"""Charts as SVG, labels and figures being text: no script, no font file, fit for a grey copy."""

from collections.abc import Iterator
from decimal import Decimal
from html import escape

from fupin_cli.reporting.document import Chart
from fupin_cli.reporting.docx_units import width as characters

COLOURS = ("#9e1b1b", "#d98a4b", "#5b7c99", "#b9c4cc", "#3d4f5c", "#e3cfa8")
"""Dark and light in turn, so that they differ on a grey copy too."""

_WIDTH, _BAR, _GAP, _SIZE = 440.0, 22.0, 12.0, 14.0
_LEGEND = 28.0


def svg(chart: Chart) -> str:
    """The chart as an `svg` element that fills the width it is given."""
    labels = min(max(characters(label) for label in chart.labels) * _SIZE + 10, _WIDTH * 0.4)
    beside = [_beside(chart, number) for number in range(len(chart.labels))]
    figures = max(characters(text) for texts in beside for text in texts) * _SIZE + 14
    room = _WIDTH - labels - figures
    top = _LEGEND if len(chart.series) > 1 else 4.0
    rows = len(chart.series) if chart.kind == "bar" else 1
    step = rows * _BAR + _GAP
    scale = room / float(_span(chart))
    parts = list(_legend(chart)) if len(chart.series) > 1 else []
    for number, label in enumerate(chart.labels):
        y = top + number * step
        parts.append(_words(labels - 8, y + (step - _GAP) / 2, label, "end"))
        parts.extend(_bars(chart, number, labels, y, scale))
    height = top + len(chart.labels) * step
    return (
        f'<svg viewBox="0 0 {_WIDTH:g} {height:g}" role="img" '
        f'aria-label="{escape(chart.title)}" font-size="{_SIZE:g}">{"".join(parts)}</svg>'
    )


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


def _bars(chart: Chart, number: int, left: float, y: float, scale: float) -> Iterator[str]:
    if chart.kind == "stacked":
        x = left
        for colour, series in zip(_colours(chart), chart.series, strict=True):
            length = _length(series.values[number], scale)
            yield _box(x, y, length, colour)
            x += length
        yield _words(x + 6, y + _BAR / 2, _beside(chart, number)[0], "start")
        return
    for row, (colour, series) in enumerate(zip(_colours(chart), chart.series, strict=True)):
        value, bar_y = series.values[number], y + (row * _BAR if chart.kind == "bar" else 0)
        end = left + _length(min(value, _span(chart)), scale)
        if chart.kind == "progress":
            yield _box(left, bar_y, 100 * scale, "#e6e6e6")
        yield _box(left, bar_y, end - left, colour)
        edge = left + 100 * scale if chart.kind == "progress" else end
        yield _words(edge + 6, bar_y + _BAR / 2, _figure(chart, value), "start")


def _legend(chart: Chart) -> Iterator[str]:
    x = 0.0
    for colour, series in zip(_colours(chart), chart.series, strict=True):
        yield _box(x, 2, 14, colour, 14)
        yield _words(x + 20, 9, series.name, "start")
        x += 20 + (characters(series.name) + 1.5) * _SIZE


def _colours(chart: Chart) -> list[str]:
    return [COLOURS[number % len(COLOURS)] for number in range(len(chart.series))]


def _length(value: Decimal, scale: float) -> float:
    return max(float(value), 0.0) * scale


def _figure(chart: Chart, value: Decimal) -> str:
    return f"{value:f}%" if chart.kind == "progress" else f"{value:f}"


def _box(x: float, y: float, length: float, colour: str, height: float = _BAR - 4) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{length:.1f}" height="{height:g}" fill="{colour}"/>'


def _words(x: float, y: float, text: str, anchor: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} dominant-baseline="central">{escape(text)}</text>'
