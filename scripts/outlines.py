"""Draw the outlines that charts in Word files are lettered with: src/fupin_cli/reporting/outlines/glyphs.zip.

`python scripts/outlines.py NotoSansCJK-Regular.ttc` takes the font as Debian packages it (fonts-noto-cjk) and needs
`pip install fonttools`. Run again only for another font or other signs.

A member of the archive holds the signs that share all but the last two digits of their code point (`4e`: U+4E00 to
U+4EFF), one a line: the sign, its width, its outline as an SVG path of m, l, c, z with relative whole numbers.
There are 250 units to the em, the em's top left corner is the origin, y grows downwards.
"""

import sys
import zipfile
from collections import defaultdict
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTCollection

TARGET = Path(__file__).resolve().parent.parent / "src/fupin_cli/reporting/outlines/glyphs.zip"
NAME = "Noto Sans CJK SC"
EM = 250
TOP = 880
"""Of the em's 1000 units in the font, those above the baseline."""

BLOCKS = (
    range(0x0020, 0x007F),
    range(0x00A0, 0x0100),
    range(0x2010, 0x2040),
    range(0x2100, 0x2200),
    range(0x2460, 0x2500),
    range(0x25A0, 0x2600),
    range(0x3000, 0x3040),
    range(0x3200, 0x3400),
    range(0x4E00, 0xA000),
    range(0xFF00, 0xFFF0),
)
"""Latin and the signs of official prose, all Chinese characters of GBK and those since added to their block."""


class Outline(BasePen):
    """Collects an outline as relative whole numbers."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.words: list[str] = []
        self._at = self._start = (0, 0)

    def _add(self, letter: str, *points: tuple[float, float]) -> None:
        placed = [(round(x * EM / 1000), round((TOP - y) * EM / 1000)) for x, y in points]
        numbers = [str(n) for x, y in placed for n in (x - self._at[0], y - self._at[1])]
        self._at = placed[-1]
        self.words.append(letter + " ".join(numbers))

    def _moveTo(self, point: tuple[float, float]) -> None:
        self._add("m", point)
        self._start = self._at

    def _lineTo(self, point: tuple[float, float]) -> None:
        self._add("l", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self._add("c", *points)

    def _closePath(self) -> None:
        self.words.append("z")
        self._at = self._start


def main() -> int:
    """Write the archive; exit status 0."""
    font = next(one for one in TTCollection(sys.argv[1]).fonts if one["name"].getDebugName(4) == NAME)
    glyphs, codes = font.getGlyphSet(), font.getBestCmap()
    pages: dict[str, list[str]] = defaultdict(list)
    for code in (code for block in BLOCKS for code in block if code in codes):
        glyph, pen = glyphs[codes[code]], Outline(glyphs)
        glyph.draw(pen)
        pages[f"{code >> 8:02x}"].append(
            f"{chr(code)}\t{round(glyph.width * EM / 1000)}\t{''.join(pen.words)}"
        )
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, lines in pages.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, "\n".join(lines), compresslevel=9)
    print(f"{sum(map(len, pages.values()))} 个字，{TARGET.stat().st_size >> 10}KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
