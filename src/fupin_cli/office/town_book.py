"""The town's workbook: a sheet a ledger, villages one after the other, and 收表情况."""

from collections.abc import Mapping

from fupin_cli.office.cells import Cell, written
from fupin_cli.office.collecting import Collection, Sent
from fupin_cli.office.extras import Extras
from fupin_cli.office.sheets import Page
from fupin_cli.office.totals import Sum, added_fields, formula, with_sums
from fupin_cli.vocabulary.ledger import PLACE, columns
from fupin_cli.vocabulary.registry import ledgers

SOURCE = "来源文件"
"""Not 来源, which is a column of 问题整改."""


def ledger_page(collection: Collection, ledger: str, extras: Extras, heading: str) -> Page:
    """One ledger with the columns that any village filled, those of the vocabulary first."""
    rows = collection.taken[ledger]
    bound = {name for row in rows for name in row.typed.columns} | {"村"}
    fields = [name for name in columns(ledgers()[ledger]) if name in bound and name not in {"序号", *PLACE}]
    fields = [name for name in PLACE if name in bound] + fields
    others = list(dict.fromkeys(header for row in rows for header in extras.headers(row.typed)))
    page = Page(ledger, f"{heading}{ledger}汇总", ["序号", *fields, *others, SOURCE], lines=_dates(rows))
    added = added_fields(ledgers()[ledger], fields)
    top = page.header_row + 1
    number = 0
    for item in with_sums(rows, top) if added else rows:
        if isinstance(item, Sum):
            page.strong.add(len(page.rows))
            page.rows.append(_sum_row(item, fields, added, len(others)))
            continue
        number += 1
        known = [_value(item, name) for name in fields]
        unknown = [extras.value(item.typed, header, item.position) for header in others]
        page.rows.append([number, *known, *unknown, item.source])
    return page


def _dates(rows: list[Sent]) -> list[str]:
    """The data's day, where all villages state the same one."""
    days = {row.typed.table.data_date for row in rows}
    only = days.pop() if len(days) == 1 else None
    return [f"数据日期：{only.isoformat()}"] if only else []


def _value(row: Sent, name: str) -> Cell:
    if name == "村":
        return row.village
    if name in row.typed.columns:
        value = written(row.typed, name, row.position)
        if value is not None or name not in PLACE:
            return value
    return row.typed.table.place.get(name) if name in PLACE else None


def _sum_row(total: Sum, fields: list[str], added: list[str], blank: int) -> list[Cell]:
    cells: list[Cell] = [total.label]
    for column, name in enumerate(fields, 2):
        if name in added:
            values = [_value(row, name) for row in total.rows]
            cells.append(formula(total, column, values))
        else:
            cells.append(None)
    return [*cells, *[None] * blank, None]


def state_page(collection: Collection, not_in_form: Mapping[str, str]) -> Page:
    """收表情况: who sent how many rows of what, what is to be asked, and every row that was left out."""
    names = list(collection.taken)
    page = Page("收表情况", f"{collection.town}收表情况", ["村", *names])
    for village in collection.villages:
        counts = [sum(row.village == village for row in collection.taken[name]) for name in names]
        page.rows.append([village, *(count or "未报" for count in counts)])
    page.strong.add(len(page.rows))
    page.rows.append(["合计", *(len(collection.taken[name]) for name in names)])
    _section(page, "需要说明的情况", ["情况", "村", "台账", "文件", "说明"])
    for remark in collection.remarks:
        page.rows.append([remark.kind, remark.village, remark.ledger, remark.file, remark.text])
    for ledger, text in not_in_form.items():
        page.rows.append(["县模板", "", ledger, "", text])
    left_out = [("归不到村", row, why) for row, why in collection.unplaced]
    left_out += [("版本未采用", row, why) for row, why in collection.replaced]
    if left_out:
        _section(
            page, f"没有汇总进来的行（{len(left_out)}行）", ["情况", "村", "台账", "来源", "原因", "内容"]
        )
        for kind, row, why in left_out:
            page.rows.append([kind, row.village, row.typed.table.ledger, row.source, why, _content(row)])
    page.widths = {0: 14, 1: 12, 2: 14, 3: 30, 4: 40, 5: 60}
    return page


def _section(page: Page, title: str, header: list[str]) -> None:
    page.rows.append([])
    page.strong |= {len(page.rows), len(page.rows) + 1}
    page.rows += [[title], [*header]]


def _content(row: Sent) -> str:
    """The row's cells as 列=值, so that nothing is lost that stays out of the sheets."""
    pairs = ((name, written(row.typed, name, row.position)) for name in row.typed.columns)
    return "；".join(f"{name}={value}" for name, value in pairs if value is not None)
