"""A folder of typed tables and their schemas, written whole or not at all."""

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_cli.errors import FupinError, because
from fupin_cli.exporting import data_package, json_schema, table_schema

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMAS = "结构"
_UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
_MARKS = ("=", "+", "-", "@", "\t", "\r")


def write_folder(
    folder: Path,
    tables: Mapping[str, "pa.Table"],
    format: str,
    *,
    pseudonymous: bool,
    more: Callable[[Path], None] | None = None,
) -> None:
    """Write the tables as `parquet`, `csv` or `duckdb`, with a folder of schemas, readable by the user alone.

    `more` writes what else belongs into the folder.

    Raises:
        FupinError: the folder holds something already, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FupinError(f"“{folder}”里已经有东西，没有覆盖。", "请换一个新的文件夹名，或先把它清空。")
    if not folder.absolute().parent.is_dir():
        raise FupinError(f"文件夹“{folder.absolute().parent}”不存在。", "请先建好，或换一个位置。")
    try:
        made = Path(tempfile.mkdtemp(prefix=".fupin-", dir=folder.absolute().parent))
    except OSError as error:
        raise FupinError(f"写不了“{folder}”：{because(error)}。", "请换一个能写的位置。") from None
    try:
        _schemas(made, tables, pseudonymous=pseudonymous)
        if format == "parquet":
            _parquet(made, tables)
        elif format == "csv":
            _csv(made, tables, pseudonymous=pseudonymous)
        else:
            _duckdb(made, tables)
        if more is not None:
            more(made)
        for path in made.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
        if folder.exists():
            folder.rmdir()
        made.replace(folder)
    except OSError as error:
        raise FupinError(f"写不了“{folder}”：{because(error)}。", "请检查磁盘空间和权限。") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _schemas(folder: Path, tables: Mapping[str, "pa.Table"], *, pseudonymous: bool) -> None:
    (folder / SCHEMAS).mkdir()
    for name in tables:
        _json(folder / SCHEMAS / f"{name}.schema.json", json_schema(name))
        _json(folder / SCHEMAS / f"{name}.tableschema.json", table_schema(name, pseudonymous=pseudonymous))


def _json(path: Path, document: Any) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n"
    path.write_bytes(text.encode("utf-8"))


def _parquet(folder: Path, tables: Mapping[str, "pa.Table"]) -> None:
    """台账/县=…/乡=…/data.parquet: readers of Hive partitions find 县 and 乡 in the path."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    for name, table in tables.items():
        places = table.select(["县", "乡"]).group_by(["县", "乡"]).aggregate([]).to_pylist()
        for place in places or [{"县": None, "乡": None}]:  # 一行也没有的表也要有列，读的人才认得
            part = table
            path = folder / name
            for level, value in place.items():
                same = pc.is_null(part[level]) if value is None else pc.equal(part[level], value)
                part = part.filter(same)
                path /= f"{level}={value.replace('/', '%2F') if value else _UNKNOWN}"
            path.mkdir(parents=True)
            pq.write_table(part.drop_columns(["县", "乡"]), path / "data.parquet", compression="zstd")


def _csv(folder: Path, tables: Mapping[str, "pa.Table"], *, pseudonymous: bool) -> None:
    for name, table in tables.items():
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(table.column_names)
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
            writer.writerow([_cell(value) for value in row])
        (folder / f"{name}.csv").write_bytes(stream.getvalue().encode("utf-8-sig"))
    paths = {name: f"{name}.csv" for name in tables}
    _json(folder / "datapackage.json", data_package(paths, pseudonymous=pseudonymous))


def _cell(value: Any) -> str:
    """A value as text; what Excel would take for a formula gets an apostrophe, which our reader drops."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_MARKS) else value
    return "" if value is None else str(value)


def _duckdb(folder: Path, tables: Mapping[str, "pa.Table"]) -> None:
    import duckdb

    connection = duckdb.connect(str(folder / "台账.duckdb"))
    try:
        for name, table in tables.items():
            connection.register("_arrow", table)
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM _arrow')
            connection.unregister("_arrow")
    finally:
        connection.close()
