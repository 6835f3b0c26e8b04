"""写一次管好几行的：同上、只写在头一行的村、分组的行；像台账而认不出的表不并进上一张。"""

from pathlib import Path
from typing import Any

import pytest

from fupin_cli.judging import TypedTable, judge
from fupin_cli.reading.model import Reading
from fupin_cli.reading.read import read_file
from sheets import Sheet, sheet, workbook

HEAD = "| 序号 | 户主姓名 | 证件号码 | 户类型 | 家庭人口数 |"
ONE = "| {1} | 甄有田 | 341699196803050011 | 脱贫户 | {2} |"
TWO = "| {2} | 甄守业 | 341699197512110032 | 脱贫户 | {3} |"


def read(tmp_path: Path, *made: Sheet) -> tuple[Reading, list[TypedTable]]:
    reading = read_file(workbook(tmp_path / "台账.xlsx", *made))
    return reading, [judge(table, reading) for table in reading.tables]


def values(typed: TypedTable, name: str) -> list[Any]:
    column = typed.columns[name]
    return [column.values[code] for code in column.codes]


def said(reading: Reading, code: str) -> list[dict[str, Any]]:
    return [finding.values for finding in reading.findings if finding.code == code]


@pytest.mark.parametrize("ditto", ["同上", "〃", " 同上 ", "同前"])
def test_同上按上一行读(tmp_path: Path, ditto: str) -> None:
    made = sheet(
        f"""
| 序号 | 户主姓名 | 证件号码 | 走访日期 | 走访人 |
| {{1}} | 甄有田 | 341699196803050011 | 2023-05-03 | 贾长顺 |
| {{2}} | 甄守业 | 341699197512110032 | {ditto} | {ditto} |
| {{3}} | 甄小满 | 341699200603200029 | {ditto} | 贾福来 |
""",
        name="走访台账",
    )
    made.rows[2][3] = made.rows[2][4] = made.rows[3][3] = ditto
    reading, (typed,) = read(tmp_path, made)
    assert [str(day) for day in values(typed, "日期")] == ["2023-05-03"] * 3
    assert values(typed, "走访人") == ["贾长顺", "贾长顺", "贾福来"]
    assert said(reading, "RD015") == [{"count": 2, "fields": "日期、走访人", "first": 3, "how": "写着“同上”"}]


def test_村只写在每个村的头一行(tmp_path: Path) -> None:
    made = sheet(
        """
| 村 | 序号 | 户主姓名 | 证件号码 | 户类型 | 家庭人口数 |
| 双庙村 | {1} | 甄有田 | 341699196803050011 | 脱贫户 | {2} |
| | {2} | 甄守业 | 341699197512110032 | 脱贫户 | {3} |
| 李楼村 | {1} | 甄小满 | 341699200603200029 | 脱贫户 | {1} |
""",
        name="脱贫户",
    )
    reading, (typed,) = read(tmp_path, made)
    assert values(typed, "村") == ["双庙村", "双庙村", "李楼村"]
    assert [v["first"] for v in said(reading, "RD015")] == [3]


def test_每行都写村的_空着的不猜(tmp_path: Path) -> None:
    made = sheet(
        """
| 村 | 户主姓名 | 证件号码 | 户类型 | 家庭人口数 |
| 双庙村 | 甄有田 | 341699196803050011 | 脱贫户 | {2} |
| 双庙村 | 甄守业 | 341699197512110032 | 脱贫户 | {3} |
| | 甄小满 | 341699200603200029 | 脱贫户 | {1} |
""",
        name="脱贫户",
    )
    _, (typed,) = read(tmp_path, made)
    assert values(typed, "村") == ["双庙村", "双庙村", None]


def test_一个村一行的_空着一个村名不猜(tmp_path: Path) -> None:
    made = sheet(
        """
| 村 | 序号 | 户主姓名 | 证件号码 | 户类型 | 家庭人口数 |
| 双庙村 | {1} | 甄有田 | 341699196803050011 | 脱贫户 | {2} |
| | {2} | 甄守业 | 341699197512110032 | 脱贫户 | {3} |
| 李楼村 | {3} | 甄小满 | 341699200603200029 | 脱贫户 | {1} |
""",
        name="脱贫户",
    )
    reading, (typed,) = read(tmp_path, made)
    assert values(typed, "村") == ["双庙村", None, "李楼村"]
    assert said(reading, "RD015") == []


@pytest.mark.parametrize("merged", [True, False])
def test_分村的行(tmp_path: Path, merged: bool) -> None:
    made = sheet(
        f"{HEAD}\n| 双庙村 | | | | |\n{ONE}\n| 李楼村 | | | | |\n{TWO}",
        name="脱贫户",
        above=("芦庙镇脱贫户台账",),
        merges=("A3:E3", "A5:E5") if merged else (),
    )
    _, (typed,) = read(tmp_path, made)
    assert values(typed, "户主姓名") == ["甄有田", "甄守业"]
    assert values(typed, "村") == ["双庙村", "李楼村"]
    assert [typed.table.where("村", at) for at in (0, 1)] == [(3, 0), (5, 0)]


def test_按监测对象类别分组的行(tmp_path: Path) -> None:
    made = sheet(
        f"""
| 序号 | 户主姓名 | 证件号码 | 家庭人口数 |
| 一、脱贫不稳定户（共1户） | | | |
{ONE.replace("| 脱贫户 ", "")}
| 二、边缘易致贫户 | | | |
{TWO.replace("| 脱贫户 ", "")}
""",
        name="监测户",
        merges=("A2:D2", "A4:D4"),
    )
    _, (typed,) = read(tmp_path, made)
    assert values(typed, "监测对象类别") == ["脱贫不稳定户", "边缘易致贫户"]


def test_分组的行不是规定的选项就不猜(tmp_path: Path) -> None:
    made = sheet(
        f"{HEAD}\n| 第一网格 | | | | |\n{ONE}\n| 第二网格 | | | | |\n{TWO}", merges=("A2:E2", "A4:E4")
    )
    reading, (typed,) = read(tmp_path, made)
    assert values(typed, "户主姓名") == ["甄有田", "甄守业"]
    assert said(reading, "RD015") == []


def test_下面接着一张缺列的表_不并进上一张(tmp_path: Path) -> None:
    made = sheet(
        f"""
{HEAD}
{ONE}
| 双庙村小额信贷台账 | | | | |
| 序号 | 合同号 | 借款人 | 证件号码 | 贷款金额（万元） |
| {{1}} | HT001 | 甄守业 | 341699197512110032 | {{5}} |
""",
        name="台账",
    )
    reading, (typed,) = read(tmp_path, made)
    assert values(typed, "户主姓名") == ["甄有田"]
    assert said(reading, "RD016") == [{"row": 4, "ledger": "小额信贷", "missing": "到期日"}]


def test_通讯录不说像台账(tmp_path: Path) -> None:
    made = sheet("| 序号 | 单位 | 职务 | 电话 |\n| {1} | 芦庙镇 | 科员 | 13855550001 |", name="通讯录")
    reading, tables = read(tmp_path, made)
    assert tables == []
    assert said(reading, "RD016") == []


def test_两张不同的台账紧挨着_各读各的(tmp_path: Path) -> None:
    made = sheet(
        """
| 双庙村脱贫户台账 | | | | | 双庙村外出务工台账 | | | | |
| 序号 | 户主姓名 | 证件号码 | 户类型 | 家庭人口数 | 序号 | 姓名 | 证件号码 | 务工地点 | 务工开始时间 |
| {1} | 甄有田 | 341699196803050011 | 脱贫户 | {2} | {1} | 甄小满 | 341699200603200029 | 浙江省 | 2023年3月 |
| {2} | 甄守业 | 341699197512110032 | 脱贫户 | {3} | | | | | |
""",
        merges=("A1:E1", "F1:J1"),
    )
    _, typed = read(tmp_path, made)
    assert [one.table.ledger for one in typed] == ["户", "外出务工"]
    assert values(typed[0], "户主姓名") == ["甄有田", "甄守业"]
    assert values(typed[1], "姓名") == ["甄小满"]


def test_分村的行写在姓名列(tmp_path: Path) -> None:
    made = sheet(f"{HEAD}\n| | 双庙村 | | | |\n{ONE}\n| | 李楼村 | | | |\n{TWO}", name="脱贫户")
    _, (typed,) = read(tmp_path, made)
    assert values(typed, "户主姓名") == ["甄有田", "甄守业"]
    assert values(typed, "村") == ["双庙村", "李楼村"]


def test_合计下面的其中不是户(tmp_path: Path) -> None:
    made = sheet(
        f"{HEAD}\n{ONE}\n{TWO}\n| 合计 | 2户 | | | {{5}} |\n| 其中： | 监测户0户 | | | {{0}} |", name="脱贫户"
    )
    _, (typed,) = read(tmp_path, made)
    assert values(typed, "户主姓名") == ["甄有田", "甄守业"]


def test_只填了村名的行政村表_村名还是村名(tmp_path: Path) -> None:
    made = sheet("| 村名 | 总户数 | 总人口 |\n| 双庙村 | | |\n| 李楼村 | | |", name="行政村")
    _, (typed,) = read(tmp_path, made)
    assert values(typed, "村") == ["双庙村", "李楼村"]
