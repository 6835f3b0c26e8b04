"""How errors in the ledgers touch a document's figures: which stand in rows that a figure counts."""

from collections.abc import Iterable

from fupin_cli.counting import Figure
from fupin_cli.findings import Finding

_NAMED = 5


def affected(findings: Iterable[Finding], figures: Iterable[Figure]) -> tuple[int, list[str]]:
    """How many errors stand in rows behind the figures, and the names of those figures.

    An error of a whole sheet or file touches every figure that counts a row of it.
    """
    behind: dict[tuple[str, str | None, int | None], list[str]] = {}
    order: dict[str, int] = {}
    for figure in figures:
        order.setdefault(figure.name, len(order))
        for source in figure.sources:
            keys = {(source.file, source.sheet, row) for row in source.rows}
            for key in (*keys, (source.file, source.sheet, None), (source.file, None, None)):
                behind.setdefault(key, []).append(figure.name)
    hits = [
        names
        for finding in findings
        if finding.severity == "error"
        and (names := behind.get((finding.place.file, finding.place.sheet, finding.place.row)))
    ]
    return len(hits), sorted({name for names in hits for name in names}, key=order.__getitem__)


def in_words(findings: Iterable[Finding], figures: Iterable[Figure]) -> str:
    """What follows 台账里有3处错误: 其中2处在材料的数用到的行里，涉及脱贫户户数。"""
    count, names = affected(findings, figures)
    if not count:
        return "都不在材料的数用到的行里，但也可能有该算的行因此没有算到"
    more = f"等{len(names)}个数" if len(names) > _NAMED else ""
    return f"其中{count}处在材料的数用到的行里，涉及{'、'.join(names[:_NAMED])}{more}"
