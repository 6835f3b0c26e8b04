"""The Typer application: commands in the order in which a clerk needs them."""

import os
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from fupin_cli import __version__
from fupin_cli.cli.cache import cache
from fupin_cli.cli.card import card
from fupin_cli.cli.collect import collect
from fupin_cli.cli.completion import completion
from fupin_cli.cli.demo import demo
from fupin_cli.cli.diff import diff
from fupin_cli.cli.export import export
from fupin_cli.cli.fill import fill
from fupin_cli.cli.init import init
from fupin_cli.cli.match import match
from fupin_cli.cli.notice import notice
from fupin_cli.cli.proofread import proofread
from fupin_cli.cli.receive import receive
from fupin_cli.cli.reconcile import reconcile
from fupin_cli.cli.refresh import refresh
from fupin_cli.cli.report import report
from fupin_cli.cli.roster import roster
from fupin_cli.cli.rules import indicators, new_rule, rule, rules, try_rules
from fupin_cli.cli.scrub import scrub
from fupin_cli.cli.slip import slip
from fupin_cli.cli.snapshot import snapshot
from fupin_cli.cli.template import template
from fupin_cli.cli.trace import trace
from fupin_cli.cli.validate import validate
from fupin_cli.cli.verify import verify
from fupin_cli.cli.web import web
from fupin_cli.cli.wording import ChineseCommand, ChineseGroup

COMMANDS = (
    demo,
    init,
    template,
    validate,
    diff,
    reconcile,
    report,
    proofread,
    trace,
    verify,
    collect,
    match,
    slip,
    receive,
    fill,
    roster,
    card,
    notice,
    snapshot,
    scrub,
    refresh,
    export,
    cache,
    rules,
    rule,
    indicators,
    web,
    completion,
)


def build() -> typer.Typer:
    """All commands of `fupin`."""
    if "_FUPIN_COMPLETE" in os.environ:  # 只在按 Tab 时
        from fupin_cli.cli.completing import attach

        attach([*COMMANDS, new_rule])
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
    for command in COMMANDS:
        if command is rules:
            app.add_typer(_rules(), name="rules")
        else:
            app.command(cls=ChineseCommand)(command)
    return app


class _InOrder(ChineseGroup):
    """Typer puts groups before commands; here all stand as COMMANDS lists them."""

    def __init__(self, *, commands: Mapping[str, Any] | None = None, **options: Any) -> None:
        listed = commands or {}
        super().__init__(commands={made.__name__: listed[made.__name__] for made in COMMANDS}, **options)


def _rules() -> typer.Typer:
    """`fupin rules` lists; `rules new` and `rules test` are for those who write rules."""
    group = typer.Typer(add_completion=False)
    group.callback(cls=ChineseGroup, invoke_without_command=True)(rules)
    group.command("new", cls=ChineseCommand)(new_rule)
    group.command("test", cls=ChineseCommand)(try_rules)
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
