"""空白台账填好，用 LibreOffice 另存成别的格式：每种台账每一格读回来还是同一个值。"""

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fupin_cli.judging import verdict
from fupin_cli.outputs.blank import FIRST_ROW, blank, entry, listed
from fupin_cli.reading.model import Table
from fupin_cli.reading.read import read_file
from fupin_cli.vocabulary.registry import ledgers

# 另存成 csv 时逗号分隔、引号、UTF-8、照所见保存、每张表一个文件
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
FORMATS = {"xlsx": "xlsx", "xls": "xls:MS Excel 97", "ods": "ods", "csv": CSV}


def fill(path: Path) -> Path:
    """A blank workbook of all ledgers with every example filled in."""
    path.write_bytes(blank(list(ledgers().values()), {"县": "临溪县", "乡": "芦庙镇", "村": "柳河村"}))
    book = openpyxl.load_workbook(path)
    for name, ledger in ledgers().items():
        places = {column.name: number for number, column in enumerate(listed(ledger), 1)}
        for row, example in enumerate(ledger.examples, FIRST_ROW):
            for field, raw in example.items():
                book[name].cell(row, places[field], entry(ledger, field, raw))
    book.save(path)
    return path


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Table]]:
    """The tables by format and ledger, each format saved in one run."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("没有 LibreOffice")
    folder = tmp_path_factory.mktemp("另存")
    source = fill(folder / "台账.xlsx")
    found: dict[str, dict[str, Table]] = {"原样": tables(source)}
    for kind, target in FORMATS.items():
        out = folder / kind
        subprocess.run(
            [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
             "--convert-to", target, "--outdir", str(out), str(source)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        found[kind] = {name: table for path in sorted(out.iterdir()) for name, table in tables(path).items()}
    return found


def tables(path: Path) -> dict[str, Table]:
    reading = read_file(path)
    assert [f for f in reading.findings if f.severity == "error" and f.code != "RD001"] == []
    return {table.ledger: table for table in reading.tables if table.rows}


def values(table: Table) -> dict[str, list[Any]]:
    """What the cells come to, by field; blank columns left out."""
    ledger = ledgers()[table.ledger]
    found = {
        field: [_plain(verdict(ledger, field, raw).value) for raw in cells]
        for field, cells in table.cells.items()
    }
    return {field: cells for field, cells in found.items() if any(value is not None for value in cells)}


def _plain(value: Any) -> Any:
    return value.date() if isinstance(value, dt.datetime) else value


def test_原样一格不差(tmp_path: Path) -> None:
    read = tables(fill(tmp_path / "台账.xlsx"))
    assert set(read) == set(ledgers())
    for name, ledger in ledgers().items():
        for field, cells in values(read[name]).items():
            wanted = [example.get(field, "") for example in ledger.examples]
            assert cells == [_plain(verdict(ledger, field, raw).value) for raw in wanted], (name, field)


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
def test_另存后读回同样的值(saved: dict[str, dict[str, Table]], kind: str) -> None:
    assert set(saved[kind]) == set(saved["原样"]) == set(ledgers())
    for name, table in saved["原样"].items():
        assert values(saved[kind][name]) == values(table), name
        assert saved[kind][name].place == table.place
        assert saved[kind][name].rows == table.rows
