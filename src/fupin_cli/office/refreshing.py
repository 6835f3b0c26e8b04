"""A finished document brought up to the ledgers: figures that they changed, and not a word else."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from fupin_cli.counting import Figure
from fupin_cli.errors import FupinError
from fupin_cli.office.package import packed, read_parts
from fupin_cli.outputs.numbers import amount, plain_number
from fupin_cli.proofreading.grammar.units import UNITS

PROPERTY = "fupin-figures"
"""The hidden property of a written docx: JSON of each figure's name and the text it was written as (973户)."""

_CUSTOM = "docProps/custom.xml"
_LEAD = re.compile(
    r"^(?:截至?.{0,12}?[，,]?)?(?:\w{1,6}[镇乡村])?(?:目前|现在|我|全|本)*[镇乡村]?(?:现有|共有|共计|累计|共|有)*"
)
_TAIL = re.compile(r"(?:共有|共计|合计|共|总数|为|有|达到|达|是|户数|人数|数量|数|资金|\s)+$")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_QUANTITY = re.compile(r"^(\d[\d,]*(?:\.(\d+))?)\s?([百千万亿]*)(.*)$")


@dataclass(frozen=True)
class Change:
    """A figure in the text: replaced where `new` is set, else left, and why."""

    name: str
    paragraph: int
    old: str
    new: str = ""
    because: str = ""


@dataclass
class Refreshed:
    """The new document and what was done; `left` wants a person's eye."""

    content: bytes = b""
    changes: list[Change] = field(default_factory=list)
    left: list[Change] = field(default_factory=list)


def refresh(path: Path, figures: Mapping[str, Figure]) -> Refreshed:
    """Put the ledgers' present figures into the document at `path`.

    With the figures of the time of writing in it, only those that have changed since are touched, and only
    where the text still says what was written then; without them, whatever names an indicator and differs.

    Raises:
        FupinError: no Word document.
    """
    from fupin_cli.proofreading import proofread, read
    from fupin_cli.proofreading.reading.docx import element_text, elements, open_package

    document = read(path)
    data = path.read_bytes()
    if not data.startswith(b"PK\x03\x04"):
        raise FupinError(f"“{path}”不是 docx。", "请用 Word 或 WPS 另存为 .docx。")
    written = _written(data)
    package = open_package(data, str(path))
    shown = [element for element, _ in elements(package.element.body) if element_text(element).strip()]
    done = Refreshed()
    spans: dict[int, list[tuple[int, int, str]]] = {}
    met: set[str] = set()
    for claim in proofread(document, figures).claims:
        if claim.kind != "figure":
            continue
        name = re.split("[=≠≈]", claim.relation)[0].removesuffix(claim.quote)
        figure = figures[name]
        met.add(name)
        if claim.verdict == "holds":
            continue
        if claim.verdict == "broken":
            before = document.paragraphs[claim.paragraph - 1].text[: claim.offset]
            new, because = _decide(figure, claim.quote, written.get(name), plain=_plainly(before, figure))
        else:
            new, because = "", f"文中写的是约数，台账是{amount(figure.value, figure.unit)}，没有动"
        change = Change(name, claim.paragraph, claim.quote, new, because)
        if not new:
            done.left.append(change)
            continue
        done.changes.append(change)
        start = claim.offset - document.paragraphs[claim.paragraph - 1].numbered
        spans.setdefault(claim.paragraph, []).append((start, start + len(claim.quote), new))
    for name, text in written.items():
        if name in figures and name not in met and not _same(figures[name], text):
            new = _in_words(figures[name], text)
            because = f"台账由{text}变为{new}，没有认出文中哪里写了它，请自己看"
            done.left.append(Change(name, 0, text, "", because))
    for number, items in spans.items():
        for start, end, new in sorted(items, reverse=True):
            _replace(shown[number - 1], start, end, new)
    target = io.BytesIO()
    package.save(target)
    now = {
        name: _in_words(figures[name], text) if name in figures else text for name, text in written.items()
    }
    done.content = packed(target.getvalue(), _with_written(target.getvalue(), now), bare=False)
    return done


def _plainly(before: str, figure: Figure) -> bool:
    """Whether the words before a number name the figure and nothing else: no 其中, no verb of their own."""
    sentence = re.split(r"[。；;\n]", before)[-1]
    clause = _LEAD.sub("", re.split(r"[，,、：:（）()\d]", sentence)[-1].strip())
    return "其中" not in sentence and _TAIL.sub("", clause) in {
        _TAIL.sub("", name) for name in (figure.name, *figure.synonyms)
    }


def _decide(figure: Figure, quote: str, written: str | None, *, plain: bool) -> tuple[str, str]:
    """The new words, or "" and the reason to leave the old ones."""
    now = amount(figure.value, figure.unit)
    new = _in_words(figure, quote)
    if not new:
        return "", f"文中的数不是数字写法，台账是{now}，没有动"
    if written is None:
        return (new, "") if plain else ("", f"文中写{quote}，台账是{now}，可能说的不是同一个数，没有动")
    if _same(figure, written):
        return "", f"台账没有变（{now}），文中写{quote}是人工改的，或说的是别的数，没有动"
    if _value(written, figure.unit) != _value(quote, figure.unit):
        return "", f"写材料时是{written}，文中已改成{quote}，台账现在是{now}，请自己定"
    return new, ""


def _value(text: str, unit: str) -> Decimal | None:
    """What the words say, in the figure's unit; a bare number is in it already."""
    match = _QUANTITY.match(text.strip())
    if match is None:
        return None
    factor = _factor(match[3], match[4], unit)
    return None if factor is None else Decimal(match[1].replace(",", "")) * factor


def _factor(scale: str, words: str, unit: str) -> Decimal | None:
    """What one of 万元 … is worth in the figure's unit."""
    worth = Decimal(1)
    for sign in scale:
        worth *= _SCALES[sign]
    own, target = UNITS.get(words.strip()), UNITS.get(unit)
    if own is not None and target is not None:
        return worth * own.factor / target.factor if own.base == target.base else None
    return worth if words.strip() in {"", unit} else None


def _same(figure: Figure, text: str) -> bool:
    """Whether the words still say the figure, to the decimals that they give."""
    return _in_words(figure, text) == text.strip()


def _in_words(figure: Figure, like: str) -> str:
    """The figure in the unit, the decimals and the grouping of `like`; "" where these are no digits."""
    match = _QUANTITY.match(like.strip())
    factor = _factor(match[3], match[4], figure.unit) if match else None
    if match is None or factor is None:
        return ""
    value = figure.value / factor
    places = len(match[2] or "")
    text = plain_number(value)
    if places and (match[2].endswith("0") or len(text.partition(".")[2]) > places):
        text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    if "," in match[1]:
        text = f"{Decimal(text):,}"
    return like.strip().replace(match[1], text, 1)


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


def _written(data: bytes) -> dict[str, str]:
    """Figures of the time of writing, by name; empty where the document does not carry them."""
    node = _property(read_parts(data).get(_CUSTOM))
    if node is None:
        return {}
    try:
        stored = json.loads("".join(node.itertext()))
    except ValueError:
        return {}
    return {str(name): str(text) for name, text in stored.items()} if isinstance(stored, dict) else {}


def _property(content: Any) -> Any:
    from docx.opc.oxml import parse_xml  # resolves no entities

    if content is None:
        return None
    return next((node for node in parse_xml(content) if node.get("name") == PROPERTY), None)


def _with_written(archive: bytes, figures: Mapping[str, str]) -> dict[str, bytes]:
    """The part of the properties with the present figures, for the next time."""
    from docx.opc.oxml import serialize_part_xml

    node = _property(read_parts(archive).get(_CUSTOM))
    if node is None or not figures:
        return {}
    node[0].text = json.dumps(figures, ensure_ascii=False, sort_keys=True)
    return {_CUSTOM: serialize_part_xml(node.getparent())}


def as_text(done: Refreshed) -> str:
    """What was done, and what wants a look."""
    lines = [f"改了{len(done.changes)}处，留给人看的{len(done.left)}处。"]
    lines += [f"  {_place(change)}{change.name}：{change.old} → {change.new}" for change in done.changes]
    lines += [f"  {_place(change)}{change.name}：{change.because}" for change in done.left]
    return "\n".join(lines)


def as_json(done: Refreshed) -> str:
    """The same for programs."""

    def record(change: Change) -> dict[str, object]:
        return {
            "name": change.name,
            "paragraph": change.paragraph or None,
            "old": change.old,
            "new": change.new or None,
            "because": change.because or None,
        }

    document = {"changed": [record(c) for c in done.changes], "left": [record(c) for c in done.left]}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _place(change: Change) -> str:
    return f"第{change.paragraph}段 " if change.paragraph else ""
