"""页上的提示不叫用鼠标的人去敲命令：能在网页上做的说在哪一页做，做不了的不说。"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import fupin_cli
from fupin_cli.catalogue.loader import shipped
from fupin_cli.web.wording import here

SOURCE = Path(fupin_cli.__file__).parent
TYPED = re.compile(r"fupin [a-z]|(?<![\w-])--?[a-z]")
NOT_ON_THE_PAGE = ("cli", "api", "recording")
STARTING = ("serving.py", "starter.py", "wording.py")
"""启动窗口里说的话，不在网页上。"""


def sentences() -> Iterator[tuple[str, str]]:
    """网页用得到的每一处报错：说的话和提示，填进去的值写作“某”。"""
    for path in sorted(SOURCE.rglob("*.py")):
        inside = path.relative_to(SOURCE)
        if inside.parts[0] in NOT_ON_THE_PAGE or inside.name in STARTING:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "").endswith("Error"):
                for argument in node.args[1:2]:
                    text = plain(argument)
                    if text:
                        yield f"{inside}:{node.lineno}", text


def plain(node: ast.expr) -> str:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "某"
        for part in parts
        if isinstance(part, (ast.Constant, ast.FormattedValue))
    )


def test_目录里每条提示都有网页的说法() -> None:
    hints = [entry.hint for entry in shipped().coded]
    assert sum(bool(TYPED.search(hint)) for hint in hints) >= 5
    for hint in hints:
        assert not TYPED.search(here(hint)), hint
        assert here(hint).strip("。") or not hint


def test_每句报错的提示都有网页的说法() -> None:
    found = list(sentences())
    assert len(found) > 100
    assert sum(bool(TYPED.search(text)) for _, text in found) >= 10
    for where, text in found:
        assert not TYPED.search(here(text)), where
        assert here(text)


def test_网页自己的文字不提命令() -> None:
    for path in (SOURCE / "web" / "templates").glob("*.j2"):
        words = re.sub(r"\{[%{].*?[%}]\}|<[^>]*>", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert not TYPED.search(words), path.name


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("可用 fupin validate --fix 一次清理。", "可在“校验”页下载修正副本，一次清理。"),
        ("请用 --password 给出密码，或先在 WPS 中取消密码再保存。", "或先在 WPS 中取消密码再保存。"),
        ("请用 --period 指明有台账的时期，或把台账放进“台账/时期/”文件夹。", "请选有台账的时期"),
        ("请加 --topic，可用的有：教育、就业。", "请填上“专题”，可用的有：教育、就业。"),
        ("是不是“脱贫户户数”？运行 fupin indicators 看可用的指标名。", "是不是“脱贫户户数”？"),
        ("请核实后改正。", "请核实后改正。"),
    ],
)
def test_换成网页的说法(said: str, shown: str) -> None:
    assert shown in here(said)


def test_只有命令能做的_请人帮忙() -> None:
    assert here("运行 fupin export。") == "网页上没有这一项，请告诉维护人员。"
