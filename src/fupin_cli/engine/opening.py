"""DuckDB opened on another thread while workbooks are read.

Opening takes a twentieth of a second. Reading is Python's work and this is not, so on a second core it is free.
"""

from concurrent.futures import Future
from threading import Thread

import _duckdb

from fupin_cli.engine.macros import MACROS

_ready: list[Future[_duckdb.DuckDBPyConnection]] = []


def start() -> None:
    """Begin, if nothing is ready or being made ready."""
    if not _ready:
        future: Future[_duckdb.DuckDBPyConnection] = Future()
        _ready.append(future)
        Thread(target=_open_for, args=(future,)).start()


def opened(threads: int) -> _duckdb.DuckDBPyConnection:
    """A database of its own in memory, with the catalogue's functions: the one made ready, or a new one."""
    try:
        connection = _ready.pop().result()
    except IndexError:  # 没有备着的，或别的线程刚拿走
        connection = _open()
    connection.execute(f"SET threads TO {threads}")
    return connection


def _open() -> _duckdb.DuckDBPyConnection:
    connection = _duckdb.connect(config={"threads": 1})
    connection.execute("SET enable_progress_bar = false")  # 久的查询会把进度画到标准输出里
    for name, arguments, body in MACROS:
        connection.execute(f"CREATE MACRO {name}({', '.join(arguments)}) AS {body}")
    return connection


def _open_for(future: Future[_duckdb.DuckDBPyConnection]) -> None:
    try:
        future.set_result(_open())
    except BaseException as error:
        future.set_exception(error)
