"""Every check proves itself: one example that holds, one that differs by the smallest amount."""

from decimal import Decimal

import pytest

from fupin_cli.catalogue.loader import shipped

CHECKS = shipped().checks


# 一处差错牵出两行的，差两个
TWICE = {"RC011": "一人在两户", "RC012": "一户在两村", "RC301": "走了一人没登记，登记的一人没来"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_平的判平_差一点也查得出_说得出是谁(check, tried):
    def outcomes(rows):
        found = tried(rows, check)
        assert not found.broken, found.broken
        return [outcome for outcome in found.outcomes if outcome.code == check.code]

    holds = outcomes(check.holds)
    assert {outcome.verdict for outcome in holds} == {"equal"}, holds
    differs = outcomes(check.differs)
    found = [outcome for outcome in differs if outcome.verdict == "different"]
    assert found, differs
    assert found[0].left is not None
    assert found[0].left.sources or found[0].right.sources, "说不出是哪几行"
    if check.match:
        assert all(outcome.unmatched for outcome in found)
        assert any(contributor.sources or contributor.note for contributor in found[0].unmatched)
    else:
        assert not check.key
    least = Decimal("0.01") if check.unit == "元" else Decimal(1)
    most = least * 2 if check.code in TWICE else least
    assert all(abs(outcome.left.value - outcome.right.value) <= most for outcome in found), (
        "例子要差最小的一点"
    )


def test_编号不重复():
    codes = [check.code for check in CHECKS]
    assert len(codes) == len(set(codes))


def test_四个一致都有核对():
    members = {check.code[:4] for check in CHECKS if "四个一致" in check.sets}
    assert {"RC00", "RC40", "RC41", "RC42"} <= members
