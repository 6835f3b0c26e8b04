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
    # 4人，减去死亡1人，加上婚入1人和新识别的1人；甄小禾走了没有登记
    assert (town["left"]["value"], town["right"]["value"]) == (5, 4)
    assert [who["key"] for who in town["unmatched"]] == [f"{甄小禾[:6]}********{甄小禾[-4:]}"]
    verdicts = {c["code"]: c["verdict"] for c in _checks(capsys) if c["village"] is None}
    assert (verdicts["RC302"], verdicts["RC304"]) == ("equal", "equal")


def test_台账里也有上半年时_期初以封存的为准(halves, capsys):
    (halves / "台账" / "2023H1").mkdir()
    _book(halves / "台账" / "2023H1" / "全镇.xlsx", NEW, NEW_PEOPLE)
    (town,) = [c for c in _checks(capsys) if c["code"] == "RC301" and c["village"] is None]
    assert town["left"]["value"] == 5


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


def _movement(capsys, *more):
    capsys.readouterr()
    run(["reconcile", "-f", "json", "-q", *more])
    found = json.loads(capsys.readouterr().out)["movement"]
    return {(item["category"], item["unit"], item["village"]): item for item in found}


def _who(item):
    return {(m["change"], m["name"], m["because"], m["explained"]) for m in item["movers"]}


def test_期初加新增减减少等于期末_谁来谁走都有名字和来由(halves, capsys):
    found = _movement(capsys)
    assert all(m["opening"] + m["came"] - m["left"] == m["closing"] for m in found.values())
    poor = found["脱贫户", "户", None]
    assert (poor["opening"], poor["came"], poor["left"], poor["closing"]) == (2, 0, 1, 1)
    assert _who(poor) == {("left", "甄守业", "8月死亡", True)}
    watched = found["监测户（未消除）", "户", None]
    assert _who(watched) == {("came", "甄春生", "2023年9月识别", True)}
    assert found["边缘易致贫户", "户", "槐店村"]["closing"] == 2
    people = found["脱贫户", "人", "柳河村"]
    assert (people["opening"], people["came"], people["left"], people["closing"]) == (3, 1, 2, 2)
    # 甄小禾走了，台账里没有说明
    assert _who(people) == {
        ("came", "甄外人", "9月婚入", True),
        ("left", "甄守业", "8月死亡", True),
        ("left", "甄小禾", None, False),
    }


def test_屏幕上说得清_号码遮住(halves, capsys):
    run(["reconcile", "-q"])
    shown = capsys.readouterr().out
    assert "变动：2023年上半年→2023年下半年" in shown
    assert "脱贫户  期初2＋新增0－减少1＝期末1户\n" in shown
    assert "期初3＋新增1－减少2＝期末2人，1人没有来由" in shown
    assert "减少：甄小禾（没有登记来由）、甄守业（8月死亡）" in shown
    assert 甄小禾 not in shown


def test_只看一个村也有名字(halves, capsys):
    run(["reconcile", "--village", "槐店村", "-q"])
    assert "新增：甄春生（2023年9月识别）" in capsys.readouterr().out


def test_换了村的_一边减少一边新增(halves, capsys):
    moved = NEW.replace("柳河村 | 3416990001001", "槐店村 | 3416990001001")
    people = NEW_PEOPLE.replace("柳河村 | 3416990001001", "槐店村 | 3416990001001")
    _book(halves / "台账" / "全镇.xlsx", moved, people)
    found = _movement(capsys)
    assert ("came", "甄有田", "由柳河村转来", True) in _who(found["脱贫户", "户", "槐店村"])
    assert ("left", "甄有田", "转到槐店村", True) in _who(found["脱贫户", "户", "柳河村"])
    assert ("left", "甄守业", None, False) in _who(found["脱贫户", "户", "柳河村"])


def test_户类型变了不算来由(halves, capsys):
    _book(halves / "台账" / "全镇.xlsx", NEW.replace("{2} | 脱贫户", "{2} | 一般农户"), NEW_PEOPLE)
    found = _movement(capsys)
    assert ("left", "甄有田", "本期是一般农户", False) in _who(found["脱贫户", "户", None])


def test_核对结果工作簿里有变动和名单(halves, capsys):
    import openpyxl

    assert run(["reconcile", "-f", "xlsx", "-o", "核对.xlsx", "-q"]) == 1
    book = openpyxl.load_workbook("核对.xlsx")
    rows = list(book["变动"].iter_rows(min_row=3, values_only=True))
    assert ("脱贫户", "芦庙镇", 2, 0, 1, 1, "户", None) in rows
    names = [row[4] for row in book["变动名单"].iter_rows(min_row=3, values_only=True)]
    assert "甄小禾" in names
