"""Run an entry's own examples: the rows of a rule or check as if they had been read from a workbook."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fupin_cli.catalogue.entries import Catalogue, Rows, Rule
from fupin_cli.catalogue.policies import Policies
from fupin_cli.engine.dataset import Dataset
from fupin_cli.gathering import Gathered
from fupin_cli.judging import judge
from fupin_cli.reading.model import BoundColumn, Reading, Table
from fupin_cli.validating import Selection, Validation, validate

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
            cells={name: [item.get(name) for item in items] for name in names},
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
    overrides: dict[str, Any] = {name: Decimal(str(value)) for name, value in rule.policy.items()}
    alone = catalogue.model_copy(update={"rules": [rule]})
    return validate(
        gathered(rows, rule.as_of or DAY),
        alone,
        Policies(catalogue.policy, overrides),
        Selection(select=(rule.code,)),
    )
