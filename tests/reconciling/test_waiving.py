"""认可的差额管哪些：编号、乡镇、村、时期都对得上，到期那天还算数。"""

import datetime as dt

import pytest

from fupin_cli.configuration import Waiver
from fupin_cli.engine.dataset import Dataset
from fupin_cli.forms import made
from fupin_cli.periods import Period
from fupin_cli.reconciling.model import Outcome, Reconciliation
from fupin_cli.reconciling.waiving import waive
from fupin_cli.scope import Scope

DAY = dt.date(2023, 12, 31)


def waiver(**given: object) -> Waiver:
    base = {"code": "RC001", "who": "李站长", "why": "县里已备案", "until": DAY}
    return made(Waiver, {**base, **given})


def waived(*waivers: Waiver, verdict: str = "different", village: str | None = "柳河村") -> Reconciliation:
    outcome = Outcome("RC001", "户数", "芦庙镇", village, "2023", verdict)  # type: ignore[arg-type]
    result = Reconciliation([outcome])
    waive(result, waivers, Scope("芦庙镇", Period.parse("2023"), DAY, Dataset()))
    return result


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"town": "芦庙镇"},
        {"period": "2023"},
        {"village": "柳河村"},
        {"town": "芦庙镇", "period": "2023", "village": "柳河村", "until": DAY + dt.timedelta(1)},
    ],
)
def test_对得上的认可(given: dict[str, object]) -> None:
    result = waived(waiver(**given))
    assert [outcome.waiver for outcome in result.waived] == [waiver(**given)]
    assert (result.unused_waivers, result.expired_waivers, result.count("different")) == ([], [], 0)


@pytest.mark.parametrize(
    "given", [{"town": "别镇"}, {"period": "2022"}, {"town": "别镇", "period": "2023"}, {"code": "RC002"}]
)
def test_别的镇_别的时期_别的核对不归它管_也不说它没用上(given: dict[str, object]) -> None:
    result = waived(waiver(**given))
    assert (result.waived, result.unused_waivers, result.expired_waivers) == ([], [], [])
    assert result.count("different") == 1


def test_别的村的用不上_要说出来() -> None:
    result = waived(waiver(village="槐店村"))
    assert (result.waived, result.unused_waivers) == ([], [waiver(village="槐店村")])
    assert waived(waiver(village="柳河村"), village=None).unused_waivers == [waiver(village="柳河村")]


def test_过了期的不算数_要说出来() -> None:
    old = waiver(until=DAY - dt.timedelta(1))
    result = waived(old)
    assert (result.waived, result.expired_waivers, result.unused_waivers) == ([], [old], [])


@pytest.mark.parametrize("verdict", ["equal", "not_checked"])
def test_平的和没有核对的不用认可(verdict: str) -> None:
    result = waived(waiver(), verdict=verdict)
    assert (result.waived, result.unused_waivers) == ([], [waiver()])


def test_两条都管时用前一条_后一条算没用上() -> None:
    first, second = waiver(why="前一条"), waiver(why="后一条")
    result = waived(first, second)
    assert [outcome.waiver for outcome in result.waived] == [first]
    assert result.unused_waivers == [second]
