"""写自己的规则：样子拿来就能用；写错了说得出哪个文件第几行、是不是想写另一个词。"""

from pathlib import Path

import pytest

from fupin_cli.cli import run
from fupin_cli.vocabulary.registry import ledgers

RULE = """# 我们县的规则
[[rule]]
code = "ZZ101"
title = "住房面积过大"
severity = "info"
ledger = "户"
where = "户类型 = '脱贫户'"
broken = "住房面积 > 300"
columns = ["住房面积"]
message = "{户主姓名}户住房{住房面积}平方米。"
hint = "请核实。"

[rule.bad]
"户" = [{ "户主姓名" = "赵一", "户类型" = "脱贫户", "住房面积" = 301 }]

[rule.good]
"户" = [{ "户主姓名" = "赵一", "户类型" = "脱贫户", "住房面积" = 300 }]
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "fupin.toml").write_text("[workspace]\nperiod = '2023'\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(home: Path, text: str = RULE) -> Path:
    path = home / "规则" / "住房.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("ledger", ledgers())
def test_每种台账的样子不改也能通过(home: Path, ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "new", "--ledger", ledger]) == 0
    assert run(["rules", "test"]) == 0, capsys.readouterr().err
    assert capsys.readouterr().out.startswith("ZZ001  ")


def test_编号往下排_已有的文件不动(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "new", "--ledger", "户"]) == 0
    assert run(["rules", "new", "--ledger", "雨露计划"]) == 0
    assert [path.name for path in sorted((home / "规则").iterdir())] == ["ZZ001.toml", "ZZ002.toml"]
    before = (home / "规则" / "ZZ001.toml").read_bytes()
    assert run(["rules", "new", "--ledger", "户", "-o", "规则/ZZ001.toml"]) == 2
    assert "已经存在" in capsys.readouterr().err
    assert (home / "规则" / "ZZ001.toml").read_bytes() == before
    assert run(["rules", "new", "--ledger", "户", "--code", "HH001"]) == 2
    assert "HH001 已经有规则用了" in capsys.readouterr().err


def test_不知道哪种台账时说得清(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "new", "--ledger", "雨露计画"]) == 2
    assert "是不是“雨露计划”" in capsys.readouterr().err


def test_没有自己的规则时说怎么写(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "test"]) == 2
    assert "fupin rules new" in capsys.readouterr().err


def test_只有rules仍是列表_自己的也在里面(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(home)
    assert run(["rules", "--group", "ZZ"]) == 0
    assert "ZZ101  提示  住房面积过大" in capsys.readouterr().out


def test_例子都对(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(home)
    assert run(["rules", "test"]) == 0
    shown = capsys.readouterr()
    assert shown.out == "ZZ101  住房面积过大：反例查得出，正例查不出。\n"
    assert shown.err == "1条规则，1条对，0条不对。\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "said", "hint"),
    [
        ("broken = \"住房面积", "broken = \"住房面职", 8, "不认识的列“住房面职”", "住房面积"),
        ("> 300", "＞ 300", 8, "全角符号“＞”", "半角"),
        ("'脱贫户'\"", "'脱贫'\"", 7, "不会有“脱贫”这个值", "脱贫户"),
        ("{住房面积}", "{住房}", 10, "不认识的列“住房”", "住房面积"),
        ('columns = ["住房面积"]', 'columns = ["房面积"]', 9, "没有“房面积”这一列", "住房面积"),
        ("severity =", "serverity =", 5, "不认识的键“serverity”", "是不是“severity”"),
        ('severity = "info"\n', "", 2, "缺少“severity”", "补上"),
        ('hint = "请核实。"', 'hints = "请核实。"\nhint = "请核实。"', 11, "不认识的键“hints”", "是不是“hint”"),
        ('"info"', '"notice"', 5, "只能是error、warning、info之一", "改正"),
        ('ledger = "户"', 'ledger = "农户"', 6, "没有“农户”这种台账", "户"),
        ('"住房面积" = 301', '"住房面职" = 301', 14, "没有“住房面职”这一列", "住房面积"),
        ('"住房面积" = 301', '"住房面积" = "很大"', 14, "“很大”读不出来", "数字"),
        ("住房面积 > 300", "住房面积 > '大'", 8, "写得不对", "类型"),
        ("住房面积 > 300", "住房面积 > 400", 13, "bad 应当查出来，却没有查出来", "broken 对例子里的每一行都不成立"),
        ("户类型 = '脱贫户'", "户类型 = '低保户'", 7, "bad 应当查出来，却没有查出来", "where 没有选中"),
        ("住房面积 > 300", "住房面积 >= 300", 16, "good 不该查出来，却查出来了：赵一户住房300平方米", "请改"),
        ('"住房面积" = 300 }', '"备注" = "小" }', 16, "缺少“户”的列“住房面积”", "请在例子里补上"),
    ],
)  # fmt: skip
def test_写错的说出第几行_怎么改(
    home: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, line: int, said: str, hint: str
) -> None:
    assert old in RULE
    path = written(home, RULE.replace(old, new))
    assert run(["rules", "test", str(path)]) == 1
    shown = capsys.readouterr()
    assert f"住房.toml 第{line}行：" in shown.err
    assert said in shown.err
    assert hint in shown.err
    assert not shown.out


def test_一条写错_别的照样试(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = RULE.replace("ZZ101", "ZZ102").replace("住房面积 >", "住房面职 >")
    path = written(home, RULE + more)
    assert run(["rules", "test", str(path)]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith("ZZ101")
    assert f"第{len(RULE.splitlines()) + 8}行：规则 ZZ102" in shown.err
    assert "2条规则，1条对，1条不对。" in shown.err


def test_写错的规则校验时也说出第几行(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(home, RULE.replace("住房面积 >", "住房面职 >"))
    assert run(["rules"]) == 2
    assert "住房.toml 第8行：规则 ZZ101 的 broken 里用了不认识的列“住房面职”" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[rule]]\ncode = ＂ZZ1＂\n".encode(), "第2行"),
        ("# 规则\n".encode("gb18030"), "不是 UTF-8"),
        (None, "打不开"),
    ],
)
def test_文件本身读不了(
    home: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, said: str
) -> None:
    path = home / "我的.toml"
    if content is not None:
        path.write_bytes(content)
    assert run(["rules", "test", str(path)]) == 2
    assert said in capsys.readouterr().err


def test_工作区配置里的规则也试(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = home / "fupin.toml"
    config.write_text(config.read_text(encoding="utf-8") + RULE, encoding="utf-8")
    assert run(["rules", "test"]) == 0
    assert capsys.readouterr().out.startswith("ZZ101")


AGED = """[[rule]]
code = "ZZ102"
title = "超过劳动年龄还在务工"
severity = "info"
ledger = "家庭成员"
broken = "年龄 > :劳动年龄上限"
columns = ["姓名"]
message = "{姓名}{年龄}岁。"
hint = "请核实。"

[rule.bad]
"家庭成员" = [{ "户编号" = "1", "姓名" = "赵一", "证件号码" = "341699196301010013" }]

[rule.good]
"家庭成员" = [{ "户编号" = "1", "姓名" = "赵一", "证件号码" = "341699196401010012" }]
"""


def settings(home: Path, policy: str) -> None:
    text = f"[workspace]\nperiod = '2023'\n\n[policy]\n{policy}\n"
    (home / "fupin.toml").write_text(text, encoding="utf-8")


def test_自己的规则可以用政策参数_工作区的数也算(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(home, AGED)
    assert run(["rules", "test"]) == 0
    settings(home, '"劳动年龄上限" = 64')
    assert run(["rules", "test"]) == 1
    assert "规则 ZZ102 的 bad 应当查出来" in capsys.readouterr().err


def test_自己起名的政策参数_先写进工作区(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(home, AGED.replace(":劳动年龄上限", ":务工年龄上限"))
    assert run(["rules", "test"]) == 1
    said = capsys.readouterr().err
    assert "住房.toml 第6行：规则 ZZ102 的 broken 里用了没有的政策参数“务工年龄上限”" in said
    assert "新的参数先写进 fupin.toml 的 [policy]" in said
    settings(home, '"务工年龄上限" = 59')
    assert run(["rules", "test"]) == 0


@pytest.mark.parametrize(
    ("entry", "where"),
    [
        (AGED.replace(":劳动年龄上限", ":劳动年令上限"), "第6行：规则 ZZ102 的 broken"),
        (
            '[[indicator]]\nname = "壮劳力"\nunit = "人"\nkind = "stock"\nsays = "壮劳力"\nledger = "家庭成员"\n'
            'where = "年龄 <= :劳动年令上限"\n',
            "第7行：指标 壮劳力 的 where",
        ),
        (
            '[[check]]\ncode = "ZC001"\ntitle = "试"\nunit = "人"\n[check.left]\nlabel = "甲"\nneeds = ["家庭成员"]\n'
            'sql = "SELECT 村, 1 AS 值 FROM 台账.家庭成员 WHERE 年龄 > :劳动年令上限"\n'
            '[check.right]\nlabel = "乙"\nneeds = []\nsql = "SELECT 村, 1 AS 值 FROM 台账.家庭成员"\n',
            "核对 ZC001 的 left",
        ),
    ],
    ids=["规则", "指标", "核对"],
)
def test_政策参数写错_指出哪一行_相近的名字(
    home: Path, entry: str, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    written(home, entry)
    assert run(["rules"]) == 2
    said = capsys.readouterr().err
    assert f"{where} 里用了没有的政策参数“劳动年令上限”" in said
    assert "是不是“劳动年龄上限”" in said


def test_政策标准的名字写错_不会悄悄不起作用(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(home, '"劳动年龄上线" = 64')
    assert run(["rules"]) == 2
    said = capsys.readouterr().err
    assert "[policy] 里，没有规则用到“劳动年龄上线”" in said
    assert "是不是“劳动年龄上限”" in said
