"""Every rule of the catalogue proves itself: its bad example is found, its good one is not."""

import pytest

from fupin_cli.catalogue.loader import shipped
from fupin_cli.trial import try_rule

RULES = shipped().rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_反例查得出_正例不误报(rule):
    bad = try_rule(rule, shipped(), rule.bad)
    assert not bad.not_checked, bad.not_checked
    assert rule.code in {finding.code for finding in bad.findings}, "反例没有查出来"
    good = try_rule(rule, shipped(), rule.good)
    assert not good.not_checked, good.not_checked
    assert rule.code not in {finding.code for finding in good.findings}, "正例被误报"


def test_编号不重复():
    codes = [entry.code for entry in (*RULES, *shipped().cells)]
    assert len(codes) == len(set(codes))
