"""A large xlsx sheet read in slices of rows: two at a time, and never all of it in Rust and Python at once.

calamine lets other threads go on while it parses; the slices of a sheet are parsed side by side, each
wrapped as a workbook of its own, while the values of the one before are taken in by the column. Rows and
cells carry their own addresses, so a slice that begins with a numbered row means the same alone.
"""

import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice, pairwise

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from fupin_cli.reading import merges
from fupin_cli.reading.aside import Aside
from fupin_cli.reading.broken import SIGNS, facts
from fupin_cli.reading.columns import Builder, Rows
from fupin_cli.reading.limits import MIB
from fupin_cli.reading.occurs import occurs
from fupin_cli.reading.package import pack

_STRINGS = "xl/sharedStrings.xml"
_THREADS = 2
_START = b'<row r="'
_NUMBER = re.compile(rb'<row r="(\d{1,7})"')
_DATA, _END = b"<sheetData>", b"</sheetData>"
_FINISH = _END + b"</worksheet>"
# 注释、CDATA 里也可能有像行的文字；表提前结束的，后面的行不算：都照整张表读
_UNSAFE = (b"<!", _END)


@dataclass
class LargeSheet:
    """A sheet worth slicing: its XML, and the workbook's parts that every slice needs.

    Attributes:
        position: of the sheet in the workbook.
        part: the name of its part.
        shared: the parts other than sheets.
        size: bytes of XML in a slice.
    """

    position: int
    part: str
    xml: bytes
    shared: dict[str, bytes]
    size: int

    @property
    def without_rows(self) -> bytes:
        """The sheet with nothing but what stands around its rows: widths, merged ranges."""
        start, end = self._span()
        return self.xml[:start] + self.xml[end:]

    def read(self) -> tuple[Rows, Aside]:
        """The sheet's rows and what is to be told beside them.

        Raises:
            CalamineError, OSError, ValueError: it is damaged.
        """
        return self._sliced() or self._whole()

    def _span(self) -> tuple[int, int]:
        start = self.xml.find(_DATA) + len(_DATA)
        return start, max(start, self.xml.rfind(_END))

    def _cuts(self) -> list[int]:
        """Where the slices begin and the last one ends."""
        start, end = self._span()
        size = max(self.size, 4 * len(self.shared.get(_STRINGS, b"")))  # 每一段都要重读共享文字
        cuts = [start]
        while (after := self.xml.find(_START, cuts[-1] + size, end)) >= 0:
            cuts.append(after)
        return [*cuts, end]

    def _sliced(self) -> tuple[Rows, Aside] | None:
        """The sheet read in slices; None where they might not mean the same as the whole."""
        cuts = self._cuts()
        numbers = [int(match[1]) for cut in cuts[1:-1] if (match := _NUMBER.match(self.xml, cut))]
        bounds = [0, *(number - 1 for number in numbers), 1 << 20]
        if len(bounds) != len(cuts) or any(low >= high for low, high in pairwise(bounds)):
            return None
        aside = facts(self.xml[: cuts[0]])
        builder = Builder()
        try:
            for (low, high), parsed in zip(pairwise(bounds), self._parsed(cuts), strict=True):
                if parsed is None:
                    return None
                sheet, found = parsed
                if sheet.start is not None and sheet.end is not None:
                    if not low <= sheet.start[0] <= sheet.end[0] < high:
                        return None
                    builder.add(sheet.to_python(), *sheet.start)
                aside = aside.joined(found)
        except (CalamineError, OSError, ValueError):
            return None
        return builder.rows(), aside

    def _parsed(self, cuts: list[int]) -> Iterator[tuple[CalamineSheet, Aside] | None]:
        """The slices in order, the next ones under way."""
        pieces = pairwise(cuts)
        with ThreadPoolExecutor(_THREADS) as pool:
            waiting: list[Future[tuple[CalamineSheet, Aside] | None]] = []
            waiting += [pool.submit(self._parse, *piece) for piece in islice(pieces, _THREADS)]
            while waiting:
                done = waiting.pop(0).result()
                waiting += [pool.submit(self._parse, *piece) for piece in islice(pieces, 1)]
                yield done

    def _parse(self, start: int, end: int) -> tuple[CalamineSheet, Aside] | None:
        xml = self.xml[start:end]
        odd = occurs(rf"{SIGNS}|{'|'.join(sign.decode() for sign in _UNSAFE)}", xml)
        if odd and any(sign in xml for sign in _UNSAFE):
            return None
        head = self.xml[: self._span()[0] - len(_DATA)]
        sheet = _open({**self.shared, self.part: head + merges.NONE + _DATA + xml + _FINISH}, self.position)
        return sheet, facts(xml) if odd else Aside()

    def _whole(self) -> tuple[Rows, Aside]:
        sheet = _open({**self.shared, self.part: self.xml}, self.position)
        return rows_of(sheet), facts(self.xml)


def is_large(xml: bytes, size: int) -> bool:
    """Whether a sheet has more than two slices of `size`, and the form that all common writers give it."""
    return len(xml) > 2 * size and xml.find(_DATA, 0, MIB) > 0 and _END in xml[-MIB:]


def rows_of(sheet: CalamineSheet) -> Rows:
    """A sheet's rows at their true positions."""
    builder = Builder()
    if sheet.start is not None:
        builder.add(sheet.to_python(), *sheet.start)
    return builder.rows()


def _open(members: dict[str, bytes], position: int) -> CalamineSheet:
    return CalamineWorkbook.from_filelike(pack(members)).get_sheet_by_index(position)
