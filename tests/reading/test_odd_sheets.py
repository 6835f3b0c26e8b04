"""少见而真有的样子：续表、填在行首的说明、竖排的名单、单位占一行的表头、签字行、两个名字的列。"""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fupin_cli.judging import judge
from fupin_cli.reading.model import Reading, Table
from fupin_cli.reading.read import read_file
from sheets import Sheet, sheet, workbook

IDS = ["341699196803050011", "341699197512110032"]
HEAD = ["序号", "户编号", "户主姓名", "证件号码", "户类型", "家庭人口数"]
ONE, TWO = (
    [n, f"34169900000{n}", name, IDS[n - 1], "脱贫户", 4 - n] for n, name in ((1, "甄有田"), (2, "甄守业"))
)


def read(tmp_path: Path, *sheets: Sheet) -> Reading:
    return read_file(workbook(tmp_path / "台账.xlsx", *sheets))


def only(tmp_path: Path, *rows: list[Any], name: str = "户", merges: tuple[str, ...] = ()) -> Table:
    (table,) = read(tmp_path, Sheet(list(rows), name, list(merges))).tables
    return table


def values(table: Table, reading: Reading, name: str) -> list[Any]:
    column = judge(table, reading).columns[name]
    return [column.values[code] for code in column.codes]


@pytest.mark.parametrize(
    "title",
    [
        "双庙村脱贫户台账（续表）",
        "双庙村脱贫户台账（续表1）",
        "双庙村脱贫户台账(第2页)",
        "续双庙村脱贫户台账",
    ],
)
def test_续表接着上一页_合计加所有的页(tmp_path: Path, title: str) -> None:
    page = [["双庙村脱贫户台账"], HEAD, ONE, ["本页小计", "", "", "", "", 3]]
    rest = [[title], HEAD, TWO, ["本页小计", "", "", "", "", 2], ["合计", "", "", "", "", 5]]
    table = only(tmp_path, *page, *rest)
    assert table.rows == [3, 7]
    assert [(t.row, t.over) for t in table.totals] == [(4, (3, 3)), (8, (7, 7)), (9, (3, 7))]


@pytest.mark.parametrize("title", ["李楼村脱贫户台账", "双庙村2024年脱贫户台账"])
def test_另一个村另一年的不是续表(tmp_path: Path, title: str) -> None:
    pages = Sheet([["双庙村2023年脱贫户台账"], HEAD, ONE, [title], HEAD, TWO], "户")
    assert [table.rows for table in read(tmp_path, pages).tables] == [[3], [6]]


@pytest.mark.parametrize(
    "label",
    ["合计：2户5人", "以上共计2户5人", "本页合计（人）", "合计（户）", "总计:2户、5人。", "全村合计5人"],
)
def test_合计后面写着数(tmp_path: Path, label: str) -> None:
    table = only(tmp_path, HEAD, ONE, TWO, [label, "", "", "", "", 5])
    assert (table.rows, [(t.row, t.over) for t in table.totals]) == ([2, 3], [(4, (2, 3))])


def test_合计上下各写一遍(tmp_path: Path) -> None:
    table = only(
        tmp_path,
        HEAD,
        ["合计", "", "", "", "", 5],
        ONE,
        TWO,
        ["本页合计（人）", "", "", "", "", 5],
        ["总计", "", "", "", "", 5],
    )
    assert [(t.row, t.over) for t in table.totals] == [(2, (3, 4)), (5, (3, 4)), (6, (3, 4))]


def test_表下编了号的说明和页码不是户(tmp_path: Path) -> None:
    below = [["备注：本表一式三份。"], ["1.户类型照系统填写。"], ["2.人数含在外。"], ["（共1页 第1页）"]]
    assert only(tmp_path, HEAD, ONE, TWO, *below).rows == [2, 3]


def test_竖排的名单_一列一户_都读(tmp_path: Path) -> None:
    labels = ["户编号", "户主姓名", "证件号码", "户类型", "家庭人口数"]
    rows = [[label, one, two] for label, one, two in zip(labels, ONE[1:], TWO[1:], strict=True)]
    reading = read(tmp_path, Sheet(rows, "户"))
    (table,) = reading.tables
    assert values(table, reading, "户主姓名") == ["甄有田", "甄守业"]
    assert values(table, reading, "家庭人口数") == [3, 2]
    assert [table.where("证件号码", position) for position in (0, 1)] == [(3, 1), (3, 2)]


def test_单位占表头的一行(tmp_path: Path) -> None:
    made = sheet(
        """
        | 户编号 | 户主姓名 | 证件号码 | 家庭人口数 | 年收入 | 耕地面积 |
        | | | | 人 | 万元 | （亩） |
        | 341699000001 | 甄有田 | 341699196803050011 | {3} | {3.6} | {4.5} |
        """
    )
    reading = read(tmp_path, made)
    (table,) = reading.tables
    assert (table.header_rows, table.rows) == ((1, 2), [3])
    assert values(table, reading, "年收入") == [Decimal(36000)]
    assert values(table, reading, "耕地面积") == [Decimal("4.5")]


def test_一户一表_户的情况在上_成员在下_签字行不是人(tmp_path: Path) -> None:
    made = Sheet(
        [
            ["脱贫户信息采集表"],
            ["户编号：341699000001", "", "", "", "行政村：双庙村"],
            ["户主姓名", "甄有田", "家庭人口", 2, "联系电话", "13855550001"],
            ["户类型", "脱贫户", "人均纯收入(元)", "9,860.50", "是否危房户", "否"],
            ["家庭成员情况"],
            ["姓名", "性别", "身份证号码", "与户主关系", "健康状况", "务工时间(月)"],
            ["甄有田", "男", IDS[0], "户主", "健康", 6],
            ["甄守业", "男", IDS[1], "之子", "健康", 0],
            ["帮扶责任人（签字）：", "", "户主（签字）："],
        ],
        "甄有田",
    )
    reading = read(tmp_path, made)
    (table,) = reading.tables
    assert (table.ledger, table.header_rows, table.rows) == ("家庭成员", (6,), [7, 8])
    assert values(table, reading, "户类型") == ["脱贫户"] * 2
    assert values(table, reading, "人均纯收入") == [Decimal("9860.5")] * 2
    assert values(table, reading, "是否危房户") == ["否"] * 2


def test_一列两个名字_列名里列着选项(tmp_path: Path) -> None:
    head = [
        "户编号/户号",
        "户主姓名(必填)",
        "证件号码",
        "户类型（脱贫户/监测户）",
        "家庭人口数",
        "人均纯收入",
    ]
    reading = read(tmp_path, Sheet([head, ["341699000001", "甄有田", IDS[0], "脱贫户", 3, 9000]], "户"))
    (table,) = reading.tables
    assert [(c.field, c.how) for c in table.columns] == [
        ("户编号", "near"), ("户主姓名", "exact"), ("证件号码", "exact"), ("户类型", "near"),
        ("家庭人口数", "exact"), ("人均纯收入", "exact"),
    ]  # fmt: skip
    assert [f.code for f in reading.findings] == ["RD005", "RD005"]


def test_部门的死亡名单不当成户(tmp_path: Path) -> None:
    rows = [
        ["县民政局死亡人员名单"],
        ["姓名", "身份证号码", "死亡日期", "户籍地址"],
        ["甄有田", IDS[0], "2023.4.5", "双庙村"],
    ]
    reading = read(tmp_path, Sheet(rows, "死亡人员名单"))
    assert reading.tables == []
    assert [f.code for f in reading.findings] == ["RD001"]


def test_有证件号码的名单不是汇总表(tmp_path: Path) -> None:
    rows = [
        ["2023年发放花名册"],
        ["村", "姓名", "证件号码", "补贴一", "补贴二"],
        ["双庙村", "甄有田", IDS[0], 5, 6],
    ]
    assert [table.ledger for table in read(tmp_path, Sheet(rows, "统计表")).tables] != ["汇总表"]


def test_汇总表的其中不进指标名(tmp_path: Path) -> None:
    rows = [["村", "总户数", "其中：脱贫户数"], ["双庙村", 500, 102], ["李楼村", 400, 88]]
    table = only(tmp_path, *rows, name="汇总表")
    assert list(table.cells["指标"])[:2] == ["总户数", "脱贫户数"]


@pytest.mark.parametrize(
    "text",
    [
        "23年5月3日",
        "2023.5.3.",
        "2023。5。3",
        "2023、5、3",
        "20230503日",
        "2023年5月3日（星期三）",
        "2023.05.03上午",
        "２０２３．５．３",
    ],
)
def test_走访日期的写法(tmp_path: Path, text: str) -> None:
    rows = [["户编号", "户主姓名", "日期", "走访人"], ["341699000001", "甄有田", text, "甄守业"]]
    reading = read(tmp_path, Sheet(rows, "走访记录"))
    assert values(reading.tables[0], reading, "日期") == [dt.date(2023, 5, 3)]


@pytest.mark.parametrize(
    "text", ["23年5月", "2023年5月底", "202305", "二〇二三年五月", "2023.5.", "2023年05月份"]
)
def test_识别监测时间的写法(tmp_path: Path, text: str) -> None:
    rows = [["户编号", "户主姓名", "证件号码", "识别监测时间"], ["341699000001", "甄有田", IDS[0], text]]
    reading = read(tmp_path, Sheet(rows, "户"))
    assert values(reading.tables[0], reading, "识别监测时间") == [dt.date(2023, 5, 1)]


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("1500元整", "1500"), ("壹仟伍佰元整", "1500"), ("一千五百元", "1500"), ("RMB1500", "1500"),
        ("人民币1,500.00元", "1500"), ("壹仟元伍角陆分", "1000.56"), ("0.15万元", "1500"), ("约1500", None),
        ("1500元/学期", None), ("1500+300", None), ("十百元", None),
    ],
)  # fmt: skip
def test_金额的写法(tmp_path: Path, text: str, yuan: str | None) -> None:
    rows = [
        ["学生姓名", "证件号码", "学期", "学校", "补助金额"],
        ["甄小满", IDS[0], "2023春", "县职高", text],
    ]
    reading = read(tmp_path, Sheet(rows, "雨露计划"))
    assert values(reading.tables[0], reading, "补助金额") == [Decimal(yuan) if yuan else None]


@pytest.mark.parametrize(
    ("text", "number", "code"),
    [
        ("34169919550101001×", "34169919550101001X", "CE105"),
        ("341699196803050011（户主）", "341699196803050011(户主)", "CE013"),
        ("34169919680305001144", "34169919680305001144", None),
        ("34169919680305001144B1", "34169919680305001144B1", None),
    ],
)
def test_证件号码的写法(tmp_path: Path, text: str, number: str, code: str | None) -> None:
    reading = read(tmp_path, Sheet([HEAD, [1, "341699000001", "甄有田", text, "脱贫户", 3]], "户"))
    typed = judge(reading.tables[0], reading)
    assert [f.code for f in typed.findings if f.place.field == "证件号码"][:1] == ([code] if code else [])
    assert values(reading.tables[0], reading, "证件号码") == [number]
