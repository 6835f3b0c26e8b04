"""fupin diff: households and people that came, left or changed between two states of the ledgers."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fupin_cli.cli import options

if TYPE_CHECKING:
    from fupin_cli.workspace import Workspace


class Format(StrEnum):
    """Output formats of diff."""

    text = "text"
    json = "json"
    xlsx = "xlsx"


def diff(
    old: Annotated[
        Path, typer.Argument(metavar="旧", help="旧台账：文件、文件夹，或封存过的时期（2023H1）。")
    ],
    new: Annotated[Path, typer.Argument(metavar="新", help="新台账：文件、文件夹，或封存过的时期。")],
    all: Annotated[bool, typer.Option("--all", help="逐处列出，不折叠。")] = False,
    format: Annotated[
        Format, typer.Option("--format", "-f", metavar="text|json|xlsx", help="输出格式。")
    ] = Format.text,
    output: options.Output = None,
    workspace: options.WorkspaceOption = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    show_pii: options.ShowPii = False,
    quiet: options.Quiet = False,
) -> int:
    """比较两份台账：哪些户、哪些人新增了、减少了，哪些内容变了（只是写法不同的不算）。"""
    from fupin_cli.cli import checking, screen
    from fupin_cli.cli.reading import read
    from fupin_cli.differing import differences
    from fupin_cli.errors import FupinError
    from fupin_cli.outputs import differences as shown
    from fupin_cli.outputs.files import deliver, write_whole
    from fupin_cli.outputs.findings import Style
    from fupin_cli.session import Session

    if format is Format.xlsx and output is None:
        raise FupinError("xlsx 不能输出到屏幕。", "请用 -o 写明文件名，例如 -o 变化.xlsx。")
    home = Session.open(workspace, needed=False).workspace
    sides = []
    for side in (old, new):
        paths = _files(side, home)
        checking.refuse_overwriting([output], paths)
        gathered = read(paths, home, password=password, quiet=quiet)
        if not gathered.typed:
            raise FupinError(
                f"“{side}”里没有认出任何台账，没有比较。",
                "运行 fupin validate --explain-layout 看每张表的情况。",
            )
        sides.append(gathered)
    found = differences(*sides)
    if not found.kinds:
        raise FupinError(
            f"两边没有同一种台账：旧的是{'、'.join(found.only_old)}，新的是{'、'.join(found.only_new)}。",
            "请给出同一种台账的两份。",
        )
    if format is Format.json:
        deliver(shown.as_json(found, show_pii=show_pii), output)
    elif format is Format.xlsx and output is not None:
        write_whole(output, shown.as_workbook(found, show_pii=show_pii))
        screen.say(f"比较结果已写入 {output}。", quiet=quiet)
    else:
        style = Style(colour=output is None and screen.colours())
        deliver(shown.as_text(found, style, everything=all, show_pii=show_pii), output)
    if any(gathered.failures for gathered in sides):
        return 2
    return 1 if any(not kind.same for kind in found.kinds) else 0


def _files(side: Path, home: "Workspace | None") -> list[Path]:
    """The workbooks of a file, a folder or a sealed period.

    Raises:
        FupinError: nothing there, or a snapshot that has been changed since.
    """
    from fupin_cli.gathering import expand
    from fupin_cli.office import snapshots

    for period, folder in (home.sealed if home is not None else {}).items():
        named = not side.exists() and str(side).upper() == period
        if home is not None and (named or side.resolve() == folder.resolve()):
            return snapshots.files(home.root, period)
    return expand([side], home)
