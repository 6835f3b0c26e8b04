"""fupin card: prefilled papers for visits to sampled households."""

from pathlib import Path
from typing import Annotated

import typer

from fupin_cli.cli import options


def card(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="文件", help="入户核查表写到这个 .docx，一户一页。")
    ],
    sample: Annotated[int, typer.Option("--sample", metavar="户数", help="抽多少户。", min=1)] = 10,
    seed: Annotated[
        str, typer.Option("--seed", metavar="随机种子", help="同一个种子每次抽到同样的户。")
    ] = "1",
    of: Annotated[
        str, typer.Option("--of", metavar="指标", help="从哪个数背后的户里抽，例如 监测户（缺省：全部）。")
    ] = "",
    town: options.TownOption = None,
    village: options.VillageOption = None,
    period: options.PeriodOption = None,
    format: options.FormatOption = options.Format.text,
    workspace: options.WorkspaceOption = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> int:
    """入户核查表：抽若干户，每户一页 A4，台账内容填好，留出核查栏；抽样可以重复。"""
    from fupin_cli.cli import screen, work
    from fupin_cli.cli.private import hand_over
    from fupin_cli.cli.telling import tell
    from fupin_cli.counting import Figures
    from fupin_cli.errors import FupinError
    from fupin_cli.office import cards, homes
    from fupin_cli.office.rosters import indicator_named

    if output.suffix.lower() != ".docx":
        raise FupinError(f"入户核查表是 Word 文档，不能写成“{output}”。", "文件名请用 .docx 结尾。")
    session, _, scope = work.scope(
        workspace, town, village, period, as_of=options.day(as_of), password=password, quiet=quiet
    )
    figures = Figures(scope, session.catalogue)
    ids = None
    if of:
        ids = [row_id for row_id, _ in figures.rows(indicator_named(figures, of))]
    everyone = homes.households(figures, ids)
    if not everyone:
        raise FupinError("没有可以抽的户。", "请检查时期、村和 --of。")
    chosen = homes.sample(everyone, sample, seed)
    homes.complete(figures, chosen)
    heading = f"{scope.village or scope.town}{scope.period.name}"
    hand_over(output, cards.as_docx(chosen, heading), quiet=quiet)
    if len(everyone) < sample:
        screen.say(f"一共只有{len(everyone)}户，全部列出。", quiet=quiet)
    if format is options.Format.json:
        names = {"village": "村", "group": "组", "household": "户编号", "head": "户主姓名"}
        picked = [{key: home.facts.get(name) or None for key, name in names.items()} for home in chosen]
        tell({"output": str(output), "out_of": len(everyone), "seed": seed, "households": picked})
        return 0
    for home in chosen:
        typer.echo(f"{home.facts.get('村', '')}{home.facts.get('组', '')} {home.facts.get('户主姓名', '')}")
    return 0
