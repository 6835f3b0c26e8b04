"""fupin validate: cells, rows, households and sheets against types and rules."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fupin_cli.cli import options


class Format(StrEnum):
    """Output formats of validate."""

    text = "text"
    json = "json"
    csv = "csv"
    html = "html"
    sarif = "sarif"
    github = "github"
    gitlab = "gitlab"


class Level(StrEnum):
    """Lowest severity shown."""

    error = "error"
    warning = "warning"
    info = "info"


def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="文件...",
            help="台账文件、文件夹或通配符；在工作区里可以不写，校验全部台账。",
            show_default=False,
        ),
    ] = None,
    workspace: options.WorkspaceOption = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    severity: Annotated[
        Level,
        typer.Option(
            metavar="error|warning|info", help="显示到哪一级：error 错误，warning 疑点，info 提示。"
        ),
    ] = Level.info,
    all: Annotated[bool, typer.Option("--all", help="逐处列出，不折叠。")] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="只按规则列出数目，并列出没有检查的规则和原因。")
    ] = False,
    explain_layout: Annotated[
        bool, typer.Option("--explain-layout", help="说明每张表被认作什么、是哪个村哪个时期的。")
    ] = False,
    preview: Annotated[bool, typer.Option("--preview", help="也运行试行的规则。")] = False,
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate",
            metavar="文件夹",
            help="另存标注副本：出错的格子涂色、加批注，首页列出全部问题（原文件不动）。",
        ),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help="另存修正副本：空格、全角、末位x、日期和是否的写法、文本数字等有把握的都改好，并列出每一处。",
        ),
    ] = False,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="文件", help="已知问题的清单：列在里面的不再显示。"),
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="把现有的问题都记进 --baseline 的清单。")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="一直开着：台账一保存就再查一遍，按 Ctrl+C 结束。")
    ] = False,
    format: Annotated[
        Format,
        typer.Option("--format", "-f", metavar="text|json|csv|html|sarif|github|gitlab", help="输出格式。"),
    ] = Format.text,
    output: options.Output = None,
    as_of: options.AsOf = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    memory: options.Memory = "",
    engine: options.EngineOption = options.EngineName.duckdb,
    master: options.MasterOption = None,
    show_pii: options.ShowPii = False,
    quiet: options.Quiet = False,
) -> int:
    """校验台账：逐格、逐行、逐户查错，指出哪个文件哪张表哪一格、错在哪、怎么改。"""
    asked = {**locals(), "watch": False}
    from fupin_cli.cli import checking, screen
    from fupin_cli.cli.reading import read
    from fupin_cli.gathering import expand
    from fupin_cli.outputs import findings as shown
    from fupin_cli.outputs.files import deliver
    from fupin_cli.outputs.findings_text import as_text
    from fupin_cli.session import Session
    from fupin_cli.validating import validate as run

    session = Session.open(workspace, needed=False)
    paths = expand(files or [], session.workspace)
    if watch:
        from fupin_cli.cli.watching import watch as keep_watching

        checking.refuse_writing(annotate=annotate, fix=fix, output=output, update_baseline=update_baseline)
        home = session.workspace
        return keep_watching(lambda: expand(files or [], home), lambda: validate(**asked), quiet=quiet)
    checking.refuse_overwriting([output, baseline], paths)
    known = checking.Known.open(baseline, session, update=update_baseline)
    selection = session.selection(options.codes(select), options.codes(ignore), preview=preview)
    gathered = read(paths, session.workspace, as_of=options.day(as_of), password=password, quiet=quiet)
    if not gathered.readings:
        return 2
    if explain_layout:
        deliver(shown.layout(gathered), output)
        return 2 if gathered.failures else 0
    result = run(gathered, session.catalogue, session.policies, selection)
    said = known.apply(result, gathered)
    result.keep(severity.value)
    renderer = shown.Renderer(session.catalogue, show_pii=show_pii)
    style = shown.Style(colour=output is None and format is Format.text and screen.colours())
    if format is Format.text:
        text = (
            shown.statistics(result, renderer, style, checking.room(output))
            if statistics
            else as_text(result, renderer, style=style, everything=all, room=checking.room(output))
        )
        if text or output:
            deliver(text, output)
    else:
        text = checking.rendered(format.value, gathered, result, renderer, session.catalogue)
        deliver(text, output, bom=format is Format.csv)
    if annotate is not None:
        said += checking.write_annotated(annotate, gathered, result, session.catalogue, password)
    if fix:
        folders = [path for path in files or () if path.is_dir()]
        said += checking.write_fixed(gathered, session, selection, folders, password)
    hints = shown.Style(colour=screen.colours(error=True))
    for line in (*shown.summary(gathered, result, hints), *said):
        screen.say(line, quiet=quiet)
    if gathered.failures:
        return 2
    return 1 if result.counts()["error"] else 0
