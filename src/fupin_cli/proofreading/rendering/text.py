"""Plain text for a screen or a pipe: the place, the marked words, the arithmetic, what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from fupin_cli.findings import LABELS
from fupin_cli.proofreading.codes import codes
from fupin_cli.proofreading.model import Finding, Result

_COLOURS = {"error": "31", "warning": "33", "info": "36"}
_AROUND = 18


def render(results: Sequence[Result], colour: bool = False) -> str:
    """All findings in the order of the text; `colour` underlines by ANSI codes instead of ^^^."""
    return "\n".join(_document(result, colour) for result in results)


def _document(result: Result, colour: bool) -> str:
    document, summary = result.document, result.summary()
    name = "标准输入" if document.path == "-" else document.path
    head = f"{name}" + (f"  《{document.title}》" if document.title else "")
    lines = [head, ""]
    for finding in result.findings:
        lines += [*_finding(result, finding, colour), ""]
    counts = "，".join(f"{LABELS[s]} {summary[s]} 处" for s in LABELS)
    checked = (
        f"核对了 {summary['claims']} 组数字：相符 {summary['holds']}，"
        f"不符 {summary['broken']}，不能判定 {summary['undecided']}。"
    )
    lines.append(f"{counts}。{checked}" if result.findings else f"没有发现问题。{checked}")
    return "\n".join(lines) + "\n"


def _finding(result: Result, finding: Finding, colour: bool) -> list[str]:
    paragraph = result.document.paragraphs[finding.paragraph - 1]
    label = f"[{LABELS[finding.severity]}] {finding.code} {codes()[finding.code].title}"
    if colour:
        label = f"\033[{_COLOURS[finding.severity]};1m{label}\033[0m"
    text = paragraph.text.replace("\n", " ").replace("\t", " ")
    start, end = finding.offset, finding.offset + len(finding.quote)
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = ("…" if left else "") + text[left:start]
    after = text[end:right] + ("…" if right < len(text) else "")
    quote = text[start:end]
    lines = [f"{label}  {paragraph.place}"]
    if colour:
        lines.append(f"    {before}\033[4m{quote}\033[0m{after}")
    else:
        lines += [f"    {before}{quote}{after}", "    " + " " * width(before) + "^" * max(1, width(quote))]
    lines.append(f"  {finding.message}")
    if finding.hint:
        lines.append(f"  → {finding.hint}")
    return lines


def width(text: str) -> int:
    """Columns on a screen: East Asian characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
