"""An official document as bytes, what its ledgers leave to be desired, and its 底稿."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from fupin_cli.counting import Figure, Figures
from fupin_cli.engine.loading import few
from fupin_cli.engine.sharing import sharing
from fupin_cli.errors import FupinError
from fupin_cli.gathering import Gathered
from fupin_cli.office import affected
from fupin_cli.outputs.figures import figures_json
from fupin_cli.reporting.carried import PROPERTY, carried
from fupin_cli.reporting.document import Document
from fupin_cli.reporting.red_head import red_head
from fupin_cli.reporting.request import Request, request_of
from fupin_cli.scope import Scope
from fupin_cli.session import Session

if TYPE_CHECKING:
    from fupin_cli.reporting.composing import Composed
    from fupin_cli.reporting.written import Record
    from fupin_cli.validating import Validation


class Paper(Struct, frozen=True):
    """What was written.

    Attributes:
        content: the document's bytes.
        sources: those of its 底稿, empty where not asked for.
        figures: the figures that stand in it.
    """

    content: bytes
    sources: bytes
    figures: tuple[Figure, ...]


@contextmanager
def looking(
    session: Session, gathered: Gathered, scope: Scope, *, asked: bool = True
) -> Iterator[Callable[[Iterable[Figure]], list[str]]]:
    """While a document is written, its ledgers are validated and reconciled.

    Gives what says, in a line each, what is wrong with the ledgers behind the document's figures; nothing where
    that is not `asked`. Much of the work is the engine's, which lets Python go on; where the rows are many it has
    all cores busy itself, and the ledgers are looked at when the document is written.
    """
    if not asked:
        yield lambda figures: []
        return
    if not few(scope.dataset):
        yield lambda figures: _troubles(_found(session, gathered), _different(session, scope), figures)
        return
    with sharing(), ThreadPoolExecutor(max_workers=2) as beside:
        _ = session.catalogue, session.policies  # 先备好，免得几个线程各备一份
        found = beside.submit(copy_context().run, _found, session, gathered)
        different = beside.submit(copy_context().run, _different, session, scope)
        yield lambda figures: _troubles(found.result(), different.result(), figures)


def _found(session: Session, gathered: Gathered) -> "Validation":
    from fupin_cli.validating import validate

    return validate(
        gathered, session.catalogue, session.policies, session.selection(), lowest="error"
    )  # 这里只说错误


def _different(session: Session, scope: Scope) -> int:
    """How many checks differ."""
    from fupin_cli.reconciling import reconcile

    waivers = session.home.config.waiver
    return reconcile(scope, session.catalogue, waivers, policies=session.policies).count("different")


def _troubles(found: "Validation", different: int, figures: Iterable[Figure]) -> list[str]:
    lines = []
    if errors := found.counts()["error"]:
        touched = affected.in_words(found.findings, figures)
        lines.append(f"注意：台账里有{errors}处错误，{touched}。请运行 fupin validate 查看。")
    if different:
        lines.append(f"注意：有{different}项核对不平，请运行 fupin reconcile 查看。")
    return lines


def request(
    session: Session,
    scope: Scope,
    *,
    kind: str,
    topic: str,
    template: Path | None,
    tables: bool,
    profile: str = "普通",
    charts: bool = False,
    source_list: bool = False,
) -> Request:
    """What is to be written, by the workspace of the session."""
    return request_of(
        session.home.config,
        scope,
        kind=kind,
        topic=topic,
        template=template,
        tables=tables,
        profile=profile,
        charts=charts,
        source_list=source_list,
    )


def write(session: Session, scope: Scope, request: Request, format: str, *, sources: bool = False) -> Paper:
    """The document, with its 底稿 where asked for.

    Raises:
        FupinError: unknown kind, broken template, no ledger to write from.
    """
    from fupin_cli.reporting.composing import compose

    figures = Figures(scope, session.catalogue)
    if format == "json":
        content = figures_json(figures).encode("utf-8")
        known = tuple(figure for name in figures.names if (figure := figures.figure(name)) is not None)
        return Paper(content, b"", known)
    if request.template is not None and request.template.suffix.lower() == ".docx":
        from fupin_cli.reporting.word_template import fill

        if request.profile == "红头" or request.charts or request.tables or request.source_list:
            raise FupinError(
                "Word 模板的版面由模板定，不能加红头、附表、附图和数据来源表。",
                "请去掉 --profile、--tables、--charts 和 --source-list。",
            )
        if format != "docx":
            raise FupinError(
                "Word 模板只能写成 Word 文档。", "请把 -o 后面的文件名写成 .docx，或去掉 --format。"
            )
        content, record = fill(figures, request, request.template)
    else:
        composed = compose(figures, request)
        record = composed.record
        content = page(composed, request, format)
    return Paper(content, book(figures, record) if sources else b"", tuple(record.figures.values()))


def page(composed: "Composed", request: Request, format: str) -> bytes:
    """A composed document as docx, md or html; it carries its figures with it.

    Raises:
        FupinError: a red head that lacks its lines, or a format that cannot have one.
    """
    carrying = {PROPERTY: carried(composed.record)}
    return _page(replace(composed.document, properties=carrying), request, format)


def book(figures: Figures, record: "Record", progress: Callable[[str], None] | None = None) -> bytes:
    """The 底稿: whence every figure of the document comes, with names and ID numbers as the ledgers have them.

    `progress` is told what is being written; what it raises stops the work.
    """
    from fupin_cli.office import sheets
    from fupin_cli.reporting import sources_book

    tell = progress or sheets.silently
    pages = sources_book.pages(figures, record, tell)
    return sheets.workbook(
        [sheets.Page(one.name, one.title, one.header, [list(row) for row in one.rows]) for one in pages],
        progress=tell,
    )


def _page(document: Document, request: Request, format: str) -> bytes:
    red = red_head(request.options, document) if request.profile == "红头" else None
    if format == "md":
        if red:
            raise FupinError("红头文件不能写成 md。", "请写成 docx 或 html，或去掉 --profile 红头。")
        from fupin_cli.reporting import markdown_page

        return markdown_page.write(document).encode("utf-8")
    if format == "html":
        from fupin_cli.reporting import html_page

        return html_page.write(document, red).encode("utf-8")
    from fupin_cli.reporting import docx_page

    seal = request.options.get("用印") == "是"
    return docx_page.write(document, docx_page.Page(seal=seal, charts=request.charts, red_head=red))
