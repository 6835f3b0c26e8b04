"""What fupin writes proofreads clean: on every example exactly that example's accepted contradictions remain."""

import json
import shutil

import pytest

from fupin_cli.cli import run
from fupin_cli.resources import folder

# 示例、写材料的选项、校核应当剩下的（编号，所指的文字）：只有洋湖镇的公开数字自己对不上
REPORTS = (
    ("芦庙镇", ["--period", "2023"], set()),
    (
        "洋湖镇",
        ["--period", "2019H1"],
        {("PR010", "904户"), ("PR010", "2186人"), ("PR013", "514户")},
    ),
    ("大佛镇", ["--period", "2023H2", "--kind", "工作报告"], set()),
    ("会宁县某镇", ["--period", "2023", "--kind", "整改报告"], set()),
    ("双丰村所在镇", ["--period", "2023H1"], set()),
    ("黄金村", ["--village", "黄金村", "--kind", "村级汇报"], set()),
    ("教育专项", ["--kind", "专项", "--topic", "教育"], set()),
    ("定点帮扶", ["--kind", "定点帮扶"], set()),
    ("行业部门", ["--kind", "行业部门"], set()),
)


@pytest.mark.parametrize(("name", "options", "left"), REPORTS, ids=[name for name, _, _ in REPORTS])
def test_自己写的材料校核只剩公认的矛盾(tmp_path, monkeypatch, capsys, name, options, left):
    shutil.copytree(folder("examples") / name, tmp_path / name)
    monkeypatch.chdir(tmp_path / name)
    assert run(["report", "--no-check", "-q", "-o", "材料.docx", *options]) == 0
    capsys.readouterr()
    run(["proofread", "材料.docx", "-f", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {(f["code"], f["quote"]) for f in found if f["severity"] != "info"} == left
