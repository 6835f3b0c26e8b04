"""fupin rules (and rules new, rules test), fupin rule, fupin indicators: the catalogue, explained and extended."""

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


def rules(
    ctx: typer.Context,
    ledger: Annotated[
        str | None, typer.Option("--ledger", metavar="台账", help="只列这个台账的规则。")
    ] = None,
    group: Annotated[
        str | None, typer.Option("--group", metavar="前缀", help="只列编号以它开头的，例如 HH。")
    ] = None,
    national: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--national", metavar="编号", help="按国家规则编号查，例如 2_11_002。"),
    ] = None,
    format: Annotated[str, typer.Option("--format", "-f", metavar="text|json", help="输出格式。")] = "text",
    workspace: options.WorkspaceOption = None,
) -> None:
    """列出全部校验规则，可按台账、分组、国家规则编号筛选；new 写一条自己的，test 试自己写的。"""
    if ctx.invoked_subcommand is not None:
        return
    from fupin_cli.outputs import catalogue as shown
    from fupin_cli.session import Session

    entries = Session.open(workspace, needed=False).catalogue
    chosen = shown.chosen(entries, ledger=ledger, group=group, national=national)
    typer.echo(shown.rules_json(chosen) if format == "json" else shown.rules_text(chosen))


def new_rule(
    ledger: Annotated[
        str | None, typer.Option("--ledger", metavar="台账", help="查哪种台账；不写就问。")
    ] = None,
    code: Annotated[
        str | None,
        typer.Option("--code", metavar="编号", help="规则编号，例如 ZZ001；不写就用下一个没有用过的。"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="文件", help="写到这个文件（缺省：工作区的 规则/编号.toml）。"
        ),
    ] = None,
    workspace: options.WorkspaceOption = None,
    quiet: options.Quiet = False,
) -> None:
    """写一条自己的规则：生成带说明的样子，照着改；已有的文件不动。"""
    from fupin_cli.cli.screen import say
    from fupin_cli.cli.starting import chosen_ledgers
    from fupin_cli.errors import FupinError
    from fupin_cli.outputs.files import write_whole
    from fupin_cli.outputs.own_rule import skeleton
    from fupin_cli.session import Session
    from fupin_cli.workspace import RULES

    session = Session.open(workspace, needed=output is None)
    if ledger is None:
        if not sys.stdin.isatty():
            raise FupinError("没有说查哪种台账。", "请加 --ledger，例如 --ledger 户。")
        ledger = str(typer.prompt("查哪种台账（例如 户、家庭成员、雨露计划）", err=True))
    chosen_ledgers([ledger])
    used = {entry.code for entry in session.catalogue.coded}
    code = code or next(made for number in range(1, 1000) if (made := f"ZZ{number:03d}") not in used)
    if code in used:
        raise FupinError(
            f"编号 {code} 已经有规则用了。", "请换一个，或不写 --code，由程序取下一个没有用过的。"
        )
    path = output or session.home.root / RULES / f"{code}.toml"
    if path.exists():
        raise FupinError(f"“{path}”已经存在，没有改动。", "请换一个文件名或编号。")
    if output is None:
        path.parent.mkdir(exist_ok=True)
    write_whole(path, skeleton(ledger, code).encode("utf-8"))
    say(f"规则 {code} 已写到 {path}，里面有每一项的说明。改好后运行 fupin rules test。", quiet=quiet)


def try_rules(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="规则文件...",
            help="写着 [[rule]] 的 TOML 文件；不写就试工作区里全部自己的规则。",
            show_default=False,
        ),
    ] = None,
    workspace: options.WorkspaceOption = None,
    quiet: options.Quiet = False,
) -> int:
    """试自己写的规则：反例要查得出，正例要查不出；不对的说出在第几行、怎么改。"""
    from fupin_cli.catalogue.entries import Rule
    from fupin_cli.catalogue.loader import combined, entry
    from fupin_cli.catalogue.own import own_entries
    from fupin_cli.cli.screen import say, say_error
    from fupin_cli.errors import EntryError, FupinError
    from fupin_cli.session import Session
    from fupin_cli.trial import example_faults

    session = Session.open(workspace, needed=not files)
    paths = files or session.home.own_files
    listed = [written for path in paths for written in own_entries(path) if written.kind == "rule"]
    if not listed:
        raise FupinError("没有自己写的规则。", "运行 fupin rules new --ledger 台账 写一条。")
    broken = 0
    formed = []
    for written in listed:
        try:
            formed.append((written, entry(Rule, written.data)))
        except EntryError as error:
            say_error(written.told(error))
            broken += 1
    whole = combined((written for written, _ in formed), session.own_policy)
    for written, rule in formed:
        faults = example_faults(rule, whole)
        for fault in faults:
            say_error(written.told(fault))
        if faults:
            broken += 1
        else:
            typer.echo(f"{rule.code}  {rule.title}：反例查得出，正例查不出。")
    say(f"{len(listed)}条规则，{len(listed) - broken}条对，{broken}条不对。", quiet=quiet)
    return 1 if broken else 0


def rule(
    code: Annotated[
        str,
        typer.Argument(metavar="编号", help="校验 HH012、核对 RC001、校核 PR001 这样的编号。"),
    ],
    workspace: options.WorkspaceOption = None,
) -> None:
    """解释一条规则或一项核对：为什么、依据、怎样算错、怎样不算、怎么改。"""
    from fupin_cli.outputs import catalogue as shown
    from fupin_cli.outputs.policy import told
    from fupin_cli.proofreading.codes import explanations
    from fupin_cli.session import Session

    session = Session.open(workspace, needed=False)
    typer.echo(
        shown.explain(session.catalogue, code, explanations(), told(session.catalogue, code, session.spot))
    )


def indicators(
    format: Annotated[str, typer.Option("--format", "-f", metavar="text|json", help="输出格式。")] = "text",
    workspace: options.WorkspaceOption = None,
) -> None:
    """列出全部指标：材料里的每个数叫什么、数的是什么。"""
    from fupin_cli.outputs import catalogue as shown
    from fupin_cli.session import Session

    entries = Session.open(workspace, needed=False).catalogue
    typer.echo(shown.indicators_json(entries) if format == "json" else shown.indicators_text(entries))
