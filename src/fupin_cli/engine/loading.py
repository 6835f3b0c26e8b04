"""A ledger's columns into DuckDB: as Arrow where there are many cells, as plain lists where there are few.

Importing pyarrow (and numpy with it) takes a fifth of a second: more than all else that a village's workbook
needs of the engine. Lists cost about half a microsecond a cell, so they are for the few.
"""

from array import array
from typing import TYPE_CHECKING, Any

from fupin_cli.engine.dataset import Coded, Dataset, Piece

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_PORTION = 30_720  # 行；DuckDB 一次处理 2048 行，取它的倍数
FEW_CELLS = 1_000_000


def load(connection: "duckdb.DuckDBPyConnection", dataset: Dataset, schema: str) -> None:
    """Make each ledger of `dataset` known as `schema`.ledger."""
    connection.execute(f"CREATE SCHEMA {schema}")
    for number, ledger in enumerate(sorted(dataset.ledgers)):
        pieces = dataset.pieces(ledger)
        if few(dataset):
            _as_lists(connection, f"{schema}.{ledger}", pieces)
        else:
            import duckdb  # noqa: F401  登记 Arrow 表的能力由它添上

            connection.register(f"{schema}_{number}", arrow(pieces))
            connection.execute(f"CREATE VIEW {schema}.{ledger} AS SELECT * FROM {schema}_{number}")


def few(dataset: Dataset) -> bool:
    """Whether its rows go in as lists, into tables that every thread's connection sees."""
    return dataset.cells <= FEW_CELLS


def _as_lists(connection: "duckdb.DuckDBPyConnection", table: str, pieces: dict[str, list[Piece]]) -> None:
    picked: list[str] = []
    values: list[Any] = []
    for name, column in pieces.items():
        given = f"${len(values) + 1}"
        said = _said(column)
        if len(said) == 1:  # 一镇的台账有一半的列只有一种内容，不必一格一格地给
            values += said
            picked.append(f"CAST({given} AS VARCHAR) AS {name}")
            continue
        cells = [cell for piece in column for cell in _cells(piece)]
        values.append(cells)
        if all(cell is None for cell in cells):  # 全空的列看不出类型
            given = f"CAST({given} AS VARCHAR[])"
        picked.append(f"unnest({given}) AS {name}")
    connection.execute(f"CREATE TABLE {table} AS SELECT {', '.join(picked)}", values)


def _said(column: list[Piece]) -> set[str | None]:
    """The different texts of a column of texts."""
    return {text for piece in column if isinstance(piece, Coded) for text in piece.texts}


def _cells(piece: Piece) -> list[Any]:
    if isinstance(piece, Coded):
        return list(map(piece.texts.__getitem__, piece.codes))
    return piece.tolist()


def arrow(pieces: dict[str, list[Piece]]) -> "pa.Table":
    """The columns as an Arrow table: numbers as int64, texts dictionary-encoded."""
    import pyarrow as pa

    return pa.Table.from_arrays(
        [
            pa.chunked_array([part for piece in column for part in _parts(_array(pa, piece))])
            for column in pieces.values()
        ],
        names=list(pieces),
    )


def _parts(array: Any) -> list[Any]:
    """An array in portions, which DuckDB's threads take in side by side; nothing is copied."""
    return [array.slice(start, _PORTION) for start in range(0, len(array), _PORTION)] or [array]


def _array(pa: Any, piece: Piece) -> Any:
    if not isinstance(piece, Coded):
        return _numbers(pa, piece, pa.int64())
    # pa.array(list) 会顺带导入 pandas（0.3 秒），所以用 StringBuilder
    builder = pa.lib.StringBuilder()
    builder.append_values(list(piece.texts))
    return pa.DictionaryArray.from_arrays(_numbers(pa, piece.codes, pa.int32()), builder.finish())


def _numbers(pa: Any, values: "array[int]", kind: Any) -> Any:
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(values)])
