"""DuckDB opened on another thread while workbooks are read.

Opening takes a twentieth of a second. Reading is Python's work and this is not, so on a second core it is free.
"""

from concurrent.futures import Future
from threading import Thread

import _duckdb

from fupin_cli.engine.macros import MACROS

# 行少也值得做的：少读几列，不把两张表先连成一切可能的组合再筛
_WORTH_IT = frozenset(
    {"unused_columns", "filter_pushdown", "join_order", "build_side_probe_side", "deliminator"}
)
_ready: list[Future[_duckdb.DuckDBPyConnection]] = []


def start() -> None:
    """Begin, if nothing is ready or being made ready."""
    if not _ready:
        future: Future[_duckdb.DuckDBPyConnection] = Future()
        _ready.append(future)
        Thread(target=_open_for, args=(future,)).start()


def opened(threads: int = 1, *, few: bool = True) -> _duckdb.DuckDBPyConnection:
    """A database of its own in memory, with the catalogue's functions: the one made ready, or a new one.

    Args:
        threads: for one query.
        few: there are few rows; looking for the best plan would take longer than a plain one.
    """
    try:
        connection = _ready.pop().result()
    except IndexError:  # 没有备着的，或别的线程刚拿走
        connection = _open()
    if threads != 1:
        connection.execute(f"SET threads TO {threads}")
    if not few:
        connection.execute("RESET disabled_optimizers")
    return connection


def _open() -> _duckdb.DuckDBPyConnection:
    connection = _duckdb.connect(config={"threads": 1})
    connection.execute("SET enable_progress_bar = false")  # 久的查询会把进度画到标准输出里
    listed = connection.execute("SELECT name FROM duckdb_optimizers()").fetchall()
    dear = ",".join(name for (name,) in listed if name not in _WORTH_IT)
    connection.execute(f"SET disabled_optimizers = '{dear}'")
    for name, arguments, body in MACROS:
        connection.execute(f"CREATE MACRO {name}({', '.join(arguments)}) AS {body}")
    return connection


def _open_for(future: Future[_duckdb.DuckDBPyConnection]) -> None:
    try:
        future.set_result(_open())
    except BaseException as error:
        future.set_exception(error)
