"""Every check proves itself: one example that holds, one that differs by the smallest amount."""

import pytest

from fupin_cli.catalogue.loader import shipped
from fupin_cli.trial import try_check

CHECKS = shipped().checks


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_平的判平_差一点也查得出(check):
    holds = try_check(check, shipped(), check.holds)
    assert {outcome.verdict for outcome in holds} == {"equal"}, holds
    differs = try_check(check, shipped(), check.differs)
    found = [outcome for outcome in differs if outcome.verdict == "different"]
    assert found, differs
    assert found[0].left is not None
    assert found[0].left.sources or found[0].right.sources, "说不出是哪几行"


def test_编号不重复():
    codes = [check.code for check in CHECKS]
    assert len(codes) == len(set(codes))
