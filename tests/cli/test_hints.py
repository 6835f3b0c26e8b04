"""程序说的每一句“运行 fupin …”“加 --…”都真有这条命令、这个选项。"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import fupin_cli
from fupin_cli.cli.app import build

SOURCE = Path(fupin_cli.__file__).parent
ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
OTHER_PROGRAMS = {"--no-cache-dir", "--system-site-packages"}
_COMMAND = re.compile(r"\bfupin ([a-z]+)((?: [a-z]+\b)?)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def commands() -> dict[str, Any]:
    """Every command by its words after `fupin`."""
    group: Any = typer.main.get_command(build())
    found = dict(group.commands)
    for name, command in group.commands.items():
        found |= {f"{name} {inner}": item for inner, item in getattr(command, "commands", {}).items()}
    return found


def options() -> set[str]:
    """Every long option of every command, and what stands before any command."""
    of_commands = {
        option
        for command in commands().values()
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    return of_commands | {"--help", "--debug", "--version"}


def texts() -> Iterator[tuple[str, str]]:
    """Chinese texts of the program, where they stand; docstrings of modules and comments are not among them."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
                yield f"{path.name}:{node.lineno}", "".join(str(part) for part in parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{path.name}:{node.lineno}", node.value
    for path in (*sorted(SOURCE.rglob("*.toml")), *sorted(SOURCE.rglob("*.j2"))):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.name}:{number}", line


def told() -> list[tuple[str, str]]:
    return [(where, text) for where, text in texts() if re.search(r"[一-鿿]", text)]


def test_说到的命令都有() -> None:
    known = commands()
    wrong = [
        (where, match[0])
        for where, text in told()
        for match in _COMMAND.finditer(text)
        if match[1] not in known
    ]
    assert wrong == []
    assert sum(bool(_COMMAND.search(text)) for _, text in told()) > 30


def test_说到的选项都有() -> None:
    known = options()
    wrong = [
        (where, option)
        for where, text in told()
        for option in _OPTION.findall(text)
        if option not in known | OTHER_PROGRAMS
    ]
    assert wrong == []
    assert sum(bool(_OPTION.search(text)) for _, text in told()) > 30


def test_命令后面跟的选项是它自己的() -> None:
    known = commands()
    wrong = []
    for where, text in told():
        for name, rest in re.findall(r"\bfupin ([a-z]+)((?: [^ ，。；、）]+)*)", text):
            command = known.get(name)
            if command is None:
                continue
            own = {
                option
                for parameter in command.params
                for option in (*parameter.opts, *parameter.secondary_opts)
            }
            wrong += [
                (where, name, option)
                for option in _OPTION.findall(rest)
                if option not in own | {"--help", "--debug"}
            ]
    assert wrong == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_文档里的命令和选项都有(path: Path) -> None:
    known, listed = commands(), options()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}:{number}"
        for match in _COMMAND.finditer(line):
            if "fupin-cli" not in line:
                assert match[1] in known, where
                for option in _OPTION.findall(line[match.end() :].partition("|")[0]):
                    assert option in listed, where
