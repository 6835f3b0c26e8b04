"""已知的问题不再显示：按内容认，不按行号；没有了的说出来。fupin.toml 里按台账、按村不看的规则照办。"""

import json
from pathlib import Path
from typing import Any

import pytest

from fupin_cli.cli import run
from sheets import Sheet, sheet, workbook

HEAD = "| 户编号 | 学生姓名 | 证件号码 | 学期 | 补助金额 |"
WRONG = "| 3416990001001 | 甄小禾 | 341699200603200028 | 2023春 | {1500} |"
TEXT = "| 3416990001002 | 甄小苗 | 341699196803050011 | 2023春 | 1,500 |"
NEW = "| 3416990001003 | 甄小穗 | 341699200603200029 | 上学期 | {1500} |"


def ledger(*rows: str) -> Sheet:
    return sheet("\n".join((HEAD, *rows)), name="雨露计划")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return workbook(tmp_path / "台账" / "柳河村2023.xlsx", ledger(WRONG, TEXT))


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    capsys.readouterr()
    status = run(["validate", *arguments, "-f", "json", "--select", "CE"])
    captured = capsys.readouterr()
    found: list[dict[str, Any]] = json.loads(captured.out)["findings"]
    return status, [f["code"] for f in found], captured.err


def test_记下以后不再显示_也不算错(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = ["--baseline", str(tmp_path / "基线.json")]
    assert checked(capsys, str(source))[:2] == (1, ["CE015", "CE107"])
    assert checked(capsys, str(source), *known, "--update-baseline")[0] == 0
    status, found, said = checked(capsys, str(source), *known)
    assert (status, found) == (0, [])
    assert "另有2处是" in said


def test_换了行序仍认得_新的照样报(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = ["--baseline", str(tmp_path / "基线.json")]
    checked(capsys, str(source), *known, "--update-baseline")
    workbook(source, ledger(NEW, TEXT, WRONG))
    assert checked(capsys, str(source), *known)[:2] == (1, ["CE046"])


def test_同一处错第二次出现要报(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = ["--baseline", str(tmp_path / "基线.json")]
    checked(capsys, str(source), *known, "--update-baseline")
    workbook(source, ledger(WRONG, TEXT, WRONG))
    assert checked(capsys, str(source), *known)[:2] == (1, ["CE015"])


def test_改成另一个错号码要报(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = ["--baseline", str(tmp_path / "基线.json")]
    checked(capsys, str(source), *known, "--update-baseline")
    workbook(source, ledger(WRONG.replace("200028", "200027"), TEXT))
    status, found, said = checked(capsys, str(source), *known)
    assert (status, found) == (1, ["CE015"])
    assert "有1条已经不存在了（柳河村2023.xlsx 的 CE015）" in said


def test_没看的文件不算没有了_更新时也留着(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = workbook(source.with_name("槐店村2023.xlsx"), ledger(WRONG))
    known = ["--baseline", str(tmp_path / "基线.json")]
    checked(capsys, str(source.parent), *known, "--update-baseline")
    assert "已经不存在了" not in checked(capsys, str(other), *known)[2]
    checked(capsys, str(other), *known, "--update-baseline")
    assert checked(capsys, str(source.parent), *known)[1] == []


def test_清单里没有个人信息(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "基线.json"
    checked(capsys, str(source), "--baseline", str(path), "--update-baseline")
    text = path.read_text(encoding="utf-8")
    assert "341699200603200028" not in text
    assert "甄小禾" not in text
    assert {item["code"] for item in json.loads(text)["known"]} == {"CE015", "CE107"}


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "找不到基线文件"), ("[]", "不是基线文件"), ('{"version": 9}', "不是基线文件")],
)
def test_清单有毛病说得清(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, said: str
) -> None:
    path = tmp_path / "基线.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert run(["validate", str(source), "--baseline", str(path)]) == 2
    assert said in capsys.readouterr().err


CONFIG = """
[workspace]
period = "2023"
[[town]]
name = "芦庙镇"
villages = ["柳河村", "槐店村"]
[validate]
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "芦庙镇"
    for village in ("柳河村", "槐店村"):
        workbook(folder / "台账" / "芦庙镇" / f"{village}.xlsx", ledger(WRONG, TEXT))
    return folder


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", ["CE015", "CE107"] * 2),
        ('ignore = ["CE1"]', ["CE015"] * 2),
        ('severity = { CE015 = "info" }', ["CE015", "CE107"] * 2),
        ('[[validate.per_ledger]]\nname = "雨露计划"\nignore = ["CE107"]', ["CE015"] * 2),
        ('[[validate.per_ledger]]\nname = "户"\nignore = ["CE"]', ["CE015", "CE107"] * 2),
        ('[[validate.per_village]]\nname = "槐店村"\nignore = ["CE0", "CE1"]', ["CE015", "CE107"]),
    ],
)
def test_配置里不看的规则照办(
    home: Path, capsys: pytest.CaptureFixture[str], options: str, found: list[str]
) -> None:
    (home / "fupin.toml").write_text(CONFIG + options, encoding="utf-8")
    status, codes, _ = checked(capsys, "-w", str(home))
    assert codes == found
    assert status == (0 if "info" in options else 1)


def test_配置里写错台账名或村名说得清(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = '[[validate.per_village]]\nname = "柳何村"\nignore = ["CE"]'
    (home / "fupin.toml").write_text(CONFIG + wrong, encoding="utf-8")
    assert run(["validate", "-w", str(home)]) == 2
    assert "是不是“柳河村”" in capsys.readouterr().err


def test_配置里写的清单自动用上(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "fupin.toml").write_text(CONFIG + 'baseline = "基线.json"', encoding="utf-8")
    assert checked(capsys, "-w", str(home), "--update-baseline")[0] == 0
    assert (home / "基线.json").is_file()
    assert checked(capsys, "-w", str(home))[:2] == (0, [])
