"""A validation as SARIF 2.1.0 (OASIS), for code hosts and editors; cells are named as logical locations."""

from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from fupin_cli import __version__
from fupin_cli.catalogue.entries import Rule
from fupin_cli.findings import Finding
from fupin_cli.gathering import Gathered
from fupin_cli.outputs.findings import Renderer
from fupin_cli.outputs.json_text import json_text
from fupin_cli.validating import Validation

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(gathered: Gathered, result: Validation, renderer: Renderer) -> str:
    """One run with the rules that found something; personal data is masked."""
    codes = sorted({finding.code for finding in result.findings})
    numbers = {code: number for number, code in enumerate(codes)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "fupin",
                "version": __version__,
                "language": "zh-CN",
                "rules": [_rule(code, renderer) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {
                "location": {"uri": _uri(renderer.shown_text(reading.path))},
                "hashes": {"sha-256": reading.sha256},
            }
            for reading in gathered.readings
        ],
        "results": [_result(finding, numbers[finding.code], renderer) for finding in result.findings],
        "invocations": [
            {
                "executionSuccessful": not gathered.failures,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": error.message + error.hint}}
                    for error in gathered.failures
                ],
            }
        ],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _uri(path: str) -> str:
    return quote(PurePath(path).as_posix(), safe="/*")


def _rule(code: str, renderer: Renderer) -> dict[str, Any]:
    entry = renderer.entries[code]
    basis = entry.basis if isinstance(entry, Rule) else ""
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.why or basis or entry.title},
        "help": {"text": entry.hint},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
    }
    if isinstance(entry, Rule) and entry.national:
        rule["properties"] = {"national": entry.national}
    return rule


def _result(finding: Finding, number: int, renderer: Renderer) -> dict[str, Any]:
    record = renderer.record(finding)
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(record["file"])}}
    if finding.place.row:
        physical["region"] = {"startLine": finding.place.row}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.place.sheet:
        cell = finding.place.cell
        name = f"{finding.place.sheet}!{cell}" if cell else finding.place.sheet
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "member"}]
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{record['message']}{record['hint']}"},
        "locations": [location],
    }
