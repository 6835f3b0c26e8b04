"""DuckDB, the embedded engine: registers a dataset's Arrow tables and answers queries over its relations."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import duckdb

from fupin_cli.catalogue.entries import Fact
from fupin_cli.engine.dataset import Dataset
from fupin_cli.engine.macros import MACROS
from fupin_cli.engine.relations import Relations, Shape

if TYPE_CHECKING:
    import pyarrow as pa


class DuckEngine:
    """Queries over one dataset (and, as 上期, an earlier one)."""

    def __init__(self, facts: Iterable[Fact], dataset: Dataset, earlier: Dataset | None = None) -> None:
        self.dataset = dataset
        self._connection = duckdb.connect(config={"threads": 2})
        for name, arguments, body in MACROS:
            self._connection.execute(f"CREATE MACRO {name}({', '.join(arguments)}) AS {body}")
        listed = list(facts)
        self.relations = Relations(listed, self._load(dataset, "原表"))
        self.earlier = Relations(listed, self._load(earlier, "上期原表")) if earlier is not None else None

    def _load(self, dataset: Dataset, schema: str) -> Shape:
        self._connection.execute(f"CREATE SCHEMA {schema}")
        for number, ledger in enumerate(sorted(dataset.ledgers)):
            self._connection.register(f"{schema}_{number}", dataset.arrow(ledger))
            self._connection.execute(f"CREATE VIEW {schema}.{ledger} AS SELECT * FROM {schema}_{number}")
        return Shape(
            bound={ledger: frozenset(dataset.bound(ledger)) for ledger in dataset.ledgers},
            unreadable={ledger: frozenset(dataset.unreadable(ledger)) for ledger in dataset.ledgers},
            tables=schema,
        )

    def arrow(self, sql: str) -> "pa.Table":
        """The result of a query as an Arrow table."""
        return self._connection.sql(sql).to_arrow_table()

    def lay(self, asked: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Make the rows that the queries over `asked` (ledger, names) share, once for all of them."""
        for table, sql in self.relations.lay(asked):
            self.make(table, sql)

    def make(self, table: str, sql: str) -> None:
        """Keep the result of a query as a table, in place of an earlier one of that name."""
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {sql}")

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The result of a query as tuples."""
        found: list[tuple[Any, ...]] = self._connection.execute(sql, list(parameters)).fetchall()
        return found

    def close(self) -> None:
        self._connection.close()


QueryError = duckdb.Error
