"""五份公开材料：已知的毛病都要报出，一个误报的 error 也不许有。"""

import os
import tomllib
from functools import cache
from pathlib import Path

import pytest

from fupin_cli.proofreading import Result, proofread, read

FAULTS = tomllib.loads((Path(__file__).parent / "来源中的毛病.toml").read_text(encoding="utf-8"))["毛病"]
FOLDER = os.environ.get("FUPIN_SOURCES", "")

pytestmark = pytest.mark.skipif(not FOLDER, reason="没有设 FUPIN_SOURCES：材料原文不在本库")

# 每份里应当判为相符的关系的一部分
HOLDS = {
    "000": ["6+88+21=115", "14+177+65=256", "161267.4+40730+3072600+220000+36000+370000=3900597.4"],
    "001": ["55.195+5.11=60.305", "14+8+1=23", "99+4=103", "172-16=156", "414-44=370", "625÷904=69%"],
    "002": ["199+7+17+10=233", "9.8+8=17.8", "42+16=58", "83%→100%"],
    "003": ["686+12=698"],
    "004": ["3÷49=6.1%", "6÷49=12.2%", "53÷78=67.95%"],
}


@cache
def result(name: str) -> Result:
    (path,) = Path(FOLDER).glob(f"{name}*.txt")
    return proofread(read(path))


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{f['文件']} {f['说明']}" for f in FAULTS])
def test_毛病报出来了(fault: dict[str, str]) -> None:
    found = result(fault["文件"]).findings
    assert any(f.code == fault["编号"] and fault["字"] in f.quote for f in found)


@pytest.mark.parametrize("name", sorted(HOLDS))
def test_没有误报的错误(name: str) -> None:
    assert [f for f in result(name).findings if f.severity == "error"] == []


@pytest.mark.parametrize("name", sorted(HOLDS))
def test_相符的关系认得出(name: str) -> None:
    held = {c.relation for c in result(name).claims if c.verdict == "holds"}
    assert set(HOLDS[name]) <= held
