"""What report does between options and bytes: format, refusal of a terminal, troubles behind the figures."""

import sys
from pathlib import Path

from fupin_cli.cli import screen
from fupin_cli.errors import FupinError
from fupin_cli.figures import Figures
from fupin_cli.gathering import Gathered
from fupin_cli.outputs.figures import figures_json
from fupin_cli.outputs.files import write_whole
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
        raise FupinError(f"看不出“{output}”要写成什么格式。", "文件名请用 .docx、.md、.html 或 .json 结尾，或加 --format。") from None


def refuse_terminal(format: str, output: Path | None) -> None:
    """A Word file is no text for a screen."""
    if format == "docx" and output is None and sys.stdout.isatty():
        raise FupinError("Word 文档不能显示在屏幕上。", "请写到文件：fupin report -o 总结.docx，或 fupin report > 总结.docx。")


def troubles(session: Session, gathered: Gathered, scope: Scope) -> list[str]:
    """What validate and reconcile say of the ledgers behind the figures, in a line each."""
    from fupin_cli.reconciling import reconcile
    from fupin_cli.validating import validate

    lines = []
    found = validate(gathered, session.catalogue, session.policies, session.selection()).counts()
    if found["error"]:
        lines.append(f"注意：台账里有{found['error']}处错误，可能影响数字，请运行 fupin validate 查看。")
    different = reconcile(scope, session.catalogue, session.home.config.waiver).count("different")
    if different:
        lines.append(f"注意：有{different}项核对不平，请运行 fupin reconcile 查看。")
    return lines


def write(session: Session, scope: Scope, *, kind: str, topic: str, format: str, template: Path | None) -> bytes:
    """The document's bytes.

    Raises:
        FupinError: unknown kind, broken template, no ledger to write from.
    """
    from fupin_cli.reporting.composing import Request, compose

    figures = Figures(scope, session.catalogue)
    if format == "json":
        return figures_json(figures).encode("utf-8")
    config = session.home.config
    county = config.workspace.county
    document = compose(figures, Request(kind, config.report, county, template, topic))
    if format == "md":
        from fupin_cli.reporting import markdown_page

        return markdown_page.write(document).encode("utf-8")
    if format == "html":
        from fupin_cli.reporting import html_page

        return html_page.write(document).encode("utf-8")
    from fupin_cli.reporting import docx_page

    return docx_page.write(document)


def deliver_bytes(content: bytes, output: Path | None, *, quiet: bool) -> None:
    """To the file named, or to stdout as they are."""
    if output is not None:
        write_whole(output, content)
        screen.say(f"已写入 {output}。", quiet=quiet)
        return
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
