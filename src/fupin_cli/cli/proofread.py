"""fupin proofread：校核写好的材料。"""

from pathlib import Path
from typing import Annotated, Literal

import typer

_FORMATS = Literal["text", "json", "html"]
_SEVERITIES = Literal["error", "warning", "info"]


def proofread(
    files: Annotated[list[str], typer.Argument(help="要校核的 .docx、.txt、.md、.html，- 表示从标准输入读文字")],
    output_format: Annotated[_FORMATS, typer.Option("--format", "-f", help="输出格式")] = "text",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="结果写入文件，不写则显示在屏幕上")] = None,
    annotate: Annotated[
        Path | None, typer.Option(help="另存一份 Word，在有问题的文字上加批注（只用于一个 .docx）")
    ] = None,
    severity: Annotated[
        _SEVERITIES, typer.Option(help="只显示不低于这一级的问题：error 错误、warning 疑点、info 提示")
    ] = "info",
    select: Annotated[list[str] | None, typer.Option(help="只查这些编号，可写前几位，如 PR0")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="不查这些编号，可写前几位，如 PR6")] = None,
) -> None:
    """校核材料自身的数字、空缺、序号、日期、用语和格式。

    没有错误退出码为 0，有错误为 1，无法校核为 2。
    """
    from fupin_cli.errors import FupinError
    from fupin_cli.proofreading import proofread as check
    from fupin_cli.proofreading import read
    from fupin_cli.proofreading.output import emit, filtered

    if annotate and len(files) != 1:
        raise FupinError("--annotate 一次只能用于一个文件。", "请分别校核，各写一个批注副本的文件名。")
    results = [filtered(check(read(file)), severity, select or (), ignore or ()) for file in files]
    if annotate:
        from fupin_cli.proofreading.rendering.annotate import annotate as write_comments

        write_comments(results[0], annotate)
    emit(results, output_format, output)
    if any(finding.severity == "error" for result in results for finding in result.findings):
        raise typer.Exit(1)
