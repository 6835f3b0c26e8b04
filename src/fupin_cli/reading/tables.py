"""Where the tables of a sheet stand: side by side, one under the other, with their lines above."""

from collections import Counter
from itertools import pairwise
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from fupin_cli.patterns import regex
from fupin_cli.reading.binding import Candidate, best_heading, match, nearly
from fupin_cli.reading.body import Body, is_note, scan
from fupin_cli.reading.headers import Index, is_unit
from fupin_cli.reading.heading import Corner, Heading, candidates, text_of
from fupin_cli.reading.lines import period_in, place_in
from fupin_cli.reading.model import Grid
from fupin_cli.reading.witnesses import Witnesses
from fupin_cli.vocabulary.spelling import compact

_CLOSE_LOOK = 60  # 前这么多行逐格看；再往下只看像表头的行
_LEADING = 8
_WINDOW = 5
_BEGINS = frozenset({"序号", "编号", "序"})
_GOOD, _GOOD_FIELDS = 0.75, 4
_CONTINUED = regex(
    r"[(（](?:续表?|接上[页表]|第?[\d一二三四五六七八九十]+页?)[\d一二三四五六七八九十]*[)）]|续表?[\d一二三四五六七八九十]*$|^续"
)


class Spot(Struct):
    """A table's place: heading, ledgers that it may be of, body, and the 0-based rows of its lines.

    Where it is of none, `lacks` may say which ledger it is like, and what columns of that it lacks.
    """

    span: range
    heading: Heading
    able: list[Candidate]
    body: Body = field(default_factory=Body)
    lines: list[int] = field(default_factory=list)
    lacks: tuple[str, list[str]] | None = None


def find_spots(grid: Grid, index: Index) -> list[Spot]:
    """The tables of a sheet from left to right and from top to bottom."""
    width = grid.rows.width
    whole = range(width)
    corner = Corner(grid)
    blocks = _blocks(grid, width)
    if len(blocks) > 1:
        parts = [_in_span(grid, corner, block, index) for block in blocks]
        if sum(bool(part) for part in parts) > 1:
            return [spot for part in parts for spot in part]
    return _in_span(grid, corner, whole, index)


def _blocks(grid: Grid, width: int) -> list[range]:
    """Runs of columns between columns that are empty in every row."""
    blocks = []
    start: int | None = None
    for number in range(width + 1):
        empty = number == width or grid.rows.empty(number)
        if empty and start is not None:
            blocks.append(range(start, number))
            start = None
        elif not empty and start is None:
            start = number
    return blocks


def _in_span(grid: Grid, corner: Corner, span: range, index: Index) -> list[Spot]:
    spots: list[Spot] = []
    skips: dict[int, list[tuple[int, int]]] = {}
    suspects = _suspects(grid, span, index)
    position = 0
    while True:
        suspects = [row for row in suspects if row >= position]
        if not suspects:
            break
        window = {row - back for row in suspects if row < suspects[0] + _WINDOW for back in (0, 1, 2)}
        tops = sorted(row for row in window if row >= position)
        headings = list(candidates(corner, tops, span, index))
        best = best_heading(headings, index)
        if best is None or (spots and best[1][0].share < 0.5) or _is_form(grid, best[0], span, index):
            lacking = _lacking(headings, suspects[0], grid, span, index)
            if lacking:
                spots.append(lacking)
            position = suspects[0] + 1
            continue
        heading, able = _first_of(headings, best, grid, index)
        lacking = _lacking(headings, suspects[0], grid, span, index) if suspects[0] < heading.top else None
        if lacking:
            spots.append(lacking)
        heading, able = _with_units(grid, heading, able, index)
        position = max(heading.bottom, suspects[0] + 1)
        before = spots[-1] if spots else None
        if before is not None and before.able and _printed_again(grid, before, heading, span):
            skips.setdefault(id(before), []).append((heading.top, heading.bottom))
            continue
        spots.append(Spot(span, heading, able))
    split = [part for spot in spots for part in (_two_up(spot, index) if spot.able else [spot])]
    tops = sorted({spot.heading.top for spot in spots})
    for spot in split:
        later = [top for top in tops if top > spot.heading.top]
        end = _title_start(grid, later[0], spot.heading.bottom, span) if later else len(grid.rows)
        earlier = [s for s in spots if s.heading.top < spot.heading.top]
        start = _title_start(grid, spot.heading.top, earlier[-1].heading.bottom, span) if earlier else 0
        if not spot.able:
            continue
        own = next(s for s in spots if s.heading.top == spot.heading.top)
        who = Witnesses.of(spot.able[0], index)
        spot.body = scan(grid, spot.heading, spot.span, end, skips.get(id(own), []), who)
        spot.lines = [*range(start, spot.heading.top), *spot.body.notes]
    return split


def _lacking(headings: list[Heading], row: int, grid: Grid, span: range, index: Index) -> Spot | None:
    """A header in one row that would be a ledger's but for one column: what stands under it is no other table's."""
    for heading in headings:
        if heading.top == row and heading.height == 1 and not _is_form(grid, heading, span, index):
            lacks = nearly(heading, index)
            if lacks:
                return Spot(span, heading, [], lacks=lacks)
    return None


def _with_units(
    grid: Grid, heading: Heading, able: list[Candidate], index: Index
) -> tuple[Heading, list[Candidate]]:
    """The heading with the row of units under it (人 万元 亩), if there is one."""
    cells = {label.index: text_of(grid.rows.cell(heading.bottom, label.index)) for label in heading.labels}
    units = {at: compact(text).strip("()（）") for at, text in cells.items() if text}
    if len(units) < 2 or not all(map(is_unit, units.values())):
        return heading, able
    labels = tuple(
        replace(
            label, readings=tuple((name, unit or units.get(label.index, "")) for name, unit in label.readings)
        )
        for label in heading.labels
    )
    heading = Heading(heading.top, heading.height + 1, labels)
    return heading, match(heading, index)


def _first_of(
    headings: list[Heading], best: tuple[Heading, list[Candidate]], grid: Grid, index: Index
) -> tuple[Heading, list[Candidate]]:
    """The best heading, or a good one of a small table that ends before the best begins."""
    above = [heading for heading in headings if heading.bottom < best[0].top]
    other = best_heading(above, index)
    if other is None or other[1][0].share < _GOOD or len(other[1][0].fields) < _GOOD_FIELDS:
        return best
    between = grid.rows.counts(range(grid.rows.width), other[0].bottom, best[0].top)
    return other if any(count > 1 for count in between) else best


def _suspects(grid: Grid, span: range, index: Index) -> list[int]:
    """Rows with two known headers or more, looked for closely at the top and by their leading cells below."""
    near: Counter[int] = Counter()
    again: Counter[int] = Counter()
    for number in span:  # 先按列数：同样的字样每列只认一次
        near.update(grid.rows.column(number, 0, _CLOSE_LOOK).where(lambda value: _known(value, index)))
    above = sorted(row for row, count in near.items() if count >= 2)
    for number in span[:_LEADING]:
        again.update(grid.rows.column(number, _CLOSE_LOOK).where(index.spelled.__contains__))
    rows = {number for number, count in again.items() if count >= 2}
    counts = grid.rows.filled[_CLOSE_LOOK - 1 :]
    rows.update(n for n, (before, count) in enumerate(pairwise(counts)) if before <= 1 < count)
    below = sorted(n + _CLOSE_LOOK for n in rows)
    told = {row: _known_cells(grid.rows[row], span, index) for row in (*above, *below)}
    found = [row for row, (known, _) in told.items() if known >= 2]
    # 数据行里也有同列名一样的内容（户类型“脱贫户”），已有像样的表头时不必逐行细看
    likely = [row for row in found if _mostly_known(*told[row])]
    return likely or found


def _known_cells(row: list[Any], span: range, index: Index) -> tuple[int, int]:
    """How many different texts of a row are headers somewhere, and how many there are."""
    texts = {value for value in row[span.start : span.stop] if _may_head(value)}
    return sum(index.known(text) for text in texts), len(texts)


def _may_head(value: Any) -> bool:
    """Whether a cell may be a header: a text, and no long one."""
    return value.__class__ is str and 0 < len(value) <= 60


def _known(value: Any, index: Index) -> bool:
    return _may_head(value) and index.known(value)


def _mostly_known(known: int, texts: int) -> bool:
    return known * 3 >= texts


def _is_form(grid: Grid, heading: Heading, span: range, index: Index) -> bool:
    """Whether the heading's rows and the next are labels that alternate with their values."""
    rows = known = alternating = 0
    for row in grid.rows[heading.top : heading.bottom + 1]:
        texts = [value for value in row[span.start : span.stop] if value != ""]
        knows = [isinstance(text, str) and len(text) <= 60 and index.known(text) for text in texts]
        rows += any(knows)
        known += sum(knows)
        alternating += sum(knows[i] and not (i + 1 < len(knows) and knows[i + 1]) for i in range(len(knows)))
    return rows > 1 and alternating >= 0.75 * known


def _printed_again(grid: Grid, before: Spot, heading: Heading, span: range) -> bool:
    """Whether a heading repeats the one before (a new printed page) and no other place stands over it."""
    if [label.shown for label in heading.labels] != [label.shown for label in before.heading.labels]:
        return False
    start = _title_start(grid, heading.top, before.heading.bottom, span)
    lines = [
        text_of(value) for row in grid.rows[start : heading.top] for value in row[span.start : span.stop]
    ]
    above = [
        text_of(value) for row in grid.rows[: before.heading.top] for value in row[span.start : span.stop]
    ]
    seen = {_says(text) for text in above}
    return all(
        text in above or not place_in(text.split("：")[-1], anywhere=True) or _says(text) in seen
        for text in lines
        if text
    )


def _says(text: str) -> tuple[str, str | None]:
    """What tells a title on another printed page (续表) from that of another table: its text and period."""
    return _CONTINUED.sub("", compact(text)), period_in(text)


def _title_start(grid: Grid, top: int, floor: int, span: range) -> int:
    """The first of the sparse rows directly over a heading: its title and lines."""
    start = top
    while start > floor:
        row = grid.rows[start - 1][span.start : span.stop]
        values = [value for value in row if value != ""]
        title = all(isinstance(value, str) for value in values) and len(values) <= max(
            1, min(3, len(span) // 3)
        )
        signed = any(is_note(value) and "单位" not in str(value) for value in values)
        if values and (not title or signed):
            break
        start -= 1
    return start


def _two_up(spot: Spot, index: Index) -> list[Spot]:
    """The halves of a list that is printed twice or more across the page."""
    labels = spot.heading.labels
    names = [label.readings[-1][0] for label in labels]
    for times in (2, 3, 4):
        size, rest = divmod(len(names), times)
        if size < 2 or rest or names != names[:size] * times:
            continue
        parts = []
        for number in range(times):
            own = labels[number * size : (number + 1) * size]
            stop = labels[(number + 1) * size].index if number + 1 < times else spot.span.stop
            heading = Heading(spot.heading.top, spot.heading.height, own)
            best = best_heading([heading], index)
            if best is not None:
                parts.append(Spot(range(own[0].index if number else spot.span.start, stop), *best))
        return parts
    return _joined(spot, names, index) or [spot]


def _joined(spot: Spot, names: list[str], index: Index) -> list[Spot]:
    """Two different tables side by side without a column between: 序号 begins the second one too."""
    again = [number for number, name in enumerate(names) if number and name == names[0] and name in _BEGINS]
    if len(again) != 1:
        return []
    labels, at = spot.heading.labels, again[0]
    parts = []
    for own, span in (
        (labels[:at], range(spot.span.start, labels[at].index)),
        (labels[at:], range(labels[at].index, spot.span.stop)),
    ):
        best = best_heading([Heading(spot.heading.top, spot.heading.height, own)], index)
        if best is None or best[1][0].share < _GOOD or len(best[1][0].fields) < _GOOD_FIELDS:
            return []
        parts.append(Spot(span, *best))
    return parts
