"""The table of codes: each fault's title, severity, reason and examples (codes.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct

from fupin_cli.findings import LABELS
from fupin_cli.proofreading.grammar.parsed import Parsed
from fupin_cli.proofreading.model import Finding, Severity


class Code(Struct, frozen=True):
    """One kind of fault; `wrong` fires it, `right` does not."""

    code: str
    title: str
    severity: Severity
    why: str
    wrong: str
    right: str


@cache
def codes() -> dict[str, Code]:
    """All codes, by code."""
    table = tomllib.loads((files("fupin_cli.proofreading") / "codes.toml").read_text(encoding="utf-8"))
    return {code: Code(code, **entry) for code, entry in table.items()}


def explanations() -> dict[str, str]:
    """Each code explained: what, how severe, why, a sentence that fires it and one that does not."""
    return {
        code.code: "\n".join(
            (
                f"{code.code}  {code.title}（校核，{LABELS[code.severity]}）",
                "",
                f"为什么：{code.why}",
                "",
                f"这样会报：{code.wrong}",
                f"这样不会：{code.right}",
            )
        )
        for code in codes().values()
    }


def finding(
    code: str, parsed: Parsed, start: int, end: int, message: str, hint: str, severity: Severity | None = None
) -> Finding:
    """A fault at these characters of a paragraph, with the code's own severity unless another is given."""
    return Finding(
        code,
        severity or codes()[code].severity,
        parsed.paragraph.number,
        start,
        parsed.paragraph.text[start:end],
        message,
        hint,
    )
