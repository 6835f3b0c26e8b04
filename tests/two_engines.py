"""One Spark session for all tests that need it, and all examples of the catalogue as one set of rows."""

import os
import shutil
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from fupin_cli.catalogue.entries import Rows, Rule
from fupin_cli.engine.dataset import Dataset
from fupin_cli.gathering import Gathered
from fupin_cli.trial import DAY, gathered

_MISSING = [
    told
    for told, there in (
        ("pyspark（pip install 'fupin-cli[spark]'）", find_spec("pyspark")),
        ("Java", shutil.which("java")),
    )
    if not there
]
needs_spark = pytest.mark.skipif(bool(_MISSING), reason=f"没有安装 {'、'.join(_MISSING)}")


MASTER = "local-cluster[2,1,1024]"
_OPTIONS = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.ui.explainMode": "simple",
    "spark.scheduler.maxRegisteredResourcesWaitingTime": "300s",  # 等两个都起来
}
_LOGS = TemporaryDirectory(prefix="fupin-spark-", ignore_cleanup_errors=True)


@cache
def engines() -> Any:
    """Spark with two workers, each a process of its own; planning and compiling kept short, for the data are few."""
    from fupin_cli.engine.spark import SparkEngines

    options = " ".join(f"--conf {name}={value}" for name, value in _OPTIONS.items())
    for name, value in {
        "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "PYSPARK_SUBMIT_ARGS": f"--driver-memory 3g {options} pyspark-shell",
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": _LOGS.name,
    }.items():
        os.environ.setdefault(name, value)
    return SparkEngines(lambda: MASTER)


def example(rule: Rule, part: str) -> str:
    """The file that an example pretends to be read from."""
    return f"{rule.code}.{part}"


def laid_together(rules: Iterable[Rule]) -> Gathered:
    """The bad and good examples of all rules in one set of rows, each in a village and with people of its own."""
    found = Gathered(day_from="示例")
    dataset = found.datasets[""] = Dataset()
    for number, (rule, part) in enumerate((rule, part) for rule in rules for part in ("bad", "good")):
        village = f"{rule.code}{part}村"
        rows = apart(rule.bad if part == "bad" else rule.good, number, village)
        one = gathered(rows, rule.as_of or DAY, {"村": village})
        for typed in one.typed:
            typed.reading.path = example(rule, part)
            dataset.add(typed, "", rule.as_of or DAY)
        found.typed += one.typed
        found.readings += one.readings
    return found


def apart(rows: Rows, number: int, village: str, *, sound: bool = True) -> Rows:
    """An example's rows with people of its own (numbers join rows across villages) in a village of its own.

    With `sound` only numbers whose check digit is right are changed: some examples are about those that are not.
    """
    return {
        ledger: [
            {
                name: village if value == "示例村" else _other(value, number, sound)
                for name, value in row.items()
            }
            for row in items
        ]
        for ledger, items in rows.items()
    }


def _other(value: Any, number: int, sound: bool) -> Any:
    """A resident's number with another county, other running digits and the check digit that belongs to them."""
    if (
        not isinstance(value, str)
        or len(value) != 18
        or not value[:17].isdigit()
        or (sound and value != _checked(value))
    ):
        return value
    return _checked(f"{value[:4]}{number // 100 + 20:02d}{value[6:14]}{number % 100:02d}{value[16]}")


def _checked(number: str) -> str:
    """The first 17 digits with their check digit."""
    body = number[:17]
    weights = [2 ** (17 - place) % 11 for place in range(17)]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]
