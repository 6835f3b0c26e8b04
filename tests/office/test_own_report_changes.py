"""自己写的材料：领导改过、台账变了以后，哪些数变了，更新时一个字、一处格式都不动。"""

import copy
import json
import zipfile
from decimal import Decimal

import docx
import pytest
from docx.oxml.ns import qn

from fupin_cli.cli import run
from fupin_cli.office.written_figures import in_words, says
from fupin_cli.reporting.carried import digest, packed, unpacked
from office.conftest import OTHERS
from sheets import sheet, workbook

WROTE = ["report", "-o", "总结.docx", "--no-check", "-q"]


@pytest.fixture
def written(town):
    """工作区里写好了总结。"""
    assert run(WROTE) == 0
    return town


def one_more(town):
    """槐店村多报一户脱贫户，户里两口人。"""
    row = "| 3 | 槐店村 | 3416990002003 | 甄有田 | 341699198501010018 | {2} | 脱贫户 | {9000} |\n"
    above = ("芦庙镇槐店村2023年户台账",)
    workbook(town / "台账" / "槐店村.xlsx", sheet(OTHERS + row, name="户台账", above=above))


def split_runs(path):
    """像 LibreOffice 保存那样，把每个 run 拆成一字一个；领导又在一段前面加了几个字、标了红。"""
    document = docx.Document(path)
    for paragraph in document.paragraphs:
        for run_ in list(paragraph.runs):
            if len(run_.text) < 2:
                continue
            for sign in run_.text:
                piece = copy.deepcopy(run_._r)
                piece.findall(qn("w:t"))[0].text = sign
                run_._r.addprevious(piece)
            run_._r.getparent().remove(run_._r)
    target = next(p for p in document.paragraphs if "脱贫户" in p.text)
    target.insert_paragraph_before("按照县里要求，现报告如下。")
    target.add_run("（领导加的话）").font.bold = True
    document.save(path)


def test_材料带着写时的数_键是摘要_没有名字和路径(written):
    text = zipfile.ZipFile(written / "总结.docx").read("docProps/custom.xml").decode("utf-8")
    assert digest("脱贫户户数") in text
    assert "脱贫" not in text
    assert "SELECT" not in text
    assert str(written) not in text


def test_没有变就说没有变_退出状态为零(written, capsys):
    assert run(["report", "--diff", "总结.docx", "-q"]) == 0
    assert "没有变" in capsys.readouterr().out


def test_变了的数说清旧的新的和在哪一段(written, capsys):
    one_more(written)
    assert run(["report", "--diff", "总结.docx", "-f", "json", "-q"]) == 1
    told = {item["name"]: item for item in json.loads(capsys.readouterr().out)["changed"]}
    home = told["脱贫户户数"]
    assert int(home["new"].removesuffix("户")) == int(home["old"].removesuffix("户")) + 1
    place = home["places"][0]
    shown = [p.text for p in docx.Document("总结.docx").paragraphs if p.text.strip()]
    assert place["quote"] in shown[place["paragraph"] - 1]
    assert run(["report", "--diff", "总结.docx", "-q"]) == 1
    assert f"脱贫户户数：{home['old']} → {home['new']}" in capsys.readouterr().out


def test_领导改过拆碎了的材料_只换变了的数(written, capsys):
    one_more(written)
    split_runs("总结.docx")
    before = docx.Document("总结.docx")
    assert run(["refresh", "总结.docx", "-o", "新.docx", "-f", "json", "-q"]) == 0
    told = json.loads(capsys.readouterr().out)
    after = docx.Document("新.docx")
    changes = [(change["old"], change["new"]) for change in told["changed"]]
    assert changes
    assert len(before.paragraphs) == len(after.paragraphs)
    for old, new in zip(before.paragraphs, after.paragraphs, strict=True):
        assert [run_.style.style_id for run_ in old.runs] == [run_.style.style_id for run_ in new.runs]
        assert [run_.bold for run_ in old.runs] == [run_.bold for run_ in new.runs]
        text = old.text
        for was, now in changes:
            if new.text != old.text:
                text = text.replace(was, now)
        assert new.text == text
    assert run(["report", "--diff", "新.docx", "-q"]) == 0, "更新后的材料带着新的数"


def test_别人的材料按文中的说法比(written, capsys):
    document = docx.Document()
    document.add_paragraph("全镇共有脱贫户77户。")
    document.save("别人.docx")
    assert run(["report", "--diff", "别人.docx", "-f", "json", "-q"]) == 1
    (told,) = json.loads(capsys.readouterr().out)["changed"]
    assert (told["name"], told["old"]) == ("脱贫户户数", "77户")


@pytest.mark.parametrize("more", [["-f", "md"], ["--template", "a.j2"], ["--with-sources", "底.xlsx"]])
def test_比较时不写材料(written, capsys, more):
    assert run(["report", "--diff", "总结.docx", *more]) == 2
    assert "--diff" in capsys.readouterr().err


def test_没有数可比的说清楚(written, capsys):
    document = docx.Document()
    document.add_paragraph("今天天气很好。")
    document.save("别人.docx")
    assert run(["report", "--diff", "别人.docx"]) == 2
    assert "没法比较" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("value", "like", "before", "words"),
    [
        ("307500", "30.9万元", "309000", "30.75万元"),
        ("307500", "30.9万元", "309012", "30.8万元"),
        ("300000", "30.9万元", "309000", "30万元"),
        ("3900597.4", "3,900,597.50元", "3900597.5", "3,900,597.40元"),
        ("12", "九户", None, ""),
    ],
)
def test_新数照旧数的单位和小数写(value, like, before, words):
    unit = "户" if like.endswith("户") else "元"
    assert in_words(Decimal(value), unit, like, Decimal(before) if before else None) == words


def test_写法对不对按文中给出的小数判断():
    assert says(Decimal("390059"), "元", "39.01万元")
    assert not says(Decimal("390159"), "元", "39.01万元")


def test_摘要只能由名字找回():
    assert unpacked(packed({"甲": "1", "乙": "2"}), ["乙", "丙"]) == {"乙": "2"}
    assert unpacked("坏的", ["甲"]) == unpacked("[]", ["甲"]) == {}
