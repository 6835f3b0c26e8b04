"""Several engines over the same rows at the same time: the rows are loaded once.

A document is written while its ledgers are validated and reconciled. Loading a town takes as long as counting it.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING

from fupin_cli.engine.dataset import Dataset
from fupin_cli.engine.loading import load

if TYPE_CHECKING:
    import _duckdb


class Shelf:
    """One database in memory: a schema for each dataset that was loaded, and one for what each engine makes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._database: _duckdb.DuckDBPyConnection | None = None
        self._schemas: dict[Hashable, str] = {}
        self._lenders: list[Dataset] = []
        self._engines = count(1)

    def schema(self, dataset: Dataset) -> str:
        """The schema with the rows of `dataset`; loaded, if no equal one has been."""
        # 表是同一个对象，时期和判断的日子又相同，装进去的就一模一样
        same = tuple((id(member.typed), member.period, member.day) for member in dataset.members)
        with self._lock:
            if same not in self._schemas:
                name = f"原表{len(self._schemas) + 1}"
                load(self._opened(), dataset, name)
                self._schemas[same] = name
                self._lenders.append(dataset)  # 表还在，它们的 id 才不会另有所指
            return self._schemas[same]

    def path(self) -> str:
        """Where an engine keeps what it makes, and finds all else."""
        with self._lock:
            own = f"引擎{next(self._engines)}"
            self._opened().execute(f"CREATE SCHEMA {own}")
            return f"{own},main"

    def connection(self) -> "_duckdb.DuckDBPyConnection":
        """A connection of its own."""
        with self._lock:
            return self._opened().cursor()

    def close(self) -> None:
        if self._database is not None:
            self._database.close()

    def _opened(self) -> "_duckdb.DuckDBPyConnection":
        if self._database is None:
            from fupin_cli.engine.opening import opened

            self._database = opened()
        return self._database


_SHELF: ContextVar[Shelf | None] = ContextVar("shelf", default=None)


@contextmanager
def sharing() -> Iterator[None]:
    """DuckDB's engines that are opened meanwhile share their rows, where these are few."""
    shelf = Shelf()
    token = _SHELF.set(shelf)
    try:
        yield
    finally:
        _SHELF.reset(token)
        shelf.close()


def shelf() -> Shelf | None:
    """That of the engines that are now opened, if they share."""
    return _SHELF.get()
