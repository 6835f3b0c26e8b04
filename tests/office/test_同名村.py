"""两个镇各有一个新民村：校验、核对、变动、数字都按镇和村算，一个镇的不混进另一个镇。"""

import json

import pytest

from fupin_cli.cli import run
from office.people import id_number
from sheets import sheet, workbook

CONFIG = """
[workspace]
province = "安徽省"
city = "亳州市"
county = "谯城区"
period = "2023H2"

[[town]]
name = "芦庙镇"
villages = ["新民村"]

[[town]]
name = "颜集镇"
villages = ["新民村"]
"""
HOMES = {"芦庙镇": ("甄一", "甄二", "甄三"), "颜集镇": ("禾一", "禾二")}


def _number(town, place):
    return id_number("19600101", 2 * place + (11 if town == "芦庙镇" else 51))


def _book(path, town, names, size=1):
    """户、家庭成员、汇总表；户编号在镇里编，两个镇会重。"""
    above = (f"{town}新民村2023年", "填报时间：2023年12月31日")
    homes = "| 户编号 | 户主姓名 | 户主证件号码 | 家庭人口数 | 户类型 | 耕地面积（亩） |\n|---|---|\n"
    people = "| 户编号 | 姓名 | 证件号码 | 与户主关系 | 户类型 |\n|---|---|\n"
    for place, name in enumerate(names, 1):
        number = _number(town, place)
        homes += f"| 341699900100{place} | {name} | {number} | {{{size}}} | 脱贫户 | {{10}} |\n"
        people += f"| 341699900100{place} | {name} | {number} | 户主 | 脱贫户 |\n"
    total = f"| 村 | 指标 | 数值 | 单位 |\n|---|---|\n| 新民村 | 脱贫户户数 | {{{len(names)}}} | 户 |\n"
    pages = ((homes, "户台账"), (people, "家庭成员"), (total, "汇总表"))
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook(path, *(sheet(text, name=name, above=above) for text, name in pages))


@pytest.fixture
def county(tmp_path, monkeypatch):
    home = tmp_path / "县"
    for town, names in HOMES.items():
        _book(home / "台账" / town / "新民村.xlsx", town, names)
    (home / "fupin.toml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(home)
    return home


def _findings(capsys, *files):
    capsys.readouterr()
    run(["validate", *files, "-f", "json", "-q"])
    found = json.loads(capsys.readouterr().out)["findings"]
    return sorted((f["code"], f["file"], f["sheet"], f["cell"] or "", f["message"]) for f in found)


def test_两个镇一起校验_和分开校验说的一样(county, capsys):
    together = _findings(capsys)
    apart = [found for town in HOMES for found in _findings(capsys, f"台账/{town}")]
    assert together == sorted(apart)
    assert not [found for found in together if found[0] == "WS001"]


def test_文件夹里的镇名先于村名(county, capsys):
    assert run(["validate", "--explain-layout", "台账/颜集镇"]) == 0
    shown = capsys.readouterr().out
    assert "颜集镇" in shown
    assert "芦庙镇" not in shown


@pytest.mark.parametrize("town", HOMES)
def test_核对只看本镇的(county, capsys, town):
    assert run(["reconcile", "--town", town, "-f", "json", "-q"]) == 0
    checks = json.loads(capsys.readouterr().out)["checks"]
    sides = {
        (c["code"], c["title"]): c["left"]["value"]
        for c in checks
        if c["verdict"] == "equal" and not c["village"]
    }
    assert sides["RC901", "汇总表：脱贫户户数"] == len(HOMES[town])


@pytest.mark.parametrize(
    ("where", "count"), [(["--town", "芦庙镇"], 3), (["--town", "颜集镇"], 2), (["--county", "谯城区"], 5)]
)
def test_数字按镇数_全县是各镇之和(county, capsys, where, count):
    assert run(["report", *where, "--format", "json", "-o", "数.json", "-q"]) == 0
    figures = json.loads((county / "数.json").read_text(encoding="utf-8"))["figures"]
    values = {figure["name"]: figure["value"] for figure in figures}
    assert (values["脱贫户户数"], values["脱贫人口数"]) == (count, count)


def test_变动只说本镇的(county, capsys):
    assert run(["snapshot", "2023H1", "-q"]) == 0
    _book(county / "台账" / "颜集镇" / "新民村.xlsx", "颜集镇", ("禾一",))
    capsys.readouterr()
    gone = {}
    for town in HOMES:
        run(["reconcile", "--town", town, "-f", "json", "-q"])
        movement = json.loads(capsys.readouterr().out)["movement"]
        gone[town] = {mover["name"] for item in movement for mover in item["movers"]}
    assert gone == {"芦庙镇": set(), "颜集镇": {"禾二"}}


def test_核实单只问本镇的(county, capsys):
    _book(county / "台账" / "颜集镇" / "新民村.xlsx", "颜集镇", HOMES["颜集镇"], size=2)
    assert run(["slip", "--town", "芦庙镇", "-o", "甲", "-q"]) == 0
    assert run(["slip", "--town", "颜集镇", "-o", "乙", "-q"]) == 0
    asked = {
        town: [
            q["question"]["text"]
            for q in json.loads((county / "核实" / f"{town}.json").read_text("utf-8"))["questions"]
        ]
        if (county / "核实" / f"{town}.json").is_file()
        else []
        for town in HOMES
    }
    assert any("禾一" in text for text in asked["颜集镇"])
    assert not any("禾" in text for text in asked["芦庙镇"])
