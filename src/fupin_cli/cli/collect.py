"""fupin collect: what villages sent, in any layout, into one workbook of the town."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


def collect(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="文件夹...", help="各村报来的文件或文件夹，什么版式、格式、版本都行。", show_default=False
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="文件", help="全镇汇总写到这个 xlsx。")],
    form: Annotated[
        Optional[Path],  # noqa: UP045  Typer reads it
        typer.Option("--form", metavar="文件", help="县里的空白表（xlsx）：表头、列的次序和宽度照它的。"),
    ] = None,
    town: options.TownOption = None,
    format: options.FormatOption = options.Format.text,
    workspace: options.WorkspaceOption = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> int:
    """收表汇总：把各村报来的台账合成全镇一本，说明谁没报、用了哪一版、哪些行归不到村。"""
    from fupin_cli.cli.private import hand_over
    from fupin_cli.cli.reading import read
    from fupin_cli.errors import FupinError
    from fupin_cli.gathering import expand
    from fupin_cli.office import collected
    from fupin_cli.office.collecting import collect as sort_rows
    from fupin_cli.office.collecting import strays
    from fupin_cli.session import Session

    session = Session.open(workspace, needed=False)
    home = session.workspace
    place = home.town(town) if home is not None else None
    paths = [path for path in expand(files, None) if path.resolve() != output.resolve()]
    gathered = read(paths, home, password=password, quiet=quiet)
    if not gathered.typed:
        raise FupinError(
            "报来的文件里没有认出一张台账。", "可加 fupin validate --explain-layout 看每张表是怎么认的。"
        )
    name = place.name if place else (town or "")
    collection = sort_rows(gathered, name, place.villages if place else [])
    collection.remarks += strays(files)
    content = collected.workbook(collection, form, maps=collected.header_maps(home), password=password)
    hand_over(output, content, quiet=quiet)
    typer.echo(
        collected.as_json(collection) if format is options.Format.json else collected.as_text(collection)
    )
    if gathered.failures:
        return 2
    return 1 if collection.incomplete else 0
