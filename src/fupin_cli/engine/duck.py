"""DuckDB, the embedded engine: holds a dataset's tables and answers queries over its relations."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Timer
from typing import Any, TypeVar

import _duckdb  # 包 duckdb 一导入就备好它的关系接口，要五分之一秒；这里只用连接

from fupin_cli.catalogue.entries import Fact
from fupin_cli.engine.dataset import Dataset
from fupin_cli.engine.inventory import Shape
from fupin_cli.engine.loading import few, load
from fupin_cli.engine.opening import opened
from fupin_cli.engine.relations import Relations
from fupin_cli.engine.sharing import shelf
from fupin_cli.errors import FupinError

THREADS = 2
LONGEST = 60  # 秒；材料里的一次查询，一个县也只要一两秒
Item = TypeVar("Item")
Found = TypeVar("Found")


class Line:
    """A connection to an engine's tables; each thread needs one of its own."""

    def __init__(self, connection: _duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def make(self, table: str, sql: str) -> None:
        """Keep the result of a query as a table, in place of an earlier one of that name."""
        self._connection.execute(f"CREATE OR REPLACE TABLE {table} AS {sql}")

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The result of a query as tuples."""
        found: list[tuple[Any, ...]] = self._connection.execute(sql, list(parameters)).fetchall()
        return found

    def records(self, sql: str) -> list[dict[str, Any]]:
        """The result of a query, which may be anybody's, by the names of its columns.

        Raises:
            FupinError: it takes longer than a query of a document may.
        """
        stop = Timer(LONGEST, self._connection.interrupt)
        stop.start()
        try:
            found = self._connection.execute(sql)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        except _duckdb.InterruptException:
            raise FupinError(
                f"查询算了{LONGEST}秒还没有算完：{' '.join(sql.split())[:60]}……",
                "请缩小范围，不要把两种台账不加条件地连在一起。",
            ) from None
        finally:
            stop.cancel()


class DuckEngine(Line):
    """Queries over one dataset (and, as 上期, an earlier one).

    With `small`, many queries over few rows are going to follow.
    """

    def __init__(
        self,
        facts: Iterable[Fact],
        dataset: Dataset,
        earlier: Dataset | None = None,
        *,
        small: bool = False,
    ) -> None:
        self.few = all(few(each) for each in (dataset, earlier) if each is not None)
        self._laid = False
        self._shelf = shelf() if self.few else None
        self._path = self._shelf.path() if self._shelf else ""
        # 行少时，各线程交接活计比干活还费时：每条查询只用一个线程，几条查询同时进行（见 at_once）
        threads = 1 if self.few or small else THREADS
        super().__init__(self._shelf.connection() if self._shelf else opened(threads, few=self.few))
        self._settle(self._connection)
        self.dataset = dataset
        listed = list(facts)
        self.relations = Relations(listed, self._load(dataset, "原表"))
        self.earlier = Relations(listed, self._load(earlier, "上期原表")) if earlier is not None else None
        if not dataset.stored:
            self.rows("SET enable_external_access = false")  # 自己写的规则、模板里的查询读写不了别的文件

    def _load(self, dataset: Dataset, schema: str) -> Shape:
        if self._shelf is not None:
            return self._shape(dataset, self._shelf.schema(dataset))
        load(self._connection, dataset, schema)
        return self._shape(dataset, schema)

    def _shape(self, dataset: Dataset, schema: str) -> Shape:
        return Shape(
            bound={ledger: frozenset(dataset.bound(ledger)) for ledger in dataset.ledgers},
            unreadable={ledger: frozenset(dataset.unreadable(ledger)) for ledger in dataset.ledgers},
            tables=schema,
            same_named=dataset.same_named,
        )

    def lay(self, asked: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Make the rows that the queries over `asked` (ledger, names) share, once for all of them."""
        for table, sql in self.relations.lay(asked):
            self.make(table, sql)
        self._laid = True

    def at_once(self, work: Callable[[Line, Item], Found], items: Sequence[Item]) -> list[Found]:
        """`work` done on each item with a connection; the results in the order of the items.

        Planning takes one thread, whatever the data, and so does most of the work on less than a row group
        (122 880 rows): the items' queries run side by side. With many rows, they may read tables that were laid
        only: Arrow tables are known to the connection that they were registered with.
        """
        if not (self.few or self._laid) or len(items) < 2:
            return [work(self, item) for item in items]
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(lambda item: work(Line(self._cursor()), item), items))

    def _cursor(self) -> _duckdb.DuckDBPyConnection:
        return self._settle(self._connection.cursor())

    def _settle(self, connection: _duckdb.DuckDBPyConnection) -> _duckdb.DuckDBPyConnection:
        """The connection, making its tables among this engine's."""
        if self._path:
            connection.execute(f"SET search_path = '{self._path}'")
        return connection

    def close(self) -> None:
        self._connection.close()


QueryError = _duckdb.Error
