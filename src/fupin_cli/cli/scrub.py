"""fupin scrub: what must not be posted, and clean copies."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from fupin_cli.cli import options


def scrub(
    files: Annotated[
        list[Path], typer.Argument(metavar="附件...", help="要公示或上传的 xlsx、docx、csv、txt 文件。")
    ],
    output: Annotated[
        Optional[Path],  # noqa: UP045  Typer reads it
        typer.Option("--output", "-o", metavar="文件夹", help="清洁副本写到这个文件夹，原文件不动。"),
    ] = None,
    format: options.FormatOption = options.Format.text,
    quiet: options.Quiet = False,
) -> int:
    """公开前检查：附件里有没有证件号码、电话、卡号、健康状况，有没有隐藏的表、批注和修订，可写清洁副本。"""
    from fupin_cli.cli import screen
    from fupin_cli.errors import FupinError
    from fupin_cli.office import scrubbing
    from fupin_cli.outputs.files import write_whole

    results = [scrubbing.scrub(path) for path in files]
    if output is not None:
        names = [result.name for result in results]
        if len(set(names)) < len(names):
            raise FupinError("有两个附件同名，清洁副本会互相覆盖。", "请分两次写到不同的文件夹。")
        if any(path.parent.resolve() == output.resolve() for path in files):
            raise FupinError("清洁副本不能写在原文件的文件夹里。", "请用 -o 另写一个文件夹。")
        output.mkdir(parents=True, exist_ok=True)
        for result in results:
            write_whole(output / result.name, result.content)
    typer.echo(scrubbing.as_json(results) if format is options.Format.json else scrubbing.as_text(results))
    if output is not None:
        screen.say(f"清洁副本已写到 {output}，公开前请再看一遍。", quiet=quiet)
    left = any(result.unseen for result in results) or (output is None and any(r.leaks for r in results))
    return 1 if left else 0
