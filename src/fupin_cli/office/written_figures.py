"""Figures as a document writes them: in which unit and decimals, and where in its text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from fupin_cli.office.package import read_parts
from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.units import UNITS
from fupin_cli.reporting.carried import PROPERTY, packed, unpacked
from fupin_cli.vocabulary.numbers import plain_number

if TYPE_CHECKING:
    from fupin_cli.proofreading.model import Claim, Document

_CUSTOM = "docProps/custom.xml"
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_QUANTITY = regex(r"^(\d[\d,]*(?:\.(\d+))?)\s?([百千万亿]*)(.*)$")


class Spot(Struct, frozen=True):
    """Where a text writes something: paragraph and offset in it, and its words."""

    paragraph: int
    offset: int
    quote: str


def figure_of(claim: "Claim") -> str:
    """The indicator that a claim of kind `figure` is about."""
    return re.split("[=≠≈]", claim.relation)[0].removesuffix(claim.quote)


def in_words(value: Decimal, unit: str, like: str, before: Decimal | None = None) -> str:
    """`value` in the unit, the decimals and the grouping of `like`; "" where these are no digits of such a unit.

    Where `like` says the value `before` in full, the new one is said in full too (30.9万元 → 30.75万元).
    """
    match = _QUANTITY.match(like.strip())
    factor = _factor(match[3], match[4], unit) if match else None
    if match is None or factor is None:
        return ""
    value = value / factor
    places = len(match[2] or "")
    text = plain_number(value)
    full = before is not None and Decimal(match[1].replace(",", "")) * factor == before
    if (
        places
        and not (full and len(text.partition(".")[2]) > places)
        and (match[2].endswith("0") or len(text.partition(".")[2]) > places)
    ):
        text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    if "," in match[1]:
        text = f"{Decimal(text):,}"
    return like.strip().replace(match[1], text, 1)


def says(value: Decimal, unit: str, words: str) -> bool:
    """Whether the words say the value, to the decimals that they give."""
    return in_words(value, unit, words) == words.strip()


def spots(document: "Document", value: Decimal, unit: str) -> Iterator[Spot]:
    """Where the text writes the value with its unit (元 also as 万元, 亿元)."""
    scale = r"\s?[万亿]?" if unit in {"元", "人"} else r"\s?"
    pattern = re.compile(rf"(?<![\d.,])\d[\d,]*(?:\.\d+)?{scale}{re.escape(unit)}")
    for number, paragraph in enumerate(document.paragraphs, 1):
        for found in pattern.finditer(paragraph.text):
            if says(value, unit, found[0]):
                yield Spot(number, found.start(), found[0])


def carried_by(data: bytes, names: Iterable[str]) -> dict[str, Decimal]:
    """Values of the time of writing of the figures with these names; empty where the document carries none."""
    node = _property(read_parts(data).get(_CUSTOM))
    if node is None:
        return {}
    stored = unpacked("".join(node.itertext()), names)
    return {name: Decimal(value) for name, value in stored.items() if re.fullmatch(r"-?\d+(?:\.\d+)?", value)}


def carrying(archive: bytes, values: Mapping[str, Decimal]) -> dict[str, bytes]:
    """The part of the properties with these values, for the next time."""
    from docx.opc.oxml import serialize_part_xml

    node = _property(read_parts(archive).get(_CUSTOM))
    if node is None or not values:
        return {}
    node[0].text = packed({name: plain_number(value) for name, value in values.items()})
    return {_CUSTOM: serialize_part_xml(node.getparent())}


def word_document(path: Path) -> bytes:
    """The bytes of a docx.

    Raises:
        FupinError: no Word document.
    """
    from fupin_cli.errors import FupinError

    try:
        data = path.read_bytes()
    except OSError:
        raise FupinError(f"读不了“{path}”。", "请检查文件名。") from None
    if not data.startswith(b"PK\x03\x04"):
        raise FupinError(f"“{path}”不是 docx。", "请用 Word 或 WPS 另存为 .docx。")
    return data


def _factor(scale: str, words: str, unit: str) -> Decimal | None:
    """What one of 万元 … is worth in the figure's unit."""
    worth = Decimal(1)
    for sign in scale:
        worth *= _SCALES[sign]
    own, target = UNITS.get(words.strip()), UNITS.get(unit)
    if own is not None and target is not None:
        return worth * own.factor / target.factor if own.base == target.base else None
    return worth if words.strip() in {"", unit} else None


def _property(content: Any) -> Any:
    from docx.opc.oxml import parse_xml  # resolves no entities

    if content is None:
        return None
    return next((node for node in parse_xml(content) if node.get("name") == PROPERTY), None)
