"""A copy of the docx with a Word comment at the words of each finding; the input is never touched."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from docx.text.run import Run

from fupin_cli.errors import FupinError
from fupin_cli.findings import LABELS
from fupin_cli.proofreading.codes import codes
from fupin_cli.proofreading.model import Finding, Result
from fupin_cli.proofreading.reading.docx import element_text, elements, open_package, text_pieces

_AUTHOR, _INITIALS = "校核", "校"
# Word wants a date; the clock would make every copy different
_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def annotated(result: Result) -> bytes:
    """The bytes of the copy; the same document gives the same bytes.

    Raises:
        FupinError: the document is not a docx.
    """
    source = Path(result.document.path)
    data = source.read_bytes() if source.is_file() else b""
    if not data.startswith(b"PK\x03\x04"):
        raise FupinError(
            f"{result.document.path} 不是 .docx，不能加批注。",
            "批注只能写进 Word 文档；其他格式请用 --format html 查看标记。",
        )
    document = open_package(data, str(source))
    shown = [element for element, _ in elements(document.element.body) if element_text(element).strip()]
    for finding in result.findings:
        paragraph = result.document.paragraphs[finding.paragraph - 1]
        start = max(0, finding.offset - paragraph.numbered)
        end = max(start + 1, finding.offset + len(finding.quote) - paragraph.numbered)
        runs = _runs(document, shown[finding.paragraph - 1], start, end)
        if runs:
            comment = document.add_comment(runs, _comment(finding), _AUTHOR, _INITIALS)
            comment._comment_elm.set(qn("w:date"), _DATE.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return _saved(document)


def _comment(finding: Finding) -> str:
    title = codes()[finding.code].title
    return f"[{LABELS[finding.severity]} {finding.code}] {title}：{finding.message}{finding.hint}"


def _runs(document: Any, element: Any, start: int, end: int) -> list[Run]:
    """The runs that hold exactly these characters of a paragraph; runs are split at both ends."""
    for at in (start, end):
        _split(element, at)
    offset, found = 0, []
    for node, text in text_pieces(element):
        run = node.getparent()
        if (
            text
            and start <= offset
            and offset + len(text) <= end
            and run.tag == qn("w:r")
            and run not in found
        ):
            found.append(run)
        offset += len(text)
    # a comment's marks must be brothers
    brothers = [run for run in found if run.getparent() is found[0].getparent()]
    return [Run(run, document) for run in (brothers[:1] + brothers[-1:])]


def _split(element: Any, at: int) -> None:
    """Make a run begin at this character."""
    offset = 0
    for node, text in list(text_pieces(element)):
        if offset < at < offset + len(text) and node.tag == qn("w:t"):
            _split_run(node, at - offset)
            return
        if offset == at and node.getprevious() is not None and node.getprevious().tag != qn("w:rPr"):
            _split_before(node)
            return
        offset += len(text)


def _split_run(node: Any, at: int) -> None:
    text = node.text
    second = deepcopy(node)
    node.text, second.text = text[:at], text[at:]
    for part in (node, second):
        part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    node.addnext(second)
    _split_before(second)


def _split_before(node: Any) -> None:
    """Move this node and what follows it in its run into a run of its own, with the same properties."""
    run = node.getparent()
    if run.tag != qn("w:r"):
        return
    new = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        new.append(deepcopy(properties))
    for sibling in [node, *node.itersiblings()]:
        new.append(sibling)
    run.addnext(new)


def _saved(document: Any) -> bytes:
    """The package with a fixed time on every part: python-docx takes the clock's."""
    saved, copied = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(copied, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(entry, parts.read(part))
    return copied.getvalue()
