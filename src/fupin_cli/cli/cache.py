"""fupin cache: what is kept of judged ledgers, and how to be rid of it."""

from enum import StrEnum
from typing import Annotated

import typer

from fupin_cli.cli import options


class Action(StrEnum):
    """What to do with the cache."""

    show = "show"
    clear = "clear"


def cache(
    action: Annotated[
        Action, typer.Argument(metavar="[clear]", help="clear 清空；不写就说明缓存在哪里、有多大。")
    ] = Action.show,
    workspace: options.WorkspaceOption = None,
) -> int:
    """缓存：读过的台账留一份，下次不必重读；在 fupin.toml 的 [workspace] 写 cache = true 打开。"""
    from fupin_cli.intake.cache import FOLDER, Cache
    from fupin_cli.session import Session

    home = Session.open(workspace, needed=True).home
    folder = home.root / FOLDER
    kept = Cache(folder)
    entries = kept.entries() if folder.is_dir() else []
    if action is Action.clear:
        freed = kept.clear() if folder.is_dir() else 0
        typer.echo(f"已清空 {folder}：{len(entries)}个文件，{_size(freed)}。" if entries else "没有缓存。")
        return 0
    on = home.config.workspace.cache
    typer.echo(f"缓存{'已打开' if on else '没有打开（在 fupin.toml 的 [workspace] 写 cache = true 打开）'}。")
    if entries:
        total = sum(path.stat().st_size for path in entries)
        typer.echo(f"{folder}：{len(entries)}个文件，{_size(total)}；里面有个人信息，只有本人可读。")
        typer.echo("fupin cache clear 清空。")
    return 0


def _size(count: int) -> str:
    return f"{count / (1 << 20):.1f}MB" if count >= 1 << 20 else f"{(count + 1023) >> 10}KB"
