"""一天用下来，页上只留最近几份，不越积越多。"""

from dataclasses import dataclass

import pytest
from starlette.exceptions import HTTPException

from fupin_cli.web.recent import Recent


@dataclass(frozen=True)
class Thing:
    id: str


def test_只留最近几份_旧的说没有这一页() -> None:
    kept: Recent[Thing] = Recent(2)
    for name in "甲乙丙":
        kept.put(Thing(name))
    assert [one.id for one in kept.newest_first()] == ["丙", "乙"]
    assert kept.get("乙") == Thing("乙")
    with pytest.raises(HTTPException):
        kept.get("甲")
    kept.drop("乙")
    assert len(kept) == 1
