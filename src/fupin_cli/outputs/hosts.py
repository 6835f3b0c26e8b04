"""Findings for code hosts: GitHub's workflow commands and GitLab's code quality report."""

import hashlib
from collections import Counter

from fupin_cli.outputs.findings import Renderer
from fupin_cli.outputs.json_text import json_text
from fupin_cli.validating import Validation

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def as_github(result: Validation, renderer: Renderer) -> str:
    """A workflow command a line (docs.github.com, Workflow commands); personal data is masked."""
    lines = []
    for finding in result.findings:
        place = finding.place
        record = renderer.record(finding)
        where = " ".join(part for part in (place.sheet, place.cell) if part)
        told = (
            f"{where}：{record['message']}{record['hint']}"
            if where
            else f"{record['message']}{record['hint']}"
        )
        properties = {
            "file": record["file"],
            "line": place.row,
            "title": f"{finding.code} {renderer.entries[finding.code].title}",
        }
        written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value)
        lines.append(f"::{_COMMANDS[finding.severity]} {written}::{_data(told)}")
    return "".join(f"{line}\n" for line in lines)


def as_gitlab(result: Validation, renderer: Renderer) -> str:
    """A code quality report (docs.gitlab.com, Code Quality); personal data is masked.

    Fingerprints are made of the rule, the place and the masked words, so that a run tells old findings from new.
    """
    seen: Counter[str] = Counter()
    report = []
    for finding in result.findings:
        record = renderer.record(finding)
        where = "!".join(part for part in (finding.place.sheet, finding.place.cell) if part)
        key = "\n".join((finding.code, record["file"], where, record["message"]))
        seen[key] += 1
        report.append(
            {
                "description": f"{where}：{record['message']}" if where else record["message"],
                "check_name": finding.code,
                "fingerprint": hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest(),
                "severity": _SEVERITIES[finding.severity],
                "location": {"path": record["file"], "lines": {"begin": finding.place.row or 1}},
            }
        )
    return json_text(report)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
