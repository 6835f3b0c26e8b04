"""A sheet's cells by the column, each distinct value held once: what makes a hundred thousand rows cheap."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import zip_longest
from typing import Any, overload

_CHUNK = 500
_MANY = 50_000  # 行；更多的用 numpy 数，导入它的 0.1 秒才值得


class Column(Sequence[Any]):
    """The raw values of a column: the value of position `n` is `values[codes[n]]`.

    `values` may be shared with other columns of the sheet and is only ever appended to.
    """

    __slots__ = ("_numbers", "codes", "values")

    def __init__(self, values: list[Any], codes: "array[int]") -> None:
        self.values = values
        self.codes = codes
        self._numbers: dict[tuple[type, Any], int] | None = None

    @classmethod
    def of(cls, values: Sequence[Any]) -> "Column":
        """The column of plain values, or the column itself."""
        if isinstance(values, Column):
            return values
        distinct, codes = numbered(tuple(values))
        return cls(distinct, array("i", codes))

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, position: int) -> Any: ...
    @overload
    def __getitem__(self, position: slice) -> list[Any]: ...
    def __getitem__(self, position: int | slice) -> Any:
        if isinstance(position, slice):
            return [self.values[code] for code in self.codes[position]]
        return self.values[self.codes[position]]

    def __setitem__(self, position: int, value: Any) -> None:
        if self._numbers is None:
            self._numbers = {(known.__class__, known): code for code, known in enumerate(self.values)}
        code = self._numbers.setdefault((value.__class__, value), len(self.values))
        if code == len(self.values):
            self.values.append(value)
        self.codes[position] = code

    def lengthen(self, more: int) -> None:
        """Add `more` empty cells at the end."""
        start = len(self.codes)
        self.codes.extend([0] * more)
        if more:
            self[start] = ""
            self.codes[start:] = array("i", [self.codes[start]]) * more

    def __iter__(self) -> Iterator[Any]:
        return map(self.values.__getitem__, self.codes)

    def __contains__(self, value: object) -> bool:
        return any(self.values[code] == value for code in set(self.codes))

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, (Column, list)) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Column({list(self)!r})"

    def where(self, holds: Callable[[Any], bool]) -> list[int]:
        """The positions whose value answers `holds`, which is asked once for each distinct value."""
        values = self.values
        asked = range(len(values)) if len(values) < len(self.codes) else set(self.codes)
        wanted = {code for code in asked if holds(values[code])}
        if not wanted:
            return []
        return [position for position, code in enumerate(self.codes) if code in wanted]

    def at(self, positions: Sequence[int]) -> "Column":
        """The values at rising `positions` as a column of its own."""
        if not positions:
            return Column(self.values, array("i"))
        first, last = positions[0], positions[-1]
        if last - first + 1 == len(positions):
            return Column(self.values, self.codes[first : last + 1])
        return Column(self.values, array("i", map(self.codes.__getitem__, positions)))

    def compact(self) -> tuple[list[Any], "array[int]"]:
        """The values in use in order of appearance, and each position's number among them."""
        if len(self.codes) > _MANY:
            return self._compact_many()
        used = dict.fromkeys(self.codes)
        if len(used) == len(self.values) and all(map(int.__eq__, used, range(len(used)))):
            return self.values, self.codes
        renumbered = dict(zip(used, range(len(used)), strict=True))
        values = list(map(self.values.__getitem__, used))
        return values, array("i", map(renumbered.__getitem__, self.codes))

    def _compact_many(self) -> tuple[list[Any], "array[int]"]:
        import numpy as np

        codes = np.frombuffer(self.codes, np.int32)
        first = np.full(len(self.values), len(codes), np.int32)
        first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1, dtype=np.int32)  # 写了几次的，最后写的算数
        used = np.flatnonzero(first < len(codes))
        used = used[np.argsort(first[used])]
        numbers = np.empty(len(self.values), np.int32)
        numbers[used] = np.arange(len(used), dtype=np.int32)
        values = list(map(self.values.__getitem__, used.tolist()))
        return values, array("i", numbers[codes].tobytes())


class Rows(Sequence[list[Any]]):
    """A sheet's rows from row 1 on, each as long as the sheet is wide, over its columns.

    Attributes:
        filled: the number of cells of each row that hold something.
    """

    def __init__(self, columns: list[Column], filled: "array[int]") -> None:
        self._columns = columns
        self.filled = filled

    @classmethod
    def of(cls, rows: Sequence[Sequence[Any]]) -> "Rows":
        """The rows of plain ones, short ones filled up."""
        builder = Builder()
        builder.add(rows, 0, 0)
        return builder.rows()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self._columns)

    def __len__(self) -> int:
        return len(self.filled)

    @overload
    def __getitem__(self, number: int) -> list[Any]: ...
    @overload
    def __getitem__(self, number: slice) -> list[list[Any]]: ...
    def __getitem__(self, number: int | slice) -> Any:
        if isinstance(number, slice):
            columns = [column[number] for column in self._columns]
            return list(map(list, zip(*columns, strict=True)))
        return [column.values[column.codes[number]] for column in self._columns]

    def __iter__(self) -> Iterator[list[Any]]:
        return map(list, zip(*self._columns, strict=True))

    def cell(self, row: int, column: int) -> Any:
        """A cell's value, "" outside the sheet."""
        if row < len(self.filled) and column < len(self._columns):
            return self._columns[column][row]
        return ""

    def column(self, index: int, start: int = 0, stop: int | None = None) -> Column:
        """The cells of a column over the rows from `start` to `stop`."""
        column = self._columns[index]
        return Column(column.values, column.codes[start:stop])

    def counts(self, span: range, start: int, stop: int | None = None) -> "array[int]":
        """How many cells hold something in each row from `start` to `stop`, over the columns of `span`."""
        counts = self.filled[start:stop]
        for index in (n for n in range(self.width) if n not in span):
            for position in self.column(index, start, stop).where(_holds):
                counts[position] -= 1
        return counts

    def empty(self, index: int) -> bool:
        """Whether a column holds nothing at all."""
        return all(value == "" for value in self._columns[index].values)

    def reach(self, height: int, width: int) -> None:
        """Grow to at least `height` rows and `width` columns."""
        missing = height - len(self.filled)
        if missing > 0:
            self.filled.extend([0] * missing)
            for column in self._columns:
                column.lengthen(missing)
        while width > len(self._columns):
            self._columns.append(Column([""], array("i", bytes(4 * len(self.filled)))))

    def put(self, row: int, column: int, value: Any) -> None:
        """Write a value into a cell if it is empty or a zero, which formulas never calculated have."""
        before = self._columns[column][row]
        if before in {"", 0}:
            self._columns[column][row] = value
            self.filled[row] += before == ""

    def without_end(self) -> "Rows":
        """The rows without the empty ones at the end."""
        stop = len(self.filled)
        while stop and not self.filled[stop - 1]:
            stop -= 1
        if stop == len(self.filled):
            return self
        return Rows([self.column(index, 0, stop) for index in range(self.width)], self.filled[:stop])


def _holds(value: Any) -> bool:
    return bool(value != "")


class Builder:
    """Rows taken in from top to bottom, a piece of the sheet at a time."""

    def __init__(self) -> None:
        self._numbers: list[_Numbers] = []
        self._codes: list[array[int]] = []
        self._filled = array("i")

    def add(self, rows: Sequence[Sequence[Any]], top: int, left: int) -> None:
        """Take in rows whose first cell stands in the 0-based row `top` and column `left`."""
        self._skip_to(top)
        for start in range(0, len(rows), _CHUNK):
            piece = rows[start : start + _CHUNK]
            before = len(self._filled)
            self._filled.extend([len(row) - row.count("") for row in piece])
            width = left
            for width, cells in enumerate(zip_longest(*piece, fillvalue=""), left + 1):
                if width > len(self._codes):
                    self._widen(width, before)
                self._codes[width - 1].extend(self._numbers[width - 1].of(cells))
            for index in (*range(left), *range(width, len(self._codes))):
                self._blank(index, len(piece))

    def rows(self) -> Rows:
        """All that was taken in; one column at least where there are rows."""
        if self._filled:
            self._widen(1, len(self._filled))
        made = zip(self._numbers, self._codes, strict=True)
        return Rows([Column(numbers.values(), codes) for numbers, codes in made], self._filled)

    def _skip_to(self, top: int) -> None:
        missing = top - len(self._filled)
        if missing > 0:
            self._filled.extend([0] * missing)
            for index in range(len(self._codes)):
                self._blank(index, missing)

    def _widen(self, width: int, height: int) -> None:
        while len(self._codes) < width:
            self._numbers.append(_Numbers())
            self._codes.append(array("i"))
            self._blank(len(self._codes) - 1, height)

    def _blank(self, index: int, count: int) -> None:
        if count:
            self._codes[index].extend([self._numbers[index][""]] * count)


def numbered(values: tuple[Any, ...]) -> tuple[list[Any], list[int]]:
    """The distinct values in order of appearance, and the number of each value among them."""
    if len(set(values)) == len(values):  # True、1、1.0 算一个，所以没有混在一起的
        return list(values), list(range(len(values)))
    numbers = _Numbers()
    codes = numbers.of(values)
    return numbers.values(), codes


class _Truth(Enum):
    """A truth value as a key of its own: True == 1 == 1.0 would be taken for one another."""

    FALSE = False
    TRUE = True


class _Numbers(dict[Any, int]):
    """Values numbered in order of appearance."""

    def __missing__(self, value: Any) -> int:
        number = self[value] = len(self)
        return number

    def of(self, cells: tuple[Any, ...]) -> list[int]:
        """The number of each cell's value."""
        known = len(self)
        found = list(map(self.__getitem__, cells))
        if (1 in self or 0 in self) and bool in set(map(type, cells)):
            while len(self) > known:
                self.popitem()
            return [self[_Truth(cell) if cell.__class__ is bool else cell] for cell in cells]
        return found

    def values(self) -> list[Any]:  # type: ignore[override]
        """The values by their number."""
        return [key.value if key.__class__ is _Truth else key for key in self]
