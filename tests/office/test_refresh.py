"""fupin refresh：台账变了，材料里只有跟着变的数变。"""

import json

import docx
import pytest
from docx.shared import RGBColor

from fupin_cli.cli import run
from fupin_cli.reporting import docx_package
from fupin_cli.reporting.carried import packed

FIGURES = {"脱贫户户数": "3", "监测户户数": "1", "脱贫人口数": "9"}


def paper(path, carried=None):
    document = docx.Document()
    document.add_paragraph("芦庙镇2023年工作总结")
    paragraph = document.add_paragraph("全镇共有脱贫户")
    run_ = paragraph.add_run("3")
    run_.font.color.rgb = RGBColor(255, 0, 0)
    paragraph.add_run("户，领导强调要守住底线。")
    document.add_paragraph("全镇共有监测户2户，工作扎实。")
    document.add_paragraph("发放光伏收益，其中奖励补助脱贫户1户。")
    docx_package.describe(document, "总结", "", None, {"fupin-figures": packed(carried)} if carried else {})
    document.save(path)


@pytest.mark.parametrize("carried", [None, FIGURES])
def test_只改台账变了的数_格式和文字不动(town, capsys, carried):
    paper("改后.docx", carried)
    assert run(["refresh", "改后.docx", "-o", "新.docx", "-f", "json", "-q"]) == 0
    told = json.loads(capsys.readouterr().out)
    document = docx.Document("新.docx")
    assert document.paragraphs[1].text == "全镇共有脱贫户4户，领导强调要守住底线。"
    assert document.paragraphs[3].text == "发放光伏收益，其中奖励补助脱贫户1户。", "说的不是脱贫户总数"
    assert document.paragraphs[1].runs[1].font.color.rgb == RGBColor(255, 0, 0)
    changed = {change["name"]: (change["old"], change["new"]) for change in told["changed"]}
    assert changed["脱贫户户数"] == ("3户", "4户")
    if carried:
        assert document.paragraphs[2].text == "全镇共有监测户2户，工作扎实。"
        left = {item["name"]: item["because"] for item in told["left"]}
        assert "人工改的" in left["监测户户数"]
        assert "没有认出文中哪里写了它" in left["脱贫人口数"]
    else:
        assert document.paragraphs[2].text == "全镇共有监测户1户，工作扎实。"


def test_再更新一次就没有可改的(town, capsys):
    paper("改后.docx", FIGURES)
    run(["refresh", "改后.docx", "-o", "新.docx", "-q"])
    capsys.readouterr()
    assert run(["refresh", "新.docx", "-o", "再新.docx", "-f", "json", "-q"]) == 0
    assert json.loads(capsys.readouterr().out)["changed"] == []


def test_不能覆盖原文件_不是Word的不收(town, capsys):
    paper("改后.docx")
    assert run(["refresh", "改后.docx", "-o", "改后.docx"]) == 2
    (town / "说明.txt").write_text("全镇脱贫户3户。", encoding="utf-8")
    assert run(["refresh", "说明.txt", "-o", "新.docx"]) == 2
    assert "不是 docx" in capsys.readouterr().err


def test_整十的数也是数出来的_照样更新_表里的只提醒(town, capsys):
    figures = {"脱贫户户数": "30", "监测户户数": "1"}
    document = docx.Document()
    document.add_paragraph("芦庙镇2023年工作总结")
    document.add_paragraph("全镇共有脱贫户30户，工作扎实。")
    document.add_paragraph("全镇共有监测户十余户。")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "30"
    docx_package.describe(document, "总结", "", None, {"fupin-figures": packed(figures)})
    document.save("改后.docx")

    assert run(["refresh", "改后.docx", "-o", "新.docx", "-f", "json", "-q"]) == 0
    told = json.loads(capsys.readouterr().out)
    document = docx.Document("新.docx")
    assert document.paragraphs[1].text == "全镇共有脱贫户4户，工作扎实。"
    assert document.tables[0].cell(0, 0).text == "30"
    assert [(one["name"], one["old"], one["new"]) for one in told["changed"]] == [
        ("脱贫户户数", "30户", "4户")
    ]
    assert any("表1第1行第1列也写着30" in item["because"] for item in told["left"])
