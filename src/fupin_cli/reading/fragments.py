"""A large sheet's XML as fragments: what each cell and each row says of itself, apart from its address.

Most cells of a column say the same as many others. The addresses are read here, by the thousand at a time; what
is left of a cell is kept once for each column, and read by calamine once. numpy and Arrow let other threads go on.

The XML must have the form that Excel, WPS and the common writers give it; what has not is left to be read whole.
"""

from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from fupin_cli.patterns import regex

if TYPE_CHECKING:
    import pyarrow as pa

Numbers: TypeAlias = Any  # a numpy array of whole numbers

_CELL, _ROW = int.from_bytes(b"<c", "little"), int.from_bytes(b"<r", "little")
_CELL_HEAD, _ROW_HEAD, _ROW_END = b'<c r="', b'<row r="', b"</row>"
_QUOTE, _SPACE = ord('"'), ord(" ")
_BLANKS = 4  # 有的程序（POI 的流式导出）在行与行之间换行
_TEN, _LETTERS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_DIGITS, _MOST_LETTERS = 7, 3
_ATTRIBUTES = rb'"(?: [A-Za-z0-9:]+="[^"<>]*")*'
_FILLED = regex(_ATTRIBUTES + rb">\s*")
_BARE = regex(_ATTRIBUTES + rb"(?: ?/>|>\s*</row>)\s*")
# 表的末尾还有 </sheetData></worksheet>：看一格的开头不会看到外面去
BEYOND = 24


class Fragments(Struct):
    """What stands between two places of a sheet's XML.

    Attributes:
        rows: the 0-based number of each row.
        tags: all that the tags of rows say after the number.
        columns: by 0-based column the 0-based rows of its cells, and what each cell says
            after its address.
    """

    rows: Numbers
    tags: frozenset[bytes]
    columns: dict[int, tuple[Numbers, "pa.DictionaryArray"]]


def fragments(xml: bytes, start: int, end: int) -> Fragments | None:
    """The fragments from a row's `<` at `start` to `end`; None where the form is not the common one."""
    import numpy as np

    whole = np.frombuffer(xml, np.uint8)
    cells, rows = _tokens(np, xml, start, end)
    cells = cells[whole[cells + 2] < ord("a")]  # <color>、<charset> 不是格子
    rows = rows[whole[rows + 2] == ord("o")]
    if not len(rows) or rows[0] != start or len(xml) < end + BEYOND:
        return None
    if not (_all_say(whole, cells, _CELL_HEAD) and _all_say(whole, rows, _ROW_HEAD)):
        return None
    row_place = rows + len(_ROW_HEAD)
    row_number, row_digits = _number(np, whole, row_place, _TEN, _MOST_DIGITS)
    letters = cells + len(_CELL_HEAD)
    column, width = _number(np, whole, letters, _LETTERS, _MOST_LETTERS)
    of_row: Numbers = np.searchsorted(rows, cells) - 1  # 每一格在第几行
    place, digits = letters + width, row_digits[of_row]
    tail, row_tail = place + digits, row_place + row_digits
    sound = (whole[tail] == _QUOTE) & (width > 0)
    for n in range(int(row_digits.max())):  # 一格写的行号就是它那一行的
        sound &= (whole[place + n] == whole[row_place[of_row] + n]) | (digits <= n)
    rising = (np.diff(of_row) > 0) | (np.diff(column) > 0)
    if not (rising.all() and sound.all() and (whole[row_tail] == _QUOTE).all()):
        return None
    if not ((np.diff(row_number) > 0).all() and row_number[0] > 0):
        return None
    # 一格到下一格或它那一行的末尾为止；没有格子的行到下一行为止
    next_row = np.append(rows[1:], end)
    first: Numbers = np.searchsorted(cells, rows)
    behind = np.append(first[1:], len(cells))
    filled = behind > first
    row_end = np.where(filled, np.append(cells, end)[first], next_row)
    stop = np.append(cells[1:], end)
    last = behind[filled] - 1
    close = next_row[filled]
    for _ in range(_BLANKS):
        close = close - (whole[close - 1] <= _SPACE)
    stop[last] = close - len(_ROW_END)
    if not _all_say(whole, stop[last], _ROW_END):
        return None
    filled_tags, bare_tags = (
        frozenset(_texts(np, xml, start, row_tail - start, row_end - start, which).unique().to_pylist())
        for which in (np.flatnonzero(filled), np.flatnonzero(~filled))
    )
    if not (all(map(_FILLED.fullmatch, filled_tags)) and all(map(_BARE.fullmatch, bare_tags))):
        return None
    order = np.argsort(column, kind="stable")
    texts = _texts(np, xml, start, tail + 1 - start, stop - start, order)
    bounds = np.flatnonzero(np.diff(column[order], prepend=0, append=0))
    columns = {}
    for low, high in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        said = texts.slice(low, high - low).dictionary_encode()
        columns[int(column[order[low]]) - 1] = row_number[of_row[order[low:high]]] - 1, said
    return Fragments(row_number - 1, filled_tags | bare_tags, columns)


def _tokens(np: Any, xml: bytes, start: int, end: int) -> tuple[Numbers, Numbers]:
    """Where `<c` and where `<r` stand: two bytes looked at as one number, from even and from odd places."""
    found: tuple[list[Numbers], list[Numbers]] = ([], [])
    for odd in (0, 1):
        pairs: Numbers = np.frombuffer(xml, "<u2", (end - start) // 2, start + odd)
        for sign, places in zip((_CELL, _ROW), found, strict=True):
            places.append(np.flatnonzero(pairs == sign) * 2 + start + odd)
    cells, rows = (np.sort(np.concatenate(places), kind="stable") for places in found)
    return cells, rows


def _all_say(whole: Numbers, places: Numbers, word: bytes) -> bool:
    """Whether `word` stands at each place."""
    return all(bool((whole[places + n] == sign).all()) for n, sign in enumerate(word))


def _number(np: Any, whole: Numbers, places: Numbers, signs: bytes, most: int) -> tuple[Numbers, Numbers]:
    """The number written at each place in `signs`, which follow one another, and with how many of them.

    Digits (0 to 9) do not begin with a zero; letters (A to Z) have none: A is 1, Z 26, AA 27.
    """
    lowest = 0 if signs == _TEN else 1
    number = np.zeros(len(places), np.int32)
    count = np.zeros(len(places), np.int32)
    for n in range(most):
        sign = whole[places + n].astype(np.int32) - signs[0] + lowest
        goes_on = (count == n) & (sign >= (lowest if n else 1)) & (sign < lowest + len(signs))
        if not goes_on.any():
            break
        number = np.where(goes_on, number * len(signs) + sign, number)
        count += goes_on
    return number, count


def _texts(
    np: Any, xml: bytes, start: int, begins: Numbers, ends: Numbers, order: Numbers
) -> "pa.BinaryArray":
    """The bytes between the pairs of places, in `order`.

    Arrow's array is every such piece and what stands between two of them, in turn; every second is taken.
    """
    import pyarrow as pa

    offsets = np.empty(2 * len(begins) + 1, np.int32)
    offsets[0:-1:2], offsets[1::2] = begins, ends
    offsets[-1] = offsets[-2] if len(begins) else 0
    everything = pa.Array.from_buffers(
        pa.binary(), 2 * len(begins), [None, pa.py_buffer(offsets), pa.py_buffer(memoryview(xml)[start:])]
    )
    wanted = order.astype(np.int32) * 2
    return everything.take(pa.Array.from_buffers(pa.int32(), len(wanted), [None, pa.py_buffer(wanted)]))
