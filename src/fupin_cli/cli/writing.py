"""What report does between options and bytes: the format, the refusal of a terminal, delivery."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_cli.cli import screen
from fupin_cli.errors import FupinError
from fupin_cli.outputs.files import write_whole

if TYPE_CHECKING:
    from fupin_cli.gathering import Gathered
    from fupin_cli.scope import Scope
    from fupin_cli.session import Session

SUFFIXES = {".docx": "docx", ".md": "md", ".html": "html", ".htm": "html", ".json": "json"}


def format_of(given: str | None, output: Path | None) -> str:
    """The format asked for, else that of the file's suffix, else docx."""
    if given:
        return given
    if output is None:
        return "docx"
    try:
        return SUFFIXES[output.suffix.lower()]
    except KeyError:
        hint = "文件名请用 .docx、.md、.html 或 .json 结尾，或加 --format。"
        raise FupinError(f"看不出“{output}”要写成什么格式。", hint) from None


def refuse_terminal(format: str, output: Path | None) -> None:
    """A Word file is no text for a screen."""
    if format == "docx" and output is None and sys.stdout.isatty():
        hint = "请写到文件：fupin report -o 总结.docx，或 fupin report > 总结.docx。"
        raise FupinError("Word 文档不能显示在屏幕上。", hint)


def check_sources_file(path: Path | None, format: str) -> None:
    """A 底稿 is a workbook, and stands behind a document."""
    if path is not None and path.suffix.lower() != ".xlsx":
        raise FupinError(f"底稿要写成 .xlsx，现在是“{path.name}”。", "例如 --with-sources 底稿.xlsx。")
    if path is not None and format == "json":
        raise FupinError("--format json 已经带着每个数的出处，不再另写底稿。", "请去掉 --with-sources。")


def deliver_sources(content: bytes, path: Path, *, quiet: bool) -> None:
    """The 底稿 to its file, with a word about what it holds."""
    write_whole(path, content)
    screen.say(f"已写入底稿 {path}。底稿里有姓名和证件号码，请勿外传。", quiet=quiet)


def deliver_bytes(content: bytes, output: Path | None, *, quiet: bool) -> None:
    """To the file named, or to stdout as they are."""
    if output is not None:
        write_whole(output, content)
        screen.say(f"已写入 {output}。", quiet=quiet)
        return
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def refuse_beside_diff(
    format: str | None, template: Path | None, sources: Path | None, record: Path | None
) -> None:
    """--diff writes no document."""
    if format not in {None, "text", "json"}:
        raise FupinError(f"--diff 的结果不能写成 {format}。", "请用 --format text 或 json。")
    if template is not None or sources is not None or record is not None:
        raise FupinError("--diff 不写材料，不能同时要模板、底稿或工作记录。", "请分两次运行。")


def compare(
    old: Path, session: "Session", gathered: "Gathered", scope: "Scope", output: Path | None, *, as_json: bool
) -> int:
    """Say which figures of an earlier report the ledgers now give otherwise; the exit status is that of diff."""
    from fupin_cli.counting import Figures
    from fupin_cli.office import report_changes
    from fupin_cli.outputs.files import deliver

    figures = {figure.name: figure for figure in Figures(scope, session.catalogue).all()}
    found = report_changes.changed(old, figures)
    deliver(report_changes.as_json(found) if as_json else report_changes.as_text(found, old), output)
    if gathered.failures:
        return 2
    return 1 if found else 0
