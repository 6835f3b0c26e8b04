"""整列判断（每个不同的值只判一次）与逐格判断一样；每处毛病落在它那一格上。"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_cli.judging import TypedTable, encode, judge, verdict
from fupin_cli.reading.columns import Column
from fupin_cli.reading.model import BoundColumn, Reading, Table
from fupin_cli.vocabulary.ledger import columns
from fupin_cli.vocabulary.registry import ledgers

LEDGER = "家庭成员"
NAMES = ("姓名", "证件号码", "与户主关系", "出生日期", "家庭成员联系电话", "户类型", "人均纯收入")
GOOD, WRONG = "341699198001010017", "341699198001010016"

cells = st.one_of(
    st.sampled_from([None, "", "甲", GOOD, WRONG, "户主", "2023-05-03", "13912345678", "脱贫户", "1,200元", "#REF!"]),
    st.sampled_from([True, False, 1.0, 0.0, 45000.0, dt.date(2023, 5, 3), 341699198001010016.0, 7500.5]),
    st.text(max_size=6),
)  # fmt: skip


def judged(rows: Sequence[Sequence[Any]], names: Sequence[str] = NAMES, scale: Any = None) -> TypedTable:
    """`rows` under the headers `names`, from row 5 of the sheet and its second column on."""
    table = Table(
        sheet="成员",
        ledger=LEDGER,
        header_rows=(4,),
        columns=[BoundColumn(name, f"{name}*", at, scale=scale) for at, name in enumerate(names, 1)],
        rows=list(range(5, 5 + len(rows))),
        cells={name: Column.of([row[at] for row in rows]) for at, name in enumerate(names)},
        place={},
    )
    return judge(table, Reading("甲.xlsx", "", "xlsx", [table]))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(*(cells for _ in NAMES)), min_size=1, max_size=5),
    st.sampled_from([None, Decimal(10**4)]),
)
def test_整列和逐格判断一样(rows: list[tuple[Any, ...]], scale: Decimal | None) -> None:
    typed = judged(rows, scale=scale)
    ledger = ledgers()[LEDGER]
    expected = []
    for position, row in enumerate(rows):
        for name, raw in zip(NAMES, row, strict=True):
            single, column = verdict(ledger, name, raw, scale), typed.columns[name]
            code, kind = column.codes[position], columns(ledger)[name].kind
            assert column.values[code] == single.value
            blank = "" if kind.sql == "VARCHAR" else None
            assert column.texts[code] == (blank if single.value is None else kind.text(single.value))
            assert (position in typed.unreadable.get(name, ())) == (not single.readable)
            expected += [(position + 5, name, fault, values) for fault, values in single.faults]
    found = [
        (f.place.row, f.place.field, f.code, {k: v for k, v in f.values.items() if k != "field"})
        for f in typed.findings
    ]
    assert sorted(map(repr, found)) == sorted(map(repr, expected))


def test_毛病写明哪一格_原来写的什么() -> None:
    typed = judged([["甲", GOOD], ["乙", WRONG]], ("姓名", "证件号码"))
    (found,) = typed.findings
    assert (found.place.file, found.place.sheet, found.place.cell) == ("甲.xlsx", "成员", "C6")
    assert (found.place.header, found.place.field, found.raw) == ("证件号码*", "证件号码", WRONG)
    assert (found.ledger, found.code, found.values["field"]) == (LEDGER, "CE015", "证件号码")
    assert typed.columns["证件号码"].values == [GOOD, WRONG]  # 存疑的值留着，规则还要看
    assert typed.unreadable == {}


def test_按行_按列的顺序列出_二十六列以后也不乱() -> None:
    names = NAMES[:4]
    table = judged([["#REF!"] * 4] * 2, names).table
    table.columns = [BoundColumn(name, name, at) for name, at in zip(names, (26, 25, 1, 0), strict=True)]
    found = judge(table, Reading("甲.xlsx", "", "xlsx", [table])).findings
    assert [f.place.cell for f in found] == ["A5", "B5", "Z5", "AA5", "A6", "B6", "Z6", "AA6"]


def test_按万元填的列换成元() -> None:
    typed = judged([["1.2"], ["1.23456"]], ("人均纯收入",), scale=Decimal(10**4))
    assert typed.columns["人均纯收入"].values[0] == Decimal(12000)
    wrong = verdict(ledgers()[LEDGER], "人均纯收入", "1.2345678", Decimal(10**4))
    assert (wrong.value, wrong.faults[0]) == (
        Decimal("12345.68"),
        ("CE021", {"shown": "12345.678", "places": 2}),
    )


def test_没填的算看得清_读不出的算看不清() -> None:
    blank, lost, kept = (verdict(ledgers()[LEDGER], "证件号码", raw) for raw in ("", "#REF!", WRONG))
    assert (blank.value, blank.readable, blank.faults[0][0]) == (None, True, "CE001")
    assert (lost.value, lost.readable) == (None, False)
    assert (kept.value, kept.readable) == (WRONG, True)
    assert judged([[""], ["#REF!"], [WRONG]], ("证件号码",)).unreadable == {"证件号码": {1}}


def test_表里没有的列说到整行() -> None:
    typed = judged([["甲"]], ("姓名",))
    assert (typed.place(0, "证件号码").row, typed.place(0, "证件号码").letter) == (5, None)
    assert typed.place(0, "证件号码").field is None
    assert (typed.place(0, None).row, typed.place(0, None).letter) == (5, None)
    assert typed.place(0, "姓名").letter == "B"


def test_同样的值只记一次_真假和一不混() -> None:
    values, codes = encode(["甲", "乙", "甲", 1, True, 1.0, "甲"])
    assert [values[code] for code in codes] == ["甲", "乙", "甲", 1, True, 1.0, "甲"]
    assert [isinstance(values[code], bool) for code in codes] == [False] * 4 + [True] + [False] * 2
    assert len(values) == 4
