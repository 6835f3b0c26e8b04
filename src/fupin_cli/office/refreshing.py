"""A finished document brought up to the ledgers: figures that they changed, and not a word else."""

import io
import json
import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from fupin_cli.counting import Figure, Figures
from fupin_cli.office import refreshing_charts, refreshing_tables
from fupin_cli.office.changes import Change
from fupin_cli.office.package import packed
from fupin_cli.office.written_figures import (
    carried_by,
    carrying,
    figure_of,
    in_words,
    says,
    spots,
    word_document,
)
from fupin_cli.outputs.numbers import amount
from fupin_cli.patterns import regex

if TYPE_CHECKING:
    from fupin_cli.proofreading.model import Document

_LEAD = regex(
    r"^(?:截至?.{0,12}?[，,]?)?(?:\w{1,6}[镇乡村])?(?:目前|现在|我|全|本)*[镇乡村]?(?:现有|共有|共计|累计|共|有)*"
)
_NO_DIGITS = "文中的数不是数字写法，台账是{}，没有动"
_TAIL = regex(r"(?:共有|共计|合计|共|总数|为|有|达到|达|是|户数|人数|数量|数|资金|\s)+$")


class Refreshed(Struct):
    """The new document and what was done; `left` wants a person's eye."""

    content: bytes = b""
    changes: list[Change] = field(default_factory=list)
    left: list[Change] = field(default_factory=list)


def refresh(path: Path, counted: Figures, places: Sequence[str] = ()) -> Refreshed:
    """Put the ledgers' present figures into the document at `path`: its text, 附表, 数据来源表 and 附图.

    With the figures of the time of writing in it, only those that have changed since are touched, and only
    where the text still says what was written then; without them, whatever names an indicator and differs.
    `places` are the villages (towns) in the workspace's order, for 附图.

    Raises:
        FupinError: no Word document.
    """
    from fupin_cli.proofreading import proofread, read
    from fupin_cli.proofreading.reading.docx import element_text, elements, open_package

    figures = {figure.name: figure for figure in counted.all()}
    document = read(path)
    data = word_document(path)
    now = {name: figure.value for name, figure in figures.items()} | refreshing_tables.shares(counted)
    written = carried_by(data, now)
    tables = refreshing_tables.look(document, counted, written)
    package = open_package(data, str(path))
    shown = [element for element, _ in elements(package.element.body) if element_text(element).strip()]
    done = Refreshed()
    spans: dict[int, list[tuple[int, int, str]]] = {}
    met: set[str] = set()
    for change in tables.changes:
        (done.changes if change.new else done.left).append(change)
        if change.new:
            spans.setdefault(change.paragraph, []).append((0, len(change.old), change.new))
    for claim in proofread(document, figures).claims:
        if claim.kind != "figure" or claim.paragraph in tables.cells:
            continue
        name = figure_of(claim)
        figure = figures[name]
        met.add(name)
        if claim.verdict == "holds":
            continue
        exact = name in written and says(written[name], figure.unit, claim.quote)
        if claim.verdict == "broken" or exact:  # 40户 may be a round number, but it is what was counted then
            before = document.paragraphs[claim.paragraph - 1].text[: claim.offset]
            new, because = _decide(figure, claim.quote, written.get(name), plain=_plainly(before, figure))
        elif not in_words(figure.value, figure.unit, claim.quote):
            new, because = "", _NO_DIGITS.format(amount(figure.value, figure.unit))
        elif written.get(name) == figure.value:
            continue  # 台账没有变，写的时候就这样
        else:
            new, because = "", f"文中写的是约数，台账是{amount(figure.value, figure.unit)}，没有动"
        change = Change(name, claim.paragraph, claim.quote, new, because)
        if not new:
            done.left.append(change)
            continue
        done.changes.append(change)
        start = claim.offset - document.paragraphs[claim.paragraph - 1].numbered
        spans.setdefault(claim.paragraph, []).append((start, start + len(claim.quote), new))
    for name, value in written.items():
        if name in figures and name not in met and value != figures[name].value:
            change = _by_value(document, figures, written, name)
            if not change.paragraph and name in tables.names:
                continue  # 只写在附表里，上面已经改了
            (done.changes if change.new else done.left).append(change)
            if change.new:
                start = change.offset - document.paragraphs[change.paragraph - 1].numbered
                spans.setdefault(change.paragraph, []).append((start, start + len(change.old), change.new))
    for number, items in spans.items():
        for start, end, new in sorted(items, reverse=True):
            _replace(shown[number - 1], start, end, new)
    done.left.extend(_in_tables(document, done.changes, tables.cells))
    for change in refreshing_charts.redraw(package.element.body, counted, places):
        if change.new:
            done.changes.append(change)
        elif done.changes:
            done.left.append(change)
    target = io.BytesIO()
    package.save(target)
    kept = {name: now.get(name, Decimal(0)) for name in written}
    done.content = packed(target.getvalue(), carrying(target.getvalue(), kept), bare=False)
    return done


def _in_tables(document: "Document", changes: list[Change], known: Collection[int]) -> list[Change]:
    """A word on other tables that have an old number in a cell: whether it is that figure, a person must see."""
    old = {found[0]: change for change in changes if (found := re.match(r"[\d.,]+", change.old))}
    met = {
        one.text.strip(): one.place
        for one in document.paragraphs
        if one.cell and one.number not in known and one.text.strip() in old
    }
    because = "{}也写着{}，没有动，请自己看；附表可用 fupin report --tables 重写"
    return [Change(old[text].name, 0, text, "", because.format(place, text)) for text, place in met.items()]


def _plainly(before: str, figure: Figure) -> bool:
    """Whether the words before a number name the figure and nothing else: no 其中, no verb of their own."""
    sentence = re.split(r"[。；;\n]", before)[-1]
    clause = _LEAD.sub("", re.split(r"[，,、：:（）()\d]", sentence)[-1].strip())
    return "其中" not in sentence and _TAIL.sub("", clause) in {
        _TAIL.sub("", name) for name in (figure.name, *figure.synonyms)
    }


def _by_value(
    document: "Document", figures: Mapping[str, Figure], written: Mapping[str, Decimal], name: str
) -> Change:
    """The change of a figure that the text does not name as the ledgers do: by the value that it had.

    Sure only where the text writes that value once, and no other figure had it.
    """
    figure, before = figures[name], written[name]
    told = f"台账由{amount(before, figure.unit)}变为{amount(figure.value, figure.unit)}"
    found = list(spots(document, before, figure.unit))
    if not found:
        return Change(name, 0, amount(before, figure.unit), "", f"{told}，没有认出文中哪里写了它，请自己看")
    spot = found[0]
    others = [
        other
        for other, value in written.items()
        if other != name and says(value, figures[other].unit, spot.quote)
    ]
    if len(found) > 1 or others:
        many = (
            f"文中有{len(found)}处写着{spot.quote}" if len(found) > 1 else f"写着{spot.quote}的不止这一个数"
        )
        return Change(name, spot.paragraph, spot.quote, "", f"{told}，{many}，认不准是不是它，请自己看")
    new = in_words(figure.value, figure.unit, spot.quote, before)
    return Change(name, spot.paragraph, spot.quote, new, offset=spot.offset)


def _decide(figure: Figure, quote: str, written: Decimal | None, *, plain: bool) -> tuple[str, str]:
    """The new words, or "" and the reason to leave the old ones."""
    now = amount(figure.value, figure.unit)
    new = in_words(figure.value, figure.unit, quote, written)
    if not new:
        return "", _NO_DIGITS.format(now)
    if written is None:
        return (new, "") if plain else ("", f"文中写{quote}，台账是{now}，可能说的不是同一个数，没有动")
    if figure.value == written:
        return "", f"台账没有变（{now}），文中写{quote}是人工改的，或说的是别的数，没有动"
    if not says(written, figure.unit, quote):
        before = amount(written, figure.unit)
        return "", f"写材料时是{before}，文中已改成{quote}，台账现在是{now}，请自己定"
    return new, ""


def _replace(element: Any, start: int, end: int, new: str) -> None:
    """The words from `start` to `end` of a paragraph become `new`, in the format of the first."""
    from docx.oxml.ns import qn

    from fupin_cli.proofreading.reading.docx import text_pieces

    offset, waiting = 0, new
    for node, text in list(text_pieces(element)):
        first, last = max(start - offset, 0), min(end - offset, len(text))
        if first < last and node.tag == qn("w:t"):
            node.text = text[:first] + waiting + text[last:]
            waiting = ""
        offset += len(text)


def as_text(done: Refreshed) -> str:
    """What was done, and what wants a look."""
    lines = [f"改了{len(done.changes)}处，留给人看的{len(done.left)}处。"]
    lines += [
        f"  {(change.place + ' ').lstrip()}{change.name}：{change.old} → {change.new}"
        for change in done.changes
    ]
    lines += [f"  {(change.place + ' ').lstrip()}{change.name}：{change.because}" for change in done.left]
    return "\n".join(lines)


def as_json(done: Refreshed) -> str:
    """The same for programs."""

    def record(change: Change) -> dict[str, object]:
        return {
            "name": change.name,
            "paragraph": change.paragraph or None,
            "place": change.place or None,
            "old": change.old,
            "new": change.new or None,
            "because": change.because or None,
        }

    document = {"changed": [record(c) for c in done.changes], "left": [record(c) for c in done.left]}
    return json.dumps(document, ensure_ascii=False, indent=2)
