"""Spark, the distributed engine: the same relations and queries, on the cluster that the user names.

Only answers come to the driver, never the rows of a ledger. Queries are written once, in DuckDB's dialect, and
translated (translating.py). Each engine has a session of its own, so that views of two of them do not meet.
"""

import os
import shutil
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from fupin_cli.catalogue.entries import Fact
from fupin_cli.engine.dataset import Dataset
from fupin_cli.engine.inventory import Shape
from fupin_cli.engine.loading import arrow
from fupin_cli.engine.lying import FILES, MEMBERS, TABLES, stored_in, stored_rows
from fupin_cli.engine.relations import Relations
from fupin_cli.engine.translating import split, to_spark, view
from fupin_cli.errors import FupinError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Item = TypeVar("Item")
Found = TypeVar("Found")

MOST = 10_000
_OPTIONS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.ansi.enabled": "true",  # 转换失败要报错，和 DuckDB 一样，不能悄悄变成空
    "spark.sql.session.timeZone": "UTC",
    # 一行上百个由别的列算出的事实，推导约束的时间随列数成倍增长，而条件大多推不出什么
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # 县名、乡名就是文字
}


def spark_session(master: str | None = None) -> "SparkSession":
    """The session on `master` (local[2], yarn, k8s://…); without one what spark-submit or Spark's own files say.

    Raises:
        FupinError: no pyspark, no Java, or the cluster cannot be reached.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # 我们不经过 pandas
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
    except ImportError:
        raise FupinError("没有安装 Spark。", "请运行 pip install 'fupin-cli[spark]'。") from None
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home) / "bin") if home else None) is None:
        raise FupinError("没有找到 Java，Spark 要用它。", "请安装 Java 17 或更新的版本（只要运行环境）。")
    builder = SparkSession.builder.appName("fupin")
    for name, value in _OPTIONS.items():
        builder = builder.config(name, value)
    if master is not None:
        builder = builder.master(master)
        if master.startswith("local"):  # 缺省 200 份是给集群的，一台机器上只是空转
            builder = builder.config("spark.sql.shuffle.partitions", "2")
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError) as error:
        raise FupinError(
            f"连不上 Spark（{master or '缺省'}）：{str(error).splitlines()[0]}。", "请检查 --master。"
        ) from None
    session.sparkContext.setLogLevel("ERROR")
    return session


class SparkEngine:
    """Queries over one dataset (and, as 上期, an earlier one)."""

    def __init__(
        self, session: "SparkSession", facts: Iterable[Fact], dataset: Dataset, earlier: Dataset | None = None
    ) -> None:
        self.dataset = dataset
        self._session = session.newSession()
        for name, value in _OPTIONS.items():
            if name.startswith("spark.sql."):
                self._session.conf.set(name, value)
        self._kept: dict[str, DataFrame] = {}
        listed = list(facts)
        self.relations = Relations(listed, self._load(dataset, "原表"))
        self.earlier = Relations(listed, self._load(earlier, "上期原表")) if earlier is not None else None

    def _load(self, dataset: Dataset, schema: str) -> Shape:
        for ledger in sorted(dataset.ledgers):
            if stored_in(dataset, ledger) is None:
                table = arrow(dataset.pieces(ledger))
                plain = table.cast(_without_dictionaries(table.schema))
                self._name(view(schema, ledger), self._session.createDataFrame(plain))
            else:
                self._attach(dataset, ledger, schema)
        return Shape(
            bound={ledger: frozenset(dataset.bound(ledger)) for ledger in dataset.ledgers},
            unreadable={ledger: frozenset(dataset.unreadable(ledger)) for ledger in dataset.ledgers},
            tables=schema,
            same_named=dataset.same_named,
        )

    def _attach(self, dataset: Dataset, ledger: str, schema: str) -> None:
        """Name the ledger's Parquet files; what the run knows of each table is joined to its rows."""
        folder, members, query = stored_rows(dataset, ledger, schema)
        reader = self._session.read.option("basePath", str(folder / ledger))
        self._name(FILES.format(schema, ledger), reader.parquet(str(folder / ledger)))
        kinds = ", ".join(f"`{name}` {kind}" for name, kind in MEMBERS.items())
        self._name(TABLES.format(schema, ledger), self._session.createDataFrame(members, kinds))
        self._name(view(schema, ledger), self._query(query))

    def _name(self, name: str, frame: "DataFrame") -> None:
        frame.createOrReplaceTempView(f"`{name}`")

    def _query(self, sql: str) -> "DataFrame":
        return self._session.sql(to_spark(sql))

    def lay(self, asked: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Make the rows that the queries over `asked` (ledger, names) share, once for all of them."""
        for table, sql in self.relations.lay(asked):
            frame = self._query(sql).persist()
            if table in self._kept:
                self._kept[table].unpersist()
            self._kept[table] = frame
            self._name(table, frame)

    def make(self, table: str, sql: str) -> None:
        """Let the result of a query go by a name, in place of an earlier one; it is worked out when first used.

        Its plan ends there: a view over a view is planned again from the ledgers' rows up by each query that
        reads it. Where many expressions look at one relation, the relation comes before them: Spark would
        otherwise write each fact out in each expression that uses it.
        """
        inner, outer = split(sql, f"{table}_行")
        if inner:
            self._name(f"{table}_行", self._ended(inner))
        self._name(table, self._ended(outer))

    def _ended(self, sql: str) -> "DataFrame":
        """A query's rows as the start of a plan: on the executors, or in the checkpoint folder if Spark has one."""
        frame = self._query(sql)
        if self._session.sparkContext.getCheckpointDir() is not None:
            return frame.checkpoint()
        return frame.localCheckpoint(eager=False)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The result of a query as tuples."""
        return [tuple(row) for row in self._query(sql).collect()]

    def records(self, sql: str) -> list[dict[str, Any]]:
        """The result of a query by the names of its columns."""
        return [row.asDict() for row in self._query(sql).collect()]

    def at_once(self, work: Callable[["SparkEngine", Item], Found], items: Sequence[Item]) -> list[Found]:
        """`work` done on each item; Spark itself uses all cores for one query."""
        return [work(self, item) for item in items]

    def close(self) -> None:
        for frame in self._kept.values():
            frame.unpersist()


class SparkEngines:
    """Spark, over one session, which is opened when it is first needed.

    Args:
        master: gives what `spark_session` takes, when it is needed.
        most: rows with findings that are fetched of one ledger.
    """

    def __init__(self, master: Callable[[], str | None], most: int | None = MOST) -> None:
        self._master = master
        self.most = most

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        from pyspark.errors import PySparkException
        from sqlglot.errors import SqlglotError

        return (PySparkException, SqlglotError)

    def open(
        self, facts: Iterable[Fact], dataset: Dataset, earlier: Dataset | None, *, small: bool
    ) -> SparkEngine:
        return SparkEngine(spark_session(self._master()), facts, dataset, earlier)


def _without_dictionaries(schema: Any) -> Any:
    import pyarrow as pa

    return pa.schema(
        [(f.name, f.type.value_type if pa.types.is_dictionary(f.type) else f.type) for f in schema]
    )
