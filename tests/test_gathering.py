"""A workbook is of one period: its file name gives the month of handing in, its household sheets the half-year."""

from pathlib import Path

import pytest

from fupin_cli.gathering import gather
from sheets import Sheet, sheet, workbook


def household_sheet(title: str) -> Sheet:
    return sheet(f"| {title} | | |\n| 户编号 | 户主姓名 | 户类型 |\n| 1 | 赵一 | 脱贫户 |", name="户")


MEMBERS = "| 填报时间：2024年6月30日 | | |\n| 户编号 | 姓名 | 证件号码 |\n| 1 | 赵一 | 341699198001010016 |"


@pytest.mark.parametrize(
    ("title", "periods"),
    [
        ("甲村2024年上半年农户台账", {"2024H1"}),
        ("甲村农户台账", {"2024-06"}),
        ("甲村2023年农户台账", {"2023", "2024-06"}),
    ],
)
def test_文件名写月份_户的表头写半年的_整本是半年的(tmp_path: Path, title: str, periods: set[str]) -> None:
    path = workbook(tmp_path / "甲村2024年6月台账.xlsx", household_sheet(title), sheet(MEMBERS, name="成员"))
    assert set(gather([path]).datasets) == periods
