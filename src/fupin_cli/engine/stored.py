"""DuckDB over an exported folder: Parquet is read as it is needed, what does not fit into memory goes to disk."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from contextvars import ContextVar
from typing import TypeGuard

import duckdb

from fupin_cli.catalogue.entries import Fact
from fupin_cli.engine.dataset import SYSTEM, Dataset
from fupin_cli.engine.duck import DuckEngine
from fupin_cli.engine.relations import Shape
from fupin_cli.errors import FupinError
from fupin_cli.intake.stored import StoredTable
from fupin_cli.judging import TypedTable
from fupin_cli.vocabulary.ledger import PLACE, columns
from fupin_cli.vocabulary.registry import ledgers

# DuckDB 能用的内存，如 2GB；'' 是它自己的缺省（内存的八成）
MEMORY: ContextVar[str] = ContextVar("MEMORY", default="")
_AGGREGATED = ("_人户", "_全部户")


class StoredEngine(DuckEngine):
    """Queries over tables that lie in Parquet files.

    Raises:
        FupinError: the memory limit is not one.
    """

    def __init__(self, facts: Iterable[Fact], dataset: Dataset, earlier: Dataset | None = None) -> None:
        self._spill = tempfile.mkdtemp(prefix="fupin-")  # 只有本人可读；close 时删去
        super().__init__(facts, dataset, earlier)
        self.few = False

    def _load(self, dataset: Dataset, schema: str) -> Shape:
        self._limit()
        self.rows(f"CREATE SCHEMA {schema}")
        for ledger in sorted(dataset.ledgers):
            self._attach(dataset, ledger, schema)
        return self._shape(dataset, schema)

    def _limit(self) -> None:
        quoted = self._spill.replace("'", "''")
        self.rows(f"SET temp_directory = '{quoted}'")
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
        bound = dataset.bound(ledger)
        known = columns(ledgers()[ledger])
        names = [name for name in known if name in bound or name in PLACE]
        lines = []
        for order, member in enumerate(dataset.of(ledger)):
            typed = member.typed
            assert _stored(typed)
            absent = [n for n in names if n not in typed.columns and n not in PLACE]
            lacking = "".join(f",{name}" for name in absent) + ("," if absent else "")
            lines.append(
                (typed.number, member.first_id, str(order), member.day.isoformat(), member.period, lacking)
            )
            folder = typed.store / ledger
        tables = f"{schema}_表_{ledger}"
        kinds = ("表号 INTEGER", "首 BIGINT", "_t VARCHAR", "数据日 VARCHAR", "期间 VARCHAR", "缺列 VARCHAR")
        self.rows(f"CREATE TABLE {tables} ({', '.join(kinds)})")
        values = list(map(list, zip(*lines, strict=True)))
        self.rows(f"INSERT INTO {tables} SELECT {', '.join(f'unnest(${n + 1})' for n in range(6))}", values)
        picked = {
            "_id": "t.首 + p.位置",
            "_t": "t._t",
            "_row": "p.行号",
            "坏列": "CASE WHEN p.坏列 = '' THEN t.缺列 "
            "ELSE concat(CASE WHEN t.缺列 = '' THEN ',' ELSE t.缺列 END, p.坏列) END",
            "户主号": "p.户主号",
            "数据日": "t.数据日",
            "期间": "t.期间",
        }
        assert tuple(picked) == SYSTEM
        for name in names:
            picked[name] = f"coalesce(p.{name}, '')" if known[name].kind.sql == "VARCHAR" else f"p.{name}"
        files = str(folder / "**" / "*.parquet").replace("'", "''")
        self.rows(
            f"CREATE VIEW {schema}.{ledger} AS SELECT {', '.join(f'{sql} AS {n}' for n, sql in picked.items())} "
            f"FROM read_parquet('{files}', hive_partitioning = true, hive_types_autocast = false) p "
            f"JOIN {tables} t ON p.表号 = t.表号"
        )

    def lay(self, asked: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Households and who lives where are worked out once; a ledger's own rows stay where they are."""
        for table, sql in self.relations.lay(asked):
            (self.make if table.endswith(_AGGREGATED) else self.name)(table, sql)

    def name(self, relation: str, sql: str) -> None:
        """Let a query go by a name, without working it out."""
        self.rows(f"CREATE OR REPLACE VIEW {relation} AS {sql}")

    def close(self) -> None:
        super().close()
        shutil.rmtree(self._spill, ignore_errors=True)


def _stored(typed: TypedTable) -> TypeGuard[StoredTable]:
    return isinstance(typed, StoredTable)
