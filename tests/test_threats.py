"""威胁模型和可信两页里写的每个测试都真的有。"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAMED = [
    named
    for page in ("威胁模型.md", "可信.md")
    for named in re.findall(
        r"`(tests/[^`]+\.py)::([^`]+)`", (ROOT / "docs" / page).read_text(encoding="utf-8")
    )
]


def test_写了测试():
    assert len(NAMED) > 30


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_写到的测试都有(path, name):
    source = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"^ *def {re.escape(name)}\(", source, re.M)
