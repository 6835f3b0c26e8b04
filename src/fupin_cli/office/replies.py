"""Returned slips: read back in any order and format, by the numbers that stand in them."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from fupin_cli.errors import FupinError
from fupin_cli.patterns import regex
from fupin_cli.workspace import LEDGER_SUFFIXES

_NUMBER = regex(r"^\S+-\d{4,}$")
_RESULT, _WHO, _WHEN = "核实结果", "核实人", "核实日期"


class Reply(Struct, frozen=True):
    """A line of a returned slip; `result` may be blank."""

    number: str
    result: str
    who: str
    when: str
    file: str


class Replies(Struct):
    """All lines by number, and the files that held none."""

    lines: dict[str, list[Reply]]
    strangers: list[str]


def read_replies(folders: Sequence[Path], password: str | None = None) -> Replies:
    """Everything below the folders (or in the files) that is a slip.

    Raises:
        FupinError: nothing there.
    """
    files = [path for folder in folders for path in _files(folder)]
    if not files:
        raise FupinError(
            f"{'、'.join(map(str, folders))}里没有交回的核实单。", "请把各村交回的 Word 或 Excel 放进去。"
        )
    replies = Replies({}, [])
    for path in files:
        found = list(_read(path, password))
        if not found:
            replies.strangers.append(path.name)
        for reply in found:
            replies.lines.setdefault(reply.number, []).append(reply)
    return replies


def _files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise FupinError(f"找不到“{folder}”。", "请检查文件夹的名字。")
    wanted = LEDGER_SUFFIXES | {".docx"}
    return sorted(
        p for p in folder.rglob("*") if p.suffix.lower() in wanted and not p.name.startswith(("~$", "."))
    )


def _read(path: Path, password: str | None) -> Iterator[Reply]:
    if path.suffix.lower() == ".docx":
        tables: list[list[list[Any]]] = _docx_tables(path)
    else:
        from fupin_cli.office.extras import read_grids

        tables = [list(grid.rows) for grid in read_grids(path, password)]
    for rows in tables:
        columns: dict[str, int] = {}
        for row in rows:
            texts = [_text(value) for value in row]
            if "编号" in texts and _RESULT in texts:
                columns = {name: number for number, name in enumerate(texts) if name}
            elif columns and columns["编号"] < len(texts) and _NUMBER.match(texts[columns["编号"]]):
                number, result, who, when = (
                    _at(texts, columns, name) for name in ("编号", _RESULT, _WHO, _WHEN)
                )
                yield Reply(number, result, who, when, path.name)


def _docx_tables(path: Path) -> list[list[list[Any]]]:
    from zipfile import BadZipFile

    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        raise FupinError(f"“{path}”打不开，不是完好的 Word 文档。", "请让村里重新发送。") from None
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def _at(texts: Sequence[str], columns: dict[str, int], name: str) -> str:
    index = columns.get(name)
    return texts[index] if index is not None and index < len(texts) else ""


def _text(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else " ".join(str(value).split())
