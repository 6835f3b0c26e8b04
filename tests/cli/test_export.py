"""导出：有类型的表和结构说明；换成代号后认不出人，却还能对上。"""

import csv
import datetime as dt
import json
import stat
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from fupin_cli.cli import run
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers
from sheets import sheet, workbook

MEMBERS = """
| 户编号 | 人编号 | 户主姓名 | 姓名 | 证件号码 | 与户主关系 | 健康状况 | 人均纯收入 | 家庭成员联系电话 | 备注 |
| 3416990001001 | 341699000100101 | 甄有田 | 甄有田 | 341699196803050011 | 户主 | 残疾 | 9860.5 | 13800138000 | 甄有田之弟住院 |
| 3416990001001 | 341699000100102 | 甄有田 | 甄小禾 | 341699200603200029 | 之女 | 健康 | 坏 | | +1+1 |
"""
GRANTS = """
| 户编号 | 户主姓名 | 学生姓名 | 证件号码 | 学期 | 补助金额（万元） | 发放日期 | 银行卡号 |
| 3416990001001 | 甄有田 | 甄小禾 | 341699200603200029 | 2023春 | {0.15} | 2023.6.20 | 6228481234567890123 |
"""
SECRETS = (
    "甄有田",
    "甄小禾",
    "3416990001001",
    "341699196803050011",
    "13800138000",
    "6228481234567890123",
    "住院",
)
KEY = "只有乡镇知道的一串随机字符0123456789"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    above = ("填报单位：谯城区芦庙镇柳河村",)
    return workbook(
        tmp_path / "柳河村2023.xlsx",
        sheet(MEMBERS, name="家庭成员", above=above),
        sheet(GRANTS, name="雨露计划", above=above),
    )


def exported(source: Path, format: str, *more: str) -> Path:
    folder = source.parent / f"导出{len(list(source.parent.iterdir()))}"
    assert run(["export", str(folder), str(source), "-f", format, "-q", *more]) == 0
    return folder


def rows(folder: Path, ledger: str) -> list[dict[str, str]]:
    with (folder / f"{ledger}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_parquet_按县乡分开_类型是对的(source: Path) -> None:
    folder = exported(source, "parquet")
    (row,) = pq.read_table(folder / "雨露计划").to_pylist()
    assert (row["县"], row["乡"], row["村"]) == ("谯城区", "芦庙镇", "柳河村")
    assert row["补助金额"] == Decimal("1500.00")
    assert row["发放日期"] == dt.date(2023, 6, 20)
    assert row["证件号码"] == "341699200603200029"
    assert (row["期间"], row["工作表"], row["行号"]) == ("2023", "雨露计划", 3)
    assert (folder / "雨露计划" / "县=谯城区" / "乡=芦庙镇" / "data.parquet").is_file()


def test_duckdb_能查_读不出的格子是空(source: Path) -> None:
    folder = exported(source, "duckdb")
    with duckdb.connect(str(folder / "台账.duckdb"), read_only=True) as connection:
        found = connection.execute("SELECT 姓名, 人均纯收入 FROM 家庭成员 ORDER BY 行号").fetchall()
    assert found == [("甄有田", Decimal("9860.50")), ("甄小禾", None)]


def test_csv_与结构说明一致(source: Path) -> None:
    folder = exported(source, "csv")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["path"] for resource in package["resources"]} == {"家庭成员.csv", "雨露计划.csv"}
    for resource in package["resources"]:
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert fields == list(rows(folder, resource["name"])[0])
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        assert (types["证件号码"], types["行号"], types["更新时间"]) == ("string", "integer", "date")


def test_csv_里像公式的文字仍是文字(source: Path) -> None:
    assert rows(exported(source, "csv"), "家庭成员")[1]["备注"] == "'+1+1"


def test_JSON_Schema_由台账的模型给出(source: Path) -> None:
    folder = exported(source, "parquet")
    made: dict[str, Any] = json.loads((folder / "结构" / "雨露计划.schema.json").read_text(encoding="utf-8"))
    known = columns(ledgers()["雨露计划"])
    assert set(made["properties"]) == set(known)
    assert set(made["required"]) == {name for name, column in known.items() if column.required}
    assert made["properties"]["发放类型"]["enum"] == ["正常", "补发", None]
    assert made["properties"]["补助金额"]["x-单位"] == "元"


def test_换成代号_原文一处不留_同一个人仍对得上(source: Path) -> None:
    key = source.parent / "密钥.txt"
    key.write_text(KEY, encoding="utf-8")
    folder = exported(source, "csv", "--pseudonymize", "--key", str(key))
    text = "".join(path.read_text(encoding="utf-8-sig") for path in folder.glob("*.csv"))
    for secret in SECRETS:
        assert secret not in text
    (grant,), members = rows(folder, "雨露计划"), rows(folder, "家庭成员")
    assert grant["证件号码"] == members[1]["证件号码"]
    assert grant["学生姓名"] == members[1]["姓名"]
    assert grant["户编号"] == members[0]["户编号"]
    assert members[0]["姓名"] == members[1]["户主姓名"] != members[1]["姓名"]
    assert members[0]["健康状况"] == "残疾"
    assert members[0]["备注"] == ""


def test_文件名_表名和填错列的人名号码也不留(tmp_path: Path) -> None:
    wrong = """
    | 户编号 | 姓名 | 证件号码 | 与户主关系 | 健康状况 | 性别 | 民族 |
    | H1 | 甄有田 | 341699196803050011 | 户主 | 长期慢性病,残疾 | 甄有田 | 13800138000 |
    """
    (tmp_path / "甄有田341699196803050011").mkdir()
    book = workbook(
        tmp_path / "甄有田341699196803050011" / "甄有田13800138000.xlsx",
        sheet(wrong, name="甄有田成员", above=("填报单位：谯城区芦庙镇柳河村",)),
    )
    key = tmp_path / "密钥.txt"
    key.write_text(KEY, encoding="utf-8")
    folder = exported(book, "csv", "--pseudonymize", "--key", str(key))
    text = "".join(path.read_text(encoding="utf-8-sig") for path in folder.rglob("*.*"))
    assert [secret for secret in SECRETS if secret in text] == []
    (member,) = rows(folder, "家庭成员")
    assert (member["性别"], member["健康状况"], member["村"]) == ("", "长期慢性病,残疾", "柳河村")
    assert len(member["文件"]) == len(member["工作表"]) == 20


def test_密钥不同代号就不同(source: Path) -> None:
    found = set()
    for number in range(2):
        key = source.parent / f"密钥{number}.txt"
        key.write_text(f"{KEY}{number}", encoding="utf-8")
        folder = exported(source, "csv", "--pseudonymize", "--key", str(key))
        found.add(rows(folder, "雨露计划")[0]["证件号码"])
    assert len(found) == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--pseudonymize"], "要有密钥"),
        (["--key", "无.txt"], "没有加 --pseudonymize"),
        (["--pseudonymize", "--key", "无.txt"], "读不了密钥文件"),
    ],
)
def test_密钥用得不对说得清(
    source: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    assert run(["export", str(source.parent / "导出"), str(source), *more]) == 2
    assert said in capsys.readouterr().err
    assert not (source.parent / "导出").exists()


def test_太短的密钥不用(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = source.parent / "密钥.txt"
    key.write_text("123456", encoding="utf-8")
    assert run(["export", str(source.parent / "导出"), str(source), "--pseudonymize", "--key", str(key)]) == 2
    assert "太短" in capsys.readouterr().err


def test_不覆盖已有的东西(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(source.parent), str(source)]) == 2
    assert "已经有东西" in capsys.readouterr().err
    assert [path.name for path in source.parent.iterdir()] == [source.name]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有这种权限位")
def test_只有本人可读(source: Path) -> None:
    folder = exported(source, "parquet")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
