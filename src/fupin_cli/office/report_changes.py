"""Which figures have changed since an earlier report was written: its figures against those of today's ledgers."""

import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from fupin_cli.counting import Figure
from fupin_cli.errors import FupinError
from fupin_cli.office.written_figures import Spot, carried_by, figure_of, spots, word_document
from fupin_cli.outputs.numbers import amount


class Changed(Struct, frozen=True):
    """A figure that is not what it was.

    Attributes:
        old, new: with their units; `old` is quoted from the text where the document carries no figures.
        places: where the text has the old one.
    """

    name: str
    old: str
    new: str
    places: tuple[Spot, ...]


def changed(path: Path, figures: Mapping[str, Figure]) -> list[Changed]:
    """The figures of the report at `path` that the ledgers now give otherwise, in the order of the text.

    A report of ours carries its figures with it; of any other paper those are compared that its text names.

    Raises:
        FupinError: no Word document, or one in which no figure of the ledgers can be found.
    """
    from fupin_cli.proofreading import proofread, read

    data = word_document(path)
    document = read(path)
    carried = carried_by(data, figures)
    named: dict[str, list[Spot]] = {}
    broken: list[str] = []
    for claim in proofread(document, figures).claims:
        if claim.kind == "figure":
            named.setdefault(figure_of(claim), []).append(Spot(claim.paragraph, claim.offset, claim.quote))
            broken += [figure_of(claim)] if claim.verdict == "broken" else []
    if not carried and not named:
        raise FupinError(f"“{path}”里没有认出台账算得出的数，没法比较。", "请给出 fupin report 写的 .docx。")
    found = []
    if carried:
        for name, value in carried.items():
            figure = figures[name]
            if figure.value == value:
                continue
            places = named.get(name) or list(spots(document, value, figure.unit))
            found.append(
                Changed(name, amount(value, figure.unit), amount(figure.value, figure.unit), tuple(places))
            )
    else:
        for name in dict.fromkeys(broken):
            now = amount(figures[name].value, figures[name].unit)
            found.append(Changed(name, named[name][0].quote, now, tuple(named[name])))
    return sorted(
        found, key=lambda one: [(spot.paragraph, spot.offset) for spot in one.places[:1]] or [(10**9, 0)]
    )


def as_text(found: list[Changed], document: Path) -> str:
    """One line a figure."""
    if not found:
        return f"与“{document.name}”相比，台账里的数没有变。"
    lines = [f"与“{document.name}”相比，有{len(found)}个数变了："]
    for one in found:
        where = "、".join(dict.fromkeys(f"第{spot.paragraph}段" for spot in one.places))
        lines.append(f"  {one.name}：{one.old} → {one.new}（{where or '没有认出在文中哪里'}）")
    return "\n".join(lines)


def as_json(found: list[Changed]) -> str:
    """The same for programs."""
    listed = [
        {
            "name": one.name,
            "old": one.old,
            "new": one.new,
            "places": [
                {"paragraph": spot.paragraph, "offset": spot.offset, "quote": spot.quote}
                for spot in one.places
            ],
        }
        for one in found
    ]
    return json.dumps({"changed": listed}, ensure_ascii=False, indent=2)
