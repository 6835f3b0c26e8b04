"""The machine form of a result, as promised for `proofread --format json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from msgspec.structs import asdict

from fupin_cli.proofreading.model import Result


def as_dict(result: Result) -> dict[str, Any]:
    """One document's result; keys are stable."""
    document = result.document
    return {
        "document": {
            "path": document.path,
            "title": document.title,
            "date": document.date.isoformat() if document.date else None,
            "paragraphs": len(document.paragraphs),
        },
        "claims": [asdict(claim) for claim in result.claims],
        "findings": [asdict(finding) for finding in result.findings],
        "summary": result.summary(),
    }


def render(results: Sequence[Result]) -> str:
    """One document is an object, several are a list of them."""
    dicts = [as_dict(result) for result in results]
    return json.dumps(dicts[0] if len(dicts) == 1 else dicts, ensure_ascii=False, indent=2) + "\n"
