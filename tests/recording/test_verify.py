"""记录：写下用了什么、算出什么；改一格、删一个文件、改记录本身，verify 都说得出来。"""

import json

import openpyxl
import pytest

from fupin_cli.cli import run
from fupin_cli.recording.seal import canonical
from fupin_cli.recording.taking import spans
from sheets import sheet, workbook

CONFIG = """
[workspace]
county = "谯城区"
period = "2023"
[[town]]
name = "试验镇"
villages = ["柳河村", "槐店村"]
[[waiver]]
code = "PX001"
who = "甄主任"
why = "合计行少记一户，电话13912345678"
until = 2024-12-31
"""
HOUSEHOLDS = """
| 户编号 | 户主姓名 | 家庭人口数 | 户类型 |
| {n}1 | 甄有田 | {2} | 脱贫户 |
| {n}2 | 甄有粮 | {3} | 脱贫户 |
| {n}3 | 甄有余 | {4} | 脱贫户 |
"""
KEY = "只有乡镇知道的一串随机字符0123456789"


def households(number: int, name: str) -> object:
    return sheet(HOUSEHOLDS.replace("{n}", str(number)), name="户", above=(f"{name}2023年户台账",))


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    (tmp_path / "fupin.toml").write_text(CONFIG, encoding="utf-8")
    workbook(tmp_path / "台账" / "柳河村.xlsx", households(1, "柳河村"))
    workbook(
        tmp_path / "台账" / "槐店村.xlsx",
        households(2, "槐店村"),
        sheet("| 村 | 指标 | 数值 |\n| 槐店村 | 脱贫户户数 | {3} |", name="汇总表"),
    )
    (tmp_path / "密钥").write_text(KEY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def recorded(*more: str) -> None:
    assert run(["reconcile", "-q", "--record", "记录.json", *more]) in {0, 1}


def verified(capsys, *more: str) -> tuple[int, dict]:
    capsys.readouterr()
    status = run(["verify", "记录.json", "-f", "json", *more])
    return status, json.loads(capsys.readouterr().out)


def change(path, cell: str, value: object, page: str = "户") -> None:
    book = openpyxl.load_workbook(path)
    book[page][cell] = value
    book.save(path)


def test_没有动过就一致(workspace, capsys):
    assert run(["report", "-o", "总结.docx", "--record", "记录.json"]) == 0
    assert "校验码" in capsys.readouterr().err
    assert run(["verify", "记录.json"]) == 0
    said = capsys.readouterr().out
    assert "与记录一致" in said
    assert "试验镇2023写材料的记录（在册数截至2023-12-31" in said


def test_记录里有什么_没有谁的号码(workspace):
    recorded("--as-of", "2023-12-30")
    text = (workspace / "记录.json").read_text(encoding="utf-8")
    record = json.loads(text)["record"]
    assert {item["path"] for item in record["inputs"]} == {
        "台账/柳河村.xlsx",
        "台账/槐店村.xlsx",
        "fupin.toml",
    }
    assert all(len(item["sha256"]) == 64 for item in record["inputs"])
    assert record["options"]["as_of"] == record["options"]["day"] == "2023-12-30"
    figure = next(item for item in record["figures"] if item["name"] == "脱贫户户数")
    assert figure["value"] == "6"
    assert {"file": "台账/柳河村.xlsx", "sheet": "户", "rows": "3-5"} in figure["sources"]
    assert record["waivers"] == [
        {
            "code": "PX001",
            "who": "甄主任",
            "why": "合计行少记一户，电话139****5678",
            "until": "2024-12-31",
        }
    ]
    assert record["checks"]
    for secret in ("甄有田", "13912345678", str(workspace)):
        assert secret not in text


def test_同样的台账写出同样的记录(workspace):
    recorded()
    first = (workspace / "记录.json").read_bytes()
    recorded()
    assert (workspace / "记录.json").read_bytes() == first
    assert canonical(json.loads(first)) + b"\n" == first


def test_改一格_说出文件_工作表_数和行(workspace, capsys):
    recorded()
    change(workspace / "台账" / "槐店村.xlsx", "D4", "监测对象")
    status, told = verified(capsys)
    assert status == 1
    assert told["verdict"] == "different"
    inputs = [fault for fault in told["faults"] if fault["what"] == "input"]
    assert [fault["subject"] for fault in inputs] == ["台账/槐店村.xlsx"]
    assert "户" in inputs[0]["message"]
    assert "汇总表" not in inputs[0]["message"]
    figure = next(fault for fault in told["faults"] if fault["subject"] == "脱贫户户数")
    assert (figure["recorded"], figure["now"]) == ("6", "5")
    assert figure["sources"] == ["台账/槐店村.xlsx 的“户”少了第4行"]
    assert any(fault["what"] == "check" and "槐店村" in fault["subject"] for fault in told["faults"])
    assert run(["verify", "记录.json"]) == 1
    text = capsys.readouterr().out
    assert "脱贫户户数：记录是6户，现在是5户。" in text


def test_金额变了_行没有变(workspace, capsys):
    recorded()
    change(workspace / "台账" / "柳河村.xlsx", "C3", 5)
    status, told = verified(capsys)
    assert status == 1
    assert [f["subject"] for f in told["faults"] if f["what"] == "input"] == ["台账/柳河村.xlsx"]
    assert all(fault["sources"] == [] for fault in told["faults"] if fault["what"] == "figure")


def test_只是重新保存_说内容没有变(workspace, capsys):
    recorded()
    path = workspace / "台账" / "柳河村.xlsx"
    book = openpyxl.load_workbook(path)
    book["户"].column_dimensions["A"].width = 40
    book.save(path)
    status, told = verified(capsys)
    assert status == 1
    assert [fault["what"] for fault in told["faults"]] == ["input"]
    assert "读出来的内容没有变" in told["faults"][0]["message"]


def test_少了多了文件(workspace, capsys):
    recorded()
    (workspace / "台账" / "柳河村.xlsx").rename(workspace / "台账" / "柳河村（新）.xlsx")
    status, told = verified(capsys)
    assert status == 1
    assert {
        (fault["subject"], fault["message"][:2]) for fault in told["faults"] if fault["what"] == "input"
    } == {
        ("台账/柳河村.xlsx", "少了"),
        ("台账/柳河村（新）.xlsx", "多了"),
    }


def test_别的年份的新台账不算(workspace, capsys):
    recorded()
    workbook(
        workspace / "台账" / "柳河村2024.xlsx",
        sheet(HOUSEHOLDS.replace("{n}", "1"), name="户", above=("柳河村2024年户台账",)),
    )
    assert verified(capsys)[0] == 0


def test_认可变了也说(workspace, capsys):
    recorded()
    config = workspace / "fupin.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("甄主任", "别人"), encoding="utf-8")
    status, told = verified(capsys)
    assert status == 1
    assert [fault["subject"] for fault in told["faults"]] == ["fupin.toml"]


def test_材料写出后被改过(workspace, capsys):
    run(["report", "-q", "-o", "总结.md", "--record", "记录.json"])
    with (workspace / "总结.md").open("a", encoding="utf-8") as stream:
        stream.write("又加了一句。")
    status, told = verified(capsys)
    assert status == 1
    assert [(fault["what"], fault["subject"]) for fault in told["faults"]] == [("document", "总结.md")]
    (workspace / "总结.md").unlink()
    status, told = verified(capsys)
    assert status == 0
    assert "不在原处" in told["notes"][0]


def test_改记录本身(workspace, capsys):
    recorded()
    path = workspace / "记录.json"
    document = json.loads(path.read_bytes())
    next(f for f in document["record"]["figures"] if f["name"] == "脱贫户户数")["value"] = "7"
    path.write_bytes(canonical(document))
    status, told = verified(capsys)
    assert status == 1
    assert {(fault["what"], fault["subject"]) for fault in told["faults"]} == {
        ("record", "记录"),
        ("figure", "脱贫户户数"),
    }


def test_签名(workspace, capsys):
    recorded("--record-key", "密钥")
    status, told = verified(capsys)
    assert (status, told["signature"]) == (0, "not_checked")
    assert "没有验签名" in told["notes"][0]
    status, told = verified(capsys, "--key", "密钥")
    assert (status, told["signature"]) == (0, "good")
    (workspace / "密钥").write_text("别人的另一串随机字符0123456789", encoding="utf-8")
    status, told = verified(capsys, "--key", "密钥")
    assert (status, told["signature"]) == (1, "bad")
    assert [fault["what"] for fault in told["faults"]] == ["signature"]


def test_没有签名的记录冒充不了(workspace, capsys):
    recorded()
    status, told = verified(capsys, "--key", "密钥")
    assert status == 1
    assert "没有签名" in told["faults"][0]["message"]


def test_系统导出也记下来(workspace, capsys):
    workbook(workspace / "导出.xlsx", households(1, "柳河村"))
    recorded("--against", "导出.xlsx")
    assert verified(capsys)[0] == 0
    change(workspace / "导出.xlsx", "D3", "监测对象")
    status, told = verified(capsys)
    assert status == 1
    assert "导出.xlsx" in {fault["subject"] for fault in told["faults"]}
    (workspace / "导出.xlsx").unlink()
    status, told = verified(capsys)
    assert status == 1
    assert any("少了" in fault["message"] for fault in told["faults"])


def test_台账都不在了_没能复核(workspace, capsys):
    recorded()
    for path in (workspace / "台账").iterdir():
        path.unlink()
    assert run(["verify", "记录.json"]) == 2
    captured = capsys.readouterr()
    assert "是空的" in captured.err
    assert "没能重算" in captured.out


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b'{"record": 1, "sha256": ""}',
        b'{"record": {"format": 1}, "sha256": "x"}',
    ],
)
def test_不是记录(workspace, capsys, content):
    (workspace / "记录.json").write_bytes(content)
    assert run(["verify", "记录.json"]) == 2
    assert "不是 fupin 写的记录" in capsys.readouterr().err


def test_别的版本的记录(workspace, capsys):
    (workspace / "记录.json").write_text('{"record": {"format": 9}, "sha256": ""}', encoding="utf-8")
    assert run(["verify", "记录.json"]) == 2
    assert "别的版本" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--record", "记录.txt"], "写成 .json"),
        (["--record-key", "密钥"], "没有加 --record"),
        (["--record", "a.json", "-f", "json", "-o", "a.json"], "另有用处"),
        (["--record", "a.json", "--record-key", "没有"], "读不了密钥文件"),
    ],
)
def test_选项写错(workspace, capsys, arguments, words):
    assert run(["reconcile", *arguments]) == 2
    assert words in capsys.readouterr().err
    assert not (workspace / "a.json").exists()


def test_没有这个文件(workspace, capsys):
    assert run(["verify", "没有.json"]) == 2
    assert "读不了记录" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rows", "text"), [([], ""), ([4], "4"), ([5, 3, 4, 9], "3-5,9"), ([1, 3, 5], "1,3,5")]
)
def test_行号的写法(rows, text):
    assert spans(rows) == text
