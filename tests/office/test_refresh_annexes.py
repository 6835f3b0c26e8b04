"""fupin refresh：台账变了，附表、数据来源表里的格和附图也跟着变；人工改过的不动，说出来。"""

import json
from pathlib import Path

import docx
import pytest

from fupin_cli.cli import run
from office.conftest import OTHERS
from office.people import 甄小禾
from sheets import sheet, workbook

MORE = f"| 3 | 槐店村 | 3416990002003 | 甄新 | {甄小禾} | {{2}} | 脱贫户 | {{8100}} |\n"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@pytest.fixture
def paper(town: Path) -> Path:
    """写好的总结，之后槐店村的台账多了一户。"""
    annexed = ["--tables", "--charts", "--source-list"]
    assert run(["report", *annexed, "--no-check", "-q", "-o", "总结.docx"]) == 0
    place = "芦庙镇槐店村2023年户台账"
    workbook(Path("台账/槐店村.xlsx"), sheet(OTHERS + MORE, name="户台账", above=(place,)))
    return Path("总结.docx")


def refreshed(
    capsys: pytest.CaptureFixture[str], paper: Path
) -> tuple[dict[str, list[dict[str, str]]], object]:
    capsys.readouterr()
    assert run(["refresh", str(paper), "-o", "新.docx", "-f", "json", "-q"]) == 0
    return json.loads(capsys.readouterr().out), docx.Document("新.docx")


def cells(document, heading: str) -> list[list[str]]:
    table = next(one for one in document.tables if one.cell(0, 0).text == heading)
    return [[cell.text for cell in row.cells][:2] for row in table.rows]


def test_附表的格和合计更新_没变的行不动(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cells(docx.Document(str(paper)), "村")[1:] == [["柳河村", "2"], ["槐店村", "2"], ["合计", "4"]]

    told, document = refreshed(capsys, paper)

    assert cells(document, "村") == [["村", "脱贫户（户）"], ["柳河村", "2"], ["槐店村", "3"], ["合计", "5"]]
    changed = [(one["name"], one["old"], one["new"], one["place"]) for one in told["changed"]]
    assert ("槐店村脱贫户户数", "2", "3", "表1第3行第2列") in changed
    assert ("脱贫户户数", "4", "5", "表1第4行第2列") in changed
    assert told["left"] == []


def test_数据来源表一行里跟着变的都变(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, document = refreshed(capsys, paper)

    table = next(one for one in document.tables if one.cell(0, 1).text == "数据")
    row = next(row for row in table.rows if row.cells[1].text == "脱贫户户数")
    assert [cell.text for cell in row.cells][2:] == ["5", "户", "户", "户台账", "5", "5"]


def test_附图照台账重画(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told, document = refreshed(capsys, paper)

    assert any(one["name"].startswith("图“各村") and one["new"] == "照台账重画" for one in told["changed"])
    (drawn,) = [one.get("descr") for one in document.element.body.iter(WP)]
    assert "柳河村2" in drawn
    assert "槐店村3" in drawn


def test_人工改过的格不动_说出来(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = docx.Document(str(paper))
    table = document.tables[0]
    table.cell(1, 1).paragraphs[0].runs[0].text = "7"
    table.cell(2, 1).paragraphs[0].runs[0].text = "9"
    document.save(str(paper))

    told, document = refreshed(capsys, paper)

    assert cells(document, "村")[1:] == [["柳河村", "7"], ["槐店村", "9"], ["合计", "5"]]
    left = {one["name"]: one["because"] for one in told["left"]}
    assert left["柳河村脱贫户户数"] == "台账没有变（2），表里写7是人工改的，没有动"
    assert left["槐店村脱贫户户数"] == "写材料时是2，表里已改成9，台账现在是3，请自己定"


def test_台账里新来的村_表里没有这一行就说出来(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = "芦庙镇石桥村2023年户台账"
    rows = OTHERS.replace("槐店村", "石桥村").replace("341699000200", "341699000300")
    workbook(Path("台账/石桥村.xlsx"), sheet(rows, name="户台账", above=(place,)))

    told, document = refreshed(capsys, paper)

    assert len(cells(document, "村")) == 4
    assert any("附表里没有“石桥村”这一行" in one["because"] for one in told["left"])


def test_更新过的再更新_没有可改的(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refreshed(capsys, paper)
    assert run(["refresh", "新.docx", "-o", "再新.docx", "-f", "json", "-q"]) == 0

    assert json.loads(capsys.readouterr().out) == {"changed": [], "left": []}
