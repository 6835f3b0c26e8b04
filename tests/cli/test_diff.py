"""两份台账比较：谁来了、谁走了、什么变了；写法不同、行序不同的不算变。"""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fupin_cli.cli import run
from sheets import Sheet, sheet, workbook

HEAD = "| 户编号 | 人编号 | 姓名 | 证件号码 | 与户主关系 | 户类型 | 健康状况 | 家庭成员联系电话 |"
FATHER = (
    "| 3416990001001 | 341699000100101 | 甄有田 | 341699196803050011 | 户主 | 脱贫户 | 健康 | 13800138000 |"
)
DAUGHTER = "| 3416990001001 | 341699000100102 | 甄小禾 | 341699200603200029 | 之女 | 脱贫户 | 健康 | |"
OTHER = "| 3416990001002 | 341699000100201 | 甄明 | 341699198801200054 | 户主 | 脱贫户 | 健康 | |"


def members(*rows: str) -> Sheet:
    return sheet("\n".join((HEAD, *rows)), name="家庭成员")


@pytest.fixture
def compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def compare(old: Sheet, new: Sheet, status: int) -> dict[str, Any]:
        before = workbook(tmp_path / "旧" / "柳河村.xlsx", old)
        after = workbook(tmp_path / "新" / "柳河村.xlsx", new)
        capsys.readouterr()
        assert run(["diff", str(before), str(after), "-f", "json", "-q"]) == status
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return compare


def kinds(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {kind["kind"]: kind for kind in found["kinds"]}


def test_行序和写法不同不算变化(compared: Any) -> None:
    messy = FATHER.replace("341699196803050011", " ３４１６９９196803050011").replace(
        "13800138000", "138-0013-8000"
    )
    found = compared(members(FATHER, DAUGHTER, OTHER), members(OTHER, messy, DAUGHTER), 0)
    assert found["summary"] == {"came": 0, "left": 0, "changed": 0}


def test_新增和减少的户和人(compared: Any) -> None:
    found = kinds(compared(members(FATHER, DAUGHTER), members(FATHER, OTHER), 1))
    assert [record["name"] for record in found["户"]["came"]] == ["甄明"]
    assert found["户"]["left"] == []
    assert [record["name"] for record in found["人"]["came"]] == ["甄明"]
    assert [record["name"] for record in found["人"]["left"]] == ["甄小禾"]
    assert found["人"]["left"][0]["row"] == 3


def test_变了的列出旧值新值(compared: Any) -> None:
    new = FATHER.replace("脱贫户", "一般农户").replace("| 健康 |", "| 残疾 |")
    found = kinds(compared(members(FATHER), members(new), 1))
    assert [c["changes"] for c in found["户"]["changed"]] == [
        [{"field": "户类型", "old": "脱贫户", "new": "一般农户"}]
    ]
    (changed,) = found["人"]["changed"]
    assert [c["field"] for c in changed["changes"]] == ["健康状况"]


def test_编号换了按证件号码对上(compared: Any) -> None:
    found = kinds(compared(members(OTHER), members(OTHER.replace("341699000100201", "341699000100299")), 1))
    (changed,) = found["人"]["changed"]
    assert changed["matched_by"] == "证件号码"
    assert [c["field"] for c in changed["changes"]] == ["人编号"]


def test_编号没有_证件号码录错一位_按姓名对上_号码遮住(compared: Any) -> None:
    old = sheet("| 姓名 | 证件号码 | 与户主关系 |\n| 甄明 | 341699198801200054 | 户主 |", name="家庭成员")
    new = sheet("| 姓名 | 证件号码 | 与户主关系 |\n| 甄明 | 341699198801200053 | 户主 |", name="家庭成员")
    (changed,) = kinds(compared(old, new, 1))["人"]["changed"]
    assert changed["matched_by"] == "姓名和相近的证件号码"
    assert changed["changes"] == [
        {"field": "证件号码", "old": "341699********0054", "new": "341699********0053"}
    ]


def test_同名而号码差得远的是两个人(compared: Any) -> None:
    old = sheet("| 姓名 | 证件号码 | 与户主关系 |\n| 甄明 | 341699198801200054 | 户主 |", name="家庭成员")
    new = sheet("| 姓名 | 证件号码 | 与户主关系 |\n| 甄明 | 341699196803050011 | 户主 |", name="家庭成员")
    found = kinds(compared(old, new, 1))["人"]
    assert (len(found["came"]), len(found["left"])) == (1, 1)


def test_别的台账按自己的主键比(compared: Any) -> None:
    head = "| 村 | 年度 | 分配用途 | 实付金额 |"
    old = sheet(
        f"{head}\n| 柳河村 | 2023 | 占地租金 | {{100}} |\n| 柳河村 | 2023 | 电站管理 | {{50}} |",
        name="光伏收益分配",
    )
    new = sheet(
        f"{head}\n| 柳河村 | 2023 | 电站管理 | {{60.5}} |\n| 柳河村 | 2023 | 占地租金 | {{100.0}} |",
        name="光伏收益分配",
    )
    (kind,) = compared(old, new, 1)["kinds"]
    assert (kind["came"], kind["left"]) == ([], [])
    (changed,) = kind["changed"]
    assert changed["changes"] == [{"field": "实付金额", "old": "50.00", "new": "60.50"}]


def test_屏幕上的样子(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = workbook(tmp_path / "旧.xlsx", members(FATHER, DAUGHTER))
    new = workbook(tmp_path / "新.xlsx", members(FATHER.replace("脱贫户", "一般农户"), OTHER))
    assert run(["diff", str(old), str(new), "-q"]) == 1
    text = capsys.readouterr().out.replace(str(tmp_path), "…")
    assert "户  旧1户，新2户：新增1户，变更1户" in text
    assert "人  旧2人，新2人：新增1人，减少1人" in text
    assert "户类型：脱贫户 → 一般农户" in text


def test_写成工作簿_不当台账读(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = workbook(tmp_path / "旧.xlsx", members(FATHER, DAUGHTER))
    new = workbook(tmp_path / "新.xlsx", members(FATHER.replace("脱贫户", "一般农户"), OTHER))
    target = tmp_path / "变化.xlsx"
    assert run(["diff", str(old), str(new), "-f", "xlsx"]) == 2
    assert run(["diff", str(old), str(new), "-f", "xlsx", "-o", str(target), "-q"]) == 1
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["汇总", "新增", "减少", "变更"]
    assert [cell.value for cell in book["变更"][2]][8:11] == ["户类型", "脱贫户", "一般农户"]
    capsys.readouterr()
    run(["validate", str(target)])
    assert "不当台账读" in capsys.readouterr().out


def test_没有同一种台账说得清(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = workbook(tmp_path / "旧.xlsx", members(FATHER))
    new = workbook(tmp_path / "新.xlsx", sheet("| 姓名 | 网格 |\n| 郑和平 | 一 |", name="网格员"))
    assert run(["diff", str(old), str(new)]) == 2
    assert "两边没有同一种台账" in capsys.readouterr().err
