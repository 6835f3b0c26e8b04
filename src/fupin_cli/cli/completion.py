"""fupin completion: the script that lets a shell complete fupin's words."""

import sys
from enum import StrEnum
from typing import Annotated

import typer


class Shell(StrEnum):
    """Shells that can be taught."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"


_HOW = {
    Shell.bash: "把它装上：fupin completion bash >> ~/.bashrc，重新打开终端即可。",
    Shell.zsh: "把它装上：fupin completion zsh >> ~/.zshrc（写在 compinit 之后），重新打开终端即可。",
    Shell.fish: "把它装上：fupin completion fish > ~/.config/fish/completions/fupin.fish。",
    Shell.powershell: "把它装上：fupin completion powershell >> $PROFILE，重新打开 PowerShell 即可。",
}


def completion(
    shell: Annotated[Shell, typer.Argument(metavar="bash|zsh|fish|powershell", help="用的是哪种命令行。")],
) -> None:
    """Tab 补全：输出补全脚本，装上以后按 Tab 键补全命令、选项、乡镇、村、时期、台账、规则编号、指标。"""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    from fupin_cli.cli.completing import VARIABLE
    from fupin_cli.cli.screen import say

    typer.echo(get_completion_script(prog_name="fupin", complete_var=VARIABLE, shell=shell.value))
    if sys.stdout.isatty():
        say(_HOW[shell])
