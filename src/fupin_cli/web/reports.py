"""A report on the page: the document, its preview, its figures and the rows behind each."""

import threading
from collections.abc import Callable, Iterable
from decimal import Decimal

from msgspec import Struct, field

from fupin_cli.catalogue.words import words
from fupin_cli.counting import Figure, Figures
from fupin_cli.findings import Finding
from fupin_cli.office import affected, documents
from fupin_cli.pages.pictures import bare, pictures
from fupin_cli.privacy import mask_text
from fupin_cli.reporting import amounts
from fupin_cli.reporting.composing import Composed, compose
from fupin_cli.reporting.document import Chart, Document
from fupin_cli.reporting.request import Request
from fupin_cli.scope import Scope
from fupin_cli.vocabulary.numbers import plain_number
from fupin_cli.web.guard import secret


class Written(Struct):
    """A document that was written.

    Attributes:
        composed: the text and the record of what stands in it.
        charts: pictures of households, funds and progress.
        touched: which of its figures errors in the ledgers touch, in words.
    """

    scope: Scope
    request: Request
    composed: Composed
    charts: list[Chart]
    figures: Figures
    touched: str
    id: str = field(default_factory=lambda: secret(12))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def document(self) -> Document:
        return self.composed.document

    @property
    def written(self) -> list[Figure]:
        """The figures that stand in it, in the order of writing."""
        return list(self.composed.record.figures.values())

    @property
    def name(self) -> str:
        """A file name for the document."""
        return self.document.title.replace("\n", "") or self.request.kind

    def docx(self) -> bytes:
        """Raises FupinError where a red head lacks its lines."""
        return documents.page(self.composed, self.request, "docx")

    def sources_book(self, progress: Callable[[str], None]) -> bytes:
        """The 底稿, unmasked."""
        with self._lock:
            return documents.book(self.figures, self.composed.record, progress)

    def preview(self) -> str:
        """The body of the document as HTML, every text escaped and personal numbers masked."""
        page = documents.page(self.composed, self.request, "html").decode("utf-8")
        return mask_text(page.partition("<main>")[2].rpartition("</main>")[0])

    def spellings(self, figure: Figure) -> list[str]:
        """How the preview may write a figure, with the first character of its unit or the whole of 万元."""
        value = figure.value.quantize(Decimal("0.01")) if figure.unit == "%" else figure.value
        unit = figure.unit if figure.unit.endswith("元") else figure.unit[:1]
        found = [f"{plain_number(value)}{unit}"]
        if figure.unit == "元":
            found += [amounts.money(value, unit) for unit in ("元", "万元", "亿元")]
        return list(dict.fromkeys(found))

    def find(self, name: str) -> Figure:
        """A figure by its name.

        Raises:
            FupinError: no such indicator, or no ledger to count it from.
        """
        with self._lock:
            return self.figures.find(name)

    def columns(self, name: str) -> frozenset[str]:
        """The columns that decide which rows count for a figure, and what they add."""
        indicator = next(one for one in self.figures.catalogue.indicators if one.name == name)
        parts = (indicator.where, indicator.value, indicator.date)
        return frozenset(column for part in parts for column in words(part).columns)

    def by_village(self, name: str) -> dict[str, Decimal]:
        """The figure in each village; one engine serves one question at a time."""
        with self._lock:
            return {village: bare(value) for village, value in self.figures.by_village(name).items()}


def write(
    scope: Scope,
    request: Request,
    figures: Figures,
    findings: Iterable[Finding],
    progress: Callable[[str], None],
) -> Written:
    """Compose the document over ledgers that have `findings`; what `progress` raises stops it.

    Raises:
        FupinError: unknown kind or topic, no ledger to write from, a red head that lacks its lines.
    """
    composed = compose(figures, request, progress)
    progress("正在画图")
    drawn = pictures(figures, request.places)
    touched = affected.in_words(findings, composed.record.figures.values())
    return Written(scope, request, composed, drawn, figures, touched)
