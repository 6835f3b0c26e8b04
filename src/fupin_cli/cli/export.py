"""fupin export: the typed tables for other programs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fupin_cli.cli import options


class Format(StrEnum):
    """Formats of the exported tables."""

    parquet = "parquet"
    csv = "csv"
    duckdb = "duckdb"


def export(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="写到这个新的文件夹。")],
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="台账...", help="台账文件、文件夹或通配符；在工作区里可以不写。", show_default=False
        ),
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", metavar="parquet|csv|duckdb", help="表的格式。")
    ] = Format.parquet,
    pseudonymize: Annotated[
        bool,
        typer.Option("--pseudonymize", help="姓名、号码换成代号（同一个人代号相同），要用 --key 给出密钥。"),
    ] = False,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="文件", help="密钥文件：一行32个以上的随机字符。")
    ] = None,
    workspace: options.WorkspaceOption = None,
    password: options.Password = None,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
) -> int:
    """导出：台账变成有类型的表（Parquet、CSV 或 DuckDB），附每张表的结构说明，供别的程序使用。"""
    from functools import partial

    from fupin_cli.cli import screen
    from fupin_cli.cli.reading import read
    from fupin_cli.errors import FupinError
    from fupin_cli.exporting import tables
    from fupin_cli.gathering import expand
    from fupin_cli.outputs.exports import write_folder
    from fupin_cli.pseudonyms import origin, read_key, replacer
    from fupin_cli.session import Session
    from fupin_cli.storing import addressed, write_sources

    if pseudonymize and key is None:
        raise FupinError(
            "换成代号要有密钥。", "请加 --key 密钥文件；密钥要另外保管，不要和导出的表放在一起。"
        )
    if key is not None and not pseudonymize:
        raise FupinError(
            "给了 --key，却没有加 --pseudonymize。", "要换成代号请加 --pseudonymize，不要就去掉 --key。"
        )
    secret = read_key(key) if key is not None else None
    if key is not None and key.resolve().is_relative_to(folder.resolve()):
        raise FupinError("密钥文件在要写的文件夹里。", "密钥要另外保管，不要和导出的表放在一起。")
    home = Session.open(workspace, needed=False).workspace
    paths = expand(files or [], home)
    gathered = read(paths, home, password=password, quiet=quiet)
    made = tables(gathered) if secret is None else tables(gathered, partial(replacer, secret), origin(secret))
    if not made:
        raise FupinError(
            "没有认出任何台账，没有导出。", "运行 fupin validate --explain-layout 看每张表的情况。"
        )
    if format is Format.parquet and secret is None:
        # 带上出处：以后不必有原来的工作簿，也能在导出的表上校验、核对
        write_folder(
            folder,
            addressed(gathered, made),
            format.value,
            pseudonymous=False,
            more=lambda place: write_sources(place, gathered),
        )
    else:
        write_folder(folder, made, format.value, pseudonymous=secret is not None)
    rows = sum(table.num_rows for table in made.values())
    screen.say(f"已把{len(made)}种台账、{rows}行写入 {folder}，各列的说明在 {folder / '结构'}。", quiet=quiet)
    warning = (
        "姓名、号码和文件、工作表的名字已换成代号，备注等文字和选项以外的填写已去掉；出生日期、村组等仍可能让人猜出是谁，请勿公开。"
        if secret is not None
        else "其中有全部个人信息，只有本人可读，请勿外传；要交给别人分析，请加 --pseudonymize。"
    )
    screen.say(warning, quiet=quiet)
    unreadable = sum(len(spots) for typed in gathered.typed for spots in typed.unreadable.values())
    if unreadable:
        screen.say(f"注意：有{unreadable}格读不出来，导出为空，请先运行 fupin validate 改正。", quiet=quiet)
    return 2 if gathered.failures else 0
