"""fupin rule：校验规则、核对项、校核的毛病，哪一种编号都能解释。"""

import pytest

from fupin_cli.cli import run


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("HH001", ["家庭人口数与成员行数不一致（错误）", "怎么改：", "这样算错：", "这样不算："]),
        ("rc101", ["光伏收益：来源等于用途加结余（核对）", "应当等于", "这样是平的：", "这样不平："]),
        ("PR001", ["合计与分项不符（校核，错误）", "这样会报：", "这样不会："]),
    ],
)
def test_每种编号都能解释(code, said, capsys):
    assert run(["rule", code]) == 0
    text = capsys.readouterr().out
    assert text.startswith(code.upper())
    for words in said:
        assert words in text


def test_编号写错说出相近的(capsys):
    assert run(["rule", "RC10l"]) == 2
    assert "RC10" in capsys.readouterr().err
