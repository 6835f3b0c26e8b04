"""Workbooks in formats other than xlsx, and one part of a packed workbook changed."""

import zipfile
from pathlib import Path
from typing import Any


def write_xls(path: Path, rows: list[list[Any]]) -> Path:
    import xlwt

    book = xlwt.Workbook()
    page = book.add_sheet("家庭成员")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                page.write(number, column, value)
    book.save(str(path))
    return path


def write_ods(path: Path, rows: list[list[Any]]) -> Path:
    import pandas

    pandas.DataFrame([[None if v == "" else v for v in row] for row in rows], dtype=object).to_excel(
        path, engine="odf", index=False, header=False, sheet_name="家庭成员"
    )
    return path


def rewrite(path: Path, change: Any, part: str = "xl/worksheets/sheet1.xml") -> None:
    """Change one part of a workbook in place."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[part] = change(members[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
