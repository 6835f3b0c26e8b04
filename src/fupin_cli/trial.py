"""Run an entry's own examples: the rows of a rule or check as if they had been read from a workbook."""

import datetime as dt
from collections.abc import Mapping

from msgspec.structs import replace

from fupin_cli.catalogue.entries import Catalogue, Rows, Rule
from fupin_cli.catalogue.policies import Policies
from fupin_cli.engine.checking import check_entry, check_examples
from fupin_cli.engine.dataset import Dataset
from fupin_cli.errors import EntryError
from fupin_cli.gathering import Gathered
from fupin_cli.judging import judge
from fupin_cli.reading.columns import Column
from fupin_cli.reading.model import BoundColumn, Reading, Table
from fupin_cli.validating import CANNOT_RUN, Selection, Validation, message, validate
from fupin_cli.vocabulary.ledger import columns

DAY = dt.date(2023, 12, 31)


def gathered(rows: Rows, day: dt.date = DAY, place: Mapping[str, str] | None = None) -> Gathered:
    """`rows` by ledger, each ledger one sheet; a column is there if any row names it."""
    found = Gathered(day_from="示例")
    dataset = Dataset()
    for ledger, items in rows.items():
        names = list(dict.fromkeys(name for item in items for name in item))
        table = Table(
            sheet=ledger,
            ledger=ledger,
            header_rows=(1,),
            columns=[BoundColumn(name, name, number) for number, name in enumerate(names)],
            rows=list(range(2, 2 + len(items))),
            cells={name: Column.of([item.get(name) for item in items]) for name in names},
            place={"村": "示例村", **(place or {})},
        )
        reading = Reading(path="示例", sha256="", format="示例", tables=[table])
        typed = judge(table, reading)
        found.readings.append(reading)
        found.typed.append(typed)
        found.findings += typed.findings
        dataset.add(typed, "", day)
    found.datasets[""] = dataset
    return found


def try_rule(rule: Rule, catalogue: Catalogue, rows: Rows) -> Validation:
    """What the rule alone finds on `rows`, with its own policy lines."""
    alone = replace(catalogue, rules=[rule])
    return validate(
        gathered(rows, rule.as_of or DAY),
        alone,
        Policies(catalogue.policy, rule.policy),
        Selection(select=(rule.code,)),
    )


def example_faults(rule: Rule, catalogue: Catalogue) -> list[EntryError]:
    """What is wrong with an own rule or its examples; empty where `bad` is found and `good` is not."""
    try:
        check_entry(rule, catalogue)
        check_examples(rule)
    except EntryError as error:
        return [error]
    return [*_lost(rule), *_bad(rule, catalogue), *_good(rule, catalogue)]


def _lost(rule: Rule) -> list[EntryError]:
    """Values of the examples that a cell of their column cannot hold."""
    found = []
    for part, rows in (("bad", rule.bad), ("good", rule.good)):
        for typed in gathered(rows, rule.as_of or DAY).typed:
            for name, positions in typed.unreadable.items():
                for value in (typed.table.cells[name][position] for position in sorted(positions)):
                    if value is not None and value != "":
                        label = columns(typed.ledger)[name].kind.label
                        said = f"规则 {rule.code} 的 {part} 里，“{name}”写的“{value}”读不出来。"
                        found.append(EntryError(said, f"这一列要填{label}。", part, name))
    return found


def _bad(rule: Rule, catalogue: Catalogue) -> list[EntryError]:
    result = try_rule(rule, catalogue, rule.bad)
    because = result.not_checked.get(rule.code)
    if because:
        return [_not_run(rule, because, "bad")]
    if any(finding.code == rule.code for finding in result.findings):
        return []
    said = f"规则 {rule.code} 的 bad 应当查出来，却没有查出来。"
    if rule.where:
        population = replace(rule, broken=rule.where, where="")
        if not try_rule(population, catalogue, rule.bad).findings:
            return [EntryError(said, "where 没有选中例子里的任何一行：请改 where 或例子。", "where")]
    hint = "broken 对例子里的每一行都不成立：请改 broken 或例子；空着的数字、日期是 NULL，比较的结果不算错。"
    if result.unknown.get(rule.code):
        hint = "判断要用的格子读不出来，不算错：请改例子里的值。"
    return [EntryError(said, hint, "bad")]


def _good(rule: Rule, catalogue: Catalogue) -> list[EntryError]:
    result = try_rule(rule, catalogue, rule.good)
    because = result.not_checked.get(rule.code)
    if because:
        return [_not_run(rule, because, "good")]
    found = [message(finding, rule) for finding in result.findings if finding.code == rule.code]
    if not found:
        return []
    said = f"规则 {rule.code} 的 good 不该查出来，却查出来了：{found[0]}"
    return [EntryError(said, "请改 where、broken 或例子。", "good")]


def _not_run(rule: Rule, because: str, part: str) -> EntryError:
    if because.startswith(CANNOT_RUN):
        hint = "请看列的类型和函数的用法：文字要加单引号，日期写成 DATE '2023-12-31'。"
        return EntryError(f"规则 {rule.code} 的 where 或 broken 写得不对：{because}。", hint, "broken")
    return EntryError(
        f"规则 {rule.code} 的 {part} 判断不了：{because}。",
        "请在例子里补上；政策参数写在规则的 policy 里。",
        part,
    )
