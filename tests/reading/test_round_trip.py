"""任意一种台账、任意排法、任意格式：写出去的值原样读回来。"""

import csv
import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fupin_cli.judging import verdict
from fupin_cli.reading.headers import normalise
from fupin_cli.reading.read import read_file
from fupin_cli.vocabulary.ledger import COMMON, Column, columns
from fupin_cli.vocabulary.registry import ledgers
from sheets import Sheet, workbook
from written import write_html, write_ods, write_spreadsheetml, write_xls
from xlsb import write_xlsb

WORDS = (
    "甄有田",
    "甄小禾",
    "双庙村",
    "李楼村",
    "2023春",
    "是",
    "否",
    "职业学校",
    "0012",
    "34169919680305001X",
)

WHOLE = st.integers(1, 9999)
DATES = st.dates(dt.date(1940, 1, 1), dt.date(2024, 12, 31)).map(dt.date.isoformat)


def raw(column: Column) -> st.SearchStrategy[Any]:
    """What may stand in a column's cell."""
    if column.kind.sql == "DATE":
        return DATES
    if column.kind.sql == "BIGINT":
        return WHOLE
    if column.kind.sql.startswith("DECIMAL"):
        return WHOLE | WHOLE.map(lambda number: number + 0.25)
    return st.sampled_from(WORDS)


# 各种格式，和存成它的文件的后缀
KINDS = {
    "xlsx": "xlsx", "xls": "xls", "ods": "ods", "xlsb": "xlsb", "csv": "csv", "GB18030": "csv", "制表符": "csv",
    "html": "xls", "xml": "xml",
}  # fmt: skip
TEXT_ONLY = {"csv", "GB18030", "制表符", "html"}


@st.composite
def written(draw: st.DrawFn) -> tuple[str, list[str], list[list[Any]], list[list[Any]], int, str]:
    """A ledger's name, its fields, its records, the sheet as laid out, the first data row, the format."""
    name = draw(st.sampled_from(sorted(ledgers())))
    ledger = ledgers()[name]
    known = columns(ledger)
    own = [field for field in known if field not in COMMON]
    required = [field for field in known if known[field].required]
    # 一张真实的表总有这种台账自己的列：例子里有的列都在，另添几列
    usual = [field for field in own if any(field == normalise(key).name for key in ledger.examples[0])]
    extra = draw(st.lists(st.sampled_from(own), max_size=4))
    fields = list(dict.fromkeys([*ledger.needs, *required, *usual, *extra]))
    fields = draw(st.permutations(fields))
    records = draw(
        st.lists(st.tuples(*(raw(known[field]) for field in fields)).map(list), min_size=1, max_size=5)
    )
    headers = [_spelled(draw, field, known[field].unit) for field in fields]
    title = draw(st.booleans())
    left, blank = draw(st.integers(0, 2)), draw(st.integers(0, 2))
    above: list[list[Any]] = [[f"芦庙镇2023年{name}台账"], ["填报单位：芦庙镇双庙村"]] if title else []
    above += [[] for _ in range(blank)]
    laid = above + [[""] * left + row for row in [headers, *records]]
    kind = draw(st.sampled_from(sorted(KINDS)))
    return name, list(fields), records, laid, len(above) + 2, kind


def _spelled(draw: st.DrawFn, field: str, unit: str) -> str:
    """The field's name as some village would write it."""
    text = field
    if draw(st.booleans()) and len(text) > 2:
        place = draw(st.integers(1, len(text) - 1))
        text = text[:place] + draw(st.sampled_from((" ", "\n", "\u3000"))) + text[place:]
    if unit and draw(st.booleans()):
        text += draw(st.sampled_from(("（{}）", "({})", "\n（单位：{}）"))).format(unit)
    return text + draw(st.sampled_from(("", "*", " ")))


def save(folder: Path, name: str, laid: list[list[Any]], kind: str) -> Path:
    path = folder / f"{name}.{KINDS[kind]}"
    if kind == "xlsx":
        return workbook(path, Sheet([[v if v != "" else None for v in row] for row in laid], name))
    if kind == "xlsb":
        return write_xlsb(path, laid, name)
    if kind == "xls":
        return write_xls(path, laid, name)
    if kind == "ods":
        width = max(map(len, laid))
        return write_ods(path, [row + [""] * (width - len(row)) for row in laid], name)
    if kind == "html":
        return write_html(path, laid)
    if kind == "xml":
        return write_spreadsheetml(path, laid, name)
    with path.open("w", encoding="gb18030" if kind == "GB18030" else "utf-8", newline="") as file:
        csv.writer(file, delimiter="\t" if kind == "制表符" else ",").writerows(laid)
    return path


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written())
def test_写出的值原样读回(case: tuple[str, list[str], list[list[Any]], list[list[Any]], int, str]) -> None:
    name, fields, records, laid, first, kind = case
    with tempfile.TemporaryDirectory() as folder:
        reading = read_file(save(Path(folder), name, laid, kind))
    (table,) = reading.tables
    assert table.ledger == name
    assert table.rows == list(range(first, first + len(records)))
    assert set(table.cells) == set(fields)
    for position, field in enumerate(fields):
        wanted = [record[position] for record in records]
        assert [str(value).removesuffix(".0") for value in table.cells[field]] == [str(v) for v in wanted]
        typed = [
            [verdict(ledgers()[name], field, v).value for v in vs] for vs in (table.cells[field], wanted)
        ]
        assert typed[0] == typed[1]
        if kind not in TEXT_ONLY:
            assert [isinstance(v, str) for v in table.cells[field]] == [isinstance(v, str) for v in wanted]
    assert all(column.scale is None for column in table.columns)
