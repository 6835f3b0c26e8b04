"""Header rows on a grid: one to three rows, merged groups joined with their leaves."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from fupin_cli.patterns import regex
from fupin_cli.reading.headers import Index, normalise
from fupin_cli.reading.model import Grid
from fupin_cli.vocabulary.spelling import compact

_LONGEST_HEADER = 60
# 组名“户主信息”“家庭基本情况”里，说明组的是前半截
# “户主”下面的“证件号码”是户主的，不能当成本行那个人的
_ROLE = regex(r"^(?:户主|帮扶(?:责任|联系)?人|联系人|监护人|配偶|父亲|母亲|采集人|信息采集人|网格员|负责人)$")
_VALUE = regex(r"^(?:-?[\d,]*\.\d+|\d{1,3}(?:,\d{3})+|\d{7,}[\dXx]?|是|否)$")
_GENERIC = regex(r"(?:基本)?(?:信息|情况|资料)$")


class Label(Struct, frozen=True):
    """One column's header: as shown, and its readings (normalised name, unit), the longest first."""

    index: int  # 0-based column
    shown: str
    readings: tuple[tuple[str, str], ...]


class Heading(Struct, frozen=True):
    """A header found on a grid: 0-based first row, number of rows, labels from left to right."""

    top: int
    height: int
    labels: tuple[Label, ...]

    @property
    def bottom(self) -> int:
        """The 0-based row after the header."""
        return self.top + self.height


def text_of(value: Any) -> str:
    """A header cell as text; years used as headers are numbers."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


class Corner:
    """The header's part of a grid with merged cells spread out."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._spread: dict[tuple[int, int], str] = {}
        self._texts: dict[int, list[str]] = {}
        for top, left, bottom, right in grid.merges:
            if bottom - top > 8 or top >= len(grid.rows) or right - left > 300:
                continue
            text = self._own(top, left)
            if text:
                for row in range(top, bottom + 1):
                    for column in range(left, right + 1):
                        self._spread[row, column] = text

    def _own(self, row: int, column: int) -> str:
        return text_of(self.grid.rows.cell(row, column))

    def texts(self, row: int, span: range) -> list[str]:
        """The texts over the columns of `span`: a cell's own, or of the merged range that covers it."""
        if row not in self._texts:  # 找表头时，同一行要看好几遍
            self._texts[row] = [
                text_of(cell) or self._spread.get((row, column), "")
                for column, cell in enumerate(self.grid.rows[row])
            ]
        return self._texts[row][span.start : span.stop]

    def heading(self, top: int, height: int, span: range) -> Heading:
        """The header that rows `top` … `top+height-1` would make over the columns of `span`."""
        rows = [self.texts(top + step, span) for step in range(height)]
        columns = list(map(list, zip(*rows, strict=True)))
        if height > 1 and not self.grid.merges:
            _spread_groups(columns)
        labels = []
        for column, parts in zip(span, columns, strict=True):
            distinct = tuple(dict.fromkeys(part for part in parts if part))
            if distinct and max(map(len, distinct)) <= _LONGEST_HEADER:
                labels.append(Label(column, "\n".join(distinct), _readings(distinct)))
        return Heading(top, height, tuple(labels))


def _spread_groups(columns: list[list[str]]) -> None:
    """Without merge information a group's text stands over its first leaf only: carry it to the right."""
    for level in range(len(columns[0]) - 1 if columns else 0):
        group = ""
        for parts in columns:
            if parts[level]:
                group = parts[level] if any(parts[level + 1 :]) else ""
            elif group and any(parts[level + 1 :]):
                parts[level] = group


@lru_cache(2048)  # 一个镇的表头大同小异，邻近几行又要反复试
def _readings(parts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    leaf = parts[-1]
    groups = [form for part in parts[:-1] for form in dict.fromkeys((part, _GENERIC.sub("", part))) if form]
    texts = ["".join(parts)] if groups else []
    texts += [group + leaf for group in reversed(groups)] + [leaf + group for group in reversed(groups)]
    if not any(_ROLE.match(group) for group in groups):
        texts.append(leaf)
    found: dict[tuple[str, str], None] = {}
    for text in texts:
        plain = normalise(text)
        unit = plain.unit or next((u for part in reversed(groups) if (u := normalise(part).unit)), "")
        found.setdefault((plain.name, unit))
        for name, other in plain.also:
            found.setdefault((name, other or unit))
    return tuple(found)


def _has_values(corner: Corner, row: int, span: range) -> bool:
    """Whether a row holds what no header says: amounts, long numbers, 是 and 否."""
    return any(_VALUE.match(text) for text in corner.texts(row, span) if text)


def _is_signed(texts: Sequence[str]) -> bool:
    """Whether half of a row's texts or more wait for what is written after their colon: 户主（签字）：."""
    return 2 * sum(text.endswith((":", "：")) for text in texts) >= len(texts)


def candidates(corner: Corner, rows: Sequence[int], span: range, index: Index) -> Iterator[Heading]:
    """Headings that may start at one of `rows`, one to three rows high, with two known headers or more."""
    for top in rows:
        first = [text for text in corner.texts(top, span) if text]
        if len({compact(text) for text in first}) < 2 or _is_signed(first):
            continue
        for height in (1, 2, 3):
            if top + height > len(corner.grid.rows) or _has_values(corner, top + height - 1, span):
                break
            heading = corner.heading(top, height, span)
            known = sum(any(name in index.fields for name, _ in label.readings) for label in heading.labels)
            if known >= 2:
                yield heading
