"""A county, a province, a nation of invented people, written by DuckDB as `fupin export` would have exported them.

`python population.py FOLDER PEOPLE`: households of one to five, a sheet of 家庭成员 for each town of five thousand
people, twenty towns a county; one ID in a thousand has a wrong check digit. The numbers of people begin with the
unassigned county 341699; no two are the same up to twenty million people.
"""

import datetime as dt
import sys
from array import array
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from fupin_cli.intake.judged import Judged
from fupin_cli.intake.packing import pack, tell
from fupin_cli.intake.stored import FORM, INDEX, SOURCES
from fupin_cli.judging import TypedColumn, TypedTable
from fupin_cli.reading.model import BoundColumn, Reading, Table

TOWN, TOWNS = 5_000, 20
COUNTY = TOWN * TOWNS
DAY = dt.date(2023, 12, 31)
# 每15人五户，一至五人；第几户、户里第几人
_HOME = "[0,1,1,2,2,2,3,3,3,3,4,4,4,4,4]"
_PLACE = "[0,0,1,0,1,2,0,1,2,3,0,1,2,3,4]"
_CHILD = "[0,0,0,0,1,2,0,3,4,5,0,6,7,8,9]"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SUM = " + ".join(f"CAST(x17[{n}] AS INTEGER) * {w}" for n, w in enumerate(_WEIGHTS, 1))
_COLUMNS = {
    "省": "'安徽省'",
    "市": "'亳州市'",
    "村": "concat('第', home // 60 % 97 + 1, '村')",
    "组": "concat(home % 9 + 1, '组')",
    "户编号": "concat('341699', lpad(CAST(home AS VARCHAR), 10, '0'))",
    "人编号": "concat('341699', lpad(CAST(home AS VARCHAR), 10, '0'), '0', place)",
    "姓名": "concat('甄', chr(19968 + CAST(h // 7 % 3000 AS INTEGER)))",
    "性别": "CASE WHEN male THEN '男' ELSE '女' END",
    "证件类型": "'居民身份证'",
    "证件号码": "concat(x17, '10X98765432'[1 + (CAST(right_sum AS INTEGER) + CASE WHEN h % 1000 = 0 THEN 1 ELSE 0 END) % 11])",
    "出生日期": "born",
    "与户主关系": "CASE WHEN place = 0 THEN '户主' WHEN male THEN '之子' ELSE '之女' END",
    "民族": "'汉族'",
    "文化程度": "CASE WHEN pupil THEN NULL ELSE '初中' END",
    "在校生状况": "CASE WHEN pupil THEN '小学' END",
    "健康状况": "'健康'",
    "劳动技能": "CASE WHEN able THEN '普通劳动力' ELSE '无劳动力' END",
    "是否参加大病保险": "'是'",
    "是否参加城乡居民基本医疗保险": "'是'",
    "是否参加城乡居民基本养老保险": "CASE WHEN year < 2005 THEN '是' ELSE '否' END",
    "享受低保政策情况": "'未享受'",
    "享受特困供养政策情况": "'不享受'",
    "务工所在地": "CASE WHEN able THEN '江苏省' END",
    "务工时间": "CASE WHEN able THEN h // 11 % 12 + 1 END",
    "家庭成员联系电话": "CASE WHEN able THEN concat('13', lpad(CAST(h // 13 % 1000000000 AS VARCHAR), 9, '0')) END",
    "户类型": "CASE WHEN g % 10 < 8 THEN '脱贫户' ELSE '一般农户' END",
    "监测对象类别": "CASE WHEN g // 10 % 10 > 0 THEN NULL WHEN g % 10 < 8 THEN '脱贫不稳定户' ELSE '边缘易致贫户' END",
    "识别监测时间": "CASE WHEN g // 10 % 10 = 0 THEN DATE '2023-01-01' END",
    "风险是否已消除": "CASE WHEN g // 10 % 10 = 0 THEN '否' END",
    "致贫返贫风险1": "CASE WHEN g // 10 % 10 = 0 THEN '因病' END",
    "人均纯收入": "income",
    "工资性收入": "income * 3 // 5",
    "生产经营性收入": "income // 5",
    "转移性收入": "income // 5",
    "是否危房户": "'否'",
    "是否解决安全饮用水": "'是'",
}
_PEOPLE = """
WITH numbered AS (
    SELECT i, i // 15 * 5 + {home}[i % 15 + 1] AS home, {place}[i % 15 + 1] AS place,
        hash(i) // 4096 AS h, hash(-1 - (i // 15 * 5 + {home}[i % 15 + 1])) // 4096 AS g FROM range({first}, {stop}) t(i)
), counted AS (
    SELECT *, CASE WHEN place = 0 THEN home ELSE i // 15 * 10 + {child}[i % 15 + 1] END AS n,
        CASE WHEN place = 0 THEN 26 ELSE 37 END AS years, CASE WHEN place = 0 THEN 1940 ELSE 1981 END AS first,
        CAST(9000 + g // 100 % 17000 AS INTEGER) AS income FROM numbered
), born AS (
    SELECT *, CAST(first + n % years AS INTEGER) AS year, n // (years * 365) AS serial,
        make_date(year, 1, 1) + CAST(n // years % 365 AS INTEGER) AS born,
        serial % 2 = 1 AS male, year > 1964 AND year < 2006 AS able, year > 2011 AS pupil FROM counted
), sums AS (
    SELECT *, concat('341699', strftime(born, '%Y%m%d'), lpad(CAST(serial AS VARCHAR), 3, '0')) AS x17 FROM born
), identified AS (SELECT *, ({sum}) % 11 AS right_sum FROM sums)
SELECT {columns}, '2023' AS 期间, DATE '{day}' AS 数据日, concat('县', i // {county}, '.xlsx') AS 文件,
    concat(i // {town} % {towns} + 1, '镇') AS 工作表, CAST(i % {town} + 3 AS BIGINT) AS 行号,
    CAST(i // {town} AS INTEGER) AS 表号, CAST(i % {town} AS INTEGER) AS 位置, '' AS 坏列, '' AS 户主号,
    concat('试验', i // {county}, '县') AS 县, concat('试验', i // {town} + 1, '镇') AS 乡
FROM identified
"""


def make(folder: Path, people: int) -> Path:
    """Write the folder, a county at a time."""
    from fupin_cli.vocabulary.ledger import columns
    from fupin_cli.vocabulary.registry import ledgers

    known = columns(ledgers()["家庭成员"])
    (folder / SOURCES).mkdir(parents=True)
    (folder / "家庭成员").mkdir()
    picked = ", ".join(f"CAST({sql} AS {known[name].kind.sql}) AS {name}" for name, sql in _COLUMNS.items())
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
    tables: list[tuple[Any, ...]] = []
    files = []
    for county, first in enumerate(range(0, people, COUNTY)):
        stop = min(first + COUNTY, people)
        query = _PEOPLE.format(
            home=_HOME, place=_PLACE, child=_CHILD, first=first, stop=stop, sum=_SUM, columns=picked,
            day=DAY, county=COUNTY, town=TOWN, towns=TOWNS,
        )  # fmt: skip
        target = folder / "家庭成员" / f"{county:05d}.parquet"
        connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        starts = range(first, stop, TOWN)
        judged = _outline(county, [min(TOWN, stop - start) for start in starts])
        name = f"{county:05d}.parquet"
        pq.write_table(pack(judged).slice(0, 0), folder / SOURCES / name)
        files.append((name, judged.reading.path))
        tables += [("2023", DAY.isoformat(), county, order) for order in range(len(starts))]
    index = {"form": FORM, "files": files, "tables": tables, "findings": []}
    (folder / SOURCES / INDEX).write_bytes(tell(index))
    return folder


def _outline(county: int, counts: list[int]) -> Judged:
    reading = Reading(f"县{county}.xlsx", "", "xlsx")
    bound = [BoundColumn(name, name, number) for number, name in enumerate(_COLUMNS)]
    typed = []
    for order, count in enumerate(counts):
        rows = list(range(3, 3 + count))
        place = {"县": f"试验{county}县", "乡": f"试验{county * TOWNS + order + 1}镇"}
        table = Table(
            f"{order + 1}镇", "家庭成员", (2,), bound, rows, {}, place=place, data_date=DAY, period="2023"
        )
        columns = {name: TypedColumn([], array("i"), []) for name in _COLUMNS}
        typed.append(TypedTable(table, reading, columns))
    reading.tables = [each.table for each in typed]
    return Judged(reading, typed)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
