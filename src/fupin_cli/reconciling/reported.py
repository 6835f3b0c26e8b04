"""What villages report in 汇总表 against the figures from the ledgers, and the town's line against its villages'."""

from collections.abc import Iterable, Iterator

from fupin_cli.aggregates import Aggregate, rows_sql
from fupin_cli.catalogue.entries import Check, Indicator, Side
from fupin_cli.engine.queries import literal
from fupin_cli.reconciling.checks import Checking
from fupin_cli.reconciling.model import DOUBT, Outcome

REPORTED, TOWN, UNKNOWN, UNIT = "RC901", "RC904", "RC905", "RC906"
_ALIKE = (("人", "名"), ("元", "万元", "亿元"), ("个", "处", "座"), ("条", "个"))
# 汇总表里代表全镇的行，村一栏这样写
_WHOLE = "('', '合计', '总计', '全镇', '全乡', '全镇合计', '镇合计')"


def reported(checking: Checking, indicators: Iterable[Indicator]) -> list[Outcome]:
    """Each indicator that 汇总表 names, village by village; names that mean no indicator are said."""
    if checking.queries.lacking("SELECT 数值 FROM 台账.汇总表", ["汇总表"]):
        return []
    names = {row[0] for row in checking.rows("SELECT DISTINCT 指标 FROM 台账.汇总表 WHERE 数值 IS NOT NULL")}
    outcomes: list[Outcome] = []
    known: set[str] = set()
    for indicator in indicators:
        own = {indicator.name, *indicator.synonyms} & names
        known |= own
        if own and Aggregate.of(indicator).additive:
            for check in _checks(checking, indicator, own):
                outcomes += checking.run(check)
            outcomes += checking.run(_unit(indicator, own))
        elif own:
            title = f"汇总表：{indicator.name}"
            outcomes.append(checking.not_checked(REPORTED, title, "比例和最大值不能逐村相加"))
    for name in sorted(names - known - {""}):
        outcomes.append(
            checking.not_checked(UNKNOWN, f"汇总表：{name}", "没有这个名称的指标，认不出是哪项数")
        )
    return outcomes


def _unit(indicator: Indicator, names: set[str]) -> Check:
    """The unit that a village wrote beside its number: another unit means another figure, or rows mixed up."""
    listed = ", ".join(literal(name) for name in sorted(names))
    alike = next((group for group in _ALIKE if indicator.unit in group), (indicator.unit,))
    units = ", ".join(literal(unit) for unit in alike)
    mine = f"SELECT 村, 指标 AS 键, 1 AS 值, _id, concat('填的单位是', 单位) AS 说明 FROM 台账.汇总表 WHERE 指标 IN ({listed})"
    return Check(
        code=UNIT,
        title=f"汇总表的单位：{indicator.name}",
        unit="行",
        match=True,
        sets=[DOUBT],
        left=Side(label="写了单位的", needs=["汇总表.单位"], sql=f"{mine} AND 单位 <> ''"),
        right=Side(
            label=f"单位是{indicator.unit}的", needs=["汇总表.单位"], sql=f"{mine} AND 单位 IN ({units})"
        ),
        why=f"“{indicator.name}”的单位是{indicator.unit}；单位不同多半是行填错了位置。",
    )


def _checks(checking: Checking, indicator: Indicator, names: set[str]) -> Iterator[Check]:
    """One check; where a village's number is stated otherwise in another table, one more for that statement."""
    listed = ", ".join(literal(name) for name in sorted(names))
    mine = f"FROM 台账.汇总表 WHERE 指标 IN ({listed}) AND 数值 IS NOT NULL"
    villages = f"{mine} AND 村 NOT IN {_WHOLE} AND 村 <> 乡"
    by_village = bool(checking.rows(f"SELECT 1 {villages} LIMIT 1"))
    stated = _statements(villages if by_village else mine)
    counted = rows_sql(indicator, "村, '' AS 键, 值, _id", whole=not by_village)
    ((most,),) = checking.rows(f"SELECT max(说法) FROM ({stated})")
    for nth in range(1, most + 1):
        told = f"FROM ({stated}) WHERE 说法 = {nth}"
        theirs = f"SELECT * FROM ({counted}) WHERE 村 IN (SELECT 村 {told})" if nth > 1 else counted
        yield Check(
            code=REPORTED,
            title=f"汇总表：{indicator.name}" + ("（另一处报的数）" if nth > 1 else ""),
            unit=indicator.unit,
            left=Side(
                label="汇总表上报", needs=["汇总表"], sql=f"SELECT 村, '' AS 键, 数值 AS 值, _id {told}"
            ),
            right=Side(label="台账数出", needs=[indicator.ledger], sql=theirs),
            by="村" if by_village else "镇",
            why="村里报的数应当等于从台账数出来的数。",
        )


def _statements(rows: str) -> str:
    """Each table's rows as one statement for each village; a table that repeats another's number is left out.

    A village reports in its own workbook and the town lists its villages again: that is one number, not two.
    `说法` numbers a village's different statements from 1, in the order of the tables.
    """
    # 写成文字再分组：只有一行时，DuckDB 2.0 用小数的合计分组会出内部错误
    added = "CAST(sum(数值) OVER (PARTITION BY 乡, 村, _t) AS VARCHAR)"
    summed = f"SELECT 乡, 村, 数值, _id, _t, {added} AS 报数 {rows}"
    first = f"SELECT *, min(_t) OVER (PARTITION BY 乡, 村, 报数) AS 首表 FROM ({summed})"
    once = f"SELECT * FROM ({first}) WHERE _t = 首表"
    return f"SELECT *, dense_rank() OVER (PARTITION BY 乡, 村 ORDER BY 首表) AS 说法 FROM ({once})"


def town_rows(checking: Checking) -> list[Outcome]:
    """Where 汇总表 has a line for the whole town: it is the sum of the villages' lines, indicator by indicator."""
    if checking.scope.village or checking.queries.lacking("SELECT 数值 FROM 台账.汇总表", ["汇总表"]):
        return []
    whole = f"(村 IN {_WHOLE} OR 村 = 乡)"
    lines = "FROM 台账.汇总表 WHERE 数值 IS NOT NULL AND"
    both = checking.rows(
        f"SELECT DISTINCT 指标, 单位 {lines} {whole} "
        f"AND 指标 IN (SELECT 指标 {lines} NOT {whole}) ORDER BY ALL"
    )
    return [
        outcome
        for name, unit in both
        for outcome in checking.run(
            Check(
                code=TOWN,
                title=f"汇总表全镇一行：{name}",
                unit=unit,
                by="镇",
                left=_line("全镇一行", name, f"{lines} {whole}"),
                right=_line("各村相加", name, f"{lines} NOT {whole} AND {_beside(lines, whole, name)}"),
                why="全镇的数应当等于各村报数之和。",
            )
        )
    ]


def _beside(lines: str, whole: str, name: str) -> str:
    """The villages' rows that the town's line adds up: those of its own table, where that has any."""
    named = f"指标 = {literal(name)}"
    own = f"SELECT _t {lines} {whole} AND {named}"
    listing = f"SELECT _t {lines} NOT {whole} AND {named} AND _t IN ({own})"
    return f"(_t IN ({own}) OR NOT EXISTS ({listing}))"


def _line(label: str, name: str, rows: str) -> Side:
    sql = f"SELECT '' AS 村, '' AS 键, 数值 AS 值, _id {rows} AND 指标 = {literal(name)}"
    return Side(label=label, needs=["汇总表"], sql=sql)
