"""A reconciliation as text and JSON; balances_book.py writes the workbook to send back to the villages."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from fupin_cli.configuration import Waiver
from fupin_cli.outputs import movements
from fupin_cli.outputs.balances_book import as_workbook
from fupin_cli.outputs.findings import Style
from fupin_cli.outputs.json_text import json_text
from fupin_cli.outputs.numbers import amount, source_text, unlisted
from fupin_cli.privacy import mask_text
from fupin_cli.reconciling import Amount, Contributor, Outcome, Reconciliation
from fupin_cli.scope import Scope
from fupin_cli.tracing import Source
from fupin_cli.vocabulary.numbers import plain_number

__all__ = ["agreed", "as_json", "as_text", "as_workbook", "idle", "number", "sides", "values", "who"]

MOST_CONTRIBUTORS = 8
MOST_DOUBTED = 3
MOST_VILLAGES = 12
MOST_TABLES = 4
Hide = Callable[[str], str]


def as_text(result: Reconciliation, scope: Scope, style: Style, *, everything: bool, show_pii: bool) -> str:
    """Equal checks folded to a count; each difference with both sides, its rows and who makes it."""
    hide = _hider(show_pii)
    place = scope.village or scope.town or "全部"
    day = f"{scope.day.year}年{scope.day.month}月{scope.day.day}日"
    checks = _by_check(result.outcomes)
    lines = [style.bold(f"{place}{scope.period.name}核对（在册数截至{day}）"), _tally(checks), ""]
    for doubt, word, colour in ((False, "不平", "red"), (True, "疑点", "yellow")):
        for code, title, group in checks:
            differing = [o for o in group if o.open and o.doubt is doubt]
            if differing:
                lines += [f"{style.paint(word, colour)} {style.bold(code)} {title}"]
                lines += _differences(differing, style, hide, place)
    if result.movements:
        lines.append(style.bold(f"变动：{scope.earlier_name}→{scope.period.name}"))
        lines += [*movements.text_lines(result.movements, hide, everything=everything), ""]
    lines += _waived(result, style, place)
    equal = [
        (code, title, group) for code, title, group in checks if all(o.verdict == "equal" for o in group)
    ]
    if equal and everything:
        lines.append(f"{style.paint('平', 'green')} {len(equal)}项")
        lines += [f"  {code} {title}{agreed(group)}" for code, title, group in equal]
    skipped = [o for o in result.outcomes if o.verdict == "not_checked"]
    if skipped:
        lines.append(
            f"{style.dim('没有核对')} {len(skipped)}项" + ("" if everything else "（加 --all 看原因）")
        )
        if everything:
            lines += [f"  {o.code} {o.title}：{o.because}" for o in skipped]
    lines += [style.paint(line, "yellow") for line in idle(result)]
    return "\n".join(lines)


def _tally(checks: Sequence[tuple[str, str, list[Outcome]]]) -> str:
    """共核对205项：不平3项，疑点1项，平131项；70项没有核对。"""
    groups = [group for *_, group in checks]
    differing = [[o for o in group if o.open] for group in groups]
    found = {
        "不平": sum(any(not o.doubt for o in group) for group in differing),
        "疑点": sum(bool(group) and all(o.doubt for o in group) for group in differing),
        "已认可": sum(not any(o.open for o in g) and any(o.waiver for o in g) for g in groups),
        "平": sum(all(o.verdict == "equal" for o in group) for group in groups),
    }
    told = "，".join(f"{word}{count}项" for word, count in found.items() if count) or "没有一项能核对"
    return f"共核对{sum(found.values())}项：{told}。"


def _hider(show_pii: bool) -> Hide:
    return (lambda text: text) if show_pii else mask_text


def _by_check(outcomes: Iterable[Outcome]) -> list[tuple[str, str, list[Outcome]]]:
    """Outcomes of one check together, in the order of their first."""
    found: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault((outcome.code, outcome.title), []).append(outcome)
    return [(code, title, group) for (code, title), group in found.items()]


def agreed(group: Sequence[Outcome]) -> str:
    """：973户, and the number of tables where one check looks at many."""
    first = group[0]
    if first.left is None:
        return ""
    if any(outcome.village is None for outcome in group) or len(group) == 1:
        return f"：{amount(first.left.value, first.left.unit)}"
    total = sum((outcome.left.value for outcome in group if outcome.left), Decimal(0))
    return f"：{len(group)}处，合计{amount(total, first.left.unit)}"


def _differences(differing: list[Outcome], style: Style, hide: Hide, place: str) -> list[str]:
    """The town's line, then the villages' with the rows and people that make the difference."""
    lines = []
    villages = [o for o in differing if o.village and o.village != place]
    for outcome in differing[: MOST_VILLAGES + 1]:
        lines.append(f"    {style.bold(outcome.village or place)}  {sides(outcome)}")
        if outcome in villages or not villages:
            lines += _detail(outcome, style, hide)
    if len(differing) > MOST_VILLAGES + 1:
        lines.append(f"    …… 还有{len(differing) - MOST_VILLAGES - 1}处，用 -f xlsx -o 文件 全部导出")
    basis = f"（依据：{differing[0].basis}）" if differing[0].basis else ""
    return [*lines, style.dim(f"    → {differing[0].hint}{basis}"), ""]


def sides(outcome: Outcome) -> str:
    """Both sides and the difference in words."""
    assert outcome.left is not None
    assert outcome.right is not None
    left, right = outcome.left, outcome.right
    gap = left.value - right.value
    sign = "+" if gap > 0 else ""
    told = f"差 {sign}{amount(gap, left.unit)}" if gap else "总数相同，但对象不同"
    return f"{left.label} {amount(left.value, left.unit)}，{right.label} {amount(right.value, right.unit)}，{told}"


def _detail(outcome: Outcome, style: Style, hide: Hide) -> list[str]:
    assert outcome.left is not None
    assert outcome.right is not None
    lines = []
    most = MOST_DOUBTED if outcome.doubt else MOST_CONTRIBUTORS
    for contributor in outcome.unmatched[:most]:
        lines.append(hide(f"      {who(contributor)}：{values(contributor, outcome)}"))
        lines += [
            style.dim(hide(f"        {source_text(source)}")) for source in contributor.sources[:MOST_TABLES]
        ]
    if len(outcome.unmatched) > MOST_CONTRIBUTORS:
        lines.append(
            f"      …… 还有{len(outcome.unmatched) - MOST_CONTRIBUTORS}个，用 -f xlsx -o 文件 全部导出"
        )
    lines += [f"      …… {told}" for told in unlisted(outcome.cut, "个")]
    if not outcome.unmatched:
        for side in (outcome.left, outcome.right):
            shown = side.sources[:MOST_TABLES]
            lines += [style.dim(hide(f"      {side.label}：{source_text(source)}")) for source in shown]
            if len(side.sources) > MOST_TABLES:
                lines.append(style.dim(f"      {side.label}：…… 共{len(side.sources)}张表"))
            lines += [style.dim(f"      {side.label}：{told}") for told in unlisted(side.cut, "行")]
    return lines


def who(contributor: Contributor) -> str:
    """赵一（341699…）, without the village that a household's key begins with."""
    key = contributor.key.rpartition("/")[2]
    return f"{contributor.name}（{key}）" if contributor.name and contributor.name != key else key


def values(contributor: Contributor, outcome: Outcome) -> str:
    """What either side says of it, in words."""
    assert outcome.left is not None
    assert outcome.right is not None
    unit = outcome.left.unit
    if contributor.left is not None and contributor.right is not None:
        text = f"{outcome.left.label} {amount(contributor.left, unit)}，"
        text += f"{outcome.right.label} {amount(contributor.right, unit)}"
    else:
        label, value = (
            (outcome.left.label, contributor.left)
            if contributor.left is not None
            else (outcome.right.label, contributor.right)
        )
        text = f"只在“{label}”" + (
            "" if value in {None, Decimal(1)} else f"，{amount(value or Decimal(0), unit)}"
        )
    return "；".join(part for part in (text, contributor.note, contributor.suggestion) if part)


def _waived(result: Reconciliation, style: Style, place: str) -> list[str]:
    lines = []
    for outcome in result.waived:
        assert outcome.waiver is not None
        where = outcome.village or place
        lines.append(
            f"{style.paint('已认可', 'yellow')} {style.bold(outcome.code)} {outcome.title}：{where} {sides(outcome)}"
        )
        lines.append(style.dim(f"    {outcome.waiver.who}：{outcome.waiver.why}（至{outcome.waiver.until}）"))
    return [*lines, ""] if lines else []


def idle(result: Reconciliation) -> list[str]:
    """What to say of waivers that accept nothing."""
    told = [(w, f"已过期（至{w.until}），不再算数") for w in result.expired_waivers]
    told += [(w, "没有用上，可以删去") for w in result.unused_waivers]
    return [f"fupin.toml 里{w.who}对 {w.code} 的认可{says}（{w.why}）。" for w, says in told]


def as_json(result: Reconciliation, *, show_pii: bool) -> str:
    """The contract's JSON document; amounts are exact decimals as numbers or, beyond a float's reach, text."""
    hide = _hider(show_pii)
    document = {
        "checks": [_record(outcome, hide) for outcome in result.outcomes],
        "movement": movements.records(result.movements, hide),
        "unused_waivers": [_waiver(waiver) for waiver in result.unused_waivers],
        "expired_waivers": [_waiver(waiver) for waiver in result.expired_waivers],
        "summary": {
            "equal": result.count("equal"),
            "different": result.count("different"),
            "doubt": len(result.doubts),
            "not_checked": result.count("not_checked"),
            "waived": len(result.waived),
        },
    }
    return json_text(document)


def _record(outcome: Outcome, hide: Hide) -> dict[str, Any]:
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
        "level": "warning" if outcome.doubt else "error",
        "because": outcome.because or None,
        "hint": outcome.hint or None,
        "waiver": _waiver(outcome.waiver) if outcome.waiver else None,
        "unmatched": [
            {
                "key": hide(c.key),
                "name": c.name or None,
                "side": c.side,
                "left": None if c.left is None else number(c.left),
                "right": None if c.right is None else number(c.right),
                "sources": _sources(c.sources, hide),
                "note": hide(c.note) or None,
                "suggestion": hide(c.suggestion) or None,
                **cut(c.cut),
            }
            for c in outcome.unmatched
        ],
        **cut(outcome.cut),
    }


def cut(count: int) -> dict[str, int]:
    """How many rows or keys are not listed; nothing where all are."""
    return {"cut": count} if count else {}


def _waiver(waiver: Waiver) -> dict[str, str]:
    return {"code": waiver.code, "who": waiver.who, "why": waiver.why, "until": waiver.until.isoformat()}


def _amount(side: Amount | None, hide: Hide) -> dict[str, Any] | None:
    if side is None:
        return None
    return {
        "label": side.label,
        "value": number(side.value),
        "unit": side.unit,
        "sources": _sources(side.sources, hide),
        **cut(side.cut),
    }


def _sources(sources: Iterable[Source], hide: Hide) -> list[dict[str, Any]]:
    return [{"file": hide(s.file), "sheet": s.sheet, "rows": list(s.rows)} for s in sources]


def number(value: Decimal) -> int | float | str:
    """A JSON number that reads back to the same decimal; text where no float does."""
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else plain_number(value)
