"""Showing results: text for people, JSON for machines, a page; the docx with comments is in `annotate`."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_cli.proofreading.model import Result
from fupin_cli.proofreading.rendering import html, json, text


def render(results: Sequence[Result], form: str, colour: bool = False) -> str:
    """The results as `text` (with ANSI colours if asked), `json` or `html`."""
    if form == "json":
        return json.render(results)
    return html.render(results) if form == "html" else text.render(results, colour)
