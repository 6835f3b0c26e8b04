"""附图 of a finished document: drawn anew where the ledgers have changed what they show."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from fupin_cli.counting import Figures
from fupin_cli.office.changes import Change
from fupin_cli.reporting.document import Chart
from fupin_cli.reporting.written import Record

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_GROUP = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}wgp"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"


def redraw(body: "BaseOxmlElement", counted: Figures, places: Sequence[str]) -> Iterator[Change]:
    """Draw anew what has changed, in place, and say so; a picture that is not ours is left, and told of.

    Args:
        body: of the document; changed.
        places: villages (towns) in the workspace's order.
    """
    from fupin_cli.reporting import charts, docx_chart

    found = [*_pictures(body)]
    now = _now(counted, places) if found else {}
    for title, told, key, element in found:
        chart = now.get(title)
        if chart is None:
            because = "不是照现在的台账画得出的图，没有动，请自己看"
            yield Change(f"图“{title}”", 0, title, "", because)
        elif charts.in_words(chart) != told:
            element.getparent().replace(element, docx_chart.element(chart, key))
            yield Change(f"图“{title}”", 0, "旧图", "照台账重画")
    if any(True for _ in body.iter(_CHART)):
        yield Change("Word 图表", 0, "", "", "文中有 Word 自己的图表，没有动，请自己看")


def _now(counted: Figures, places: Sequence[str]) -> dict[str, Chart]:
    from fupin_cli.reporting import drawings

    annex = drawings.annex(counted, Record(), places)
    return {block.title: block for block in annex.blocks if isinstance(block, Chart)} if annex else {}


def _pictures(body: "BaseOxmlElement") -> Iterator[tuple[str, str, int, Any]]:
    """Title, words, number and element of each group of shapes that says in words what it shows."""
    for element in [*body.iter(_CHOICE)]:
        name = next(element.iter(f"{_WP}docPr"), None)
        told = name.get("descr", "") if name is not None else ""
        if name is not None and "：" in told and next(element.iter(_GROUP), None) is not None:
            yield told.partition("：")[0], told, int(name.get("id", "1")), element
