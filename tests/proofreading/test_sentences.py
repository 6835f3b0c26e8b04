"""句子：一百多句，每句一对一错；几十句看着错其实不错。"""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from fupin_cli.proofreading import proofread, read_text
from fupin_cli.proofreading.model import Finding

HERE = Path(__file__).parent
PAIRS: list[dict[str, Any]] = tomllib.loads((HERE / "句对.toml").read_text(encoding="utf-8"))["句"]
NEAR: list[dict[str, Any]] = tomllib.loads((HERE / "不该报.toml").read_text(encoding="utf-8"))["句"]
CHOICE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


def findings(text: str) -> tuple[Finding, ...]:
    return proofread(read_text(text)).findings


def caught(pair: dict[str, Any]) -> bool:
    level = pair.get("级")
    return any(
        f.code in pair["查"] and level in (None, f.severity) for f in findings(CHOICE.sub(r"\2", pair["文"]))
    )


def test_写错的句子查得出() -> None:
    """一百多句，九成五以上要查出，查不出的列出来。"""
    missed = [pair["文"] for pair in PAIRS if not caught(pair)]
    assert len(PAIRS) >= 60
    assert len(missed) <= len(PAIRS) * 0.05, "\n".join(missed)


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["文"].strip()[:24] for pair in PAIRS])
def test_写对的句子不报(pair: dict[str, Any]) -> None:
    found = findings(CHOICE.sub(r"\1", pair["文"]))
    assert not [f for f in found if f.severity == "error" or f.code in pair["查"]]


@pytest.mark.parametrize("case", NEAR, ids=[case["因"] for case in NEAR])
def test_看着错其实不错的句子不报(case: dict[str, Any]) -> None:
    found = findings(case["文"])
    assert not [f for f in found if f.severity == "error"]
    if case.get("静"):
        assert not [f for f in found if f.code.startswith(("PR00", "PR01"))]
