"""核对的结果怎么数：平的、不平的、认可了的、只是疑点的，各归各。"""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from fupin_cli.configuration import Waiver
from fupin_cli.forms import made
from fupin_cli.reconciling.model import Amount, Outcome, Reconciliation

ACCEPTED = made(
    Waiver, {"code": "RC001", "who": "李站长", "why": "县里已备案", "until": dt.date(2024, 6, 30)}
)


def outcome(verdict: Any, **more: Any) -> Outcome:
    return Outcome("RC001", "脱贫户户数", "芦庙镇", None, "2023", verdict, **more)


OPEN, WAIVED = outcome("different"), outcome("different", waiver=ACCEPTED)
DOUBT, NO_DOUBT = outcome("different", doubt=True), outcome("equal", doubt=True)
FOUND = Reconciliation([OPEN, WAIVED, DOUBT, NO_DOUBT, outcome("equal"), outcome("not_checked")])


def test_各归各地数() -> None:
    assert FOUND.count("different") == 1, "认可了的、只是疑点的不算不平"
    assert FOUND.count("equal") == 2
    assert FOUND.count("not_checked") == 1
    assert FOUND.doubts == [DOUBT]
    assert FOUND.waived == [WAIVED]


def test_平的和认可了的都不用再管() -> None:
    assert [one.open for one in FOUND.outcomes] == [True, False, True, False, False, False]


@pytest.mark.parametrize(
    ("left", "right", "difference"),
    [
        ("5", "3.5", Decimal("1.5")),
        ("3", "5", Decimal(-2)),
        ("5", None, None),
        (None, "5", None),
        (None, None, None),
    ],
)
def test_两边都有数才有差额(left: str | None, right: str | None, difference: Decimal | None) -> None:
    sides = [Amount("边", Decimal(value), "户") if value is not None else None for value in (left, right)]
    assert outcome("different", left=sides[0], right=sides[1]).difference == difference
