"""封存的时期作下一期的期初：核对和比较都读快照，快照被动过就说清楚。"""

import json
import shutil

import pytest

from fupin_cli.cli import run
from office.conftest import CONFIG
from office.people import 甄兰, 甄外人, 甄守业, 甄小禾, 甄春生, 甄有田
from sheets import sheet, workbook

HEADER = "| 村 | 户编号 | 户主姓名 | 户主证件号码 | 家庭人口数 | 户类型 | 监测对象类别 | 识别监测时间 | 风险是否已消除 |\n|---|---|\n"
MEMBERS = "| 村 | 户编号 | 姓名 | 证件号码 | 与户主关系 | 户类型 |\n|---|---|\n"
OLD = (
    f"| 柳河村 | 3416990001001 | 甄有田 | {甄有田} | {{2}} | 脱贫户 | | | |\n"
    f"| 柳河村 | 3416990001002 | 甄守业 | {甄守业} | {{1}} | 脱贫户 | | | |\n"
    f"| 槐店村 | 3416990002001 | 甄兰 | {甄兰} | {{1}} | 一般农户 | 边缘易致贫户 | 202303 | 否 |\n"
)
NEW = (
    f"| 柳河村 | 3416990001001 | 甄有田 | {甄有田} | {{2}} | 脱贫户 | | | |\n"
    f"| 槐店村 | 3416990002001 | 甄兰 | {甄兰} | {{1}} | 一般农户 | 边缘易致贫户 | 202303 | 否 |\n"
    f"| 槐店村 | 3416990002002 | 甄春生 | {甄春生} | {{1}} | 一般农户 | 边缘易致贫户 | 202309 | 否 |\n"
)
OLD_PEOPLE = (
    f"| 柳河村 | 3416990001001 | 甄有田 | {甄有田} | 户主 | 脱贫户 |\n"
    f"| 柳河村 | 3416990001001 | 甄小禾 | {甄小禾} | 之女 | 脱贫户 |\n"
    f"| 柳河村 | 3416990001002 | 甄守业 | {甄守业} | 户主 | 脱贫户 |\n"
    f"| 槐店村 | 3416990002001 | 甄兰 | {甄兰} | 户主 | 一般农户 |\n"
)
NEW_PEOPLE = (
    f"| 柳河村 | 3416990001001 | 甄有田 | {甄有田} | 户主 | 脱贫户 |\n"
    f"| 柳河村 | 3416990001001 | 甄外人 | {甄外人} | 之儿媳 | 脱贫户 |\n"
    f"| 槐店村 | 3416990002001 | 甄兰 | {甄兰} | 户主 | 一般农户 |\n"
    f"| 槐店村 | 3416990002002 | 甄春生 | {甄春生} | 户主 | 一般农户 |\n"
)
CHANGES = (
    "| 日期 | 增减 | 原因 | 村 | 户编号 | 姓名 | 证件号码 |\n|---|---|\n"
    f"| 2023-08-01 | 减少 | 死亡 | 柳河村 | 3416990001002 | 甄守业 | {甄守业} |\n"
    f"| 2023-09-10 | 增加 | 婚入 | 柳河村 | 3416990001001 | 甄外人 | {甄外人} |\n"
)


def _book(path, homes, people, changes=""):
    stated = ("芦庙镇2023年", "填报时间：2023年12月31日")
    pages = [sheet(HEADER + homes, name="户台账", above=stated)]
    pages.append(sheet(MEMBERS + people, name="家庭成员", above=stated))
    if changes:
        pages.append(sheet(changes, name="自然增减", above=stated))
    workbook(path, *pages)


@pytest.fixture
def halves(tmp_path, monkeypatch):
    """上半年封存以后，同一个文件改成了下半年的。"""
    home = tmp_path / "工作区"
    (home / "台账").mkdir(parents=True)
    (home / "fupin.toml").write_text(CONFIG.replace('"2023"', '"2023H2"'), encoding="utf-8")
    monkeypatch.chdir(home)
    _book(home / "台账" / "全镇.xlsx", OLD, OLD_PEOPLE)
    assert run(["snapshot", "2023H1", "-q"]) == 0
    _book(home / "台账" / "全镇.xlsx", NEW, NEW_PEOPLE, CHANGES)
    return home


def _checks(capsys, *more):
    capsys.readouterr()
    run(["reconcile", "-f", "json", "-q", *more])
    return json.loads(capsys.readouterr().out)["checks"]


def test_封存的上半年是下半年的期初(halves, capsys):
    people = [check for check in _checks(capsys) if check["code"] == "RC301"]
    town = next(check for check in people if check["village"] is None)
    # 4人，减去死亡1人、加上婚入1人；甄小禾走了没有登记，甄春生来了没有登记
    assert (town["left"]["value"], town["right"]["value"]) == (4, 4)
    assert {who["key"]: who["side"] for who in town["unmatched"]}.keys() == {
        f"{甄小禾[:6]}********{甄小禾[-4:]}",
        f"{甄春生[:6]}********{甄春生[-4:]}",
    }
    verdicts = {c["code"]: c["verdict"] for c in _checks(capsys) if c["village"] is None}
    assert (verdicts["RC302"], verdicts["RC304"]) == ("equal", "equal")


def test_台账里也有上半年时_期初以封存的为准(halves, capsys):
    (halves / "台账" / "2023H1").mkdir()
    _book(halves / "台账" / "2023H1" / "全镇.xlsx", NEW, NEW_PEOPLE)
    (town,) = [c for c in _checks(capsys) if c["code"] == "RC301" and c["village"] is None]
    assert len(town["unmatched"]) == 2


def test_没有别的台账时_封存的时期照样能核对能写材料(halves, capsys):
    assert run(["roster", "脱贫户", "--period", "2023H1", "-q"]) == 0
    shown = capsys.readouterr().out
    assert "甄守业" in shown
    assert run(["roster", "脱贫户", "-q"]) == 0
    assert "甄守业" not in capsys.readouterr().out


def _tamper(halves):
    copy = halves / "快照" / "2023H1" / "全镇.xlsx"
    copy.chmod(0o600)
    shutil.copy(halves / "台账" / "全镇.xlsx", copy)


@pytest.mark.parametrize(
    "command", [["reconcile"], ["diff", "2023H1", "台账"], ["diff", "快照/2023H1", "台账"]]
)
def test_快照被动过就不能作期初(halves, capsys, command):
    _tamper(halves)
    assert run(command) == 2
    told = capsys.readouterr().err
    assert "2023H1的快照在封存以后被动过，不能作期初：全镇.xlsx被改过。" in told
    assert "Traceback" not in told


def test_手工放的文件夹不算封存(halves, capsys):
    (halves / "快照" / "2023H1" / "封存.json").unlink()
    assert run(["reconcile"]) == 2
    assert "不是 fupin snapshot 封存的" in capsys.readouterr().err


def test_打开文件夹生成的杂物不算改动(halves, capsys):
    (halves / "快照" / "2023H1" / "Thumbs.db").write_bytes(b"")
    (halves / "快照" / "2023H1" / "~$全镇.xlsx").write_bytes(b"")
    assert run(["snapshot", "2023H1", "--check"]) == 0


@pytest.mark.parametrize("old", ["2023H1", "2023h1", "快照/2023H1"])
def test_比较可以直接写封存的时期(halves, capsys, old):
    assert run(["diff", old, "台账", "-f", "json", "-q"]) == 1
    found = {kind["kind"]: kind for kind in json.loads(capsys.readouterr().out)["kinds"]}
    assert [row["name"] for row in found["户"]["came"]] == ["甄春生"]
    assert [row["name"] for row in found["户"]["left"]] == ["甄守业"]
