"""fupin match: a department's list against the ledgers."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


def match(
    lists: Annotated[list[Path], typer.Argument(metavar="名单...", help="部门给的名单，表头照部门自己的。")],
    kind: Annotated[
        str,
        typer.Option(
            "--kind", metavar="种类", help="死亡、低保、特困、医保、残疾、学籍、财政供养、车辆、房产等。"
        ),
    ],
    town: options.TownOption = None,
    village: options.VillageOption = None,
    period: options.PeriodOption = None,
    format: options.FormatOption = options.Format.text,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", metavar="文件", help="疑点全部写到这个 xlsx（含完整证件号码）。"),
    ] = None,
    workspace: options.WorkspaceOption = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    show_pii: options.ShowPii = False,
    quiet: options.Quiet = False,
) -> int:
    """部门比对：拿民政、医保、公安等部门的名单与台账相互对照，列出疑点交村核实。"""
    from fupin_cli.cli import work
    from fupin_cli.cli.private import hand_over
    from fupin_cli.office import matched
    from fupin_cli.office.collected import header_maps
    from fupin_cli.office.list_kinds import kind_named
    from fupin_cli.office.lists import read_list
    from fupin_cli.office.matching import match as run

    chosen = kind_named(kind)
    session, _, scope = work.scope(
        workspace, town, village, period, as_of=options.day(as_of), password=password, quiet=quiet
    )
    maps = header_maps(session.home)
    tables = [table for path in lists for table in read_list(path, maps, password)[1]]
    result = run(scope, tables, chosen, session.catalogue)
    typer.echo(
        matched.as_json(result, show_pii=show_pii)
        if format is options.Format.json
        else matched.as_text(result)
    )
    if output is not None:
        hand_over(output, matched.as_workbook(result, scope.village or scope.town), quiet=quiet)
    return 0
