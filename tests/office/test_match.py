"""fupin match：部门名单与台账对照，只说疑点。"""

import json

import openpyxl
import pytest

from fupin_cli.cli import run
from office.people import 甄兰, 甄外人, 甄守业, 甄小禾, 甄春生, 甄有田
from sheets import sheet, workbook


@pytest.fixture
def paid(town):
    """柳河村另有雨露计划、公益性岗位和低保特困。"""
    rain = f"""
    | 村 | 户编号 | 学生姓名 | 证件号码 | 学校 | 学期 | 补助标准 | 补助金额 | 发放状态 | 发放日期 |
    |---|---|
    | 柳河村 | 3416990001001 | 甄小禾 | {甄小禾} | 亳州中职 | 2023春 | {{1500}} | {{1500}} | 已发放 | 2023-06-20 |
    | 柳河村 | 3416990001001 | 甄小禾 | {甄小禾} | 亳州中职 | 2023秋 | {{1500}} | {{1500}} | 已发放 | 2023-12-20 |
    """
    post = f"""
    | 村 | 姓名 | 身份证号 | 岗位名称 | 资金来源 | 聘用开始 | 聘用结束 | 月工资 |
    |---|---|
    | 柳河村 | 甄守业 | {甄守业} | 保洁员 | 光伏 | 2023-01-01 | 2023-12-31 | {{500}} |
    """
    aid = f"""
    | 村 | 姓名 | 身份证号 | 低保类别 | 月发放额 |
    |---|---|
    | 柳河村 | 甄有田 | {甄有田} | 农村低保 | {{400}} |
    | 槐店村 | 甄兰 | {甄兰} | 农村低保 | {{500}} |
    """
    workbook(
        town / "台账" / "柳河村惠民.xlsx",
        sheet(rain, name="雨露计划", above=("芦庙镇柳河村2023年雨露计划",)),
        sheet(post, name="公益性岗位", above=("芦庙镇柳河村2023年公益性岗位",)),
        sheet(aid, name="低保特困", above=("芦庙镇2023年低保",)),
    )
    return town


def matched(capsys, *arguments):
    assert run(["match", *arguments, "-f", "json", "-q", "--show-pii"]) == 0
    return json.loads(capsys.readouterr().out)


def pairs(told):
    return {(doubt["kind"], doubt["name"]) for doubt in told["doubts"]}


def test_死亡后仍发放_说出哪几笔多少钱(paid, capsys):
    dead = f"""
    | 序号 | 死者姓名 | 死者身份证号 | 火化日期 |
    |---|---|
    | 1 | 甄小禾 | {甄小禾} | 2023年7月1日 |
    | 2 | 甄守业 | {甄守业} | 2023年9月10日 |
    | 3 | 甄春生 | {甄春生} | 2023年9月11日 |
    | 4 | 甄外人 | {甄外人} | 2023年9月12日 |
    """
    workbook(paid / "死亡.xlsx", sheet(dead, above=("2023年谯城区火化人员名单",)))
    told = matched(capsys, "死亡.xlsx", "--kind", "死亡")
    assert (told["rows"], told["matched"], len(told["strangers"])) == (4, 3, 1)
    by_name = {doubt["name"]: doubt for doubt in told["doubts"]}
    assert by_name["甄小禾"]["kind"] == "死亡后仍发放"
    assert by_name["甄小禾"]["amount"] == 1500
    assert "雨露计划2023年12月20日1500元" in by_name["甄小禾"]["text"]
    assert "6月20日" not in by_name["甄小禾"]["text"]
    assert by_name["甄守业"]["amount"] == 1500, "9月到12月还有3个月"
    assert by_name["甄春生"]["kind"] == "死亡仍在册"


def test_低保_两边都列_金额不一致也列(paid, capsys):
    listed = f"""
    | 保障对象姓名 | 公民身份号码 | 月保障金额 |
    |---|---|
    | 甄有田 | {甄有田} | {{450}} |
    | 甄守业 | {甄守业} | {{300}} |
    """
    workbook(paid / "低保.xlsx", sheet(listed))
    told = matched(capsys, "低保.xlsx", "--kind", "低保")
    assert pairs(told) == {
        ("不一致", "甄有田"),
        ("仅名单有", "甄守业"),
        ("仅台账有", "甄兰"),
    }
    assert "名单450元，台账400元" in next(d["text"] for d in told["doubts"] if d["kind"] == "不一致")


def test_号码录错一位_按姓名和生日找到(town, capsys):
    wrong = 甄守业[:16] + ("1" if 甄守业[16] != "1" else "2") + 甄守业[17]
    workbook(town / "残疾.xlsx", sheet(f"| 残疾人姓名 | 身份证号 |\n|---|---|\n| 甄守业 | {wrong} |"))
    told = matched(capsys, "残疾.xlsx", "--kind", "残疾")
    assert ("号码不一致", "甄守业") in pairs(told)
    assert ("仅台账有", "甄守业") not in pairs(told)
    assert told["strangers"] == []


def test_姓名不一样要说出来(town, capsys):
    workbook(town / "残疾.xlsx", sheet(f"| 姓名 | 身份证号 |\n|---|---|\n| 甄守叶 | {甄守业} |"))
    told = matched(capsys, "残疾.xlsx", "--kind", "残疾")
    assert "姓名：名单“甄守叶”，台账“甄守业”" in told["doubts"][0]["text"]


def test_财政供养人员一家享受什么(paid, capsys):
    workbook(
        paid / "财政.xlsx", sheet(f"| 姓名 | 身份证号 | 单位 |\n|---|---|\n| 甄有田 | {甄有田} | 某局 |")
    )
    told = matched(capsys, "财政.xlsx", "--kind", "财政供养人员")
    assert told["doubts"][0]["kind"] == "财政供养人员享受政策"
    assert "脱贫户、脱贫不稳定户、低保特困、雨露计划" in told["doubts"][0]["text"]


def test_残疾证号前十八位也能比(town, capsys):
    workbook(town / "残联.xlsx", sheet(f"| 姓名 | 残疾证号 |\n|---|---|\n| 甄守业 | {甄守业}43 |"))
    told = matched(capsys, "残联.xlsx", "--kind", "残疾")
    assert (told["matched"], told["doubts"]) == (1, [])


def test_屏幕上遮住号码_文件里是全的(paid, capsys):
    workbook(
        paid / "死亡.xlsx",
        sheet(f"| 姓名 | 身份证号 | 死亡日期 |\n|---|---|\n| 甄小禾 | {甄小禾} | 2023-07-01 |"),
    )
    assert run(["match", "死亡.xlsx", "--kind", "死亡", "-o", "疑点.xlsx"]) == 0
    shown = capsys.readouterr()
    assert 甄小禾 not in shown.out
    assert "341699********" in shown.out
    assert "请勿外传" in shown.err
    page = openpyxl.load_workbook("疑点.xlsx")["疑点"]
    assert 甄小禾 in [cell.value for row in page.iter_rows() for cell in row]


@pytest.mark.parametrize("header", ["公民身份证号", "死亡人员身份证号码", "逝者公民身份号码"])
def test_部门自己的叫法_旁边有编号也认得(town, capsys, header):
    workbook(
        town / "名单.xlsx",
        sheet(f"| 编号 | 死者姓名 | {header} | 死亡时间 |\n| 1 | 外乡人 | 341699194001011232 | 2023-01-01 |"),
    )
    assert run(["match", "名单.xlsx", "--kind", "死亡", "-q"]) == 0
    assert "死亡名单1人：对上0人，不在台账1人" in capsys.readouterr().out


def test_只有顺序编号没有身份证号的_不能当作一个也没对上(town, capsys):
    workbook(town / "名单.xlsx", sheet("| 编号 | 姓名 | 死亡时间 |\n| 1 | 外乡人 | 2023-01-01 |"))
    assert run(["match", "名单.xlsx", "--kind", "死亡"]) == 2
    assert "没有认出名单" in capsys.readouterr().err


def test_不认识的种类_认不出的名单(town, capsys):
    workbook(town / "名单.xlsx", sheet("| 编码 | 数值 |\n|---|---|\n| 一 | 二 |"))
    assert run(["match", "名单.xlsx", "--kind", "股票"]) == 2
    assert "不认识名单种类“股票”" in capsys.readouterr().err
    assert run(["match", "名单.xlsx", "--kind", "死亡"]) == 2
    assert "没有认出名单" in capsys.readouterr().err
