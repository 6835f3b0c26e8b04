"""fupin snapshot: seal a period's ledgers."""

from pathlib import Path
from typing import Annotated

import typer

from fupin_cli.cli import options


def snapshot(
    period: Annotated[str, typer.Argument(metavar="时期", help="封存哪个时期，例如 2023H1。")],
    check: Annotated[bool, typer.Option("--check", help="不封存，只检查已封存的有没有被改动。")] = False,
    format: options.FormatOption = options.Format.text,
    workspace: options.WorkspaceOption = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> int:
    """快照：把一个时期的台账（各乡镇的都在内）原样封存，只读，带校验值，作下一期的期初。"""
    from fupin_cli.cli import screen
    from fupin_cli.cli.reading import read
    from fupin_cli.cli.telling import tell
    from fupin_cli.gathering import expand
    from fupin_cli.office import snapshots
    from fupin_cli.periods import Period
    from fupin_cli.scope import choose
    from fupin_cli.session import Session

    span = Period.parse(period)
    wanted = str(span)
    home = Session.open(workspace, needed=True).home
    if check:
        changed = snapshots.broken(home.root, wanted)
        if format is options.Format.json:
            tell({"period": wanted, "intact": not changed, "changed": changed})
            return 1 if changed else 0
        for line in changed:
            typer.echo(line)
        screen.say(f"{wanted}的封存{'被动过' if changed else '完好'}。", quiet=quiet)
        return 1 if changed else 0
    gathered = read(expand([], home), home, password=password, quiet=quiet)
    for failure in gathered.failures:
        raise failure
    chosen = choose(gathered, "", span, None).dataset.members
    files = dict.fromkeys(Path(member.typed.reading.path) for member in chosen)
    target = snapshots.seal(home.root, home.ledger_folder, wanted, files)
    if format is options.Format.json:
        names = [path.resolve().relative_to(home.ledger_folder.resolve()).as_posix() for path in files]
        tell({"period": wanted, "folder": str(target), "files": names})
    else:
        typer.echo(f"已封存{len(files)}个文件：{target}")
    screen.say("封存的台账里有全部个人信息，只有本人可读，请勿外传。", quiet=quiet)
    return 0
