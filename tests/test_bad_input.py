"""Every wrong input gets one clear sentence, what to do, and exit 2; the other files are still done."""

import pytest

from fupin_cli.cli import run
from sheets import sheet, workbook

CONFIG = """
[workspace]
county = "谯城区"
period = "2023"

[[town]]
name = "试验镇"
villages = ["柳河村"]
"""

HOUSEHOLDS = """
| 户编号 | 户主姓名 | 家庭人口数 | 户类型 |
| 1      | 甄有田   | {2}        | 脱贫户 |
"""


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    (tmp_path / "fupin.toml").write_text(CONFIG, encoding="utf-8")
    workbook(tmp_path / "台账" / "柳河村.xlsx", sheet(HOUSEHOLDS, name="户", above=("柳河村2023年户台账",)))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys) -> str:
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return captured.err


def test_文件不存在(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["validate", "没有.xlsx"]) == 2
    assert "找不到文件“没有.xlsx”" in said(capsys)


def test_不是工作簿_别的文件照样校验(workspace, capsys):
    (workspace / "假的.xlsx").write_bytes(b"\x00\x01\x02 not a workbook")
    assert run(["validate", "假的.xlsx", "台账/柳河村.xlsx"]) == 2
    text = said(capsys)
    assert "假的.xlsx" in text
    assert "共校验1个文件" in text


def test_空文件(workspace, capsys):
    (workspace / "空.xlsx").write_bytes(b"")
    assert run(["validate", "空.xlsx"]) == 2
    assert "空的" in said(capsys)


def test_不是台账的表是一条发现(workspace, capsys):
    workbook(workspace / "别的.xlsx", sheet("| 水果 | 颜色 |\n| 苹果 | 红 |", name="水果"))
    assert run(["validate", "别的.xlsx"]) in {0, 1}
    captured = capsys.readouterr()
    assert "RD" in captured.out
    assert "Traceback" not in captured.err


def test_缺少必需的列(workspace, capsys):
    workbook(
        workspace / "雨露.xlsx",
        sheet("| 学生姓名 | 学期 | 补助金额 |\n| 甄小雨 | 2023春 | {1500} |", name="雨露计划"),
    )
    assert run(["validate", "雨露.xlsx"]) == 1
    assert "证件号码" in capsys.readouterr().out


def test_没有工作区(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["reconcile"]) == 2
    assert "fupin.toml" in said(capsys)


def test_没有这个乡镇_给出相近的(workspace, capsys):
    assert run(["reconcile", "--town", "试验乡"]) == 2
    assert "是不是“试验镇”" in said(capsys)


def test_没有这个时期的台账(workspace, capsys):
    assert run(["report", "--period", "2019", "-o", "总结.docx"]) == 2
    assert "没有2019年的台账" in said(capsys)
    assert not (workspace / "总结.docx").exists()


@pytest.mark.parametrize("text", ["2023H3", "去年", "2023-13", "2023-05-31..2023-03-01"])
def test_看不懂的时期(workspace, capsys, text):
    assert run(["report", "--period", text, "-o", "总结.docx"]) == 2
    assert "时期" in said(capsys)


def test_没有这种材料(workspace, capsys):
    assert run(["report", "--kind", "情况说明", "-o", "总结.docx"]) == 2
    assert "可用的有" in said(capsys)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ('[workspace]\nperoid = "2023"\n', ("第2行", "peroid", "period")),
        ("[workspace]\n县 = 1\n", ("写法有误", "双引号")),
        ('[[town]]\nvillages = ["甲村"]\n', ("缺少", "name")),
        ('[report]\n"署"= "甲"\n', ("署", "署名")),
        ('[workspace]\nledgers = "../别处"\n', ("工作区外面",)),
    ],
)
def test_配置写错(workspace, capsys, wrong, words):
    (workspace / "fupin.toml").write_text(wrong, encoding="utf-8")
    assert run(["validate"]) == 2
    text = said(capsys)
    for word in words:
        assert word in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["validat"], "是不是 fupin validate"),
        (["validate", "--fromat", "json"], "--format"),
        (["validate", "-f", "pdf"], "可选"),
        (["rule"], "缺少必填的参数"),
        (["rule", "HH999"], "没有编号为“HH999”的规则"),
        (["validate", "--select", "ZZ9", "x.xlsx"], "没有编号为“ZZ9”的规则"),
        (["trace", "脱贫户户书"], "是不是"),
    ],
)
def test_命令写错(workspace, capsys, arguments, words):
    assert run(arguments) == 2
    assert words in said(capsys)


def test_输出到不存在的文件夹(workspace, capsys):
    assert run(["report", "--no-check", "-o", "没有/总结.docx"]) == 2
    assert "文件夹“没有”不存在" in said(capsys)


@pytest.mark.parametrize(
    ("written", "told", "right"),
    [
        (
            "[workspace]\nperiod = 2023",
            "第2行[workspace] 的“period”填写不对（现为 2023）",
            '写成 period = "2023"',
        ),
        ('[workspace]\ncache = "true"', "的“cache”填写不对", "写 cache = true 或 cache = false"),
        (
            '[[town]]\nname = "试验镇"\nvillages = "柳河村"',
            "的“villages”填写不对",
            '写成 villages = ["柳河村"]',
        ),
        ('[town]\nname = "试验镇"', "的“town”填写不对", "写成 [[town]]"),
        ('town = "试验镇"', "的“town”填写不对", "请对照说明文档"),
        ("[workspace]\nperiod = true", "的“period”填写不对", "请对照说明文档"),
        ('[[town]]\nvillages = ["柳河村"]', "的 [town] 缺少“name”", "请补上"),
        ('[[waiver]]\ncode = "RC101"\nuntil = "明天"', "的 [waiver] 缺少“who”", "请补上"),
        ('[workspace]\nperoid = "2023"', "有不认识的键“peroid”", "period"),
    ],
)
def test_配置写错了_说出行_键和正确的写法(tmp_path, monkeypatch, capsys, written, told, right):
    (tmp_path / "fupin.toml").write_text(written, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["validate"]) == 2
    text = said(capsys)
    assert told in text
    assert right in text
