"""每份台账、每种差错各放一处：校验或核对要指到那一行；查不出的，要在 查不出.toml 里写明为什么。"""

import tomllib
from pathlib import Path

import pytest

from reconciling import faults

HERE = Path(__file__).parent
EXAMPLE = HERE.parents[1] / "examples" / "芦庙镇"
PARTS = ("柳河", "石桥", "镇级")
SEEDS = ("一", "二")

pytestmark = pytest.mark.slow


def _listed() -> dict[str, str]:
    text = (HERE / "查不出.toml").read_text(encoding="utf-8")
    return {item["fault"]: item["because"] for item in tomllib.loads(text)["hidden"]}


HIDDEN = _listed()


@pytest.fixture(scope="module")
def bench() -> faults.Bench:
    return faults.Bench.open(EXAMPLE, PARTS)


@pytest.fixture(scope="module")
def silent(bench) -> dict[str, list[str]]:
    """台账 → 放进去却没有查出的差错。"""
    done: set[str] = set()
    found: dict[str, list[str]] = {}
    for ledger in sorted(bench.scope.dataset.ledgers):
        found[ledger] = []
        for seed in SEEDS:
            for fault in bench.faults(ledger, seed):
                if str(fault) not in done:
                    done.add(str(fault))
                    if not bench.named(fault):
                        found[ledger].append(str(fault))
    assert len(done) > 100
    return found


def test_每份台账都放了差错(bench, silent):
    assert set(silent) == bench.scope.dataset.ledgers
    assert len(silent) == 15


def test_放进去的差错都查得出_查不出的写明了为什么(silent):
    missed = {fault for found in silent.values() for fault in found}
    assert missed - HIDDEN.keys() == set()


def test_写着查不出的确实查不出(silent):
    missed = {fault for found in silent.values() for fault in found}
    assert HIDDEN.keys() - missed == set(), "已经查得出，请从 查不出.toml 里删去"


def test_理由都写了():
    assert all(len(because) >= 8 for because in HIDDEN.values())
