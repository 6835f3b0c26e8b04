"""最常见的写法走近路：近路说的，与仔细看的一样。"""

from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_cli.vocabulary.fields import (
    CodeKind,
    CountKind,
    DateKind,
    Kind,
    MeasureKind,
    MoneyKind,
    MonthKind,
    NumberKind,
    PercentKind,
    PhoneKind,
    Required,
    ResidentIdKind,
)
from fupin_cli.vocabulary.ledger import annotations
from fupin_cli.vocabulary.marks import NOTES, SCALE
from fupin_cli.vocabulary.registry import ledgers

KINDS = [
    CodeKind(),
    ResidentIdKind(),
    PhoneKind(),
    DateKind(),
    DateKind(open_ended=True),
    MonthKind(),
    MoneyKind(),
    MoneyKind(signed=True),
    NumberKind(),
    MeasureKind(per=10**4),
    PercentKind(),
    CountKind(),
]
DIGITS = st.text("0123456789", min_size=1, max_size=22)
CELLS = st.one_of(
    DIGITS,
    st.text("0123456789.-Xx１８九 \n+Ee无/", max_size=20),
    st.builds("{}{:04d}{:02d}{:02d}{}".format, st.sampled_from(["341699", "000000"]), st.integers(0, 2200),
              st.integers(0, 13), st.integers(0, 32), st.sampled_from(["0017", "001X", "0025", "00２5"])),
    st.builds("{:04d}{}{:02d}{}{:02d}".format, st.integers(0, 2200), st.sampled_from(["-", "", "/"]),
              st.integers(0, 13), st.sampled_from(["-", ""]), st.integers(0, 32)),
    st.builds("1{}".format, st.text("0123456789", min_size=9, max_size=11)),
    st.integers(-5, 10**9),
    st.floats(-5, 10**9, allow_nan=False),
    st.decimals(-5, 10**8, places=2).map(float),
    st.sampled_from([0, 0.0, -0.0, True, False, 0.1 + 0.2, 1.005, 99999999.99, 123456.785, 1e8, "2023-W01", "2023-1-01"]),
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.label)
@settings(max_examples=400, deadline=None)
@given(raw=CELLS)
def test_近路与仔细看的一样(kind: Kind, raw: Any) -> None:
    shortcut = kind.usual(raw, {})
    if shortcut is None:
        return
    notes: list[str] = []
    value = kind.judge(raw, {NOTES: notes})
    assert (type(value), value, kind.text(value), notes) == (
        type(shortcut),
        shortcut,
        kind.text(shortcut),
        [],
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.label)
@settings(deadline=None)
@given(raws=st.lists(CELLS))
def test_许多一起看与一个一个看一样(kind: Kind, raws: list[Any]) -> None:
    assert repr(kind.usual_of(raws, {})) == repr([kind.usual(raw, {}) for raw in raws])


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (CodeKind(), "3416990000000001"),
        (ResidentIdKind(), "341699195001010013"),
        (PhoneKind(), "13800000000"),
        (DateKind(), "2023-12-31"),
        (DateKind(), "20231231"),
        (MoneyKind(), 9860.5),
        (MoneyKind(), 3000),
        (CountKind(), 12.0),
    ],
)
def test_常见的写法走近路(kind: Kind, raw: Any) -> None:
    assert kind.usual(raw, {}) is not None


def test_单位要换算的不走近路() -> None:
    assert MoneyKind().usual(3000, {SCALE: Decimal(10000)}) is None


def test_每列的类型只由种类和必填组成() -> None:
    """近路只问种类；别的约束会被漏掉。"""
    for ledger in ledgers().values():
        for name, annotation in annotations(ledger).items():
            parts = get_args(annotation)[1:]
            assert sum(isinstance(part, Kind) for part in parts) == 1, (ledger, name)
            assert all(isinstance(part, (Kind, Required)) for part in parts), (ledger, name)
