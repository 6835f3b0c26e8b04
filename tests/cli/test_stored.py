"""在导出的表上校验、核对、算数：与在原来的工作簿上一字不差。"""

import json
import shutil
from pathlib import Path

import pytest

from fupin_cli.cli import run
from sheets import sheet, workbook

EXAMPLE = Path(__file__).parents[2] / "examples" / "芦庙镇"
MEMBERS = """
| 户编号 | 人编号 | 户主姓名 | 姓名 | 证件号码 | 出生日期 | 与户主关系 | 健康状况 | 人均纯收入（万元） | 家庭成员联系电话 | 备注 |
| 3416990001001 | 341699000100101 | 甄有田 | 甄有田 | 341699196803050011 | 1968.3.5 | 户主 | 残疾 | {0.98605} | 1380013800 | 全角　空格 |
| 3416990001001 | 341699000100102 | 甄有田 | 甄小禾 | 341699200603200020 | 2006-13-01 | 之女 | 好 | 坏 | | {=1/0} |
| 3416990001002 | 341699000100201 | 甄一 | 甄一 | {341699196803050011} | {1968-03-05} | 户主 | 健康 | {-1} | 13800138000 | |
| 3416990001003 | 341699000100301 | 甄二 | 甄二 | 341699196803050011 | | 配偶 | 健康 | {0.1} | 13800138000 | |
"""
GRANTS = """
| 户编号 | 户主姓名 | 学生姓名 | 证件号码 | 学期 | 补助金额（元） | 发放日期 |
| 3416990001001 | 甄有田 | 甄小禾 | 341699200603200029 | 2023春 | {1500.005} | 2023.6.20 |
| 3416990009009 | 甄无 | 甄无 | 341699200603200029 | 2023春 | #REF! | 2023.6.20 |
"""
ABOVE = ("填报单位：谯城区芦庙镇{}", "数据日期：2023-12-31")


@pytest.fixture
def ledgers(tmp_path: Path) -> Path:
    """Two villages' faulty workbooks; the second lacks a column and repeats people of the first."""
    folder = tmp_path / "台账"
    folder.mkdir()
    for village, members in (("柳河村", MEMBERS), ("前营村", MEMBERS.replace("健康状况", "没有的列"))):
        above = tuple(line.format(village) for line in ABOVE)
        workbook(
            folder / f"{village}.xlsx",
            sheet(
                members.replace("34169900010", f"3416990{len(village)}{ord(village[0]) % 90 + 10}"),
                name="家庭成员",
                above=above,
            ),
            sheet(GRANTS, name="雨露计划", above=above),
        )
    return folder


def said(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) in {0, 1}
    return capfd.readouterr().out


def exported(source: Path, *more: str) -> Path:
    folder = source.parent / "导出"
    assert run(["export", str(folder), str(source), "-q", *more]) in {0, 2}
    return folder


@pytest.mark.parametrize("format", ["json", "text", "csv"])
def test_校验结果一字不差(ledgers: Path, capfd: pytest.CaptureFixture[str], format: str) -> None:
    folder = exported(ledgers)
    capfd.readouterr()
    direct = said(capfd, "validate", "-q", "-f", format, "--show-pii", str(ledgers))
    stored = said(capfd, "validate", "-q", "-f", format, "--show-pii", str(folder), "--memory", "200MB")
    assert stored == direct
    if format == "json":
        found = json.loads(direct)
        assert len({finding["code"] for finding in found["findings"]}) > 10
        assert {"柳河村.xlsx", "前营村.xlsx"} == {Path(finding["file"]).name for finding in found["findings"]}


def test_指定判断日也一样(ledgers: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = exported(ledgers)
    capfd.readouterr()
    asked = ("validate", "-q", "-f", "json", "--as-of", "2030-06-30")
    assert said(capfd, *asked, str(folder)) == said(capfd, *asked, str(ledgers))


def test_核对_数字_追溯与工作簿上的一样(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    town, other = tmp_path / "甲" / "芦庙镇", tmp_path / "乙" / "芦庙镇"
    shutil.copytree(EXAMPLE, town)
    assert run(["export", str(tmp_path / "表"), "-w", str(town), "-q"]) == 0
    shutil.copytree(town, other)
    shutil.rmtree(other / "台账")
    shutil.copytree(tmp_path / "表", other / "台账")
    capfd.readouterr()
    for asked in (
        ["reconcile", "--all", "-f", "json"],
        ["trace", "脱贫户户数", "-f", "json"],
        ["report", "-f", "json", "--no-check"],
    ):
        direct = said(capfd, *asked, "-q", "-w", str(town))
        assert said(capfd, *asked, "-q", "-w", str(other)) == direct


def test_缺了出处或换了版本_说得清(ledgers: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = exported(ledgers)
    next(iter((folder / "出处").glob("*.parquet"))).unlink()
    assert run(["validate", str(folder)]) == 2
    assert "不完整或已损坏" in capfd.readouterr().err
    (folder / "出处" / "目录.json").write_text('{"form": 0}', encoding="utf-8")
    assert run(["validate", str(folder)]) == 2
    assert "另一个版本" in capfd.readouterr().err


def test_内存上限写得不对_说得清(ledgers: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = exported(ledgers)
    assert run(["validate", str(folder), "--memory", "很多"]) == 2
    assert "看不懂内存上限“很多”" in capfd.readouterr().err


def test_换成代号的导出不带出处(ledgers: Path) -> None:
    key = ledgers.parent / "密钥.txt"
    key.write_text("只有乡镇知道的一串随机字符0123456789", encoding="utf-8")
    assert not (exported(ledgers, "--pseudonymize", "--key", str(key)) / "出处").exists()


def test_导出的表不和别的台账混着校验(ledgers: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = exported(ledgers)
    assert run(["validate", str(folder), str(ledgers)]) == 2
    assert "不能和别的台账一起校验" in capfd.readouterr().err
