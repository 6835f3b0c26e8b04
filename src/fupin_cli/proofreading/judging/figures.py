"""The document's numbers against figures from the ledgers."""

from __future__ import annotations

from decimal import Decimal

from fupin_cli.patterns import regex
from fupin_cli.proofreading.grammar.mentions import Mention, mentions
from fupin_cli.proofreading.grammar.parsed import Parsed, Piece
from fupin_cli.proofreading.grammar.units import UNITS
from fupin_cli.proofreading.judging.report import report
from fupin_cli.proofreading.model import FigureLike, Figures, Notes
from fupin_cli.vocabulary.numbers import plain_number

_TAIL = regex(r"(?:近|约|超过|共有|共计|合计|共|总数|为|有|达到|达|是|户数|人数|数量|数|资金|\s)+$")
_ELSEWHERE = regex(
    r"(?:19|20)\d\d年|上年|去年|计划|拟|目标|全县|全市|全省|[\u4e00-\u9fff]村(?![民级组庄干集两])|每|平均"
)
_CHANGE = regex(r"新增|减少|消除|新识别|退出|未|其中")


def judge(piece: Piece, notes: Notes, against: Figures, year: str) -> None:
    """Every quantity whose words end in a figure's name or synonym and whose measure is the figure's.

    A number that is another figure's is left alone: a sentence often names the part (外出务工的边缘户18人) by
    the words of the whole.
    """
    known = {
        (UNITS[f.unit].base, f.value * UNITS[f.unit].factor) for f in against.values() if f.unit in UNITS
    }
    for parsed in piece.paragraphs:
        for sentence in parsed.sentences:
            found = mentions(parsed, sentence)
            for order, mention in enumerate(found):
                figure = _named(found, order, against, year)
                if figure:
                    _compare(parsed, mention, figure, notes, known)


def _named(found: list[Mention], order: int, against: Figures, year: str) -> FigureLike | None:
    mention = found[order]
    left = mention.left.strip()
    if not left.strip(" 共计合、，") and order and mention.base == "人" and found[order - 1].base == "户":
        left = found[order - 1].left.strip()
    bare = _TAIL.sub("", left)
    best: tuple[int, FigureLike] | None = None
    for figure in against.values():
        unit = UNITS.get(figure.unit)
        if unit is None or unit.base != mention.base:
            continue
        for name in (figure.name, *figure.synonyms):
            short = _TAIL.sub("", name)
            if not short or not (bare.endswith(short) or (not bare and mention.right.strip() == short)):
                continue
            rest = bare[: len(bare) - len(short)] if bare.endswith(short) else ""
            rest = rest.replace(f"{year}年", "") if year else rest
            if _ELSEWHERE.search(rest) or (_CHANGE.search(rest) and not _CHANGE.search(name)):
                continue
            if best is None or len(short) > best[0]:
                best = (len(short), figure)
    return best[1] if best else None


def _compare(
    parsed: Parsed, mention: Mention, figure: FigureLike, notes: Notes, known: set[tuple[str, Decimal]]
) -> None:
    quantity = mention.quantity
    unit = UNITS[figure.unit]
    value = figure.value * unit.factor
    span = (quantity.start, quantity.end)
    shown = f"{plain_number(figure.value)}{figure.unit}"
    relation = f"{figure.name}{quantity.raw}"
    tolerance = quantity.step / 2 if value % quantity.step else Decimal(0)
    if abs(quantity.amount - value) <= tolerance:
        report(notes, "figure", parsed, span, f"{relation}={shown}", figure.unit, "holds")
    elif quantity.about or (mention.base, quantity.amount) in known:
        report(notes, "figure", parsed, span, f"{relation}≈{shown}", figure.unit, "undecided")
    else:
        message = f"“{figure.name}”文中写 {quantity.raw}，台账是 {shown}。"
        fault = ("PR014", *span, message, "请核对台账和材料；时点不同的，请在文中写明。")
        report(notes, "figure", parsed, span, f"{relation}≠{shown}", figure.unit, "broken", fault)
