"""DuckDB over an exported folder: Parquet is read as it is needed, what does not fit into memory goes to disk."""

import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any

import duckdb

from fupin_cli.catalogue.entries import Fact
from fupin_cli.engine.dataset import Dataset
from fupin_cli.engine.duck import DuckEngine, Found
from fupin_cli.engine.inventory import Shape
from fupin_cli.engine.lying import FILES, MEMBERS, TABLES, stored_rows
from fupin_cli.engine.room import MEMORY, TEMPORARY
from fupin_cli.errors import FupinError, because

_MOMENT = 0.5  # 秒；Windows 上等着锁时听不到 Ctrl-C，要不时醒一下
_AGGREGATED = ("_人户", "_全部户")


class StoredEngine(DuckEngine):
    """Queries over tables that lie in Parquet files.

    What does not fit into memory lies in a folder that only the user can open. It goes with the engine, at the
    latest when the program ends, also by Ctrl-C.

    Raises:
        FupinError: the memory limit is not one or is too small, the disk is full, a Parquet file is damaged.
    """

    def __init__(self, facts: Iterable[Fact], dataset: Dataset, earlier: Dataset | None = None) -> None:
        self._spill = _spill_folder()
        try:
            super().__init__(facts, dataset, earlier)
        except BaseException:
            shutil.rmtree(self._spill, ignore_errors=True)
            raise
        self._leave = weakref.finalize(self, _leave, self._connection, self._spill)
        self.few = False

    def _load(self, dataset: Dataset, schema: str) -> Shape:
        self._limit()
        self.rows(f"CREATE SCHEMA {schema}")
        for ledger in sorted(dataset.ledgers):
            self._attach(dataset, ledger, schema)
        return self._shape(dataset, schema)

    def _limit(self) -> None:
        self.rows("SET temp_directory = ?", [self._spill])
        self.rows(f"SET threads TO {os.cpu_count() or 1}")
        self.rows("SET preserve_insertion_order = false")
        memory = MEMORY.get()
        if memory:
            try:
                self.rows("SET memory_limit = ?", [memory])
            except duckdb.Error:
                raise FupinError(f"看不懂内存上限“{memory}”。", "写成 2GB、512MB 这样。") from None

    def _attach(self, dataset: Dataset, ledger: str, schema: str) -> None:
        """Make the ledger known as `schema`.ledger, its rows numbered as the dataset numbers them."""
        folder, lines, query = stored_rows(dataset, ledger, schema)
        files = str(folder / ledger / "**" / "*.parquet").replace("'", "''")
        self.name(
            FILES.format(schema, ledger),
            f"SELECT * FROM read_parquet('{files}', hive_partitioning = true, hive_types_autocast = false)",
        )
        table = TABLES.format(schema, ledger)
        self.rows(f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in MEMBERS.items())})")
        unnested = ", ".join(f"unnest(${number + 1})" for number in range(len(MEMBERS)))
        values = [list(column) for column in zip(*lines, strict=True)]
        self.rows(f"INSERT INTO {table} SELECT {unnested}", values)
        self.name(f"{schema}.{ledger}", query)

    def lay(self, asked: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Households and who lives where are worked out once; a ledger's own rows stay where they are."""
        for table, sql in self.relations.lay(asked):
            (self.make if table.endswith(_AGGREGATED) else self.name)(table, sql)

    def name(self, relation: str, sql: str) -> None:
        """Let a query go by a name, without working it out."""
        self.rows(f"CREATE OR REPLACE VIEW {relation} AS {sql}")

    def make(self, table: str, sql: str) -> None:
        """Keep the result of a query as a table, in place of an earlier one of that name."""
        make = super().make
        self._heard(lambda: make(table, sql))

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The result of a query as tuples."""
        rows = super().rows
        return self._heard(lambda: rows(sql, parameters))

    def _heard(self, work: Callable[[], Found]) -> Found:
        """`work` done on another thread, so that Ctrl-C stops it: DuckDB does not hear it in a long query."""
        with _in_words(), ThreadPoolExecutor(1) as pool:
            running = pool.submit(work)
            try:
                while not wait([running], _MOMENT).done:
                    pass
            except BaseException:
                self._connection.interrupt()
                raise
            return running.result()

    def close(self) -> None:
        self._leave()


@contextmanager
def _in_words() -> Iterator[None]:
    """What is no fault of the query itself, said for people: memory, disk, a damaged file."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise FupinError(
            "内存不够，没有算完。",
            "请把 --memory 写大些，关掉别的程序，或看临时文件夹所在的磁盘是不是满了。",
        ) from None
    except duckdb.IOException as error:
        raise FupinError(f"读写磁盘出错：{_first_line(error)}。", "请检查磁盘空间，再运行一次。") from None
    except duckdb.Error as error:
        if type(error) is not duckdb.Error and ".parquet" not in _first_line(error):
            raise  # 查询自己写错了；读文件时解不开的，种类就是 Error 本身，或者说出文件名
        raise FupinError(f"导出的表已损坏：{_first_line(error)}。", "请重新运行 fupin export。") from None


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].removesuffix(".")


def _spill_folder() -> str:
    """A new folder that only the user can open."""
    place = TEMPORARY.get()
    try:
        return tempfile.mkdtemp(prefix="fupin-", dir=place)
    except OSError as error:
        where = f"“{place}”" if place else "系统的临时文件夹"
        raise FupinError(
            f"在{where}里建不了临时文件夹：{because(error)}。",
            "请在 fupin.toml 的 [workspace] 用 temp 写明一个能写的文件夹。",
        ) from None


def _leave(connection: duckdb.DuckDBPyConnection, folder: str) -> None:
    connection.close()  # Windows 删不了还开着的文件
    shutil.rmtree(folder, ignore_errors=True)
