"""One grid → the tables on it."""

from fupin_cli.findings import Finding, Place, letter
from fupin_cli.reading.assemble import assemble
from fupin_cli.reading.carrying import carry
from fupin_cli.reading.choosing import choose
from fupin_cli.reading.filling import fill_households, fill_merged
from fupin_cli.reading.forms import household_above, read_form
from fupin_cli.reading.headers import Index, normalise
from fupin_cli.reading.heading import text_of
from fupin_cli.reading.lines import Lines, read_lines
from fupin_cli.reading.model import Grid, Reading, SheetOutline, Table
from fupin_cli.reading.tables import Spot, find_spots
from fupin_cli.reading.wide import find_wide, melt, says_totals
from fupin_cli.vocabulary.household_facts import 户情
from fupin_cli.vocabulary.ledger import COMMON, PLACE, columns

_NOT_DATA = frozenset({"校验结果", "修正记录", "填写说明", "填表说明", "填报说明", "收表情况", "说明"})
# 表头九成以上是行政村台账的列，就按行政村台账读，叫“汇总表”也一样
_IN_FULL = 0.9
_FACTS = tuple(name for name in columns(户情) if name not in COMMON)


def read_sheet(grid: Grid, index: Index, reading: Reading) -> None:
    """Recognise the ledgers on a sheet and add them to `reading`, or say why there is none."""
    grid.rows = grid.rows.without_end()
    outcomes: list[str] = []
    if _own_name(grid) in _NOT_DATA:
        outcomes.append("说明或校验用的表，不当台账读")
    elif not grid.rows:
        outcomes.append("空表")
    else:
        before = len(reading.tables)
        spots = find_spots(grid, index)
        lacking = [spot for spot in spots if spot.lacks]
        spots = [spot for spot in spots if spot.able]
        if spots and _is_wide(grid, spots[0], index):
            spots = []
        for spot in spots:
            outcome = _take(grid, spot, index, reading)
            if outcome:
                outcomes.append(outcome)
        if len(reading.tables) == before and not outcomes:
            outcomes.append(_otherwise(grid, index, reading))
            lacking = lacking if len(reading.tables) == before else []
        outcomes += [_say_lacking(grid, spot, reading) for spot in lacking]
        if len(reading.tables) > before:
            _say_hidden(grid, reading, reading.tables[before:])
    reading.outlines.append(SheetOutline(grid.name, "；".join(outcomes), grid.hidden))


def _own_name(grid: Grid) -> str:
    """The sheet's name; of a csv that an office program wrote for each sheet (台账-填写说明.csv) its end."""
    return grid.name.strip().replace("_", "-").rpartition("-")[2]


def _lines(grid: Grid, rows: list[int], span: range | None = None) -> Lines:
    cells = [grid.rows[row][span.start : span.stop] if span else grid.rows[row] for row in rows]
    return read_lines([[text_of(value) for value in row] for row in cells], grid.name)


def _take(grid: Grid, spot: Spot, index: Index, reading: Reading) -> str:
    """Add the table at a spot; the outcome in words, "" where it is no ledger."""
    own = _lines(grid, spot.lines, spot.span)
    shared = _lines(grid, spot.lines)
    lines = Lines(
        own.title or shared.title,
        own.place or shared.place,
        own.unit or shared.unit,
        own.data_date or shared.data_date,
        own.period or shared.period,
    )
    chosen = choose(spot.able, grid, spot.body.data, lines.title, index)
    heading = spot.heading
    if not chosen:
        return ""
    if len(chosen) > 1:
        ledgers = "、".join(candidate.ledger for candidate in chosen)
        place = Place(reading.path, grid.name, heading.bottom)
        reading.findings.append(Finding("RD002", "error", place, {"ledgers": ledgers}))
        return f"第{heading.top + 1}行的表头同时像{ledgers}，没有读"
    table, findings = assemble(grid, chosen[0], spot.body, lines, index=index, shown=reading.path)
    household_above(table, grid, heading.top, _FACTS if table.ledger == "家庭成员" else (), index)
    fill_merged(table, grid, index.columns(table.ledger))
    rows, fields = fill_households(table, _FACTS)
    if rows:
        place = Place(reading.path, grid.name, rows[0])
        values = {"count": len(rows), "fields": "、".join(fields), "first": rows[0]}
        findings.append(Finding("RD010", "info", place, values, ledger=table.ledger))
    for carried in carry(table, grid, spot.body.notes, index.columns(table.ledger)):
        place = Place(reading.path, grid.name, carried.rows[0])
        values = {
            "count": len(carried.rows),
            "fields": "、".join(carried.fields),
            "first": carried.rows[0],
            "how": carried.how,
        }
        findings.append(Finding("RD015", "info", place, values, ledger=table.ledger))
    for doubt in spot.body.doubts:
        place = Place(reading.path, grid.name, doubt.row + 1, letter(doubt.column))
        values = {
            "label": doubt.label,
            "column": doubt.whose,
            "taken": "合计行" if doubt.total else "一行数据",
        }
        findings.append(Finding("RD014", "warning", place, values, ledger=table.ledger))
    findings = [f for f in findings if f.code != "RD003" or f.values["field"] in table.missing]
    reading.tables.append(table)
    reading.findings += findings
    return _outcome(table)


def _say_lacking(grid: Grid, spot: Spot, reading: Reading) -> str:
    """Say that a table was not read because its header lacks what tells the ledger."""
    assert spot.lacks is not None
    ledger, missing = spot.lacks
    row = spot.heading.top + 1
    values = {"row": row, "ledger": ledger, "missing": "、".join(missing)}
    reading.findings.append(Finding("RD016", "warning", Place(reading.path, grid.name, row), values))
    return f"第{row}行的表头像“{ledger}”，缺少：{'、'.join(missing)}，没有读"


def _outcome(table: Table) -> str:
    said = f"识别为“{table.ledger}”"
    if table.header_rows:
        said += f"：表头第{'、'.join(map(str, table.header_rows))}行"
    said += f"，数据{len(table.rows)}行" + (
        f"（第{table.rows[0]}至{table.rows[-1]}行）" if table.rows else ""
    )
    if table.totals:
        said += f"，合计{len(table.totals)}行"
    place = "".join(table.place.get(level, "") for level in PLACE)
    for what, value in (
        ("地点", place),
        ("时期", table.period),
        ("数据日期", table.data_date),
        ("单位", table.unit),
    ):
        said += f"，{what}{value}" if value else ""
    near = [f"“{normalise(c.header).name}”按“{c.field}”" for c in table.columns if c.how == "near"]
    said += f"，{'、'.join(near)}识别" if near else ""
    if table.unknown:
        said += "，未识别的列：" + "、".join("".join(header.split()) for header, _ in table.unknown)
    if table.missing:
        said += "，缺少：" + "、".join(table.missing)
    return said


def _is_wide(grid: Grid, spot: Spot, index: Index) -> bool:
    """Whether a sheet that calls itself a table of totals is one, and no village ledger in full."""
    titles = [text_of(value) for row in grid.rows[: spot.heading.top] for value in row]
    best = spot.able[0]
    by_place = set(index.ledger(best.ledger).key).issubset(PLACE)
    called = any(map(says_totals, (grid.name, *titles)))
    return called and by_place and best.share < _IN_FULL and find_wide(grid, index) is not None


def _otherwise(grid: Grid, index: Index, reading: Reading) -> str:
    """A sheet without a ledger's header: a wide table of totals, a form, or nothing that we know."""
    heading = find_wide(grid, index)
    if heading is not None:
        table = melt(grid, heading, _lines(grid, list(range(heading.top))), index)
        reading.tables.append(table)
        return f"{_outcome(table)}（横排，一村一行）"
    form = read_form(grid, _lines(grid, list(range(min(len(grid.rows), 5)))), index)
    if form is not None:
        reading.tables.append(form)
        for name in form.missing:
            if name not in form.place:
                values = {"ledger": form.ledger, "field": name, "suggestion": ""}
                place = Place(reading.path, grid.name)
                reading.findings.append(Finding("RD003", "error", place, values, ledger=form.ledger))
        return f"{_outcome(form)}（一户一表）"
    return "没有找到台账的表头"


def _say_hidden(grid: Grid, reading: Reading, tables: list[Table]) -> None:
    """Say that hidden sheets, rows and columns were read like the others."""
    what = ["工作表"] if grid.hidden else []
    rows = (
        sorted({row for table in tables for row in table.rows} & grid.hidden_rows) if grid.hidden_rows else []
    )
    letters = [letter(c) for c in sorted({c.index for t in tables for c in t.columns} & grid.hidden_columns)]
    if rows:
        what.append(f"第{'、'.join(map(str, rows[:5]))}{'等' if len(rows) > 5 else ''}行（{len(rows)}行）")
    if letters:
        what.append(f"{'、'.join(letters[:5])}{'等' if len(letters) > 5 else ''}列")
    if what:
        place = Place(reading.path, grid.name)
        reading.findings.append(Finding("RD007", "info", place, {"what": "、".join(what)}))
