"""What villages report in 汇总表 against the figures from the ledgers, and the town's line against its villages'."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from fupin_cli.aggregates import Aggregate, rows_sql
from fupin_cli.catalogue.entries import Check, Indicator, Side
from fupin_cli.catalogue.literals import literal
from fupin_cli.reconciling.checks import Checking
from fupin_cli.reconciling.model import DOUBT, Outcome

REPORTED, TOWN, UNKNOWN, UNIT = "RC901", "RC904", "RC905", "RC906"
_ALIKE = (("人", "名"), ("元", "万元", "亿元"), ("个", "处", "座"), ("条", "个"))
# 汇总表里代表全镇的行，村一栏这样写
_WHOLE = frozenset({"", "合计", "总计", "全镇", "全乡", "全镇合计", "镇合计"})


class _Line(NamedTuple):
    """A row of 汇总表 with a number; `table` is the sheet that it stands in, `row` its `_id`."""

    name: str
    unit: str
    town: str
    village: str
    value: Decimal
    table: str
    row: int

    @property
    def of_town(self) -> bool:
        return self.village in _WHOLE or self.village == self.town


class Reported:
    """What 汇总表 states, as checks to be run, or as outcomes where there is nothing to compare."""

    def __init__(self, checking: Checking) -> None:
        self._checking = checking
        self._lines = _lines(checking)

    def villages(self, indicators: Iterable[Indicator]) -> list[Check | Outcome]:
        """Each indicator that 汇总表 names, village by village; names that mean no indicator are said."""
        lines = self._lines
        parts: list[Check | Outcome] = []
        known: set[str] = set()
        for indicator in indicators:
            own = {indicator.name, *indicator.synonyms} & lines.keys()
            known |= own
            if own and Aggregate.of(indicator).additive:
                parts += _checks(indicator, [line for name in sorted(own) for line in lines[name]])
                parts.append(_unit(indicator, own))
            elif own:
                parts.append(self._unclear(REPORTED, indicator.name, "比例和最大值不能逐村相加"))
        for name in sorted(lines.keys() - known - {""}):
            parts.append(self._unclear(UNKNOWN, name, "没有这个名称的指标，认不出是哪项数"))
        return parts

    def towns(self) -> list[Check]:
        """Where 汇总表 has a line for the whole town: the sum of the villages' lines, indicator by indicator."""
        checks: list[Check] = []
        for name, named in sorted(self._lines.items()):
            towns = [line for line in named if line.of_town]
            villages = [line for line in named if not line.of_town]
            # 镇里一行加的是它自己那张表里的村；那张表没有列村的，才是各村报来的
            beside = [line for line in villages if line.table in {line.table for line in towns}]
            for unit in sorted({line.unit for line in towns}) if villages else ():
                checks.append(
                    Check(
                        code=TOWN,
                        title=f"汇总表全镇一行：{name}",
                        unit=unit,
                        by="镇",
                        left=_side("全镇一行", "''", towns),
                        right=_side("各村相加", "''", beside or villages),
                        why="全镇的数应当等于各村报数之和。",
                    )
                )
        return checks

    def _unclear(self, code: str, name: str, because: str) -> Outcome:
        return self._checking.not_checked(code, f"汇总表：{name}", because)


def _lines(checking: Checking) -> dict[str, list[_Line]]:
    """The rows with a number by what they are called, in the order of the tables."""
    if checking.queries.lacking("SELECT 数值 FROM 台账.汇总表", ["汇总表"]):
        return {}
    found: dict[str, list[_Line]] = {}
    for name, unit, town, village, value, table, row in checking.rows(
        "SELECT 指标, 单位, 乡, 村, 数值, _t, _id FROM 台账.汇总表 WHERE 数值 IS NOT NULL ORDER BY _t, _id"
    ):
        line = _Line(name, unit or "", town or "", village or "", value, table, row)
        found.setdefault(name, []).append(line)
    return found


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


def _checks(indicator: Indicator, lines: Sequence[_Line]) -> list[Check]:
    """One check; where a village's number is stated otherwise in another table, one more for that statement."""
    villages = [line for line in lines if not line.of_town]
    counted = rows_sql(indicator, "村, '' AS 键, 值, _id", whole=not villages)
    checks = []
    for nth, told in enumerate(_statements(villages or lines)):
        named = ", ".join(sorted({literal(line.village) for line in told}))
        theirs = f"SELECT * FROM ({counted}) WHERE 村 IN ({named})" if nth else counted
        checks.append(
            Check(
                code=REPORTED,
                title=f"汇总表：{indicator.name}" + ("（另一处报的数）" if nth else ""),
                unit=indicator.unit,
                left=_side("汇总表上报", "村", told),
                right=Side(label="台账数出", needs=[indicator.ledger], sql=theirs),
                by="村" if villages else "镇",
                why="村里报的数应当等于从台账数出来的数。",
            )
        )
    return checks


def _statements(lines: Iterable[_Line]) -> list[list[_Line]]:
    """Each table's lines as one statement for each village; a table that repeats another's number is left out.

    A village reports in its own workbook and the town lists its villages again: that is one number, not two.
    The first list holds each village's first statement, in the order of the tables; the next its second one …
    """
    tables: dict[tuple[str, str], dict[str, list[_Line]]] = {}
    for line in lines:
        tables.setdefault((line.town, line.village), {}).setdefault(line.table, []).append(line)
    found: list[list[_Line]] = []
    for stated in tables.values():
        different: dict[Decimal, list[_Line]] = {}
        for _, told in sorted(stated.items()):
            different.setdefault(sum((line.value for line in told), Decimal(0)), told)
        for nth, told in enumerate(different.values()):
            found += [[]] if nth == len(found) else []
            found[nth] += told
    return found


def _side(label: str, village: str, lines: Iterable[_Line]) -> Side:
    rows = ", ".join(str(line.row) for line in lines)
    sql = f"SELECT {village} AS 村, '' AS 键, 数值 AS 值, _id FROM 台账.汇总表 WHERE _id IN ({rows})"
    return Side(label=label, needs=["汇总表"], sql=sql)
