"""The document as Markdown: headings numbered as on the official page, charts as tables of figures."""

from collections.abc import Iterable

from fupin_cli.patterns import regex
from fupin_cli.reporting.document import (
    Align,
    Block,
    Chart,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    header_cells,
    numbered,
)

_RULES: dict[Align, str] = {"left": "---", "center": ":---:", "right": "---:"}
_SIGNS = regex(r"([\\`*_\[\]<>|~])")
_OPENING = regex(r"^(#{1,6}(?=\s)|[+-](?=\s)|=+$|-{3,}$)")
_ORDINAL = regex(r"^(\d+)([.)])(?=\s)")


def write(document: Document) -> str:
    """Markdown text, ending in a line break."""
    parts = [document.number and _text(document.number), f"# {_text(document.title.replace(chr(10), ''))}"]
    if document.recipient:
        parts.append(f"{_text(document.recipient)}：")
    parts.extend(_blocks(document.blocks))
    names = document.attachment_list
    if len(names) > 1:
        parts.append("附件：  \n" + "  \n".join(f"{n}\\. {_text(name)}" for n, name in enumerate(names, 1)))
    elif names:
        parts.append(f"附件：{_text(names[0])}")
    lines = [*(document.signature or "").split("\n"), document.date or ""]
    parts.append("  \n".join(_text(line) for line in lines if line))
    for number, annex in enumerate(document.annexes, 1):
        parts.append(f"**附件{number if len(names) > 1 else ''}**")
        parts.append(f"# {_text(annex.title)}")
        parts.extend(_blocks(annex.blocks))
    return "\n\n".join(part for part in parts if part) + "\n"


def _blocks(blocks: Iterable[Block]) -> Iterable[str]:
    for label, block in numbered(blocks):
        match block:
            case Heading(body=""):
                yield f"{'#' * (block.level + 1)} {label}{_text(block.text)}"
            case Heading():
                # the full stop stands outside: `。**` before a character does not close in CommonMark
                yield f"**{label}{_text(block.text)}**。{_text(block.body)}"
            case Paragraph():
                yield _text(block.text)
            case Table():
                yield from _titled(block.title, _table(_flat_header(block), block.rows, block.align))
            case Chart():
                yield from _titled(block.title, _figures(block))


def _figures(chart: Chart) -> str:
    header = ("", *(series.name for series in chart.series))
    figures = zip(*(series.values for series in chart.series), strict=True)
    rows = [
        (label, *(f"{value:f}" for value in values))
        for label, values in zip(chart.labels, figures, strict=True)
    ]
    sides: list[Align] = ["left"]
    sides.extend("right" for _ in chart.series)
    return _table(header, rows, tuple(sides))


def _titled(title: str, table: str) -> Iterable[str]:
    if title:
        yield f"**{_text(title)}**"
    yield table


def _flat_header(table: Table) -> Row:
    """Markdown has one header row: a heading over several columns is set before each of theirs."""
    parts: list[list[str]] = [[] for _ in table.align]
    for row in header_cells(table.header):
        for column, cell in enumerate(row):
            if cell:
                for covered in parts[column : column + cell.columns]:
                    covered.append(cell.text)
    return tuple("·".join(part) for part in parts)


def _table(header: Row, rows: Iterable[Row], align: tuple[Align, ...]) -> str:
    lines = [[_cell(text) for text in header], [_RULES[side] for side in align]]
    lines.extend([_cell(text) for text in row] for row in rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)


def _text(text: str) -> str:
    """Text in which no sign is Markdown's."""
    return _ORDINAL.sub(r"\1\\\2", _OPENING.sub(r"\\\1", _cell(text)))
