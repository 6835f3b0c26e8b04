"""命令行上的值不经 pydantic 也与 Typer 自己读出来的一样；常用的命令根本不去导入它。"""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.exceptions import TyperException
from typer.main import get_command

from fupin_cli.cli import app
from fupin_cli.cli.values import Plain
from fupin_cli.cli.wording import ChineseCommand

EXAMPLE = Path(__file__).parents[2] / "examples" / "芦庙镇"


class Typers(ChineseCommand):
    """Typer's own way with values: without what stands in for it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for parameter in self.params:
            vars(parameter).pop("get_runtime_param")


def made(name: str, kind: type[ChineseCommand]) -> Any:
    one = typer.Typer(add_completion=False)
    one.command(cls=kind)(app.command(name))
    return get_command(one)


NAMES = [name for name in (*app.COMMANDS, "new_rule", "try_rules") if name != "completion"]
PAIRS = [
    pytest.param(ours, typers, id=f"{name} {ours.name}")
    for name in NAMES
    for ours, typers in zip(made(name, ChineseCommand).params, made(name, Typers).params, strict=True)
]
words = st.sampled_from(
    ["json", "JSON", "错误", "", "-", "/", "台账/甲 乙.xlsx", "0", "3", "true", "是"]
) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))  # 命令行上不会有 \0


def value(parameter: Any, raw: Any) -> Any:
    """What the parameter makes of it: value and type, or the words of its refusal."""
    try:
        found = parameter.get_runtime_param().coerce(raw, param=parameter, ctx=None)
    except TyperException as error:
        return str(error)
    return found, type(found), [type(one) for one in found] if isinstance(found, list) else []


@pytest.mark.parametrize(("ours", "typers"), PAIRS)
@settings(deadline=None, max_examples=15)
@given(data=st.data())
def test_读出来的与Typer自己读的一样(ours, typers, data):
    several = ours.multiple or ours.nargs == -1
    raw = data.draw(st.none() | (st.lists(words, max_size=3) if several else words))
    assert isinstance(ours.get_runtime_param(), Plain)
    assert not isinstance(typers.get_runtime_param(), Plain)
    assert value(ours, raw) == value(typers, raw)


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", str(EXAMPLE)],
        ["reconcile", "-w", str(EXAMPLE), "--town", "芦庙镇"],
        ["report", "-w", str(EXAMPLE), "--town", "芦庙镇", "--period", "2023", "--format", "md"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_常用的命令不导入pydantic(arguments):
    code = (
        "import atexit, sys; from fupin_cli.cli import main;"
        "atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr)); main()"
    )
    ran = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False)
    assert ran.returncode in {0, 1}, ran.stderr.decode()
    loaded = ran.stderr.decode().splitlines()[-1].split()
    assert "fupin_cli.engine.duck" in loaded
    assert not {"pydantic", "pydantic_core", "pandas", "rich", "openpyxl"} & set(loaded)
