"""validate、reconcile、report 的 --engine spark：在导出的 Parquet 上和 DuckDB 说的一样；缺什么说得清。"""

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fupin_cli.cli import run
from fupin_cli.engine import spark
from fupin_cli.engine.choosing import choose_engines, open_engine, using
from fupin_cli.engine.dataset import Dataset
from fupin_cli.errors import FupinError
from fupin_cli.gathering import gather
from fupin_cli.periods import Period
from fupin_cli.scope import choose
from sheets import sheet, workbook
from two_engines import MASTER, engines, needs_spark

EXAMPLE = Path(__file__).parents[2] / "examples" / "芦庙镇"
KEPT = {"雨露计划", "交通补贴", "公益性岗位"}  # 少几种台账，要算的规则、核对、指标就少，时间不白花
MEMBERS = """
| 户编号 | 户主姓名 | 姓名 | 证件号码 | 与户主关系 | 健康状况 | 人均纯收入 |
| 3416990001001 | 甄有田 | 甄有田 | 341699196803050011 | 户主 | 残疾 | 9860.5 |
| 3416990001001 | 甄有田 | 甄小禾 | 341699200603200029 | 之女 | 健康 | 坏 |
"""


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """Two villages of two counties, exported."""
    books = [
        workbook(
            tmp_path / f"{village}2023.xlsx",
            sheet(MEMBERS, name="家庭成员", above=(f"填报单位：{county}{town}{village}",)),
        )
        for county, town, village in (("谯城区", "芦庙镇", "柳河村"), ("利辛县", "洋湖镇", "槐店村"))
    ]
    folder = tmp_path / "导出"
    assert run(["export", str(folder), *map(str, books), "-q"]) == 0
    return folder


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some ledgers of two villages of the example with mistakes in them, exported: a workspace without workbooks."""
    import openpyxl

    place = tmp_path_factory.mktemp("示例")
    for village in ("柳河村", "槐店村"):
        book = openpyxl.load_workbook(EXAMPLE / "台账" / "芦庙镇" / f"{village}.xlsx")
        for name in set(book.sheetnames) - KEPT:
            del book[name]
        for page in book.worksheets:  # 第一笔钱多三百元，第二笔读不出，末行写两遍
            rows = list(page.iter_rows())
            amounts = [cell for row in rows for cell in row if cell.value in {500, 800, 1500}]
            amounts[0].value += 300
            amounts[1].value = "坏"
            page.append([cell.value for cell in rows[-1]])
        book.save(place / f"{village}.xlsx")
    home = place / "芦庙镇"
    home.mkdir()
    shutil.copy(EXAMPLE / "fupin.toml", home)
    books = [str(book) for book in sorted(place.glob("*.xlsx"))]
    assert run(["export", str(home / "台账"), *books, "-q"]) == 0
    return home


@pytest.fixture(autouse=True)
def back() -> Any:
    yield
    choose_engines(None)


def said(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command prints; the JVM's own words go to stderr."""
    assert run([*arguments, "-q"]) in {0, 1}
    return capfd.readouterr().out


ASKED = {
    "validate": ("findings", "-f", "json"),
    "reconcile": ("checks", "--all", "-f", "json"),
    "report": ("figures", "--no-check", "-f", "json"),
}


@pytest.mark.slow
@needs_spark
@pytest.mark.parametrize("command", ASKED)
def test_导出的台账上_命令的输出_两个引擎一字不差(
    command: str, town: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    engines()
    capfd.readouterr()
    told, *options = ASKED[command]
    asked = [command, *options, "-w", str(town)]
    expected = said(capfd, *asked)
    assert len(json.loads(expected)[told]) > 1
    assert said(capfd, *asked, "--engine", "spark", "--master", MASTER) == expected


@pytest.mark.slow
@needs_spark
def test_列不完的说还有多少_列出的和没列的合起来不多不少(
    stored: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    engines()
    capfd.readouterr()
    asked = ("validate", str(stored), "-f", "json", "--select", "PE")
    expected = json.loads(said(capfd, *asked))
    assert max(expected["summary"]["by_code"].values()) > 1
    made = spark.SparkEngines.__init__
    monkeypatch.setattr(spark.SparkEngines, "__init__", lambda self, master: made(self, master, 1))
    few = json.loads(said(capfd, *asked, "--engine", "spark", "--master", MASTER))
    totals = few["summary"]["by_code"]
    assert totals == expected["summary"]["by_code"]
    listed = Counter(finding["code"] for finding in few["findings"])
    assert few["cut"] == {
        code: count - listed[code] for code, count in totals.items() if count > listed[code]
    }
    assert all(finding in expected["findings"] for finding in few["findings"])


@pytest.mark.slow
@needs_spark
def test_只打开要算的县和乡的文件(stored: Path) -> None:
    gathered = gather([stored])
    scope = choose(gathered, "芦庙镇", Period.parse("2023"), None)
    with using(engines()):
        engine: Any = open_engine((), scope.dataset)
        assert engine.rows("SELECT DISTINCT 县, 乡 FROM 原表.家庭成员") == [("谯城区", "芦庙镇")]
        frame = engine._session.table("`原表_家庭成员`")
        plan = frame._jdf.queryExecution().executedPlan().toString()
        engine.close()
    (scan,) = [line for line in plan.splitlines() if "PartitionFilters" in line]
    filters = scan.partition("PartitionFilters")[2].partition("PushedFilters")[0]
    assert "谯城区" in filters
    assert "芦庙镇" in filters


@pytest.mark.slow
@needs_spark
def test_任务分给两个各自独立的进程() -> None:
    with using(engines()):
        engine: Any = open_engine((), Dataset())
        process = "java_method('java.lang.ProcessHandle', 'current')"
        rows = engine._session.sql(f"SELECT DISTINCT {process} AS p FROM range(0, 100, 1, 8)").collect()
        driver = engine._session.sparkContext._jvm.java.lang.ProcessHandle.current().pid()
        engine.close()
    processes = {int(row.p) for row in rows}
    assert len(processes) == 2
    assert driver not in processes


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
