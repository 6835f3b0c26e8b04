"""The Typer application: commands in the order in which a clerk needs them."""

import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from fupin_cli import __version__
from fupin_cli.cli.wording import ChineseCommand, ChineseGroup

# 帮助里的次序；每条命令在与它同名的模块里，另有几条同住 rules
COMMANDS = (
    "demo",
    "init",
    "template",
    "validate",
    "diff",
    "reconcile",
    "report",
    "proofread",
    "trace",
    "verify",
    "collect",
    "match",
    "slip",
    "receive",
    "fill",
    "roster",
    "card",
    "notice",
    "snapshot",
    "scrub",
    "refresh",
    "export",
    "cache",
    "rules",
    "rule",
    "indicators",
    "web",
    "completion",
)
_IN_RULES = ("rule", "indicators", "new_rule", "try_rules")


def command(name: str) -> Callable[..., Any]:
    """The function of a command."""
    module = import_module(f"fupin_cli.cli.{'rules' if name in _IN_RULES else name}")
    found: Callable[..., Any] = getattr(module, name)
    return found


def build(arguments: Sequence[str] = ()) -> typer.Typer:
    """The commands of `fupin`: the one that `arguments` begin with, or all of them.

    Making a command from its function takes longer than running a small one, so only what is used is made.
    """
    named = tuple(name for name in COMMANDS if name in arguments[:1])
    if "_FUPIN_COMPLETE" in os.environ:  # 只在按 Tab 时
        from fupin_cli.cli.completing import attach

        attach([command(name) for name in (*COMMANDS, "new_rule")])
    app = typer.Typer(
        cls=_InOrder,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["--help", "-h"]},
        help="乡镇防返贫台账工具：校验台账、核对户数和资金、写材料、校核材料。",
        epilog="退出状态：0 没有问题；1 有错误或差额；2 没能完成；130 按 Ctrl+C 中止。",
    )
    app.callback()(_root)
    for name in named or COMMANDS:
        if name == "rules":
            app.add_typer(_rules(), name=name)
        else:
            app.command(cls=ChineseCommand)(command(name))
    return app


class _InOrder(ChineseGroup):
    """Typer puts groups before commands; here all stand as COMMANDS lists them."""

    def __init__(self, *, commands: Mapping[str, Any] | None = None, **options: Any) -> None:
        listed = commands or {}
        super().__init__(commands={name: listed[name] for name in COMMANDS if name in listed}, **options)


def _rules() -> typer.Typer:
    """`fupin rules` lists; `rules new` and `rules test` are for those who write rules."""
    group = typer.Typer(add_completion=False)
    group.callback(cls=ChineseGroup, invoke_without_command=True)(command("rules"))
    group.command("new", cls=ChineseCommand)(command("new_rule"))
    group.command("test", cls=ChineseCommand)(command("try_rules"))
    return group


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"fupin {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="显示版本。")
    ] = False,
) -> None:
    pass
