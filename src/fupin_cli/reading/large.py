"""A large xlsx sheet read by its distinct cells: what a column says many times over is parsed once.

The sheet is cut into fragments of its XML; each column's distinct ones are laid out on a small sheet of
the same workbook, and calamine reads that: what a cell means is calamine's word, here as in a sheet read whole.
"""

from array import array
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice, pairwise
from typing import Any

from msgspec import Struct
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from fupin_cli.reading import merges
from fupin_cli.reading.aside import Aside
from fupin_cli.reading.broken import SIGNS, facts
from fupin_cli.reading.columns import Builder, Column, Rows, numbered
from fupin_cli.reading.fragments import Fragments, Numbers, fragments
from fupin_cli.reading.limits import MIB
from fupin_cli.reading.occurs import occurs, prepared
from fupin_cli.reading.package import pack

_THREADS = 2
_START = b'<row r="'
_DATA, _END = b"<sheetData>", b"</sheetData>"
_FINISH = _END + b"</worksheet>"
# 地址以后：样式和类型各至多一次（写了两次的 calamine 读法不定），内容，末尾
_CELL = (
    r'(?s)^(?:(?: s="[0-9]+")?(?: t="[A-Za-z]+")?|(?: t="[A-Za-z]+") s="[0-9]+")'
    r'(?: (?:cm|vm|ph)="[0-9a-z]+")*(?:/>|>.*</c>)\s*$'
)
# 注释、CDATA、处理指令里也可能有像格子的文字：照整张表读
_UNSAFE = "<[!?]"
_ACROSS = 1000  # 小表一行放几格
_LOT = 100_000  # 一张小表放几格
_MARK = b"<c><v>1</v></c>"  # 小表每行头尾各放一格，范围才从 A1 到最后


class LargeSheet(Struct):
    """A sheet worth the trouble: its XML, and the workbook's parts that its cells refer to.

    Attributes:
        position: of the sheet in the workbook.
        part: the name of its part.
        shared: the parts other than sheets.
        size: bytes of XML in a slice, of which two are cut into fragments at a time.
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
        try:
            return self._by_fragments() or self._whole()
        except (CalamineError, OSError, ValueError):
            return self._whole()

    def _span(self) -> tuple[int, int]:
        start = self.xml.find(_DATA) + len(_DATA)
        return start, max(start, self.xml.rfind(_END))

    def _by_fragments(self) -> tuple[Rows, Aside] | None:
        """The sheet read by its distinct cells; None where that might not mean the same as the whole."""
        slices = self._slices()
        if slices is None:
            return None
        tags = b"".join(tag for one in slices for tag in one.tags)
        columns = _columns(slices)
        if columns is None:
            return None
        said = [text for column in columns for text in column.said]
        cells = b"".join(said)
        if occurs(_UNSAFE, cells):
            return None
        odd = occurs(SIGNS, cells) or occurs(SIGNS, tags)
        return _rows(columns, self._meanings(said)), facts(self.xml if odd else self.xml[: self._span()[0]])

    def _slices(self) -> list[Fragments] | None:
        """The fragments of the whole sheet, slice by slice; None where one has not the common form."""
        start, end = self._span()
        first = self.xml.find(_START, start, end)
        if first < 0 or self.xml[start:first].strip():
            return None
        cuts = [first]
        while (after := self.xml.find(_START, cuts[-1] + self.size, end)) >= 0:
            cuts.append(after)
        with ThreadPoolExecutor(_THREADS) as pool:
            made = list(pool.map(lambda piece: fragments(self.xml, *piece), pairwise([*cuts, end])))
        slices = [one for one in made if one is not None]
        rising = all(above.rows[-1] < below.rows[0] for above, below in pairwise(slices))
        return slices if rising and len(slices) == len(made) else None

    def _meanings(self, said: list[bytes]) -> Iterator[Any]:
        """What each text means as a cell of this workbook: calamine, which lets other threads go on, reads ahead."""
        pool = ThreadPoolExecutor(_THREADS)
        lots = pool.map(self._values, [said[n : n + _LOT] for n in range(0, len(said), _LOT)])
        pool.shutdown(wait=False)
        return chain.from_iterable(lots)

    def _values(self, said: list[bytes]) -> Iterator[Any]:
        """What each text of a lot means."""
        lines = [b"<c".join((b"", *said[n : n + _ACROSS])) for n in range(0, len(said), _ACROSS)]
        xml = b"".join(b"<row>" + _MARK + line + _MARK + b"</row>" for line in lines)
        head = self.xml[: self._span()[0] - len(_DATA)]
        sheet = _open({**self.shared, self.part: head + merges.NONE + _DATA + xml + _FINISH}, self.position)
        if sheet.end != (len(lines) - 1, min(len(said), _ACROSS) + 1):
            raise ValueError
        return chain.from_iterable(row[1:-1] for row in sheet.iter_rows())

    def _whole(self) -> tuple[Rows, Aside]:
        sheet = _open({**self.shared, self.part: merges.hidden(self.xml)}, self.position)
        return rows_of(sheet), facts(self.xml)


def is_large(xml: bytes, size: int) -> bool:
    """Whether a sheet is worth the trouble (see `Limits`), and has the form that all common writers give it."""
    worth = size // 4 if prepared() else 8 * size
    return len(xml) > worth and xml.find(_DATA, 0, MIB) > 0 and _END in xml[-MIB:]


def rows_of(sheet: CalamineSheet) -> Rows:
    """A sheet's rows at their true positions."""
    builder = Builder()
    if sheet.start is not None:
        builder.add(sheet.to_python(), *sheet.start)
    return builder.rows()


def _open(members: dict[str, bytes], position: int) -> CalamineSheet:
    return CalamineWorkbook.from_filelike(pack(members)).get_sheet_by_index(position)


class _Said(Struct):
    """A column of a sheet: the 0-based rows of its cells, the distinct texts of them, and each cell's number."""

    index: int
    rows: Numbers
    said: list[bytes]
    codes: Numbers


def _columns(slices: list[Fragments]) -> list[_Said] | None:
    """The columns of all slices together; None where a cell has not the common form.

    The slices are emptied: there may be many millions of cells.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    found = []
    for index in sorted({index for one in slices for index in one.columns}):
        parts = [one.columns.pop(index) for one in slices if index in one.columns]
        chunks = pa.chunked_array([texts for _, texts in parts]).unify_dictionaries().chunks
        # to_numpy 会顺带导入 pandas（0.4 秒），所以看它的内存
        codes = [
            np.frombuffer(chunk.indices.buffers()[1], np.int32, len(chunk), 4 * chunk.offset)
            for chunk in chunks
        ]
        if not pc.all(pc.match_substring_regex(chunks[0].dictionary, pattern=_CELL)).as_py():
            return None
        rows = np.concatenate([rows for rows, _ in parts])
        found.append(_Said(index, rows, chunks[0].dictionary.to_pylist(), np.concatenate(codes)))
    return found


def _rows(columns: list[_Said], read: Iterator[Any]) -> Rows:
    """The rows of a sheet's columns from the meanings of their texts, one after the other."""
    import numpy as np

    made = []
    filled: Numbers = np.zeros(0, np.int32)
    for column in columns:
        values, codes = numbered(("", *islice(read, len(column.said))))
        cells = np.array(codes, np.int32)[1:][column.codes]
        rows = column.rows[cells > 0]
        if len(rows):
            counts = np.bincount(rows, minlength=len(filled))
            counts[: len(filled)] += filled
            filled = counts
            made.append((column, values, cells))
    result: list[Column] = []
    for column, values, cells in made:
        while len(result) < column.index:
            result.append(Column([""], array("i", bytes(4 * len(filled)))))
        whole = np.zeros(len(filled), np.int32)
        within = column.rows < len(filled)
        whole[column.rows[within]] = cells[within]
        result.append(Column(values, array("i", whole.tobytes())))
    return Rows(result, array("i", filled.astype(np.int32).tobytes()))
