"""fupin demo: the shipped example, copied and run through the whole road."""

from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = "芦庙镇"


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="[文件夹]", help="把示例放在哪里（缺省：当前文件夹下的“芦庙镇”）。")
    ] = Path(EXAMPLE),
) -> int:
    """演示：复制示例工作区（虚构的一个镇、八个村），依次校验、核对、写出总结。"""
    import shutil

    from fupin_cli import cli
    from fupin_cli.cli.screen import say
    from fupin_cli.errors import FupinError, because
    from fupin_cli.resources import folder as shipped

    number = 1
    while folder.name.startswith(EXAMPLE) and _used(folder):
        number += 1
        folder = folder.with_name(f"{EXAMPLE}{number}")
    if _used(folder):
        raise FupinError(f"文件夹“{folder}”里已经有东西。", "请换一个文件夹名，例如 fupin demo 试一试。")
    try:
        shutil.copytree(shipped("examples") / EXAMPLE, folder, dirs_exist_ok=True)
    except OSError as error:
        raise FupinError(f"不能在“{folder}”放示例：{because(error)}。", "请换一个能写的位置。") from None
    report = folder / "总结.docx"
    place = ["-w", str(folder)]
    worst = 0
    for title, arguments in (
        ("一、校验八个村的台账", ["validate", str(folder / "台账"), *place]),
        ("二、核对户数和资金", ["reconcile", "--town", EXAMPLE, *place]),
        (
            "三、写2023年工作总结",
            ["report", "--period", "2023", "--town", EXAMPLE, *place, "-o", str(report)],
        ),
    ):
        say(f"\n{title}：fupin {' '.join(arguments)}")
        worst = max(worst, cli.run(arguments))
    say(f"\n示例在 {folder.resolve()}，总结在 {report.resolve()}。")
    say("试一试：打开台账改一个数（比如删掉一户），再运行 fupin reconcile，看它指出哪里不平。")
    return worst


def _used(folder: Path) -> bool:
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
