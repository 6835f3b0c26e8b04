"""Words as outlines, so that they are read where no Chinese font is; drawn by scripts/outlines.py from an open font."""

from functools import cache
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

from msgspec import Struct

from fupin_cli.errors import FupinError
from fupin_cli.patterns import regex

EM = 250
"""Units to the em."""

_ARCHIVE = Path(__file__).parent / "outlines" / "glyphs.zip"
_STEP = regex(r"([mlcz])([^mlcz]*)")

Point = tuple[int, int]


class Step(Struct, frozen=True):
    """A piece of an outline: to a point, a line to it, a curve (two controls, the end), back to the start."""

    kind: Literal["move", "line", "curve", "close"]
    points: tuple[Point, ...] = ()


_KINDS: dict[str, Literal["move", "line", "curve", "close"]] = {
    "m": "move",
    "l": "line",
    "c": "curve",
    "z": "close",
}


def outline(text: str) -> tuple[int, tuple[Step, ...]]:
    """The width of `text` set in one line, and its outline; the em's top left corner is (0, 0), y grows downwards.

    Raises:
        FupinError: a sign of it is not among the outlines.
    """
    width, steps = 0, list[Step]()
    for sign in text:
        advance, path = _glyph(sign)
        steps.extend(_moved(step, width) for step in path)
        width += advance
    return width, tuple(steps)


def _moved(step: Step, right: int) -> Step:
    return Step(step.kind, tuple((x + right, y) for x, y in step.points))


@cache
def _glyph(sign: str) -> tuple[int, tuple[Step, ...]]:
    try:
        width, path = _page(f"{ord(sign) >> 8:02x}")[sign]
    except KeyError:
        raise FupinError(
            f"附图里的“{sign}”画不出来：这个字太生僻，字库里没有。",
            "请在台账里换成通用的字，或去掉 --charts，或写成 html。",
        ) from None
    return width, tuple(_steps(path))


@cache
def _page(name: str) -> dict[str, tuple[int, str]]:
    """The signs of a page of 256 code points, each with its width and path; none where there is no such page."""
    with ZipFile(_ARCHIVE) as archive:
        if name not in archive.namelist():
            return {}
        lines = archive.read(name).decode("utf-8").split("\n")
    parts = (line.split("\t") for line in lines)
    return {sign: (int(width), path) for sign, width, path in parts}


def _steps(path: str) -> list[Step]:
    """The steps of a path of m, l, c, z with relative numbers, as points of the plane."""
    found: list[Step] = []
    at = start = (0, 0)
    for letter, numbers in _STEP.findall(path):
        values = [int(number) for number in numbers.split()]
        points = tuple((at[0] + x, at[1] + y) for x, y in zip(values[::2], values[1::2], strict=True))
        found.append(Step(_KINDS[letter], points))
        if letter == "m":
            start = points[-1]
        at = points[-1] if points else start
    return found
