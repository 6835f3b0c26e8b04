"""validate、reconcile 的 --engine spark：在导出的 Parquet 上和 DuckDB 说的一样；缺什么说得清。"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fupin_cli.cli import run
from fupin_cli.engine import spark
from fupin_cli.engine.choosing import choose_engines, using
from fupin_cli.errors import FupinError
from sheets import sheet, workbook
from two_engines import engines, needs_spark

MEMBERS = """
| 户编号 | 户主姓名 | 姓名 | 证件号码 | 与户主关系 | 健康状况 | 人均纯收入 |
| 3416990001001 | 甄有田 | 甄有田 | 341699196803050011 | 户主 | 残疾 | 9860.5 |
| 3416990001001 | 甄有田 | 甄小禾 | 341699200603200029 | 之女 | 健康 | 坏 |
"""


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """Two villages of two towns, exported."""
    books = [
        workbook(
            tmp_path / f"{village}2023.xlsx",
            sheet(MEMBERS, name="家庭成员", above=(f"填报单位：谯城区{town}{village}",)),
        )
        for town, village in (("芦庙镇", "柳河村"), ("洋湖镇", "槐店村"))
    ]
    folder = tmp_path / "导出"
    assert run(["export", str(folder), *map(str, books), "-q"]) == 0
    return folder


def found(stored: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    capsys.readouterr()
    run(["validate", str(stored), "-f", "json", "--select", "DU,PE,WK", *more])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


@pytest.fixture(autouse=True)
def back() -> Any:
    yield
    choose_engines(None)


@pytest.mark.slow
@needs_spark
def test_导出的表上_两个引擎查出的相同_列不完的说还有多少(
    stored: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    engines()
    expected = found(stored, capsys)
    assert expected["findings"]
    assert found(stored, capsys, "--engine", "spark", "--master", "local[2]") == expected
    made = spark.SparkEngines.__init__
    monkeypatch.setattr(spark.SparkEngines, "__init__", lambda self, master: made(self, master, 1))
    few = found(stored, capsys, "--engine", "spark", "--master", "local[2]")
    assert few["summary"] == expected["summary"]
    listed = Counter(finding["code"] for finding in few["findings"])
    beyond = {code: count - listed[code] for code, count in expected["summary"]["by_code"].items()}
    assert few["cut"] == {code: count for code, count in beyond.items() if count}


@pytest.mark.slow
@needs_spark
def test_只读要算的乡镇(stored: Path) -> None:
    from fupin_cli.engine.choosing import open_engine
    from fupin_cli.engine.translating import to_spark
    from fupin_cli.gathering import gather

    (dataset,) = gather([stored]).datasets.values()
    with using(engines()):
        engine: Any = open_engine((), dataset)
        sql = engine.relations.own_rows("家庭成员", ["乡", "姓名"])
        frame = engine._session.sql(to_spark(f"SELECT 姓名 FROM ({sql}) WHERE 乡 IN ('芦庙镇', '')"))
        plan = frame._jdf.queryExecution().executedPlan().toString()
        engine.close()
    pruned = [line for line in plan.splitlines() if "PartitionFilters" in line]
    assert "芦庙镇" in pruned[0].partition("PartitionFilters")[2].partition("PushedFilters")[0]


def test_没有装Spark时说怎么装(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyspark", None)
    monkeypatch.setitem(__import__("sys").modules, "pyspark.errors", None)
    with pytest.raises(FupinError) as caught:
        spark.spark_session("local[2]")
    assert caught.value.message == "没有安装 Spark。"
    assert "fupin-cli[spark]" in caught.value.hint


@needs_spark
def test_没有Java时说要装(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(FupinError) as caught:
        spark.spark_session("local[2]")
    assert "没有找到 Java" in caught.value.message
    assert "Java 17" in caught.value.hint
