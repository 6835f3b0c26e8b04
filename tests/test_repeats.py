"""同一份台账交了两份：算后来的那份；只改了几行的补充表不顶掉整本。"""

from pathlib import Path

import pytest

from fupin_cli.gathering import gather
from sheets import sheet, workbook


def ledger(folder: Path, name: str, day: str, numbers: range) -> Path:
    rows = "\n".join(f"| {number} | 赵{number} | 脱贫户 |" for number in numbers)
    text = f"| 数据日期：{day} | | |\n| 户编号 | 户主姓名 | 户类型 |\n{rows}"
    return workbook(folder / name, sheet(text, name="户"))


@pytest.mark.parametrize(
    ("first", "second", "counted"),
    [
        (("甲村.xlsx", "2023-12-20"), ("甲村更正.xlsx", "2023-12-28"), "甲村更正.xlsx"),
        (("甲村.xlsx", "2023-12-28"), ("甲村旧.xlsx", "2023-12-20"), "甲村.xlsx"),
        (("甲村.xlsx", "2023-12-28"), ("甲村（2）.xlsx", "2023-12-28"), "甲村（2）.xlsx"),
        (("甲村.xlsx", "2023-12-28"), ("甲村抄.xlsx", "2023-12-28"), "甲村.xlsx"),
    ],
)
def test_两份算后来的_看不出先后算第一份(
    tmp_path: Path, first: tuple[str, str], second: tuple[str, str], counted: str
) -> None:
    paths = [ledger(tmp_path, name, day, range(1, 6)) for name, day in (first, second)]
    gathered = gather(paths)
    (member,) = gathered.datasets["2023"].members
    assert Path(member.typed.reading.path).name == counted
    (repeat,) = [finding for finding in gathered.findings if finding.code == "WS001"]
    assert {Path(repeat.place.file).name, counted} == {first[0], second[0]}


def test_只有几行的补充表_不顶掉整本(tmp_path: Path) -> None:
    whole = ledger(tmp_path, "甲村.xlsx", "2023-12-20", range(1, 21))
    few = ledger(tmp_path, "甲村补充.xlsx", "2023-12-28", range(19, 22))
    (member,) = gather([whole, few]).datasets["2023"].members
    assert Path(member.typed.reading.path) == whole
