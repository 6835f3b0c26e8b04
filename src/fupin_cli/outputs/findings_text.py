"""Findings for people: by file and sheet, the same problem told once, lines that fit the terminal."""

from collections.abc import Sequence
from itertools import groupby

from fupin_cli.findings import LABELS, Finding
from fupin_cli.outputs.findings import COLOURS, Renderer, Style
from fupin_cli.outputs.width import wrap
from fupin_cli.validating import Validation

SHOWN_EACH = 3
_SPANS = 12
_MARGIN = " " * 7


def as_text(
    result: Validation,
    renderer: Renderer,
    *,
    style: Style,
    everything: bool = False,
    room: int | None = None,
) -> str:
    """Findings by file and sheet, the same problem told once with its cells.

    With `room` lines longer than so many columns go on under their own beginning.
    """
    lines: list[str] = []
    for (file, sheet), group in groupby(result.findings, key=lambda f: (f.place.file, f.place.sheet)):
        shown_file = renderer.shown_text(file)
        lines.append(style.bold(f"{shown_file} › {sheet}" if sheet else shown_file))
        lines += _sheet_lines(list(group), renderer, style, everything, room)
        lines.append("")
    return "\n".join(lines)


def _sheet_lines(
    findings: Sequence[Finding], renderer: Renderer, style: Style, everything: bool, room: int | None
) -> list[str]:
    rank = {"error": 0, "warning": 1, "info": 2}
    grouped: dict[tuple[int, str, str], list[Finding]] = {}
    for finding in findings:
        key = (rank[finding.severity], finding.code, finding.place.header or "")
        grouped.setdefault(key, []).append(finding)
    lines = []
    for (_, code, header), items in sorted(grouped.items()):
        entry = renderer.entries[code]
        severity = items[0].severity
        count = f"，{len(items)}处" if len(items) > 1 else ""
        where = (
            f"（{' '.join(header.split())}{count}）" if header else (f"（{len(items)}处）" if count else "")
        )
        title = f"{entry.title}{where}"
        label = style.paint(LABELS[severity], COLOURS[severity])
        first, *more = _hang(7 + len(code) + 1, title, room)
        lines += [f"  {label} {style.bold(code)} {first}", *(f"{_MARGIN}{line}" for line in more)]
        visible = items if everything else items[:SHOWN_EACH]
        same_words = len({renderer.message(item) for item in items}) == 1
        if same_words and len(items) > 1:
            told = _spots(items, None if everything else _SPANS)
            told = f"{told}：{renderer.message(items[0])}"
            lines += [f"{_MARGIN}{line}" for line in _hang(len(_MARGIN), told, room)]
        else:
            for item in visible:
                place = item.place.cell or (f"第{item.place.row}行" if item.place.row else "")
                told = f"{place + '  ' if place else ''}{renderer.message(item)}"
                lines += [f"{_MARGIN}{line}" for line in _hang(len(_MARGIN), told, room)]
            if len(visible) < len(items):
                left = len(items) - len(visible)
                lines.append(style.dim(f"{_MARGIN}…… 还有{left}处，加 --all 全部列出"))
        first, *more = _hang(len(_MARGIN) + 2, entry.hint, room)
        lines += [style.dim(f"{_MARGIN}→ {first}"), *(style.dim(f"{_MARGIN}  {line}") for line in more)]
    return lines


def _hang(margin: int, text: str, room: int | None) -> list[str]:
    """`text` in lines that fit beside a margin of so many columns."""
    return wrap(text, max(room - margin, 20)) if room is not None else [text]


def _spots(items: Sequence[Finding], most: int | None) -> str:
    """D4–D7、D9: cells or rows, neighbours below one another as a span; long lists end in 等N处."""
    spans: list[tuple[str | None, int, int]] = []
    for item in items:
        column, row = item.place.letter, item.place.row or 0
        if spans and spans[-1][0] == column and spans[-1][2] == row - 1:
            spans[-1] = (column, spans[-1][1], row)
        else:
            spans.append((column, row, row))
    shown = [_span(*span) for span in spans[:most]]
    return "、".join(shown) + (f" 等{len(items)}处" if len(spans) > len(shown) else "")


def _span(column: str | None, first: int, last: int) -> str:
    if not first:
        return "整张表"
    if column is None:
        return f"第{first}行" if first == last else f"第{first}–{last}行"
    return f"{column}{first}" if first == last else f"{column}{first}–{column}{last}"
