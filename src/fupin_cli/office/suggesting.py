"""Which cell of a form wants which figure, guessed from its row and column headings."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from fupin_cli.catalogue.entries import Catalogue, Indicator
from fupin_cli.findings import letter
from fupin_cli.office.extras import read_grids
from fupin_cli.patterns import regex
from fupin_cli.reading.headers import normalise
from fupin_cli.reading.model import Grid
from fupin_cli.reading.units import factor

_UNIT_LINE = regex(r"(?:计量|金额)?单位[:：]\s*(\S+)")


class Guess(Struct, frozen=True):
    """A cell and the figure that its headings name; `heads` are these headings."""

    sheet: str
    address: str
    name: str
    heads: str


def suggest(path: Path, catalogue: Catalogue, villages: Sequence[str]) -> list[Guess]:
    """Guesses for the empty and numeric cells of a form.

    Raises:
        FupinError: the file cannot be read.
    """
    known: dict[str, Indicator] = {}
    for indicator in catalogue.indicators:
        for name in (indicator.name, *indicator.synonyms):
            known.setdefault(normalise(name).name, indicator)
    return [guess for grid in read_grids(path) for guess in _sheet(grid, known, villages)]


def _sheet(grid: Grid, known: Mapping[str, Indicator], villages: Sequence[str]) -> list[Guess]:
    rows = _spread(grid)
    stated = next((unit for row in rows for unit in _unit_line(row)), "")
    width = max(map(len, rows), default=0)
    found = []
    for number, row in enumerate(rows):
        for column in range(width):
            value = row[column] if column < len(row) else ""
            if isinstance(value, str) and value.strip():
                continue
            left = _labels([row[other] for other in range(min(column, len(row)))])
            above = _labels([rows[other][column] for other in range(number) if column < len(rows[other])])
            if not left and not above:
                continue
            guess = _named(left, above, known, villages, stated)
            if guess:
                found.append(
                    Guess(grid.name, f"{letter(column)}{number + 1}", guess, "／".join([*left, *above]))
                )
    return found


def _spread(grid: Grid) -> list[list[Any]]:
    """The rows with merged headings repeated over what they cover."""
    width = max(map(len, grid.rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in grid.rows]
    for top, left, bottom, right in grid.merges:
        if top < len(rows) and left < width and right - left + 1 < width:
            text = rows[top][left]
            for row_number in range(top, min(bottom + 1, len(rows))):
                for column in range(left, min(right + 1, width)):
                    rows[row_number][column] = text
    return rows


def _labels(values: Sequence[Any]) -> list[str]:
    """The texts among the cells before, each once, the nearest last; serial numbers are none."""
    texts = [value.strip() for value in values if isinstance(value, str) and value.strip()]
    return [
        text for text in dict.fromkeys(texts) if not text.rstrip(".、）)").isdecimal() and len(text) <= 40
    ][-3:]


def _unit_line(row: Sequence[Any]) -> list[str]:
    """What a line 单位：万元 above the table states."""
    return [
        found[1] for text in row if isinstance(text, str) and (found := _UNIT_LINE.fullmatch(text.strip()))
    ]


def _named(
    left: Sequence[str],
    above: Sequence[str],
    known: Mapping[str, Indicator],
    villages: Sequence[str],
    stated: str,
) -> str:
    """The figure that the headings name, with the village and, where it is not the figure's own, the unit.

    The unit is the heading's (金额（万元）), else that of a 单位 column, else the one `stated` for the sheet.
    """
    village = next((text for text in reversed(left) if text in villages), "")
    rows = [text for text in left if text != village]
    tries = [(a, b) for a in (*reversed(rows), "") for b in (*reversed(above), "") if a or b]
    tries.sort(key=lambda pair: -(bool(pair[0]) + bool(pair[1])))
    for first, second in tries:
        if rows and not first and not village:
            continue  # 一行有自己的名称，单凭列名就不作数
        if above and not second and not rows:
            continue
        for text in (first + second, second + first):
            plain = normalise(text)
            indicator = known.get(plain.name)
            if indicator is not None:
                written = [normalise(part).unit for part in (second, first)]
                units = [*written, *reversed(left), *reversed(above), stated]
                unit = next((u for u in units if u and factor(u, indicator.unit) is not None), "")
                scaled = unit and factor(unit, indicator.unit) != 1
                return indicator.name + (f"@{village}" if village else "") + (f"|{unit}" if scaled else "")
    return ""


def as_toml(path: Path, guesses: Sequence[Guess]) -> str:
    """A [[form]] to be put into fupin.toml, each line with the headings that it was guessed from."""
    lines = ["[[form]]", f"file = {json.dumps(path.stem, ensure_ascii=False)}", "[form.cells]"]
    for guess in guesses:
        cell = json.dumps(f"{guess.sheet}!{guess.address}", ensure_ascii=False)
        lines.append(
            f"{cell} = {json.dumps(guess.name, ensure_ascii=False)}  # {' '.join(guess.heads.split())}"
        )
    return "\n".join(lines)
