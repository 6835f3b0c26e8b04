"""A self-contained page: the findings, and the whole text with the words marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from fupin_cli.findings import LABELS
from fupin_cli.proofreading.codes import codes
from fupin_cli.proofreading.model import Finding, Paragraph, Result

_STYLE = """
body{font-family:"Noto Serif CJK SC","Source Han Serif SC",SimSun,serif;
max-width:52rem;margin:2rem auto;padding:0 1rem;
line-height:1.9;color:#1b1b1b}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}ol{padding-left:1.5rem}li{margin:.6rem 0}
mark{padding:0 .1em;border-bottom:2px solid}mark.error{background:#fde2e0;border-color:#b3261e}
mark.warning{background:#fdf0d2;border-color:#a06a00}mark.info{background:#e2eefb;border-color:#2b5f9e}
.tag{font-family:sans-serif;font-size:.8rem;padding:.1rem .4rem;border-radius:.2rem;color:#fff}
.tag.error{background:#b3261e}.tag.warning{background:#8a5b00}.tag.info{background:#2b5f9e}
.hint,.place{color:#555;font-size:.92rem}.furniture{color:#767676;font-size:.85rem}p{margin:.4rem 0}
@media print{body{margin:0}}
"""


def render(results: Sequence[Result]) -> str:
    """The page of one or several documents."""
    title = results[0].document.title or results[0].document.path if results else ""
    body = "\n".join(_document(result, index) for index, result in enumerate(results, 1))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>校核结果 {escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _document(result: Result, index: int) -> str:
    document, summary = result.document, result.summary()
    counts = "，".join(f"{LABELS[s]} {summary[s]} 处" for s in LABELS)
    items = "\n".join(_item(result, finding, index) for finding in result.findings)
    marked: dict[int, list[Finding]] = {}
    for finding in result.findings:
        marked.setdefault(finding.paragraph, []).append(finding)
    text = "\n".join(_paragraph(p, marked.get(p.number, []), index) for p in document.paragraphs)
    checked = (
        f"核对了 {summary['claims']} 组数字，相符 {summary['holds']}，"
        f"不符 {summary['broken']}，不能判定 {summary['undecided']}"
    )
    return (
        f"<h1>{escape(document.title or document.path)}</h1>\n<p>{counts}。{checked}。</p>\n"
        f"<h2>发现的问题</h2>\n<ol>{items or '<li>没有发现问题。</li>'}</ol>\n<h2>全文</h2>\n{text}"
    )


def _item(result: Result, finding: Finding, index: int) -> str:
    place = result.document.paragraphs[finding.paragraph - 1].place
    return (
        f'<li><span class="tag {finding.severity}">{LABELS[finding.severity]} {finding.code}</span> '
        f"{escape(codes()[finding.code].title)} "
        f'<a class="place" href="#d{index}p{finding.paragraph}">{escape(place)}</a>'
        f"<br>“{escape(finding.quote)}”：{escape(finding.message)}"
        f'<br><span class="hint">{escape(finding.hint)}</span></li>'
    )


def _paragraph(paragraph: Paragraph, findings: list[Finding], index: int) -> str:
    pieces, at = [], 0
    for finding in sorted(findings, key=lambda f: f.offset):
        if finding.offset < at:
            continue
        end = finding.offset + len(finding.quote)
        pieces.append(escape(paragraph.text[at : finding.offset]))
        pieces.append(
            f'<mark class="{finding.severity}" title="{escape(finding.message)}">'
            f"{escape(paragraph.text[finding.offset : end])}</mark>"
        )
        at = end
    pieces.append(escape(paragraph.text[at:]))
    kind = ' class="furniture"' if paragraph.kind == "furniture" else ""
    return f'<p id="d{index}p{paragraph.number}"{kind}>{"".join(pieces)}</p>'
