"""A reconciliation as text, JSON and a workbook to send back to the villages."""

import io
import json
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import Any

from fupin_cli.outputs.findings import Style
from fupin_cli.outputs.numbers import amount, plain_number, source_text
from fupin_cli.privacy import mask_text
from fupin_cli.reconciling import Amount, Contributor, Outcome, Reconciliation
from fupin_cli.scope import Scope
from fupin_cli.tracing import Source

VERDICTS = {"equal": "平", "different": "不平", "not_checked": "没有核对"}
MOST_CONTRIBUTORS = 8

def as_text(result: Reconciliation, scope: Scope, style: Style, *, everything: bool, show_pii: bool) -> str:
    """Equal checks folded to a count; each difference with both sides, its rows and who makes it."""
    hide = (lambda text: text) if show_pii else mask_text
    place = scope.village or scope.town or "全部"
    day = f"{scope.day.year}年{scope.day.month}月{scope.day.day}日"
    lines = [style.bold(f"{place}{scope.period.name}核对（在册数截至{day}）"), ""]
    checks = [(key, list(group)) for key, group in groupby(result.outcomes, key=lambda o: (o.code, o.title))]
    open_ones = [(k, g) for k, g in checks if any(o.verdict == "different" and o.waiver is None for o in g)]
    waived = [o for o in result.outcomes if o.waiver is not None]
    equal = [(k, g) for k, g in checks if all(o.verdict == "equal" for o in g)]
    skipped = [o for o in result.outcomes if o.verdict == "not_checked"]
    for (code, title), group in open_ones:
        lines.append(f"{style.paint('不平', 'red')} {style.bold(code)} {title}")
        differing = [o for o in group if o.verdict == "different" and o.waiver is None]
        for outcome in differing:
            lines += _difference(outcome, style, hide, place, detail=outcome is differing[-1] or len(differing) == 1 or bool(outcome.village))
        lines.append(style.dim(f"    → {group[0].hint}"))
        lines.append("")
    for outcome in waived:
        assert outcome.waiver is not None
        where = outcome.village or place
        lines.append(
            f"{style.paint('已认可', 'yellow')} {style.bold(outcome.code)} {outcome.title}：{where} {_sides(outcome)}"
        )
        lines.append(style.dim(f"    {outcome.waiver.who}：{outcome.waiver.why}（至{outcome.waiver.until}）"))
    if waived:
        lines.append("")
    if equal:
        lines.append(f"{style.paint('平', 'green')} {len(equal)}项")
        if everything:
            for (code, title), group in equal:
                lines.append(f"  {code} {title}：{amount(*_value(group[0]))}")
    if skipped:
        lines.append(f"{style.dim('没有核对')} {len(skipped)}项" + ("" if everything else "（加 --all 看原因）"))
        if everything:
            lines += [f"  {o.code} {o.title}：{o.because}" for o in skipped]
    for waiver in result.unused_waivers:
        lines.append(style.paint(f"fupin.toml 里对 {waiver.code} 的认可没有用上，可以删去（{waiver.why}）。", "yellow"))
    return "\n".join(lines)


def _value(outcome: Outcome) -> tuple[Decimal, str]:
    assert outcome.left is not None
    return outcome.left.value, outcome.left.unit


def _sides(outcome: Outcome) -> str:
    assert outcome.left is not None
    assert outcome.right is not None
    left, right = outcome.left, outcome.right
    gap = left.value - right.value
    sign = "+" if gap > 0 else ""
    return (
        f"{left.label} {amount(left.value, left.unit)}，{right.label} {amount(right.value, right.unit)}，"
        f"差 {sign}{amount(gap, left.unit)}"
    )


def _difference(outcome: Outcome, style: Style, hide: Any, place: str, *, detail: bool) -> list[str]:
    assert outcome.left is not None
    assert outcome.right is not None
    lines = [f"    {style.bold(outcome.village or place)}  {_sides(outcome)}"]
    if not detail:
        return lines
    for contributor in outcome.unmatched[:MOST_CONTRIBUTORS]:
        lines.append(hide(f"      {_who(contributor)}：{_values(contributor, outcome.left.unit)}"))
        lines += [style.dim(hide(f"        {source_text(source)}")) for source in contributor.sources[:3]]
    if len(outcome.unmatched) > MOST_CONTRIBUTORS:
        lines.append(f"      …… 还有{len(outcome.unmatched) - MOST_CONTRIBUTORS}个，用 -f xlsx -o 文件 全部导出")
    if not outcome.unmatched:
        for side in (outcome.left, outcome.right):
            lines += [style.dim(hide(f"      {side.label}：{source_text(source)}")) for source in side.sources[:4]]
            if len(side.sources) > 4:
                lines.append(style.dim(f"      {side.label}：…… 共{len(side.sources)}张表"))
    return lines


def _who(contributor: Contributor) -> str:
    key = contributor.key.rpartition("/")[2]
    return f"{contributor.name}（{key}）" if contributor.name else key


def _values(contributor: Contributor, unit: str) -> str:
    left = "没有" if contributor.left is None else amount(contributor.left, unit)
    right = "没有" if contributor.right is None else amount(contributor.right, unit)
    text = f"左 {left}，右 {right}"
    return f"{text}（{contributor.suggestion}）" if contributor.suggestion else text


def as_json(result: Reconciliation, *, show_pii: bool) -> str:
    """The contract's JSON document; amounts are exact decimals as numbers or, beyond a float's reach, text."""
    hide = (lambda text: text) if show_pii else mask_text
    document = {
        "checks": [_record(outcome, hide) for outcome in result.outcomes],
        "unused_waivers": [{"code": w.code, "why": w.why} for w in result.unused_waivers],
        "summary": {
            "equal": result.count("equal"),
            "different": result.count("different"),
            "not_checked": result.count("not_checked"),
            "waived": len(result.waived),
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _record(outcome: Outcome, hide: Any) -> dict[str, Any]:
    return {
        "code": outcome.code,
        "title": outcome.title,
        "town": outcome.town,
        "village": outcome.village,
        "period": outcome.period,
        "left": _amount(outcome.left, hide),
        "right": _amount(outcome.right, hide),
        "difference": None if outcome.difference is None else number(outcome.difference),
        "verdict": outcome.verdict,
        "because": outcome.because or None,
        "waiver": None
        if outcome.waiver is None
        else {"who": outcome.waiver.who, "why": outcome.waiver.why, "until": outcome.waiver.until.isoformat()},
        "unmatched": [
            {
                "key": hide(c.key),
                "name": c.name or None,
                "side": c.side,
                "left": None if c.left is None else number(c.left),
                "right": None if c.right is None else number(c.right),
                "sources": _sources(c.sources, hide),
                "suggestion": hide(c.suggestion) or None,
            }
            for c in outcome.unmatched
        ],
    }


def _amount(side: Amount | None, hide: Any) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "label": side.label,
        "value": number(side.value),
        "unit": side.unit,
        "sources": _sources(side.sources, hide),
    }


def _sources(sources: Iterable[Source], hide: Any) -> list[dict[str, Any]]:
    return [{"file": hide(s.file), "sheet": s.sheet, "rows": list(s.rows)} for s in sources]


def number(value: Decimal) -> int | float | str:
    """A JSON number that reads back to the same decimal; text where no float does."""
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else plain_number(value)


def as_workbook(result: Reconciliation, scope: Scope, *, show_pii: bool) -> bytes:
    """A workbook to send back: an overview, then a sheet for each check that differs."""
    import openpyxl
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    hide = (lambda text: text) if show_pii else mask_text
    book = openpyxl.Workbook()
    overview = book.active
    assert overview is not None
    overview.title = "核对结果"
    header = ["编号", "核对事项", "范围", "左边", "左边数", "右边", "右边数", "差额", "单位", "结论", "说明"]
    overview.append([f"{scope.town}{scope.period.name}核对结果"])
    overview.append(header)
    for outcome in result.outcomes:
        left, right = outcome.left, outcome.right
        overview.append(
            [
                outcome.code,
                outcome.title,
                outcome.village or scope.town,
                left.label if left else "",
                left.value if left else None,
                right.label if right else "",
                right.value if right else None,
                outcome.difference,
                left.unit if left else "",
                "已认可" if outcome.waiver else VERDICTS[outcome.verdict],
                outcome.waiver.why if outcome.waiver else outcome.because,
            ]
        )
    for number_, outcome in enumerate([o for o in result.outcomes if o.verdict == "different" and not o.waiver], 1):
        page = book.create_sheet(f"{number_}.{outcome.code}{outcome.village or ''}"[:31])
        page.append([f"{outcome.code} {outcome.title} {outcome.village or scope.town}：{_sides(outcome)}"])
        page.append(["对象", "左边数", "右边数", "在哪里", "可能是", "核实结果"])
        for contributor in outcome.unmatched:
            where = "；".join(source_text(source) for source in contributor.sources)
            page.append(
                [hide(_text(_who(contributor))), contributor.left, contributor.right, hide(where), hide(contributor.suggestion)]
            )
        if not outcome.unmatched:
            for side in (outcome.left, outcome.right):
                for source in side.sources if side else ():
                    page.append([side.label if side else "", None, None, hide(source_text(source))])
    for page in book.worksheets:
        page.freeze_panes = "A3"
        page["A1"].font = Font(bold=True, size=14)
        for cell in page[2]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="DDEBF7")
        for position, column in enumerate(page.iter_cols(min_row=2), 1):
            longest = max((sum(2 if ord(c) > 255 else 1 for c in str(x.value)) for x in column if x.value is not None), default=4)
            page.column_dimensions[get_column_letter(position)].width = min(max(longest + 2, 8), 60)
        for row in page.iter_rows(min_row=3):
            for cell in row:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _text(value: str) -> str:
    return f"'{value}" if value[:1] in {"=", "+", "-", "@"} else value
