"""fupin rules, fupin rule, fupin indicators: the catalogue, explained."""

from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


def rules(
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
    """列出全部校验规则，可按台账、分组、国家规则编号筛选。"""
    from fupin_cli.outputs import catalogue as shown
    from fupin_cli.session import Session

    entries = Session.open(workspace, needed=False).catalogue
    chosen = shown.chosen(entries, ledger=ledger, group=group, national=national)
    typer.echo(shown.rules_json(chosen) if format == "json" else shown.rules_text(chosen))


def rule(
    code: Annotated[str, typer.Argument(metavar="编号", help="规则编号，例如 HH012。")],
    workspace: options.WorkspaceOption = None,
) -> None:
    """解释一条规则：为什么、依据、怎样算错、怎样不算、怎么改。"""
    from fupin_cli.outputs import catalogue as shown
    from fupin_cli.session import Session

    typer.echo(shown.explain(Session.open(workspace, needed=False).catalogue, code))


def indicators(
    format: Annotated[str, typer.Option("--format", "-f", metavar="text|json", help="输出格式。")] = "text",
    workspace: options.WorkspaceOption = None,
) -> None:
    """列出全部指标：材料里的每个数叫什么、数的是什么。"""
    from fupin_cli.outputs import catalogue as shown
    from fupin_cli.session import Session

    entries = Session.open(workspace, needed=False).catalogue
    typer.echo(shown.indicators_json(entries) if format == "json" else shown.indicators_text(entries))
