"""Charts of a docx as shapes of Word's own, lettered with outlines: the same everywhere, whatever fonts are there.

A shape needs no picture, prints sharp, and is bytes of the document's words alone; python-docx has no shapes, so
their XML is written here (ECMA-376-1 20.1.9 for outlines; the group is Office 2010's, read by WPS and LibreOffice).
"""

from collections.abc import Iterable
from html import escape
from itertools import count
from typing import TYPE_CHECKING

from fupin_cli.reporting import charts, glyphs
from fupin_cli.reporting.charts import SIZE, Box, Words
from fupin_cli.reporting.document import Chart
from fupin_cli.reporting.docx_units import LINE, TEXT_HEIGHT, TEXT_WIDTH

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

_MS = "http://schemas.microsoft.com/office/word/2010"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:wpg="{_MS}/wordprocessingGroup" xmlns:wps="{_MS}/wordprocessingShape"'
)
_EMU = 9525  # in a pixel of 96 to the inch
_PIXEL = 15  # twips in one
_TALLEST = (TEXT_HEIGHT - 5 * LINE) / _PIXEL
"""What a page has left beside the title over a chart, the blank before it and the words below it."""

_TAGS = {"move": "moveTo", "line": "lnTo", "curve": "cubicBezTo", "close": "close"}


def add(paragraph: "Paragraph", chart: Chart, number: int) -> None:
    """Draws a chart in an empty paragraph. Raises as `element` does."""
    paragraph.add_run()._r.append(element(chart, number))


def element(chart: Chart, number: int) -> "BaseOxmlElement":
    """The chart as what stands in a run; `number` counts the document's charts from 1.

    Raises:
        FupinError: a sign so rare that there is no outline of it.
    """
    from docx.oxml import parse_xml

    drawing = charts.draw(chart, TEXT_WIDTH / _PIXEL, _TALLEST)
    extent = f'cx="{_emu(drawing.width)}" cy="{_emu(drawing.height)}"'
    numbers = count(number * 1000)  # ids are the document's: no chart has a thousand shapes
    shapes = "".join(_shape(mark, next(numbers)) for mark in drawing.marks)
    group = (
        f'<mc:AlternateContent {_NAMESPACES}><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name="图{number}" descr="{escape(charts.in_words(chart))}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_MS}/wordprocessingGroup">'
        '<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {extent}/><a:chOff x="0" y="0"/><a:chExt {extent}/></a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice></mc:AlternateContent>"
    )
    made: BaseOxmlElement = parse_xml(group)
    return made


def _shape(mark: Box | Words, key: int) -> str:
    if isinstance(mark, Box):
        place = (mark.x, mark.y, mark.width, mark.height)
        return _filled(key, "条", place, '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>', mark.colour)
    width, steps = glyphs.outline(mark.text)
    if not steps:
        return ""
    long = width * SIZE / glyphs.EM
    left = mark.x - (long if mark.anchor == "end" else 0)
    geometry = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{width}" h="{glyphs.EM}">{_path(steps)}</a:path></a:pathLst></a:custGeom>'
    )
    return _filled(key, mark.text, (left, mark.y - SIZE / 2, long, SIZE), geometry, "#000000")


def _path(steps: Iterable[glyphs.Step]) -> str:
    return "".join(
        f"<a:{_TAGS[step.kind]}>"
        + "".join(f'<a:pt x="{x}" y="{y}"/>' for x, y in step.points)
        + f"</a:{_TAGS[step.kind]}>"
        for step in steps
    )


def _filled(key: int, name: str, place: tuple[float, float, float, float], geometry: str, colour: str) -> str:
    x, y, width, height = map(_emu, place)
    return (
        f'<wps:wsp><wps:cNvPr id="{key}" name="{escape(name)}"/><wps:cNvSpPr/><wps:spPr><a:xfrm>'
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{geometry}'
        f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr>'
        "<wps:bodyPr/></wps:wsp>"
    )


def _emu(pixels: float) -> int:
    return round(pixels * _EMU)
