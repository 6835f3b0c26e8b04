"""标注副本、修正副本放在哪里、叫什么。"""

from pathlib import Path

import pytest

from fupin_cli.outputs.copies import annotated_path, fixed_path

台账 = Path("台账")


def names(*sources: str) -> list[str]:
    """各册标注副本的名字。"""
    listed = [台账 / name for name in sources]
    return [annotated_path(Path("副本"), source, listed, ".xlsx").name for source in listed]


def test_副本同台账一个名字() -> None:
    assert names("柳河村.xlsx", "槐店村.xls") == ["柳河村.标注.xlsx", "槐店村.标注.xlsx"]


def test_后缀不同的两册_副本不相混() -> None:
    assert names("柳河村.xls", "柳河村.csv") == ["柳河村.xls.标注.xlsx", "柳河村.csv.标注.xlsx"]


def test_名字里的证件号码遮住_遮了以后同名的编上号() -> None:
    assert names("341699198001010017-赵一.xlsx") == ["341699________0017-赵一.标注.xlsx"]
    assert names("341699198001010017.xlsx", "341699197909090017.xlsx") == [
        "341699________0017（2）.标注.xlsx",
        "341699________0017（1）.标注.xlsx",
    ]


@pytest.mark.parametrize("folders", [[], [台账]])
def test_修正副本在台账旁边_名字也遮(folders: list[Path]) -> None:
    source = 台账 / "341699198001010017.xlsx"
    found = fixed_path(source, [source], folders, ".xlsx")
    assert found.relative_to(Path.cwd()) == Path("校验结果") / "341699________0017.修正.xlsx"
