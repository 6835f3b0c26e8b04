"""本地的年龄、期限、金额写在 fupin.toml 里：查出的问题、指标、说明都跟着变。"""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from fupin_cli.catalogue.loader import shipped
from fupin_cli.catalogue.policies import Policies
from fupin_cli.cli import run
from fupin_cli.trial import gathered
from fupin_cli.validating import Selection, validate

PLACE = '[workspace]\nprovince = "安徽省"\ncounty = "柳城区"\nperiod = "2023"\n\n[[town]]\nname = "清河镇"\nvillages = ["柳河村"]\n'
OLD = """[[indicator]]
name = "超龄人数"
unit = "人"
kind = "stock"
says = "超过劳动年龄的人数"
ledger = "家庭成员"
where = "年龄 > :劳动年龄上限"
"""
PEOPLE = """户编号,姓名,证件号码,与户主关系,户类型,劳动技能,在校生状况,义务教育阶段未上学原因,监测对象类别
1,赵一,341699196301010013,户主,脱贫户,普通劳动力,,,
1,赵二,341699201609010018,之子,脱贫户,无劳动力,,,
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "台账" / "清河镇" / "柳河村"
    folder.mkdir(parents=True)
    (folder / "家庭成员.csv").write_text(PEOPLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    settings(tmp_path, "")
    return tmp_path


def settings(home: Path, policy: str) -> None:
    (home / "fupin.toml").write_text(f"{PLACE}\n[policy]\n{policy}\n{OLD}", encoding="utf-8")


def codes(capsys: pytest.CaptureFixture[str]) -> set[str]:
    run(["validate", "-f", "json", "--select", "WK005,ED011,ED012"])
    return {finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]}


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        ("", {"WK005", "ED011", "ED012"}),
        ('"劳动年龄上限" = 64', {"ED011", "ED012"}),
        ('"劳动年龄上限" = { 2022 = 64 }', {"WK005", "ED011", "ED012"}),
        ('"劳动年龄上限" = { 2023 = 64 }', {"ED011", "ED012"}),
        ('"学龄下限" = 8', {"WK005"}),  # 失学在事实里判断，人的和户的两条都跟着变
    ],
)
def test_改了标准_查出的问题就不同(
    home: Path, policy: str, found: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    settings(home, policy)
    assert codes(capsys) == found


@pytest.mark.parametrize(("policy", "count"), [("", "1"), ('"劳动年龄上限" = 64', "0")])
def test_改了标准_指标也不同(home: Path, policy: str, count: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings(home, policy)
    assert run(["trace", "超龄人数"]) == 0
    assert f"{count}人" in capsys.readouterr().out.splitlines()[0]


def test_改了标准_导出的台账也照它查(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "导出"]) == 0
    settings(home, '"劳动年龄上限" = 64\n"学龄下限" = 8')
    capsys.readouterr()
    assert run(["validate", "导出", "-w", ".", "-f", "json", "--select", "WK005,ED011"]) == 0, (
        capsys.readouterr().err
    )
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_说明里有本地生效的数_和怎么改(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(home, '"劳动年龄上限" = { 2023 = 64 }')
    assert run(["rule", "WK005"]) == 0
    said = capsys.readouterr().out
    assert "劳动年龄上限：64周岁（本工作区；2023年；依据：fupin.toml 的 [policy]）" in said
    assert "写在 fupin.toml 的 [policy] 里" in said
    assert run(["rule", "ED012"]) == 0
    assert "学龄下限：6周岁（全国；依据：" in capsys.readouterr().out, "事实里用到的也说"
    assert run(["rule", "IN001"]) == 0
    assert "监测范围：没有柳城区2023年的数" in capsys.readouterr().out


@pytest.mark.parametrize(("own", "found"), [("", 1), ('"搬迁任务完成日" = 2021-12-31', 0)])
def test_日期也能改(home: Path, own: str, found: int, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "户编号,户主姓名,监测对象类别,识别监测时间,搬迁\n1,赵一,边缘易致贫户,202105,搬迁\n"
    (home / "台账" / "清河镇" / "柳河村" / "户.csv").write_text(rows, encoding="utf-8")
    settings(home, own)
    run(["validate", "-f", "json", "--select", "MO028"])
    assert len(json.loads(capsys.readouterr().out)["findings"]) == found
    assert run(["rule", "MO028"]) == 0
    said = capsys.readouterr().out
    assert f"搬迁任务完成日：{'2021年12月31日（本工作区' if own else '2020年12月31日（全国'}；依据：" in said
    assert '"搬迁任务完成日" = 2023-12-31' in said


def test_写的不是数也不是日期_说哪一行怎么写(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(home, '"搬迁任务完成日" = "二〇二〇年"')
    assert run(["rule", "MO028"]) == 2
    said = capsys.readouterr().err
    assert "第11行[policy] 的“搬迁任务完成日”填写不对" in said
    assert "2023-03-31，不加引号" in said


def test_两个县的标准不同_各按各的查() -> None:
    rows = [
        {
            "县": county,
            "户编号": county,
            "姓名": "赵一",
            "证件号码": "341699196301010013",
            "户类型": "脱贫户",
            "劳动技能": "普通劳动力",
        }
        for county in ("甲县", "乙县")
    ]
    (line,) = [line for line in shipped().policy if line.name == "劳动年龄上限"]
    other = replace(line, county="乙县", value=Decimal("64.5"))
    policies = Policies([*shipped().policy, other])
    found = validate(gathered({"家庭成员": rows}), shipped(), policies, Selection(select=("WK005",)))
    assert [finding.place.row for finding in found.findings] == [2]
