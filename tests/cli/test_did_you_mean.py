"""写错一个字，说出多半想写的是哪个：命令、选项、乡镇、村、时期、台账、规则、指标、种类。"""

from pathlib import Path

import pytest

from fupin_cli.cli import run
from sheets import sheet, workbook

CONFIG = """
[workspace]
county = "谯城区"
period = "2023"

[[town]]
name = "芦庙镇"
villages = ["柳河村", "槐店村"]
"""
ROWS = """
| 户编号 | 学生姓名 | 证件号码 | 学期 | 补助金额 |
| 3416990001001 | 甄小禾 | 341699200603200029 | 2023春 | {1500} |
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "fupin.toml").write_text(CONFIG, encoding="utf-8")
    workbook(tmp_path / "台账" / "柳河村2023.xlsx", sheet(ROWS, name="雨露计划"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("validat", "是不是 fupin validate？"),
        ("rules nwe", "是不是 fupin rules new？"),
        ("validate --selct HH", "是不是 --select"),
        ("reconcile --town 芦苗镇", "是不是“芦庙镇”？"),
        ("reconcile --village 柳合村", "是不是“柳河村”？"),
        ("template --village 槐殿村", "是不是“槐店村”？"),
        ("report --county 谯成区 -o 总结.docx", "是不是“谯城区”？"),
        ("reconcile --period 2023H3", "是不是 2023H1？"),
        ("reconcile --period 2023年下半年", "是不是 2023H2？"),
        ("reconcile --period 2023年5月", "是不是 2023-05？"),
        ("template 家庭成圆", "是不是“家庭成员”？"),
        ("rules --ledger 雨路计划", "是不是“雨露计划”？"),
        ("rule HH12", "HH012"),
        ("validate --select hh012", "是不是 HH012？"),
        ("validate --ignore CE999", "是不是 CE"),
        ("trace 雨露计划学生", "“雨露计划学生数”"),
        ("trace 脱贫户数量", "“脱贫户户数”"),
        ("notice 雨路计划 -o 公示.docx", "是不是“雨露计划"),
        ("reconcile --set 四个一", "是不是“四个一致”？"),
        ("report --kind 工作总节 -o 总结.docx", "是不是“工作总结”？"),
        ("match 名单.xlsx --kind 死王", "是不是“死亡”？"),
        ("validate --format jsn", "json"),
    ],
)
def test_写错一个字(home: Path, capsys: pytest.CaptureFixture[str], line: str, near: str) -> None:
    assert run(line.split()) == 2
    *_, wrong, advice = capsys.readouterr().err.splitlines()
    assert wrong.startswith("错误：")
    assert near in wrong + advice


def test_完全不像的不乱猜(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reconcile", "--town", "Xyz"]) == 2
    said = capsys.readouterr().err
    assert "是不是" not in said
    assert "可用的有：芦庙镇" in said
