"""同时用到同一批台账的几处（校验、核对、写材料）只装一次，各做各的表，谁也不碍着谁。"""

from contextlib import closing

import pytest

from fupin_cli.catalogue.loader import shipped
from fupin_cli.engine import loading, sharing
from fupin_cli.engine.duck import DuckEngine
from fupin_cli.trial import gathered

HOME = {"户": [{"户编号": "1", "户主姓名": "赵一"}, {"户编号": "2", "户主姓名": "钱二"}]}
OTHER = {"户": [{"户编号": "1", "户主姓名": "孙三"}]}


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []

    def counted(connection, dataset, schema):
        told.append(schema)
        loading.load(connection, dataset, schema)

    monkeypatch.setattr(sharing, "load", counted)
    return told


def names(engine: DuckEngine) -> list[str]:
    return [
        name for (name,) in engine.rows(f"SELECT 户主姓名 FROM {engine.relations.shape.tables}.户 ORDER BY 1")
    ]


def engine(dataset, earlier=None) -> DuckEngine:
    return DuckEngine(shipped().facts, dataset, earlier)


def test_同样的台账只装一次_不同的各装各的(loads) -> None:
    rows, other = gathered(HOME).datasets[""], gathered(OTHER).datasets[""]
    with (
        sharing.sharing(),
        closing(engine(rows)) as first,
        closing(engine(rows)) as second,
        closing(engine(other, rows)) as third,
    ):
        assert names(first) == names(second) == ["赵一", "钱二"]
        assert names(third) == ["孙三"]
        assert third.earlier is not None
        assert third.earlier.shape.tables == first.relations.shape.tables
    assert len(loads) == 2


def test_各自铺的表同名也不相混(loads) -> None:
    rows = gathered(HOME).datasets[""]
    with sharing.sharing(), closing(engine(rows)) as first, closing(engine(rows)) as second:
        first.make("判定_户", "SELECT 1 AS 数")
        second.make("判定_户", "SELECT 2 AS 数")
        asked = [lambda line: line.rows("SELECT 数 FROM 判定_户")] * 2
        assert first.at_once(lambda line, ask: ask(line), asked) == [[(1,)], [(1,)]]
        assert second.at_once(lambda line, ask: ask(line), asked) == [[(2,)], [(2,)]]


def test_不在一起用时各有各的库(loads) -> None:
    rows = gathered(HOME).datasets[""]
    with closing(engine(rows)) as alone:
        assert names(alone) == ["赵一", "钱二"]
    assert loads == []
    assert sharing.shelf() is None
