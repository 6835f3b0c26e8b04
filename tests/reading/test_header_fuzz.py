"""表头旁边任意写字：从不出别的错，数据行从不被当成表头。"""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fupin_cli.reading.body import is_total
from fupin_cli.reading.columns import Rows
from fupin_cli.reading.headers import index
from fupin_cli.reading.model import Grid, Reading
from fupin_cli.reading.sheet import read_sheet

HEADER = ["村", "户编号", "户主姓名", "姓名", "证件号码", "与户主关系"]
RECORDS = [
    ["双庙村", "H1", "甄有田", "甄有田", "341699196803050011", "户主"],
    ["双庙村", "H1", "甄有田", "甄小禾", "341699200603200029", "之女"],
    ["双庙村", "H2", "甄守业", "甄守业", "34169919550101001X", "户主"],
    ["双庙村", "H2", "甄守业", "李秀英", "341699195602020021", "配偶"],
]
KNOWN = sorted(index().spelled)

words = st.text(max_size=12) | st.sampled_from(KNOWN)
cells = st.one_of(
    st.just(""),
    words,
    st.sampled_from(
        ["合计", "小计", "注：以上", "填报单位：芦庙镇", "单位：万元", "序号", "示例", "1", "甲", "2023年"]
    ),
    st.integers(0, 3000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
)
# 前八列里写着“合计”的行按合计行读，那不是表头的事
notes = cells.filter(lambda value: not is_total(value))


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Any cells anywhere, headers among them, some merged, under any sheet's name."""
    width = draw(st.integers(1, 8))
    rows: list[list[Any]] = draw(
        st.lists(st.lists(cells, min_size=width, max_size=width), min_size=0, max_size=9)
    )
    merges = []
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, 9)), draw(st.integers(0, 8))
        merges.append((top, left, top + draw(st.integers(0, 3)), left + draw(st.integers(0, 4))))
    return Grid(draw(words), Rows.of(rows), merges)


def read(grid: Grid) -> Reading:
    reading = Reading("台账.xlsx", "", "xlsx")
    read_sheet(grid, index(), reading)
    return reading


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grids())
def test_任意的格子都说得出结果(grid: Grid) -> None:
    height, width = len(grid.rows), grid.rows.width
    reading = read(grid)
    (outline,) = reading.outlines
    assert outline.outcome
    for table in reading.tables:
        assert all(1 <= row <= height for row in (*table.header_rows, *table.rows))
        # 一户一表里最右边的标签，值是它右边还没填的格子
        assert all(0 <= column.index < width + (not table.header_rows) for column in table.columns)
        assert len({column.field for column in table.columns}) == len(table.columns)
        assert all(len(values) == len(table.rows) for values in table.cells.values())
        assert not set(table.header_rows) & set(table.rows)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    above=st.lists(st.lists(st.text(max_size=12), max_size=3), max_size=3),
    extra=st.lists(notes, min_size=len(RECORDS), max_size=len(RECORDS)),
    title=st.text(max_size=10),
    left=st.integers(0, 2),
    order=st.permutations(range(len(HEADER))),
    repeat=st.integers(1, 4),
)
def test_表头齐全时数据行从不当成表头(
    above: list[list[str]], extra: list[Any], title: str, left: int, order: list[int], repeat: int
) -> None:
    records = [
        [record[place] for place in order] + [note] for record, note in zip(RECORDS, extra, strict=True)
    ]
    body = [[HEADER[place] for place in order] + [title], *records * repeat]
    lines = [*above, *([""] * left + line for line in body)]
    first = len(above) + 2
    (table,) = read(Grid("家庭成员", Rows.of(lines))).tables
    assert table.ledger == "家庭成员"
    assert table.header_rows[-1] == first - 1
    assert table.rows == list(range(first, first + len(RECORDS) * repeat))
    for place, name in enumerate(HEADER):
        assert table.cells[name] == [record[place] for record in RECORDS] * repeat
