"""fupin card 和 fupin snapshot。"""

import os

import docx
import pytest

from fupin_cli.cli import run
from office.people import 甄有田


def test_抽样可以重复_换种子就换户(town, capsys):
    chosen = {}
    for seed in ("1", "1", "2", "3", "4", "5"):
        assert run(["card", "--sample", "2", "--seed", seed, "-o", "核查表.docx", "-q"]) == 0
        shown = capsys.readouterr().out
        assert chosen.setdefault(seed, shown) == shown
        assert shown.count("\n") == 2
    assert len(set(chosen.values())) > 1


def test_核查表填好台账内容_留出核查栏(town, capsys):
    assert run(["card", "--sample", "5", "--of", "监测户", "-o", "核查表.docx"]) == 0
    document = docx.Document("核查表.docx")
    facts, members, checks, _ = document.tables
    text = " ".join(cell.text for row in facts.rows for cell in row.cells)
    assert "甄有田" in text
    assert 甄有田 not in text
    assert [row.cells[0].text for row in members.rows] == ["姓名", "甄有田", "甄小禾"]
    assert checks.rows[0].cells[2].text == "实地情况"
    assert checks.rows[1].cells[2].text == ""


def test_同样的台账_同样的字节(town, capsys):
    for name in ("一", "二"):
        run(["card", "-o", f"{name}.docx", "-q"])
        run(["notice", "户", "-o", f"{name}公示.docx", "-q"])
        run(["roster", "脱贫户", "-o", f"{name}.xlsx", "-q"])
    for kind in (".docx", "公示.docx", ".xlsx"):
        assert (town / f"一{kind}").read_bytes() == (town / f"二{kind}").read_bytes()


def test_封存后只读_改动查得出(town, capsys):
    assert run(["snapshot", "2023", "-q"]) == 0
    sealed = town / "快照" / "2023"
    copy = sealed / "柳河村.xlsx"
    assert copy.read_bytes() == (town / "台账" / "柳河村.xlsx").read_bytes()
    assert run(["snapshot", "2023", "--check"]) == 0
    assert run(["snapshot", "2023"]) == 2
    assert "已经封存" in capsys.readouterr().err
    copy.chmod(0o600)
    copy.write_bytes(b"x")
    (sealed / "槐店村.xlsx").unlink()
    assert run(["snapshot", "2023", "--check"]) == 1
    shown = capsys.readouterr().out
    assert "柳河村.xlsx被改过" in shown
    assert "少了槐店村.xlsx" in shown


@pytest.mark.skipif(os.name != "posix", reason="只读位在 Windows 上另有含义")
def test_封存的文件不能写(town, capsys):
    run(["snapshot", "2023", "-q"])
    assert (town / "快照" / "2023" / "柳河村.xlsx").stat().st_mode & 0o222 == 0


def test_没封存过就没得查(town, capsys):
    assert run(["snapshot", "2022", "--check"]) == 2
    assert "2022没有封存过" in capsys.readouterr().err
