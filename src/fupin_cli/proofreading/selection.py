"""Which findings are shown."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from fupin_cli.errors import FupinError
from fupin_cli.proofreading.codes import codes
from fupin_cli.proofreading.model import SEVERITIES, Result, Severity


def filtered(
    result: Result, severity: Severity = "info", select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> Result:
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
