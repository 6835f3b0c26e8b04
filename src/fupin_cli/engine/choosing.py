"""Which engine answers: DuckDB in this process, or another one that the user named for this run."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from fupin_cli.catalogue.entries import Fact
from fupin_cli.engine.dataset import Dataset
from fupin_cli.engine.relations import Relations

MOST = 10_000
Item = TypeVar("Item")
Found = TypeVar("Found")


class Engine(Protocol):
    """Answers queries over one dataset (and, as 上期, an earlier one), written in DuckDB's dialect."""

    relations: Relations
    earlier: Relations | None

    def lay(self, asked: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Make the rows that the queries over `asked` (ledger, names) share, once for all of them."""

    def make(self, table: str, sql: str) -> None:
        """Keep the result of a query as a table, in place of an earlier one of that name."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The result of a query as tuples."""

    def records(self, sql: str) -> list[dict[str, Any]]:
        """The result of a query by the names of its columns."""

    def at_once(self, work: Callable[[Any, Item], Found], items: Sequence[Item]) -> list[Found]:
        """`work` done on each item with a connection; the results in the order of the items.

        Where tables have been laid, `work` reads those alone.
        """

    def close(self) -> None:
        """Let go of what was kept."""


class Engines(Protocol):
    """A kind of engine: opens engines, and knows what its queries fail with."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """Raised where a query cannot be run."""

    @property
    def most(self) -> int | None:
        """How many rows that break a rule are fetched of each rule, where the rows are stored; None for all."""

    def open(
        self, facts: Iterable[Fact], dataset: Dataset, earlier: Dataset | None, *, small: bool
    ) -> Engine:
        """An engine over `dataset`; with `small` many queries over few rows are going to follow."""


class DuckEngines(Struct, frozen=True):
    """DuckDB, embedded."""

    most: int | None = MOST

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        from fupin_cli.engine.duck import QueryError

        return (QueryError,)

    def open(
        self, facts: Iterable[Fact], dataset: Dataset, earlier: Dataset | None, *, small: bool
    ) -> Engine:
        from fupin_cli.engine.duck import DuckEngine

        if dataset.stored:
            from fupin_cli.engine.stored import StoredEngine

            return StoredEngine(facts, dataset, earlier)
        return DuckEngine(facts, dataset, earlier, small=small)


_DUCK = DuckEngines()
_CHOSEN: ContextVar[Engines] = ContextVar("engines", default=_DUCK)


@contextmanager
def using(engines: Engines) -> Iterator[None]:
    """Queries are answered by `engines` meanwhile."""
    token = _CHOSEN.set(engines)
    try:
        yield
    finally:
        _CHOSEN.reset(token)


def choose_engines(engines: Engines | None) -> None:
    """From now on queries are answered by `engines`; by DuckDB where there are none."""
    _CHOSEN.set(engines or _DUCK)


def open_engine(
    facts: Iterable[Fact], dataset: Dataset, earlier: Dataset | None = None, *, small: bool = False
) -> Engine:
    """An engine of the chosen kind over `dataset` (and, as 上期, over `earlier`).

    Args:
        small: many queries over few rows are going to follow.
    """
    return _CHOSEN.get().open(facts, dataset, earlier, small=small)


def get_ready() -> None:
    """Queries are going to follow: open the chosen engine meanwhile, where that can be done on another thread."""
    if _CHOSEN.get() is _DUCK:
        from fupin_cli.engine.opening import start

        start()


def query_errors() -> tuple[type[Exception], ...]:
    """What a query that cannot be run raises on the chosen kind of engine."""
    return _CHOSEN.get().errors


def most_rows(dataset: Dataset) -> int | None:
    """How many rows that break a rule are fetched of each rule; None for all: of workbooks, which fit into memory."""
    return _CHOSEN.get().most if dataset.stored else None
