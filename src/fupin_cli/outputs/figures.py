"""Figures for people and programs: where each one comes from."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from fupin_cli.counting import Figure, Figures, in_order
from fupin_cli.outputs.balances import number
from fupin_cli.outputs.json_text import json_text
from fupin_cli.outputs.numbers import amount, source_text, unlisted
from fupin_cli.outputs.table import table


def record(figure: Figure) -> dict[str, Any]:
    """A figure as the JSON contract has it."""
    return {
        "name": figure.name,
        "value": number(figure.value),
        "unit": figure.unit,
        "town": figure.town,
        "village": figure.village or None,
        "period": figure.period,
        "kind": figure.kind,
        "says": figure.says,
        "sources": [{"file": s.file, "sheet": s.sheet, "rows": list(s.rows)} for s in figure.sources],
        **({"cut": figure.cut} if figure.cut else {}),
    }


def figures_json(figures: Figures) -> str:
    """All figures whose ledgers are there."""
    return json_text({"figures": [record(f) for f in figures.all()]})


def figures_text(figures: Figures) -> str:
    """All figures, one a line, with what each counts and of how many rows."""
    rows = [
        [figure.name, amount(figure.value, figure.unit), f"{_rows(figure)}行", figure.says]
        for figure in figures.all()
    ]
    return "\n".join(table(["指标", "数", "来自", "数的是"], rows))


def _rows(figure: Figure) -> int:
    return sum(len(source.rows) for source in figure.sources) + figure.cut


def ledger_figures(figures: Figures) -> dict[str, Figure]:
    """All figures by name, and each village's share of them by 村+name, for proofreading against the ledgers."""
    found = {figure.name: figure for figure in figures.all()}
    for figure in list(found.values()):
        for village, value in figures.by_village(figure.name).items():
            if village:
                name = f"{village}{figure.name}"
                found[name] = replace(figure, name=name, village=village, value=value, synonyms=())
    return found


def trace_json(figure: Figure) -> str:
    return json_text({**record(figure), "sql": figure.sql})


def trace_text(figure: Figure, figures: Figures, places: Sequence[str] = ()) -> str:
    """The figure, what it counts, by village (those of `places` in their order), and the rows."""
    lines = [
        f"{figure.name}：{amount(figure.value, figure.unit)}（{figure.village or figure.town}，{figure.period}）",
        f"数的是：{figure.says}",
        f"查法：{figure.sql}",
    ]
    villages = in_order(figures.by_village(figure.name), places)
    if len(villages) > 1:
        rows = [
            [village or "（没有写村）", amount(value, figure.unit)] for village, value in villages.items()
        ]
        lines += ["", *table(["村", "数"], rows)]
    lines += ["", "来自："]
    lines += [f"  {source_text(source)}（{len(source.rows)}行）" for source in figure.sources] or [
        "  没有一行符合"
    ]
    lines += [f"  {told}" for told in unlisted(figure.cut)]
    return "\n".join(lines)
