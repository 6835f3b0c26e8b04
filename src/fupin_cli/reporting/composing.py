"""Compose a report: the kind's Jinja text over figures and the town's own words."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from fupin_cli.counting import Figures
from fupin_cli.errors import FupinError
from fupin_cli.nearest import hint
from fupin_cli.privacy import mask_text
from fupin_cli.reporting import annexes, drawings, source_list
from fupin_cli.reporting.document import Annex, Document
from fupin_cli.reporting.markup import escape, escape_cell, parse
from fupin_cli.reporting.parts import Part, parts, topics
from fupin_cli.reporting.phrases import Phrases
from fupin_cli.reporting.problems import gathered
from fupin_cli.reporting.rendering import Renderer
from fupin_cli.reporting.request import Request
from fupin_cli.reporting.texts import Text, Words, grouped
from fupin_cli.reporting.written import Record
from fupin_cli.resources import folder

_PARAGRAPH = 320  # 一段的字数；再长就另起一段

__all__ = ["Composed", "Composer", "Request", "compose", "kinds", "render"]


class Composed(Struct, frozen=True):
    """A document, and the record of the figures that stand in it."""

    document: Document
    record: Record


def compose(figures: Figures, request: Request, progress: Callable[[str], None] | None = None) -> Composed:
    """The document of `request` over the figures' scope.

    `progress` is told each line of work before its turn; what it raises stops the writing.

    Raises:
        FupinError: unknown kind or topic, a broken template, a name that no indicator has.
    """
    composer = Composer(figures, request, progress)
    document = parse(mask_text(composer.markup()))
    if request.charts:
        drawn = drawings.annex(figures, composer.record, request.places)
        document = _bound(document, drawn)
    if request.source_list:
        document = _bound(document, source_list.annex(figures, composer.record))
    return Composed(document, composer.record)


def _bound(document: Document, annex: Annex | None) -> Document:
    return replace(document, annexes=(*document.annexes, annex)) if annex else document


def render(figures: Figures, request: Request) -> str:
    """The report's markup."""
    return Composer(figures, request).markup()


def check_kind(kind: str) -> None:
    """That there is such a kind of report.

    Raises:
        FupinError: there is none.
    """
    if kind not in kinds():
        raise FupinError(f"没有“{kind}”这种材料。", hint(kind, kinds()))


def kinds() -> list[str]:
    """Kinds of report that come with the program."""
    return sorted(path.stem for path in folder("templates").glob("*.j2"))


class Composer:
    """One document: the renderer with all that its templates may call."""

    def __init__(
        self, figures: Figures, request: Request, progress: Callable[[str], None] | None = None
    ) -> None:
        figures.share()
        self.progress = progress or (lambda _: None)
        self.figures = figures
        self.request = request
        self.record = Record()
        self.words = Words(figures)
        self.phrases = Phrases(figures, request, self.record)
        self.renderer = Renderer(figures, self.record)
        self.renderer.add(self.phrases.names())
        self.renderer.add(
            {
                "文字": self._texts,
                "自设章节": self.words.own_chapters,
                "各部分": self._sections,
                "反馈问题": self._problems,
            }
        )

    def markup(self) -> str:
        """The whole document in markup, annexes at its end."""
        request = self.request
        if request.template is None:
            check_kind(request.kind)
        if request.kind == "专项":
            _check_topic(request.topic)
        if request.kind == "村级汇报" and not self.figures.scope.village:
            raise FupinError("村级汇报要指明是哪个村。", "请加 --village 村名。")
        if request.template is not None:
            text = self.renderer.own(request.template)
        else:
            text = self.renderer.run(f"{request.kind}.j2")
        if request.tables:
            text += annexes.markup(self.figures, self.record, request.places)
        return text

    def _sections(self, chapter: str = "工作开展情况") -> list[dict[str, str]]:
        """Sections of a chapter: the town's words with the lines of work they name, then the others."""
        fitting = tuple(part for part in parts() if part.fits(self.request.kind, self.request.topic))
        sections = []
        for text, meant in grouped(self.words, chapter, fitting):
            if text is not None and not meant and self._elsewhere(text):
                continue
            made = [written for part in meant if (written := self._part(part))]
            heading = text.heading if text and text.heading else meant[0].heading if meant else ""
            body = joined(text, without_echo(made, self.phrases.leads))
            if body:
                sections.append({"heading": escape_cell(heading), "text": body})
        return sections

    def _texts(self, chapter: str) -> list[Text]:
        return [text for text in self.words.of(chapter) if not self._elsewhere(text)]

    def _elsewhere(self, text: Text) -> bool:
        """Whether a text is about a line of work that the 专项 is not about."""
        if self.request.kind != "专项" or not text.heading:
            return False
        meant = [part for part in parts() if part.means(text.heading)]
        return bool(meant) and not any(part.fits("专项", self.request.topic) for part in meant)

    def _part(self, part: Part) -> str:
        """The text of one line of work; '' where a ledger that it needs is absent."""
        if not all(any(map(self.figures.has, need.split("|"))) for need in part.needs):
            return ""
        self.progress(f"正在写“{part.heading}”")
        return self.renderer.run(part.file).strip()

    def _problems(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Problems of a 整改报告, each with what the ledgers say of the line of work that it is about."""
        left = list(parts())
        found = []
        for row in gathered(rows):
            about = " ".join(row[name] or "" for name in ("类别", "标题"))
            meant = [part for part in left if part.means(about)]
            left = [part for part in left if part not in meant]
            effects = [written for part in meant if (written := self._part(part))]
            found.append({**row, "数据": "\n".join(effects)})
        return found


def joined(text: Text | None, made: list[str]) -> str:
    """The town's words and then the figures; short ones run on in one paragraph."""
    own = [escape(text.body)] if text is not None else []
    paragraphs: list[str] = []
    for piece in (*own, *made):
        last = paragraphs[-1] if paragraphs else ""
        if last and _plain(last) and _plain(piece) and len(last) + len(piece) <= _PARAGRAPH:
            paragraphs[-1] = f"{last}\n{piece}"
        else:
            paragraphs.append(piece)
    return "\n\n".join(paragraphs)


def without_echo(made: list[str], leads: tuple[str, ...]) -> list[str]:
    """Without 全年, 今年以来 … at the head of a sentence whose neighbour above has said it."""
    said = ""
    kept = []
    for piece in made:
        lead = next((lead for lead in leads if piece.startswith(lead)), "")
        kept.append(piece.removeprefix(lead) if lead and lead == said else piece)
        said = lead or said
    return kept


def _plain(piece: str) -> bool:
    return "\n\n" not in piece and not piece.startswith(("表：", "|", "#"))


def _check_topic(topic: str) -> None:
    if not topic:
        raise FupinError("专项材料要指明专题。", f"请加 --topic，可用的有：{'、'.join(topics())}。")
    if topic not in topics():
        raise FupinError(f"没有“{topic}”这个专题。", f"--topic 可用的有：{'、'.join(topics())}。")
