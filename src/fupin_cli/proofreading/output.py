"""From results to a screen, a pipe or a file."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fupin_cli.errors import FupinError
from fupin_cli.proofreading.codes import codes
from fupin_cli.proofreading.model import SEVERITIES, Result, Severity
from fupin_cli.proofreading.rendering import html, json, text


def filtered(result: Result, severity: Severity, select: Sequence[str], ignore: Sequence[str]) -> Result:
    """The result without findings below a severity or outside the codes; prefixes of codes count.

    Raises:
        FupinError: a code that no fault has.
    """
    for prefix in (*select, *ignore):
        if not any(code.startswith(prefix) for code in codes()):
            raise FupinError(f"没有编号为 {prefix} 的问题。", "编号形如 PR001，可只写前几位，如 PR0、PR50。")
    worst = SEVERITIES[: SEVERITIES.index(severity) + 1]
    kept = tuple(
        finding
        for finding in result.findings
        if finding.severity in worst
        and (not select or finding.code.startswith(tuple(select)))
        and not finding.code.startswith(tuple(ignore))
    )
    return replace(result, findings=kept)


def rendered(results: Sequence[Result], form: str, colour: bool = False) -> str:
    """The results as `text`, `json` or `html`."""
    if form == "json":
        return json.render(results)
    return html.render(results) if form == "html" else text.render(results, colour)


def emit(results: Sequence[Result], form: str, target: Path | None) -> None:
    """Write to the file, whole or not at all, or to standard output.

    Raises:
        FupinError: the file cannot be written.
    """
    if target is None:
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        sys.stdout.buffer.write(rendered(results, form, colour).encode("utf-8"))
        sys.stdout.flush()
        return
    data = rendered(results, form).encode("utf-8")
    try:
        handle, name = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise FupinError(
            f"写不了文件 {target}：{error.strerror}。", "请检查文件夹是否存在、文件是否正被打开。"
        ) from None
