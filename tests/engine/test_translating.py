"""给 Spark 的查询：很宽的一层之前先断开，只读要算的县和乡。"""

from copy import copy
from pathlib import Path

import pytest
from msgspec.structs import replace

from fupin_cli.cli import run
from fupin_cli.engine.dataset import Dataset
from fupin_cli.engine.lying import stored_rows
from fupin_cli.engine.translating import split, to_spark
from fupin_cli.gathering import gather
from fupin_cli.periods import Period
from fupin_cli.scope import choose
from sheets import sheet, workbook

WIDE = ", ".join(f"甲 > {number} AS r{number}" for number in range(20))


@pytest.mark.parametrize("outer", ["{}", "SELECT * FROM ({}) WHERE r0 OR r1"], ids=["本身", "只留有问题的行"])
def test_很宽的一层读的子查询单独成表(outer: str) -> None:
    inner, rest = split(outer.format(f"SELECT _id, {WIDE} FROM (SELECT _id, 甲 FROM 表 WHERE 甲 > 0)"), "丙")
    assert inner == "SELECT _id, 甲 FROM 表 WHERE 甲 > 0"
    assert to_spark(rest) == to_spark(outer.format(f"SELECT _id, {WIDE} FROM 丙"))


def test_子查询的别名留在表上() -> None:
    wide = ", ".join(f"b.甲 AS a{number}" for number in range(20))
    _, rest = split(f"SELECT {wide} FROM (SELECT 甲 FROM 表) b", "丙")
    assert to_spark(rest) == to_spark(f"SELECT {wide} FROM 丙 AS b")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 甲 FROM (SELECT 甲 FROM 表)",
        f"SELECT {WIDE} FROM 表",
        f"SELECT {WIDE} FROM (SELECT 甲 FROM 表) b JOIN 乙 ON b.甲 = 乙.甲",
    ],
    ids=["不宽", "没有子查询", "还连着别的表"],
)
def test_别的查询不动(sql: str) -> None:
    assert split(sql, "丙") == ("", sql)


@pytest.fixture
def county(tmp_path: Path) -> Dataset:
    """Two towns of two counties, exported; of these what speaks for 芦庙镇."""
    above = ("填报单位：谯城区芦庙镇柳河村", "填报单位：利辛县洋湖镇槐店村")
    rows = "| 户编号 | 户主姓名 | 证件号码 |\n| 3416990001001 | 甄有田 | 341699196803050011 |"
    books = [
        workbook(tmp_path / f"{line[-3:]}2023.xlsx", sheet(rows, name="户", above=(line,))) for line in above
    ]
    assert run(["export", str(tmp_path / "导出"), *map(str, books), "-q"]) == 0
    return choose(gather([tmp_path / "导出"]), "芦庙镇", Period.parse("2023"), None).dataset


def test_只读表所在的县和乡(county: Dataset) -> None:
    _, tables, sql = stored_rows(county, "户", "原表")
    assert len(tables) == 1
    assert sql.endswith("WHERE (p.县 IS NULL OR p.县 IN ('谯城区')) AND (p.乡 IS NULL OR p.乡 IN ('芦庙镇'))")


def test_乡写在各行上的表_哪个乡都可能有(county: Dataset) -> None:
    (member,) = county.members
    member.typed.columns = {**dict.fromkeys(member.typed.columns), "乡": None}  # type: ignore[dict-item]
    assert "p.乡 IN" not in stored_rows(county, "户", "原表")[2]
    assert "p.县 IN" in stored_rows(county, "户", "原表")[2]


def test_乡太多时不逐个比名字_县还照认(county: Dataset) -> None:
    (member,) = county.members
    many = Dataset()
    for number in range(101):
        typed = copy(member.typed)
        typed.table = replace(typed.table, place={"县": "谯城区", "乡": f"第{number}镇"})
        many.add(typed, "2023", member.day)
    sql = stored_rows(many, "户", "原表")[2]
    assert sql.endswith("WHERE (p.县 IS NULL OR p.县 IN ('谯城区'))")
