"""Charts of a docx as Word's own: the reader's fonts, no picture, and the figures can be edited in Word.

python-docx has no charts, so the chart's part is written here; its figures are kept twice, as Word wants:
in a workbook inside the file for editing, and beside the bars for drawing.
"""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from fupin_cli.reporting import docx_package
from fupin_cli.reporting.charts import COLOURS
from fupin_cli.reporting.document import Chart, Series
from fupin_cli.reporting.docx_styles import FANG_SONG, LATIN
from fupin_cli.reporting.docx_units import MM, TEXT_WIDTH

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EMU = 635  # in a twip
_SHEET = "数据"


def add(paragraph: "Paragraph", chart: Chart, number: int) -> None:
    """Draws a chart in an empty paragraph; `number` counts the document's charts from 1."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    package = paragraph.part.package
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _BOOK_TYPE, _workbook(chart), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
    part._blob = docx_package.xml(_chart_space(chart, part.relate_to(book, f"{_R}/package")))
    key = paragraph.part.relate_to(part, f"{_R}/chart")
    bars = len(chart.labels) * (len(chart.series) if chart.kind == "bar" else 1)
    height = round((14 + 4 * len(chart.labels) + 5 * bars) * MM * _EMU)
    drawing = (
        f'<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="{_WP}" '
        f'xmlns:a="{_A}"><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{TEXT_WIDTH * _EMU}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="图{number}" descr={quoteattr(chart.title)}/>'
        f'<a:graphic><a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="{key}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    paragraph.add_run()._r.append(parse_xml(drawing))


def _workbook(chart: Chart) -> bytes:
    """The figures as a workbook, the same bytes each time."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(_SHEET)
    sheet.append(["", *(series.name for series in chart.series)])
    for number, label in enumerate(chart.labels):
        sheet.append([label, *(series.values[number] for series in chart.series)])
    for row in sheet.iter_rows(max_col=1):
        row[0].data_type = "s"  # a label that begins with = is no formula
    buffer = io.BytesIO()
    book.save(buffer)
    return docx_package.freeze(buffer.getvalue(), bare=True)


def _chart_space(chart: Chart, book: str) -> str:
    stacked = chart.kind == "stacked"
    series = "".join(_series(chart, number, one) for number, one in enumerate(chart.series))
    # the whole is 100; the rest leaves room for the label beside a full bar
    limits = '<c:max val="112"/>' if chart.kind == "progress" else ""
    if all(value >= 0 for one in chart.series for value in one.values):
        limits += '<c:min val="0"/>'
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    )
    return (
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:date1904 val="0"/>'
        '<c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>'
        '<c:layout/><c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/>'
        + ('<c:overlap val="100"/>' if stacked else "")
        + '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="low"/><c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{limits}</c:scaling>'
        '<c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        '<c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx></c:plotArea>'
        f'{legend}<c:plotVisOnly val="1"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1050">'
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{FANG_SONG}"/></a:defRPr></a:pPr>'
        f'<a:endParaRPr lang="zh-CN"/></a:p></c:txPr><c:externalData r:id="{book}"><c:autoUpdate val="0"/>'
        "</c:externalData></c:chartSpace>"
    )


def _series(chart: Chart, number: int, series: Series) -> str:
    column, last = _column(number + 1), len(chart.labels) + 1
    position = "ctr" if chart.kind == "stacked" else "outEnd"
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx>'
        f"<c:strRef><c:f>'{_SHEET}'!${column}$1</c:f><c:strCache>{_points([series.name])}</c:strCache></c:strRef>"
        f'</c:tx><c:spPr><a:solidFill><a:srgbClr val="{COLOURS[number % len(COLOURS)][1:].upper()}"/>'
        '</a:solidFill></c:spPr><c:invertIfNegative val="0"/><c:dLbls>'
        f'<c:numFmt formatCode={quoteattr(_format(chart, series.values))} sourceLinked="0"/>'
        f"<c:spPr><a:noFill/></c:spPr>{_label_text(chart, number)}"
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>'{_SHEET}'!$A$2:$A${last}</c:f><c:strCache>{_points(chart.labels)}"
        f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>'{_SHEET}'!${column}$2:${column}${last}</c:f>"
        "<c:numCache><c:formatCode>General</c:formatCode>"
        f"{_points([f'{value:f}' for value in series.values])}"
        "</c:numCache></c:numRef></c:val></c:ser>"
    )


def _label_text(chart: Chart, number: int) -> str:
    """Never wrapped; white on the dark bars of a stack."""
    white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    colour = white if chart.kind == "stacked" and number % 2 == 0 else ""
    return (
        f'<c:txPr><a:bodyPr wrap="none"/><a:p><a:pPr><a:defRPr>{colour}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _points(values: Sequence[str]) -> str:
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{escape(value)}</c:v></c:pt>' for number, value in enumerate(values)
    )
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _column(number: int) -> str:
    from openpyxl.utils import get_column_letter

    letter: str = get_column_letter(number + 1)
    return letter


def _format(chart: Chart, values: Sequence[Decimal]) -> str:
    """Excel's format for the decimals that the figures were given with."""
    if chart.kind == "progress":
        return 'General"%"'
    exponents = [value.as_tuple().exponent for value in values]
    decimals = max(-exponent if isinstance(exponent, int) else 0 for exponent in exponents)
    return f"0.{'0' * decimals}" if decimals > 0 else "0"
