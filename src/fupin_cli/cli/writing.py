"""What report does between options and bytes: format, refusal of a terminal, troubles behind the figures."""

import datetime as dt
import sys
from pathlib import Path

from fupin_cli.cli import screen
from fupin_cli.cli.work import read
from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.gathering import Gathered
from fupin_cli.outputs.figures import figures_json
from fupin_cli.outputs.files import write_whole
from fupin_cli.reporting.document import Document
from fupin_cli.reporting.request import Request
from fupin_cli.scope import Scope, choose
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


def troubles(session: Session, gathered: Gathered, scope: Scope) -> list[str]:
    """What validate and reconcile say of the ledgers behind the figures, in a line each."""
    from fupin_cli.reconciling import reconcile
    from fupin_cli.validating import validate

    lines = []
    found = validate(gathered, session.catalogue, session.policies, session.selection()).counts()
    if found["error"]:
        lines.append(f"注意：台账里有{found['error']}处错误，可能影响数字，请运行 fupin validate 查看。")
    different = reconcile(
        scope, session.catalogue, session.home.config.waiver, policies=session.policies
    ).count("different")
    if different:
        lines.append(f"注意：有{different}项核对不平，请运行 fupin reconcile 查看。")
    return lines


def county(
    workspace: Path | None,
    name: str,
    town: str | None,
    period: str | None,
    *,
    as_of: dt.date | None,
    password: str | None,
    quiet: bool,
) -> tuple[Session, Gathered, Scope]:
    """The rows of all towns of a county.

    Raises:
        FupinError: a town is named too, no such county, no ledger.
    """
    if town is not None:
        raise FupinError("--county 和 --town 不能同时用。", "写全县的材料请只用 --county。")
    session = Session.open(workspace, needed=True)
    home = session.home
    own = home.config.workspace.county
    known = dict.fromkeys(each.county or own for each in home.config.town)
    towns = tuple(each.name for each in home.config.town if (each.county or own) == name)
    if not towns:
        raise FupinError(f"工作区里没有{name}的乡镇。", f"可用的有：{'、'.join(known)}。")
    span = home.period(period)
    gathered = read(home, span, password=password, quiet=quiet)
    return session, gathered, choose(gathered, "", span, as_of, towns=towns)


def request(
    session: Session, scope: Scope, *, kind: str, topic: str, template: Path | None, tables: bool
) -> Request:
    """What is to be written; a county's document does not take the towns' title and signature."""
    config = session.home.config
    villages = next((tuple(town.villages) for town in config.town if town.name == scope.town), ())
    county = config.workspace.county
    if scope.towns:
        county = next((t.county for t in config.town if t.name in scope.towns and t.county), county)
    merged = next((tuple(m.merged) for m in config.merged_village if m.name == scope.village), ())
    options = dict(config.report)
    if config.workspace.period and str(scope.period) != str(session.home.period(None)):
        # 配置里的标题、日期、文号是为当期材料写的，别的时期用缺省的
        for name in ("标题", "成文日期", "文号"):
            options.pop(name, None)
    return Request(kind, options, county, template, topic, tables, scope.towns or villages, merged)


def write(
    session: Session, scope: Scope, request: Request, format: str, *, sources: bool = False
) -> tuple[bytes, bytes]:
    """The document's bytes, and those of its 底稿 where asked for.

    Raises:
        FupinError: unknown kind, broken template, no ledger to write from.
    """
    from fupin_cli.reporting.composing import compose

    figures = Figures(scope, session.catalogue)
    if format == "json":
        return figures_json(figures).encode("utf-8"), b""
    if request.template is not None and request.template.suffix.lower() == ".docx":
        from fupin_cli.reporting.word_template import fill

        if format != "docx":
            raise FupinError(
                "Word 模板只能写成 Word 文档。", "请把 -o 后面的文件名写成 .docx，或去掉 --format。"
            )
        content, record = fill(figures, request, request.template)
    else:
        composed = compose(figures, request)
        content, record = _page(composed.document, format), composed.record
    book = b""
    if sources:
        from fupin_cli.office import sheets
        from fupin_cli.reporting import sources_book

        pages = sources_book.pages(figures, record)
        book = sheets.workbook(
            [
                sheets.Page(page.name, page.title, page.header, [list(row) for row in page.rows])
                for page in pages
            ]
        )
    return content, book


def _page(document: Document, format: str) -> bytes:
    if format == "md":
        from fupin_cli.reporting import markdown_page

        return markdown_page.write(document).encode("utf-8")
    if format == "html":
        from fupin_cli.reporting import html_page

        return html_page.write(document).encode("utf-8")
    from fupin_cli.reporting import docx_page

    return docx_page.write(document)


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
