"""Attachments before they are posted or uploaded: what is in them, and clean copies."""

import json
from collections.abc import Sequence
from pathlib import Path

from fupin_cli.errors import FupinError
from fupin_cli.office import scrub_document, scrub_workbook
from fupin_cli.office.sensitive import Scrubbed, hidden

_TEXTS = frozenset({".txt", ".csv", ".md", ".html", ".htm"})


def scrub(path: Path) -> Scrubbed:
    """Look through one file.

    Raises:
        FupinError: the file is missing, damaged, or of a format that cannot be looked through.
    """
    try:
        content = path.read_bytes()
    except OSError:
        raise FupinError(f"读不了“{path}”。", "请检查文件名，并关闭打开它的程序。") from None
    suffix = path.suffix.lower()
    if suffix in {".xlsx", ".xlsm"}:
        return scrub_workbook.scrub(path.name, content)
    if suffix == ".docx":
        return scrub_document.scrub(path.name, content)
    if suffix in _TEXTS:
        return _text(path.name, content)
    raise FupinError(f"查不了“{path}”这种格式。", "请另存为 xlsx 或 docx 再查；PDF 和图片请自己逐页看。")


def _text(name: str, content: bytes) -> Scrubbed:
    from fupin_cli.reading.delimited import decode

    found = Scrubbed(name)
    text = decode(content)
    if text is None:
        raise FupinError(f"“{name}”不是文字文件。", "请另存为 UTF-8 编码的文本再查。")
    lines = []
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        shown, what = hidden(line)
        if what:
            found.add(what, f"第{number}行", shown.strip()[:40])
        lines.append(shown)
    found.content = "".join(lines).encode("utf-8-sig" if name.lower().endswith(".csv") else "utf-8")
    return found


def as_text(results: Sequence[Scrubbed]) -> str:
    """What was found in each file."""
    lines: list[str] = []
    for found in results:
        if not found.leaks and not found.unseen:
            lines.append(f"{found.name}：没有发现不该公开的内容。")
            continue
        lines.append(f"{found.name}：")
        for leak in found.leaks:
            count = f"（{leak.count}处）" if leak.count > 1 else ""
            sample = f"，例如 {leak.sample}" if leak.sample else ""
            lines.append(f"  {leak.what}{count}　{leak.place}{sample}")
        lines += [f"  请注意：{text}" for text in found.unseen]
    return "\n".join(lines)


def as_json(results: Sequence[Scrubbed]) -> str:
    """The same for programs; samples are masked."""
    files = [
        {
            "file": found.name,
            "leaks": [
                {"what": k.what, "place": k.place, "count": k.count, "sample": k.sample} for k in found.leaks
            ],
            "unseen": found.unseen,
        }
        for found in results
    ]
    return json.dumps(
        {"files": files, "summary": {"leaks": sum(len(f.leaks) for f in results)}},
        ensure_ascii=False,
        indent=2,
    )
