"""写错的村名指到格子；别的乡镇的、合并以前的、部门名单里的不说；没有列村名的工作区不查。"""

from pathlib import Path

import pytest

from fupin_cli.findings import Finding
from fupin_cli.gathering import gather
from fupin_cli.workspace import Workspace
from sheets import sheet, workbook

TOWN = '[[town]]\nname = "青石镇"\n'
LISTED = TOWN + 'villages = ["柳河村", "槐店村"]\n'
MERGED = '[[merged_village]]\nname = "柳河村"\nfrom = ["老集村"]\non = 2022-03-01\n'
ROW = "| 乡镇 | 村 | 姓名 | 证件号码 | 开始时间 |\n| {town} | {village} | 赵一 | 341699198001010017 | 2023年2月 |"


def strangers(folder: Path, config: str, *, village: str, town: str = "青石镇") -> list[Finding]:
    (folder / "fupin.toml").write_text(config, encoding="utf-8")
    (folder / "台账").mkdir()
    path = folder / "台账" / "务工.xlsx"
    workbook(path, sheet(ROW.format(town=town, village=village), name="外出务工"))
    return [one for one in gather([path], Workspace(folder)).findings if one.code == "WS003"]


def test_错的村名指到那一格_说出最像的(tmp_path: Path) -> None:
    (one,) = strangers(tmp_path, LISTED, village="柳和村")
    assert (one.place.cell, one.place.header, one.raw, one.severity) == ("B2", "村", "柳和村", "warning")
    assert one.values == {"village": "柳和村", "near": "，最像的是“柳河村”"}


@pytest.mark.parametrize(
    ("config", "given"),
    [
        (LISTED, {"village": "柳河村委会"}),
        (LISTED, {"village": ""}),
        (LISTED, {"village": "北坡村", "town": "白沙镇"}),
        (LISTED + MERGED, {"village": "老集村"}),
        (TOWN, {"village": "柳和村"}),
    ],
)
def test_不说的(tmp_path: Path, config: str, given: dict[str, str]) -> None:
    assert strangers(tmp_path, config, **given) == []
